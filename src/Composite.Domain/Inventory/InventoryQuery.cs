using Composite.Domain.Components;
using Composite.Domain.Solutions;

namespace Composite.Domain.Inventory;

/// <summary>A question to the inventory.</summary>
/// <param name="View">What one row is.</param>
/// <param name="Filter">Which rows.</param>
/// <param name="Sort">In which order.</param>
/// <param name="AsOf">For which instants.</param>
public sealed record InventoryQuery(InventoryView View, InventoryFilter Filter, InventorySort Sort, AsOf AsOf);

/// <summary>A part of the answer.</summary>
/// <param name="Rows">In the query's order.</param>
/// <param name="Next">The key of the last row when there are more, or null.</param>
/// <param name="Total">Rows that the filter lets through, on every page.</param>
public sealed record InventoryPage(IReadOnlyList<InventoryRow> Rows, string? Next, int Total);

/// <summary>Answers questions from the facts alone: every row is computed anew, so any pair of instants is as good as another.</summary>
public static class Inventories
{
    /// <summary>Every row that the filter lets through, in order.</summary>
    public static IReadOnlyList<InventoryRow> All(SolutionFacts facts, InventoryQuery query)
    {
        ArgumentNullException.ThrowIfNull(query);
        InventoryScope scope = new(facts, query.AsOf, query.Filter.SolutionId);
        List<InventoryRow> rows = [];
        foreach (ComponentState component in facts.Components.Values)
        {
            if (scope.Admits(component, query.Filter)) rows.AddRange(InventoryRows.Of(component, query, scope));
        }

        rows.Sort(InventoryOrder.By(query.Sort));
        return rows;
    }

    /// <summary>At most <paramref name="limit"/> rows behind the row with a key; null when no row has that key.</summary>
    /// <remarks>With both instants fixed the rows do not change, whatever is recorded meanwhile: a page never shows a row twice and leaves none out.</remarks>
    public static InventoryPage? Page(SolutionFacts facts, InventoryQuery query, int limit, string? after)
    {
        IReadOnlyList<InventoryRow> all = All(facts, query);
        int from = 0;
        if (after is not null)
        {
            while (from < all.Count && all[from].Key != after) from++;
            if (from == all.Count) return null;
            from++;
        }

        int count = Math.Min(limit, all.Count - from);
        return new InventoryPage([.. all.Skip(from).Take(count)], from + count < all.Count ? all[from + count - 1].Key : null, all.Count);
    }

    /// <summary>Components by kind and status.</summary>
    public static IReadOnlyDictionary<(ComponentKind Kind, CertificationStatus Status), int> Summary(SolutionFacts facts, AsOf asOf) =>
        All(facts, new InventoryQuery(InventoryView.Components, InventoryFilter.None, InventorySort.Id, asOf))
            .GroupBy(row => (row.Kind, row.Status)).ToDictionary(group => group.Key, group => group.Count());
}

/// <summary>Orders rows; never two alike, so that pages are stable.</summary>
public static class InventoryOrder
{
    public static Comparison<InventoryRow> By(InventorySort sort) => (a, b) => Compare(a, b, sort) is var order && order != 0 ? order : string.CompareOrdinal(a.Key, b.Key);

    private static int Compare(InventoryRow a, InventoryRow b, InventorySort sort) => sort switch
    {
        InventorySort.Kind => a.Kind.CompareTo(b.Kind),
        InventorySort.Name => string.CompareOrdinal(a.Name, b.Name),
        InventorySort.Vendor => string.CompareOrdinal(a.Vendor, b.Vendor),
        InventorySort.Status => b.Status.Severity().CompareTo(a.Status.Severity()),
        InventorySort.ExpiresOn => (a.ExpiresOn ?? DateOnly.MaxValue).CompareTo(b.ExpiresOn ?? DateOnly.MaxValue),
        InventorySort.CryptoExpiresOn => (a.CryptoExpiresOn ?? DateOnly.MaxValue).CompareTo(b.CryptoExpiresOn ?? DateOnly.MaxValue),
        _ => 0,
    };
}
