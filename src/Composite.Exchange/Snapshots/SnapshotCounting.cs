using Composite.Domain.Inventory;
using Composite.Domain.Ports;

namespace Composite.Exchange.Snapshots;

/// <summary>Adds to a snapshot on how many devices, of how many merchants, everything in it runs.</summary>
public static class SnapshotCounting
{
    /// <param name="snapshot">The snapshot. One of a single solution counts that solution's devices only.</param>
    /// <param name="fleet">Where the counts are.</param>
    /// <param name="day">At whose end (UTC).</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async ValueTask<InventorySnapshot> CountAsync(InventorySnapshot snapshot, IFleet fleet, DateOnly day, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        List<InventoryCount?> counts =
        [
            .. snapshot.Solutions.Select(s => new InventoryCount([FleetCounts.OfSolution(s.Id)], true)),
            .. snapshot.Components.SelectMany(c => c.Versions.Select(v => v.Count).Prepend(c.Count)),
        ];
        (IReadOnlyList<FleetUse?> uses, long position) = await InventoryCounting.CountAsync(counts, fleet, day, cancellationToken);
        using IEnumerator<FleetUse?> next = uses.GetEnumerator();
        return snapshot with
        {
            Fleet = new FleetInstant(day, position),
            Solutions = [.. snapshot.Solutions.Select(s => s with { Use = Take(next) })],
            Components = [.. snapshot.Components.Select(c => c with { Use = Take(next), Versions = [.. c.Versions.Select(v => v with { Use = Take(next) })] })],
        };
    }

    private static FleetUse? Take(IEnumerator<FleetUse?> uses) => uses.MoveNext() ? uses.Current : throw new InvalidOperationException("There are fewer counts than were asked for.");
}
