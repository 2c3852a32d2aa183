using Composite.Domain.Ports;

namespace Composite.Domain.Inventory;

/// <summary>Adds devices and merchants to the rows of a page.</summary>
public static class InventoryCounting
{
    /// <param name="rows">A page's rows.</param>
    /// <param name="fleet">Where the counts are.</param>
    /// <param name="day">At whose end (UTC).</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The rows, and the journal position that the counts include.</returns>
    public static async ValueTask<(IReadOnlyList<InventoryRow> Rows, long Position)> CountAsync(IReadOnlyList<InventoryRow> rows, IFleet fleet, DateOnly day, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(rows);
        (IReadOnlyList<FleetUse?> uses, long position) = await CountAsync([.. rows.Select(row => row.Count)], fleet, day, cancellationToken);
        return ([.. rows.Zip(uses, (row, use) => use is null ? row : row with { Devices = use.Devices, Merchants = use.Merchants })], position);
    }

    /// <returns>One for each of the <paramref name="counts"/>, null where there is nothing to count.</returns>
    /// <inheritdoc cref="CountAsync(IReadOnlyList{InventoryRow}, IFleet, DateOnly, CancellationToken)"/>
    public static async ValueTask<(IReadOnlyList<FleetUse?> Uses, long Position)> CountAsync(IReadOnlyList<InventoryCount?> counts, IFleet fleet, DateOnly day, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(counts);
        ArgumentNullException.ThrowIfNull(fleet);
        FleetReading reading = await fleet.CountAsync([.. counts.SelectMany(count => count?.Parts ?? [])], day, cancellationToken);
        int next = 0;
        return ([.. counts.Select(count => count is null ? null : Use(count, [.. count.Parts.Select(_ => reading.Counts[next++])]))], reading.Position);
    }

    // Merchants of several parts can't be added up, unless only one of them has any.
    private static FleetUse Use(InventoryCount count, IReadOnlyList<FleetCount> counts)
    {
        bool canTell = count.MerchantsAddUp || counts.Count(c => c.Devices > 0) <= 1;
        return new FleetUse(counts.Sum(c => c.Devices), canTell ? counts.Sum(c => c.Merchants) : null);
    }
}
