using Composite.Domain.Components;
using Composite.Domain.Ports;

namespace Composite.Domain.Inventory;

/// <summary>A component, one of its versions or one of its listings, as of the instants that were asked for.</summary>
public sealed record InventoryRow
{
    public required string ComponentId { get; init; }

    public required ComponentKind Kind { get; init; }

    public required string Name { get; init; }

    public required string Vendor { get; init; }

    public string? ThirdPartyId { get; init; }

    /// <summary>The version, in a list of versions.</summary>
    public string? Version { get; init; }

    /// <summary>Whether the version may run, in a list of versions.</summary>
    public VersionStatus? VersionStatus { get; init; }

    /// <summary>Of the component as a whole, of the listing that covers the version, or of the listing.</summary>
    public required CertificationStatus Status { get; init; }

    /// <summary>The listing that counts, or null without one.</summary>
    public string? Listing { get; init; }

    public string? StandardVersion { get; init; }

    public string? Laboratory { get; init; }

    public DateOnly? ListedOn { get; init; }

    /// <summary>The first day no longer covered: of the listing, or of the attestation of compliance that ends first.</summary>
    public DateOnly? ExpiresOn { get; init; }

    public DateOnly? CheckpointDueOn { get; init; }

    /// <summary>The next crypto-expiry among the versions that are not withdrawn, or the version's.</summary>
    public DateOnly? CryptoExpiresOn { get; init; }

    /// <summary>Versions that are not withdrawn, newest first; in a list of listings, those that the listing covers.</summary>
    public IReadOnlyList<string> Versions { get; init; } = [];

    /// <summary>Solutions that were composed of the component.</summary>
    public IReadOnlyList<string> Solutions { get; init; } = [];

    /// <summary>Active devices that ran it at the end of the day; null where that can't be told.</summary>
    public long? Devices { get; init; }

    /// <summary>Their merchants; null where that can't be told.</summary>
    public long? Merchants { get; init; }

    /// <summary>What is counted for the row; null where devices do not show it.</summary>
    public InventoryCount? Count { get; init; }

    /// <summary>Tells rows of a view apart and orders them: the component's id, then the version or the reference.</summary>
    public string Key => Version is not null ? $"{ComponentId} {Version}" : KeyListing is not null ? $"{ComponentId} {KeyListing}" : ComponentId;

    /// <summary>The reference, in a list of listings.</summary>
    public string? KeyListing { get; init; }
}

/// <summary>Of which parts of the fleet a row's devices are the sum.</summary>
/// <param name="Parts">No device is in two of them.</param>
/// <param name="MerchantsAddUp">False where a merchant may have devices in several parts, so that the sum would count it twice.</param>
public sealed record InventoryCount(IReadOnlyList<FleetPart> Parts, bool MerchantsAddUp);

/// <summary>Where a part of the inventory runs.</summary>
/// <param name="Devices">Active devices.</param>
/// <param name="Merchants">Theirs, each once; null where that can't be told.</param>
public sealed record FleetUse(long Devices, long? Merchants);
