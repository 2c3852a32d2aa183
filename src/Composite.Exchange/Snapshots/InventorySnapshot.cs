using Composite.Domain;
using Composite.Domain.Components;
using Composite.Domain.Controls;
using Composite.Domain.Evidence;
using Composite.Domain.Inventory;
using Composite.Domain.Policies;

namespace Composite.Exchange.Snapshots;

/// <summary>What is in the solutions and how it is certified, as of two instants and one journal position. Every export is made of one of these.</summary>
public sealed record InventorySnapshot
{
    public required AsOf AsOf { get; init; }

    /// <summary>Known-at as it is shown: null for everything that the position includes.</summary>
    public DateTimeOffset? KnownAt => AsOf.KnownAt == ListingBook.AllThatIsKnown ? null : AsOf.KnownAt;

    /// <summary>The journal position that the answer includes.</summary>
    public required long Position { get; init; }

    /// <summary>The one solution that it is about, or null for everything.</summary>
    public string? SolutionId { get; init; }

    /// <summary>The policy by which the statuses were computed.</summary>
    public required PolicyVersion Policy { get; init; }

    /// <summary>By id.</summary>
    public required IReadOnlyList<SolutionItem> Solutions { get; init; }

    /// <summary>By id.</summary>
    public required IReadOnlyList<ComponentItem> Components { get; init; }

    /// <summary>Where the controls stand, in the catalogue's order.</summary>
    public required IReadOnlyList<ControlAssessment> Controls { get; init; }

    /// <summary>The documents about what is in the snapshot or about the provider as a whole, by when they were added.</summary>
    public required IReadOnlyList<EvidenceEntry> Evidence { get; init; }

    /// <summary>When devices and merchants were counted; null while they are not.</summary>
    public FleetInstant? Fleet { get; init; }

    /// <summary>What makes two snapshots the same: names derived from it, such as UUIDs, are the same for the same as-of and positions.</summary>
    public string Identity => $"{SolutionId}|{Words.Of(AsOf.ValidAt)}|{(KnownAt is { } known ? Words.Of(known) : string.Empty)}|{Position}|{Fleet?.Position}";
}

/// <summary>When devices and merchants were counted.</summary>
/// <param name="Day">At whose end (UTC), or now when it is today.</param>
/// <param name="Position">The journal position that the counts include.</param>
public sealed record FleetInstant(DateOnly Day, long Position);

/// <summary>A solution.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name.</param>
/// <param name="Provider">Who answers for it.</param>
/// <param name="Active">In service at the instant.</param>
/// <param name="ComponentIds">Its composition at the instant, in the order given.</param>
/// <param name="Listings">Its own rows, newest first.</param>
public sealed record SolutionItem(string Id, string Name, string Provider, bool Active, IReadOnlyList<string> ComponentIds, IReadOnlyList<ListingItem> Listings)
{
    /// <summary>Of the listing that counts.</summary>
    public CertificationStatus Status => Listings.FirstOrDefault(l => l.Counts)?.Status ?? CertificationStatus.Unknown;

    /// <summary>Its active devices and merchants; null while they are not counted.</summary>
    public FleetUse? Use { get; init; }
}

/// <summary>A component.</summary>
public sealed record ComponentItem
{
    public required string Id { get; init; }

    public required ComponentKind Kind { get; init; }

    public required string Name { get; init; }

    public required string Vendor { get; init; }

    public required DateTimeOffset RegisteredAt { get; init; }

    /// <summary>In the order first recorded.</summary>
    public required IReadOnlyList<VersionItem> Versions { get; init; }

    /// <summary>Whose it is and who answers for what, or null where nobody said.</summary>
    public ComponentProfile? Profile { get; init; }

    /// <summary>Newest first.</summary>
    public required IReadOnlyList<ListingItem> Listings { get; init; }

    /// <summary>Newest first.</summary>
    public required IReadOnlyList<ComplianceItem> Compliance { get; init; }

    /// <summary>One word for the whole; null for a part that the provider makes itself, which has no listing.</summary>
    public required CertificationStatus? Status { get; init; }

    /// <summary>Ids of the components whose listings its listings name.</summary>
    public required IReadOnlyList<string> DependsOn { get; init; }

    /// <summary>The solutions of the snapshot that it is part of.</summary>
    public required IReadOnlyList<string> SolutionIds { get; init; }

    /// <summary>What is counted for it: devices of the snapshot's solution, or of every one.</summary>
    public required InventoryCount Count { get; init; }

    /// <summary>Active devices and merchants that it runs on or works behind; null while they are not counted.</summary>
    public FleetUse? Use { get; init; }

    /// <summary>Active devices that run a version of it that is not on record; null for what is not an SDK and while they are not counted.</summary>
    public long? DevicesOnOtherVersions => Kind is ComponentKind.MpocSoftware && Use is { } use ? use.Devices - Versions.Sum(v => v.Use!.Devices) : null;

    /// <summary>True for what runs as a service and not on a device.</summary>
    public bool IsService => Kind is ComponentKind.AttestationService or ComponentKind.PaymentBackEnd or ComponentKind.DecryptionService;
}

/// <summary>A version, and whether it can be used.</summary>
public sealed record VersionItem(ComponentVersion Version, VersionStatus Status)
{
    public bool Withdrawn => Status == VersionStatus.Withdrawn;

    /// <summary>What is counted for it; null where devices do not show which version they use.</summary>
    public InventoryCount? Count { get; init; }

    /// <summary>Active devices and merchants that run it; null where that can't be told.</summary>
    public FleetUse? Use { get; init; }
}

/// <summary>A listing with its status.</summary>
/// <param name="Listing">The row, as last corrected.</param>
/// <param name="Status">At the instant.</param>
/// <param name="RecordedAt">When the row, as it stands here, was recorded.</param>
public sealed record ListingItem(Listing Listing, CertificationStatus Status, DateTimeOffset RecordedAt)
{
    /// <summary>By when the next annual checkpoint is due, checkpoints passed taken into account; null where there is none.</summary>
    public DateOnly? CheckpointDueOn { get; init; }

    /// <summary>True for the one listing that counts for its product.</summary>
    public bool Counts { get; init; }
}

/// <summary>An attestation of compliance with its status.</summary>
/// <param name="Attestation">As last corrected.</param>
/// <param name="Status">At the instant.</param>
/// <param name="RecordedAt">When the attestation, as it stands here, was recorded.</param>
/// <param name="Counts">True for the one of its standard that counts.</param>
public sealed record ComplianceItem(ComplianceAttestation Attestation, CertificationStatus Status, DateTimeOffset RecordedAt, bool Counts)
{
    /// <summary>True when it covers the day.</summary>
    public bool InForce => Status is CertificationStatus.InForce or CertificationStatus.Expiring;
}
