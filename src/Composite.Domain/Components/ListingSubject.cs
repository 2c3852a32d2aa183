using Composite.Domain.Solutions;

namespace Composite.Domain.Components;

/// <summary>Whose listings are meant: a component's, or a solution's own.</summary>
/// <param name="Stream">The stream of the component or solution.</param>
/// <param name="Book">Its listings.</param>
/// <param name="Fitting">The headings under which it can be listed; none when it has no listing.</param>
public sealed record ListingSubject(string Stream, ListingBook Book, IReadOnlyList<ListingProductType> Fitting)
{
    public static ListingSubject Of(ComponentState component)
    {
        ArgumentNullException.ThrowIfNull(component);
        return new(Streams.Of(Streams.Component, component.Id), component.Listings, ListingProductTypes.Of(component.Kind));
    }

    public static ListingSubject Of(SolutionState solution)
    {
        ArgumentNullException.ThrowIfNull(solution);
        return new(Streams.Of(Streams.Solution, solution.Id), solution.Listings, ListingProductTypes.OfSolutions);
    }
}
