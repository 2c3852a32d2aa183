using Composite.Domain.Ports;
using Composite.Domain.Solutions;
using Composite.Exchange.Snapshots;

namespace Composite.Exchange.Pack;

/// <summary>What an evidence pack is made of. All of it belongs to one as-of and one journal position.</summary>
public sealed record PackSource
{
    public required InventorySnapshot Snapshot { get; init; }

    /// <summary>The facts that the snapshot was taken of.</summary>
    public required SolutionFacts Facts { get; init; }

    /// <summary>How many devices were to be moved by the cases' campaigns, by case; without those whose component's versions no device reports.</summary>
    public IReadOnlyDictionary<string, CampaignReading> Campaigns { get; init; } = new Dictionary<string, CampaignReading>();

    /// <summary>The journal, for the events behind the facts.</summary>
    public required IJournal Journal { get; init; }

    /// <summary>Where the documents are.</summary>
    public required IEvidenceVault Vault { get; init; }
}

/// <summary>A file of the pack.</summary>
/// <param name="Name">Its path within the zip.</param>
/// <param name="Sha256">64 hexadecimal digits in lower case.</param>
/// <param name="Bytes">Its size, not compressed.</param>
public sealed record PackedFile(string Name, string Sha256, long Bytes);
