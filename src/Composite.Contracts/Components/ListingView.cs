namespace Composite.Contracts.Components;

/// <summary>A listing with its computed status.</summary>
[GenerateSerializer, Immutable, Alias("listing-view")]
public sealed record ListingView([property: Id(0)] ListingInfo Listing, [property: Id(1)] string Status, [property: Id(2)] DateTimeOffset RecordedAt);
