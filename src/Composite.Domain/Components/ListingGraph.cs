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
        if (facts.Listings.HolderBesides(subject.Stream, reference) is not { } holder) return null;
        (string category, string id) = Streams.Split(holder);
        return $"{category} '{id}'";
    }

    /// <summary>
    /// The way on which the listing would reach itself through the dependencies of known listings, the row of its own reference replaced by it:
    /// references from it back to it; null when there is none.
    /// </summary>
    public static IReadOnlyList<string>? CycleThrough(SolutionFacts facts, Listing listing)
    {
        ArgumentNullException.ThrowIfNull(facts);
        ArgumentNullException.ThrowIfNull(listing);
        return listing.Dependencies.Count == 0
            ? null
            : WayBack(listing.Reference, reference => reference == listing.Reference ? listing.Dependencies : facts.Listings.DependenciesOf(reference));
    }

    /// <summary>The shortest way from a reference back to itself: references from it back to it; null when there is none.</summary>
    private static List<string>? WayBack(string start, Func<string, IEnumerable<string>> dependenciesOf)
    {
        // Breadth first, each reference once, and no recursion however long it is.
        Dictionary<string, string> cameFrom = new(StringComparer.Ordinal);
        Queue<string> open = new([start]);
        while (open.TryDequeue(out string? at))
        {
            foreach (string next in dependenciesOf(at))
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
}
