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
        ArgumentNullException.ThrowIfNull(fleet);
        List<FleetPart> parts = [.. rows.SelectMany(row => row.Count?.Parts ?? [])];
        FleetReading reading = await fleet.CountAsync(parts, day, cancellationToken);
        int next = 0;
        return ([.. rows.Select(row => row.Count is null ? row : Counted(row, [.. row.Count.Parts.Select(_ => reading.Counts[next++])]))], reading.Position);
    }

    // Merchants of several parts can't be added up, unless only one of them has any.
    private static InventoryRow Counted(InventoryRow row, IReadOnlyList<FleetCount> counts)
    {
        bool canTell = row.Count!.MerchantsAddUp || counts.Count(c => c.Devices > 0) <= 1;
        return row with { Devices = counts.Sum(c => c.Devices), Merchants = canTell ? counts.Sum(c => c.Merchants) : null };
    }
}
