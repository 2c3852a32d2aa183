using System.Collections.Immutable;
using Composite.Domain.Solutions;

namespace Composite.Domain.Components;

/// <summary>
/// Who holds each listing's reference and which listings it names, from everything that is known: so that one row is looked up and not every
/// listing of every product. Immutable.
/// </summary>
public sealed class ListingIndex
{
    private static readonly ListingIndex Empty = new(ImmutableDictionary.Create<string, ImmutableArray<Holding>>(StringComparer.Ordinal));
    private readonly ImmutableDictionary<string, ImmutableArray<Holding>> _byReference;

    private ListingIndex(ImmutableDictionary<string, ImmutableArray<Holding>> byReference) => _byReference = byReference;

    /// <summary>The index of all components' and solutions' listings.</summary>
    public static ListingIndex Of(SolutionFacts facts)
    {
        ArgumentNullException.ThrowIfNull(facts);
        ListingIndex index = Empty;
        foreach (ComponentState component in facts.Components.Values) index = index.With(Streams.Of(Streams.Component, component.Id), ListingBook.Empty, component.Listings);
        foreach (SolutionState solution in facts.Solutions.Values) index = index.With(Streams.Of(Streams.Solution, solution.Id), ListingBook.Empty, solution.Listings);
        return index;
    }

    /// <summary>The stream of a product, other than <paramref name="stream"/>, that holds the reference; null when none does.</summary>
    public string? HolderBesides(string stream, string reference)
    {
        if (!_byReference.TryGetValue(reference, out ImmutableArray<Holding> holdings)) return null;
        foreach (Holding holding in holdings)
        {
            if (holding.Stream != stream) return holding.Stream;
        }

        return null;
    }

    /// <summary>The references that the listing names; of each, where old records have it on several products.</summary>
    public IEnumerable<string> DependenciesOf(string reference) =>
        _byReference.TryGetValue(reference, out ImmutableArray<Holding> holdings) ? holdings.SelectMany(holding => holding.Dependencies) : [];

    /// <summary>With what became of one product's listings. A book only grows, so what lies behind the end of the shorter one is what changed.</summary>
    /// <param name="stream">The product's stream.</param>
    /// <param name="before">Its listings as they are in this index.</param>
    /// <param name="after">As they are to be in it.</param>
    public ListingIndex With(string stream, ListingBook before, ListingBook after)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        if (before.Rows.Count == after.Rows.Count && before.Retractions.Count == after.Retractions.Count) return this;
        ListingBook rows = before.Rows.Count > after.Rows.Count ? before : after;
        ListingBook retractions = before.Retractions.Count > after.Retractions.Count ? before : after;
        HashSet<string> changed = new(StringComparer.Ordinal);
        for (int i = Math.Min(before.Rows.Count, after.Rows.Count); i < rows.Rows.Count; i++) changed.Add(rows.Rows[i].Value.Reference);
        for (int i = Math.Min(before.Retractions.Count, after.Retractions.Count); i < retractions.Retractions.Count; i++) changed.Add(retractions.Retractions[i].Key);
        ImmutableDictionary<string, ImmutableArray<Holding>>.Builder index = _byReference.ToBuilder();
        foreach (string reference in changed)
        {
            ImmutableArray<Holding> holdings = index.TryGetValue(reference, out ImmutableArray<Holding> known) ? known.RemoveAll(holding => holding.Stream == stream) : [];
            if (after.Row(reference, ListingBook.AllThatIsKnown) is { } row) holdings = holdings.Add(new(stream, row.Dependencies));
            if (holdings.IsEmpty) index.Remove(reference);
            else index[reference] = holdings;
        }

        return new(index.ToImmutable());
    }

    private readonly record struct Holding(string Stream, IReadOnlyList<string> Dependencies);
}
