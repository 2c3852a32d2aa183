using Composite.Contracts.Components;
using Composite.Domain.Components;

namespace Composite.Grains.Imports;

/// <summary>A listing as a command carries it, for who has it from a file and not from a request.</summary>
public static class ListingWire
{
    public static ListingInfo Of(Listing listing) => listing.ToWire();
}
