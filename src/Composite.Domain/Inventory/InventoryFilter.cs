using Composite.Domain.Components;

namespace Composite.Domain.Inventory;

/// <summary>Which rows of the inventory are asked for. Filters are combined; null filters nothing. Texts compare exactly unless they say otherwise.</summary>
public sealed record InventoryFilter
{
    public static readonly InventoryFilter None = new();

    public ComponentKind? Kind { get; init; }

    /// <summary>The row's status, computed for the instants that are asked for.</summary>
    public CertificationStatus? Status { get; init; }

    /// <summary>Letters' case does not count.</summary>
    public string? Vendor { get; init; }

    /// <summary>The third party that provides the component.</summary>
    public string? ThirdPartyId { get; init; }

    /// <summary>Components that the solution was composed of.</summary>
    public string? SolutionId { get; init; }

    /// <summary>Components with such a version, or the version itself: exact, or <c>3.2.x</c> for all that begin so.</summary>
    public string? Version { get; init; }

    /// <summary>A listing's reference.</summary>
    public string? Listing { get; init; }

    /// <summary>Letters' case does not count.</summary>
    public string? Laboratory { get; init; }

    public string? StandardVersion { get; init; }

    public ListingProductType? ProductType { get; init; }

    public EntryMode? EntryMode { get; init; }

    public Cvm? Cvm { get; init; }

    /// <summary>The certification that counts ends before this day.</summary>
    public DateOnly? ExpiresBefore { get; init; }

    /// <summary>The certification that counts ends on this day or later.</summary>
    public DateOnly? ExpiresAfter { get; init; }

    /// <summary>A version's software-protected keys must be replaced before this day; withdrawn versions do not count.</summary>
    public DateOnly? CryptoExpiresBefore { get; init; }

    /// <summary>What names this component, by a dependency of one of its listings, or contains it.</summary>
    public string? DependsOn { get; init; }

    /// <summary>What this component or solution names or contains.</summary>
    public string? UsedBy { get; init; }

    /// <summary>Stands in the id, name or vendor; letters' case does not count.</summary>
    public string? Text { get; init; }
}

/// <summary>What one row is.</summary>
public enum InventoryView
{
    Components,
    Versions,
    Listings,
}

/// <summary>What rows are ordered by; rows that are equal in it, by their ids. What has no such day comes last.</summary>
public enum InventorySort
{
    Id,
    Kind,
    Name,
    Vendor,

    /// <summary>The worst first.</summary>
    Status,

    /// <summary>The earliest first.</summary>
    ExpiresOn,

    /// <summary>The earliest first.</summary>
    CryptoExpiresOn,
}
