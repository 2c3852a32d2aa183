using System.Collections.Immutable;

namespace Composite.Domain.Components;

/// <summary>A product takes a reference, in the reference's own stream and in one append with the listing: of two that were decided on the same facts one wins.</summary>
/// <param name="Reference">The listing's reference.</param>
/// <param name="Holder">The stream of the component or solution.</param>
public sealed record ListingClaimed(string Reference, string Holder) : IEvent;

/// <summary>A listing that names others was recorded or corrected. All of these share one stream, since a cycle may close through any of them.</summary>
/// <param name="Reference">The listing's reference.</param>
/// <param name="Holder">The stream of the component or solution.</param>
public sealed record DependenciesClaimed(string Reference, string Holder) : IEvent;

/// <summary>An event for another stream than the command's own, fenced by the version that the stream must be at.</summary>
public sealed record Claim(string Stream, long ExpectedVersion, IEvent Event);

/// <summary>
/// How often each reference, and the listings' dependencies, were claimed: the versions of these streams, as of the facts. Who decides on the
/// facts appends at these versions, and so only when the facts lacked nothing that matters. Whose a reference is, the listings say, not the
/// claims: a journal from before there were claims is protected likewise.
/// </summary>
public sealed record ListingClaims
{
    public static readonly ListingClaims None = new();

    public ImmutableDictionary<string, long> ByReference { get; init; } = ImmutableDictionary.Create<string, long>(StringComparer.Ordinal);

    public long OfDependencies { get; init; }

    public ListingClaims Evolve(IEvent @event) => @event switch
    {
        ListingClaimed e => this with { ByReference = ByReference.SetItem(e.Reference, ByReference.GetValueOrDefault(e.Reference) + 1) },
        DependenciesClaimed => this with { OfDependencies = OfDependencies + 1 },
        _ => throw new InvalidOperationException($"{@event.GetType().Name} is not a claim."),
    };

    /// <summary>
    /// The claims that go with a product's events: for a reference that it did not hold, and for a listing that names others. They come behind
    /// the product's own events, so that facts which include a claim include the listing.
    /// </summary>
    /// <param name="holder">The product's stream.</param>
    /// <param name="events">What was decided on facts with these claims.</param>
    public IReadOnlyList<Claim> For(string holder, IReadOnlyList<IEvent> events)
    {
        ArgumentNullException.ThrowIfNull(events);
        List<Claim> claims = [];
        foreach (IEvent @event in events)
        {
            if (@event is ListingRecorded { Listing.Reference: var taken })
                claims.Add(new(Streams.Of(Streams.Listing, taken), ByReference.GetValueOrDefault(taken), new ListingClaimed(taken, holder)));
            if (((@event as ListingRecorded)?.Listing ?? (@event as ListingCorrected)?.Listing) is { Dependencies.Count: > 0 } listing)
                claims.Add(new(Streams.Of(Streams.ListingDependencies, Streams.Only), OfDependencies, new DependenciesClaimed(listing.Reference, holder)));
        }

        return claims;
    }
}
