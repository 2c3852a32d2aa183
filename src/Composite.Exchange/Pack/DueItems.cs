using Composite.Domain.Components;
using Composite.Exchange.Snapshots;

namespace Composite.Exchange.Pack;

/// <summary>Something that ends, or must be renewed.</summary>
/// <param name="On">The day (UTC).</param>
/// <param name="Subject">The id of what it is about.</param>
/// <param name="What">In plain words.</param>
/// <param name="IsPast">True when the day has come.</param>
internal sealed record DueItem(DateOnly On, string Subject, string What, bool IsPast);

/// <summary>What ends within the policy's warning window, or has ended and nothing replaced it.</summary>
internal static class DueItems
{
    public static IReadOnlyList<DueItem> Of(InventorySnapshot snapshot)
    {
        DateOnly until = snapshot.AsOf.Day.AddDays(snapshot.Policy.Values.ExpiryWarningDays);
        IEnumerable<(DateOnly On, string Subject, string What)> all = snapshot.Solutions.SelectMany(s => Listings(s.Id, s.Listings)).Concat(snapshot.Components.SelectMany(Of));
        return
        [
            .. all.Where(d => d.On <= until).Select(d => new DueItem(d.On, d.Subject, d.What, d.On <= snapshot.AsOf.Day))
                .OrderBy(d => d.On).ThenBy(d => d.Subject, StringComparer.Ordinal).ThenBy(d => d.What, StringComparer.Ordinal),
        ];
    }

    private static IEnumerable<(DateOnly On, string Subject, string What)> Of(ComponentItem component)
    {
        foreach ((DateOnly, string, string) due in Listings(component.Id, component.Listings)) yield return due;
        foreach (ComplianceItem c in component.Compliance.Where(c => c.Counts))
            yield return (c.Attestation.ExpiresOn, component.Id, $"The attestation of compliance with {Labels.Of(c.Attestation.Standard)} {c.Attestation.StandardVersion} ends.");
        foreach (VersionItem v in component.Versions.Where(v => v.Status == VersionStatus.CryptoExpiring))
            yield return (v.Version.CryptoExpiresOn!.Value, component.Id, $"The cryptography of version {v.Version.Version} must no longer be used.");

        // Old versions are many: one line says that they are still not withdrawn.
        VersionItem[] lapsed = [.. component.Versions.Where(v => v.Status == VersionStatus.CryptoExpired)];
        if (lapsed.Length > 0) yield return (lapsed.Max(v => v.Version.CryptoExpiresOn!.Value), component.Id, $"{(lapsed.Length == 1 ? "A version is" : $"{lapsed.Length} versions are")} past the crypto-expiry and not withdrawn; the last was {lapsed.MaxBy(v => v.Version.CryptoExpiresOn)!.Version.Version}.");
    }

    // An earlier listing that another has replaced is nobody's deadline.
    private static IEnumerable<(DateOnly On, string Subject, string What)> Listings(string subject, IReadOnlyList<ListingItem> listings)
    {
        foreach (ListingItem l in listings.Where(l => l.Counts))
        {
            yield return (l.Listing.ExpiresOn, subject, $"Listing {l.Listing.Reference} expires.");
            if (l.CheckpointDueOn is { } due) yield return (due, subject, $"The annual checkpoint of listing {l.Listing.Reference} is due.");
        }
    }
}
