using Composite.Domain.Components;

namespace Composite.Domain.Inventory;

/// <summary>The rows of one component, in the view that is asked for, as far as the filter lets them through.</summary>
internal static class InventoryRows
{
    public static IEnumerable<InventoryRow> Of(ComponentState component, InventoryQuery query, InventoryScope scope)
    {
        IEnumerable<InventoryRow> rows = query.View switch
        {
            InventoryView.Versions => OfVersions(component, query.Filter, scope),
            InventoryView.Listings => OfListings(component, query.Filter, scope),
            _ => OfComponent(component, query.Filter, scope),
        };
        return rows.Where(row => Admits(row, query.Filter));
    }

    // What every view shows in the same way.
    private static bool Admits(InventoryRow row, InventoryFilter filter) =>
        (filter.Status is not { } status || row.Status == status)
        && (filter.ExpiresBefore is not { } before || row.ExpiresOn < before)
        && (filter.ExpiresAfter is not { } after || row.ExpiresOn >= after)
        && (filter.CryptoExpiresBefore is not { } crypto || row.CryptoExpiresOn < crypto);

    private static IEnumerable<InventoryRow> OfComponent(ComponentState component, InventoryFilter filter, InventoryScope scope)
    {
        if (AsksAboutListings(filter) && !component.Listings.References(scope.AsOf.KnownAt).Any(r => Admits(component.Listings.Row(r, scope.AsOf.KnownAt)!, filter))) yield break;
        List<ComponentVersion> versions = Usable(component, scope);
        if (filter.Version is { } wanted && !component.VersionsAt(scope.AsOf.KnownAt).Any(v => VersionPattern.Covers(wanted, v.Version))) yield break;
        ComponentStatus status = ComponentStatus.Of(component, scope.Waivers, scope.AsOf, scope.Policy);
        InventoryRow row = Start(component, scope) with
        {
            Status = status.Status,
            CryptoExpiresOn = versions.Min(v => v.CryptoExpiresOn),
            Versions = [.. versions.Select(v => v.Version)],
            Count = FleetCounts.OfComponent(component, scope),
        };
        row = status.InUse is { } inUse ? Listed(row, inUse) : row;
        foreach (ComplianceStatus attestation in status.ComplianceInUse)
        {
            if (row.ExpiresOn is not { } end || attestation.Attestation.ExpiresOn < end) row = row with { ExpiresOn = attestation.Attestation.ExpiresOn };
        }

        yield return row;
    }

    private static IEnumerable<InventoryRow> OfVersions(ComponentState component, InventoryFilter filter, InventoryScope scope)
    {
        InventoryRow start = Start(component, scope);
        foreach (ComponentVersion version in component.VersionsAt(scope.AsOf.KnownAt))
        {
            if (filter.Version is { } wanted && !VersionPattern.Covers(wanted, version.Version)) continue;
            ListingStatus? inUse = component.Listings.InUse(scope.Waivers, component.Id, scope.AsOf, scope.Policy, version.Version);
            if (AsksAboutListings(filter) && (inUse is not { } listed || !Admits(listed.Row, filter))) continue;
            InventoryRow row = start with
            {
                Version = version.Version,
                VersionStatus = component.VersionStatusAt(version, scope.AsOf, scope.Policy),
                CryptoExpiresOn = version.CryptoExpiresOn,
                Count = FleetCounts.OfVersion(component, version, scope.SolutionId),
            };
            yield return inUse is { } listing ? Listed(row, listing) with { Status = listing.Status } : row;
        }
    }

    private static IEnumerable<InventoryRow> OfListings(ComponentState component, InventoryFilter filter, InventoryScope scope)
    {
        InventoryRow start = Start(component, scope);
        List<ComponentVersion>? versions = null;
        foreach (ListingStatus listing in component.Listings.StatusesAt(scope.AsOf, scope.Policy))
        {
            if (!Admits(listing.Row, filter)) continue;
            versions ??= Usable(component, scope);
            if (filter.Version is { } wanted && !listing.Row.Covers(wanted) && !versions.Any(v => listing.Row.Covers(v.Version) && VersionPattern.Covers(wanted, v.Version))) continue;
            List<ComponentVersion> covered = [.. versions.Where(v => listing.Row.Covers(v.Version))];
            yield return Listed(start, listing) with
            {
                KeyListing = listing.Row.Reference,
                Status = listing.Status,
                CryptoExpiresOn = covered.Min(v => v.CryptoExpiresOn),
                Versions = [.. covered.Select(v => v.Version)],
                Count = FleetCounts.OfListing(component, listing.Row, scope),
            };
        }
    }

    private static bool AsksAboutListings(InventoryFilter filter) =>
        filter is not { Listing: null, Laboratory: null, StandardVersion: null, ProductType: null, EntryMode: null, Cvm: null };

    private static bool Admits(Listing row, InventoryFilter filter) =>
        (filter.Listing is not { } reference || row.Reference == reference)
        && (filter.Laboratory is not { } laboratory || string.Equals(row.Laboratory, laboratory, StringComparison.OrdinalIgnoreCase))
        && (filter.StandardVersion is not { } standard || row.StandardVersion == standard)
        && (filter.ProductType is not { } type || row.ProductType == type)
        && (filter.EntryMode is not { } mode || row.EntryModes.Contains(mode))
        && (filter.Cvm is not { } cvm || row.Cvms.Contains(cvm));

    // Newest first.
    private static List<ComponentVersion> Usable(ComponentState component, InventoryScope scope)
    {
        List<ComponentVersion> versions = [.. component.VersionsAt(scope.AsOf.KnownAt).Where(v => !component.IsWithdrawnAt(v.Version, scope.AsOf))];
        versions.Reverse();
        return versions;
    }

    private static InventoryRow Start(ComponentState component, InventoryScope scope)
    {
        ComponentName name = component.NameAt(scope.AsOf.KnownAt)!;
        return new InventoryRow
        {
            ComponentId = component.Id,
            Kind = component.Kind,
            Name = name.Name,
            Vendor = name.Vendor,
            ThirdPartyId = component.ProfileAt(scope.AsOf.KnownAt)?.ThirdPartyId,
            Status = CertificationStatus.Unknown,
            Solutions = scope.SolutionsOf(component.Id),
        };
    }

    private static InventoryRow Listed(InventoryRow row, ListingStatus listing) => row with
    {
        Listing = listing.Row.Reference,
        StandardVersion = listing.Row.StandardVersion,
        Laboratory = listing.Row.Laboratory,
        ListedOn = listing.Row.ListedOn,
        ExpiresOn = listing.Row.ExpiresOn,
        CheckpointDueOn = listing.CheckpointDueOn,
    };
}
