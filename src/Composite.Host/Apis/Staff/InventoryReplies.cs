using Composite.Domain.Components;
using Composite.Domain.Inventory;

namespace Composite.Host.Apis.Staff;

/// <summary>A part of the inventory.</summary>
/// <param name="ValidAt">What was so at this instant.</param>
/// <param name="KnownAt">As far as it was known at this one.</param>
/// <param name="Position">The journal position of the facts.</param>
/// <param name="FleetDay">Devices and merchants are counted at the end of this day (UTC).</param>
/// <param name="FleetPosition">The journal position of these counts.</param>
/// <param name="Total">Rows on all pages.</param>
/// <param name="Rows">In the order asked for.</param>
/// <param name="Next">The cursor for <c>after</c>; the next page is of the same instants.</param>
internal sealed record InventoryReply(
    DateTimeOffset ValidAt, DateTimeOffset KnownAt, long Position, DateOnly FleetDay, long FleetPosition, int Total, IReadOnlyList<InventoryRowReply> Rows, string? Next);

/// <summary>A component, a version or a listing.</summary>
/// <param name="ComponentId">The component.</param>
/// <param name="Kind">Its kind.</param>
/// <param name="Name">Its name as known then.</param>
/// <param name="Vendor">Its vendor as known then.</param>
/// <param name="ThirdPartyId">Who provides it.</param>
/// <param name="Version">In a list of versions.</param>
/// <param name="VersionStatus">In a list of versions: whether it may run.</param>
/// <param name="Status">Computed for the instants.</param>
/// <param name="Listing">The listing that counts.</param>
/// <param name="StandardVersion">Of the listing.</param>
/// <param name="Laboratory">Of the listing.</param>
/// <param name="ListedOn">Of the listing.</param>
/// <param name="ExpiresOn">First day no longer covered, by the listing or the attestation of compliance that ends first.</param>
/// <param name="CheckpointDueOn">The next annual checkpoint.</param>
/// <param name="CryptoExpiresOn">The next crypto-expiry of a version that is not withdrawn.</param>
/// <param name="Versions">Not withdrawn, newest first; left out in a list of versions.</param>
/// <param name="Solutions">Composed of it.</param>
/// <param name="Devices">Active devices; left out where devices do not show it.</param>
/// <param name="Merchants">Theirs; left out where a merchant might be counted twice: ask for the impact then.</param>
internal sealed record InventoryRowReply(
    string ComponentId, ComponentKind Kind, string Name, string Vendor, string? ThirdPartyId, string? Version, VersionStatus? VersionStatus, CertificationStatus Status,
    string? Listing, string? StandardVersion, string? Laboratory, DateOnly? ListedOn, DateOnly? ExpiresOn, DateOnly? CheckpointDueOn, DateOnly? CryptoExpiresOn,
    IReadOnlyList<string>? Versions, IReadOnlyList<string> Solutions, long? Devices, long? Merchants)
{
    public static InventoryRowReply Of(InventoryRow row) => new(
        row.ComponentId, row.Kind, row.Name, row.Vendor, row.ThirdPartyId, row.Version, row.VersionStatus, row.Status, row.Listing, row.StandardVersion, row.Laboratory,
        row.ListedOn, row.ExpiresOn, row.CheckpointDueOn, row.CryptoExpiresOn, row.Version is null ? row.Versions : null, row.Solutions, row.Devices, row.Merchants);
}

/// <summary>Components by kind and status.</summary>
internal sealed record InventorySummaryReply(DateTimeOffset ValidAt, DateTimeOffset KnownAt, long Position, int Total, IReadOnlyList<InventoryKindReply> Kinds);

/// <summary>The components of a kind, by status.</summary>
internal sealed record InventoryKindReply(ComponentKind Kind, int Total, IReadOnlyDictionary<CertificationStatus, int> Statuses);
