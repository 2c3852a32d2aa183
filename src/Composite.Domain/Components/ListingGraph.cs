using Composite.Domain.Solutions;

namespace Composite.Domain.Components;

/// <summary>What the listings of all components and solutions say together. Pure functions over the facts, from everything that is known.</summary>
public static class ListingGraph
{
    /// <summary>Who else holds the reference, in words (<c>component 'sdk-a'</c>); null when nobody does.</summary>
    public static string? HolderOf(SolutionFacts facts, string reference, ListingSubject subject)
    {
        ArgumentNullException.ThrowIfNull(facts);
        ArgumentNullException.ThrowIfNull(subject);
        foreach ((string stream, ListingBook book, string words) in Books(facts))
        {
            if (stream != subject.Stream && book.Row(reference, ListingBook.AllThatIsKnown) is not null) return words;
        }

        return null;
    }

    /// <summary>
    /// The way on which the listing would reach itself through the dependencies of known listings, the row of its own reference replaced by it:
    /// references from it back to it; null when there is none.
    /// </summary>
    public static IReadOnlyList<string>? CycleThrough(SolutionFacts facts, Listing listing)
    {
        ArgumentNullException.ThrowIfNull(facts);
        ArgumentNullException.ThrowIfNull(listing);
        Dictionary<string, IReadOnlyList<string>> dependencies = new(StringComparer.Ordinal);
        foreach ((_, ListingBook book, _) in Books(facts))
        {
            foreach (string reference in book.References(ListingBook.AllThatIsKnown)) dependencies[reference] = book.Row(reference, ListingBook.AllThatIsKnown)!.Dependencies;
        }

        dependencies[listing.Reference] = listing.Dependencies;
        return WayBack(listing.Reference, dependencies);
    }

    /// <summary>The shortest way from a reference back to itself: references from it back to it; null when there is none.</summary>
    /// <param name="start">The reference.</param>
    /// <param name="dependencies">The references that each listing names.</param>
    public static IReadOnlyList<string>? WayBack(string start, IReadOnlyDictionary<string, IReadOnlyList<string>> dependencies)
    {
        ArgumentNullException.ThrowIfNull(dependencies);

        // Breadth first, each reference once, and no recursion however long it is.
        Dictionary<string, string> cameFrom = new(StringComparer.Ordinal);
        Queue<string> open = new([start]);
        while (open.TryDequeue(out string? at))
        {
            foreach (string next in dependencies.GetValueOrDefault(at) ?? [])
            {
                if (next == start) return Way(start, at, cameFrom);
                if (cameFrom.TryAdd(next, at)) open.Enqueue(next);
            }
        }

        return null;
    }

    private static List<string> Way(string start, string last, Dictionary<string, string> cameFrom)
    {
        List<string> way = [start];
        for (string at = last; at != start; at = cameFrom[at]) way.Add(at);
        way.Add(start);
        way.Reverse();
        return way;
    }

    private static IEnumerable<(string Stream, ListingBook Book, string Words)> Books(SolutionFacts facts) =>
    [
        .. facts.Components.Values.Select(c => (Streams.Of(Streams.Component, c.Id), c.Listings, $"component '{c.Id}'")),
        .. facts.Solutions.Values.Select(s => (Streams.Of(Streams.Solution, s.Id), s.Listings, $"solution '{s.Id}'")),
    ];
}
