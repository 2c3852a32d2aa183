using Composite.Domain.Cases;
using Composite.Domain.Controls;
using Composite.Domain.Ports;
using Composite.Domain.Solutions;
using Composite.Exchange.Snapshots;
using Composite.Host.Apis.Problems;

namespace Composite.Host.Apis.Staff.Exchange;

/// <summary>Takes the snapshot that an export is made of: the facts, and on how many devices what is in it runs.</summary>
internal sealed class ExportSnapshots(IFacts facts, IFleet fleet, IReadModel lists, CountedLists counted)
{
    /// <summary>Longest wait for the counts of devices. They follow the journal; while they are built anew they would be too low, so there is no export then.</summary>
    public static readonly TimeSpan MaxLag = TimeSpan.FromSeconds(10);

    /// <summary>What was recorded when the request came: one request, one position.</summary>
    public SolutionFacts Facts { get; } = facts.Read().Facts;

    /// <summary>The snapshot, or why there is none.</summary>
    public async ValueTask<(InventorySnapshot? Snapshot, ApiProblem? Problem)> TakeAsync(string? solutionId, AsOfQuery asOf, CancellationToken cancellationToken)
    {
        if (!await lists.ReachAsync(Facts.Position, MaxLag, cancellationToken)) return (null, ApiProblem.ListsBehind());
        ControlCounts counts = await counted.OfControlsAsync(Facts, asOf.AsOf, cancellationToken);
        if (SnapshotBuilder.Build(Facts, asOf.AsOf, solutionId, counts) is not { } snapshot) return (null, ApiProblem.NotFound("No solution with this id is registered."));
        return (await SnapshotCounting.CountAsync(snapshot, fleet, asOf.FleetDay, cancellationToken), null);
    }

    /// <summary>How many devices the cases' campaigns are about, by case. After the snapshot was taken: then the lists include what the facts do.</summary>
    public async ValueTask<IReadOnlyDictionary<string, CampaignReading>> CampaignsAsync(AsOfQuery asOf, CancellationToken cancellationToken)
    {
        Dictionary<string, CampaignReading> found = new(StringComparer.Ordinal);
        foreach (CaseState state in Facts.Cases.Values.Select(c => c.AsKnownAt(asOf.AsOf.KnownAt)).OfType<CaseState>().Where(c => c.Campaigns.Count > 0))
        {
            if (CampaignProgress.PartsOf(state.Issue, Facts.Components.GetValueOrDefault(state.Issue.ComponentId), asOf.AsOf.KnownAt) is { } affected)
                found.Add(state.Id, await fleet.CampaignsAsync(state.Id, affected, asOf.FleetDay, cancellationToken));
        }

        return found;
    }
}
