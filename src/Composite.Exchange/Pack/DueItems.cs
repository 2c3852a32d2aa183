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
        IEnumerable<(DateOnly On, string Subject, string What)> all =
            snapshot.Solutions.SelectMany(s => Listings(s.Id, s.Listings))
                .Concat(snapshot.Components.SelectMany(c => Listings(c.Id, c.Listings)))
                .Concat(snapshot.Components.SelectMany(c => c.Compliance.Select(a => (a.Attestation.ExpiresOn, c.Id, $"The attestation of compliance with {Words.Of(a.Attestation.Standard)} {a.Attestation.StandardVersion} ends."))))
                .Concat(snapshot.Components.SelectMany(c => c.Versions.Where(v => !v.Withdrawn && v.Version.CryptoExpiresOn is not null)
                    .Select(v => (v.Version.CryptoExpiresOn!.Value, c.Id, $"The cryptography of version {v.Version.Version} must no longer be used."))));
        return
        [
            .. all.Where(d => d.On <= until).Select(d => new DueItem(d.On, d.Subject, d.What, d.On <= snapshot.AsOf.Day))
                .OrderBy(d => d.On).ThenBy(d => d.Subject, StringComparer.Ordinal).ThenBy(d => d.What, StringComparer.Ordinal),
        ];
    }

    private static IEnumerable<(DateOnly On, string Subject, string What)> Listings(string subject, IReadOnlyList<ListingItem> listings) =>
        listings.Select(l => (l.Listing.ExpiresOn, subject, $"Listing {l.Listing.Reference} expires."))
            .Concat(listings.Where(l => l.CheckpointDueOn is not null).Select(l => (l.CheckpointDueOn!.Value, subject, $"The annual checkpoint of listing {l.Listing.Reference} is due.")));
}
