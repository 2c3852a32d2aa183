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
}
