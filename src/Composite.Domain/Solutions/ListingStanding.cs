using Composite.Domain.Components;
using Composite.Domain.Policies;
using Composite.Domain.Waivers;

namespace Composite.Domain.Solutions;

/// <summary>What one listing does to the business that relies on it: its status through the policy table, less what grace and waivers tolerate.</summary>
/// <param name="Row">The listing.</param>
/// <param name="Status">Its status, whatever is tolerated.</param>
/// <param name="Effects">What it does.</param>
/// <param name="Waiver">The waiver that tolerates it; null when none does, or none needs to.</param>
/// <param name="ToleratedUntil">When the waiver, or the grace after expiry, ends; null when neither is used.</param>
public readonly record struct ListingStanding(Listing Row, CertificationStatus Status, Effects Effects, Waiver? Waiver, DateTimeOffset? ToleratedUntil)
{
    /// <summary>The standing of one row of a book.</summary>
    /// <param name="waivers">All waivers.</param>
    /// <param name="subjectId">The component or solution whose book it is.</param>
    /// <param name="book">Its listings.</param>
    /// <param name="row">The row as known then.</param>
    /// <param name="asOf">The two instants.</param>
    /// <param name="policy">The policy in force then.</param>
    public static ListingStanding Of(WaiverBook waivers, string subjectId, ListingBook book, Listing row, AsOf asOf, PolicyValues policy)
    {
        ArgumentNullException.ThrowIfNull(book);
        ArgumentNullException.ThrowIfNull(row);
        CertificationStatus status = book.Status(row.Reference, asOf.ValidAt, asOf.KnownAt, policy);
        CertificationEffect effect = policy.EffectOf(status);
        ListingStanding standing = new(row, status, new(effect.Payments, effect.NewDevices, effect.NewMerchants), null, null);
        return effect.NewDevices == Effect.Refuse || effect.NewMerchants == Effect.Refuse ? standing.Tolerated(waivers, subjectId, asOf, policy) : standing;
    }

    /// <summary>
    /// The listing that counts: of those that cover the version (any, when none is asked for) the preferred one; when none covers it, the newest
    /// of all; null when there is none. The one order of preference, for the gate, admission, impact, the solution's effects and everything that
    /// is shown: what it does to this kind of business, with grace and waivers, the milder first; then what it does to payments, new devices
    /// and new merchants; then the one that lasts longest; then the one recorded or corrected last. When each refuses the business, nothing
    /// rests on any of them, and how long they last does not matter. Allocates nothing.
    /// </summary>
    public static ListingStanding? InUse(WaiverBook waivers, string subjectId, ListingBook book, string? version, Business business, AsOf asOf, PolicyValues policy)
    {
        ArgumentNullException.ThrowIfNull(book);
        ListingStanding? best = null;
        int newest = -1;
        for (int i = book.Rows.Count - 1; i >= 0; i--)
        {
            if (!book.IsCurrent(i, asOf.KnownAt)) continue;
            if (newest < 0) newest = i;
            Listing row = book.Rows[i].Value;
            if (version is not null && !row.Covers(version)) continue;
            if (best is { } known && known.Effects.AreNone() && row.ExpiresOn <= known.Row.ExpiresOn) continue;
            ListingStanding standing = Of(waivers, subjectId, book, row, asOf, policy);
            if (best is not { } newer || standing.IsPreferredTo(newer, business)) best = standing;
        }

        return best ?? (newest < 0 ? null : Of(waivers, subjectId, book, book.Rows[newest].Value, asOf, policy));
    }

    /// <summary>Of several standings, newest first, the preferred one by the order of <see cref="InUse"/>; null when there is none.</summary>
    public static ListingStanding? Preferred(IEnumerable<ListingStanding> standings, Business business)
    {
        ArgumentNullException.ThrowIfNull(standings);
        ListingStanding? best = null;
        foreach (ListingStanding standing in standings)
        {
            if (best is not { } newer || standing.IsPreferredTo(newer, business)) best = standing;
        }

        return best;
    }

    private bool IsPreferredTo(in ListingStanding newer, Business business)
    {
        int order = Effects.Of(business) - newer.Effects.Of(business);
        if (order == 0) order = Effects.Payments - newer.Effects.Payments;
        if (order == 0) order = Effects.NewDevices - newer.Effects.NewDevices;
        if (order == 0) order = Effects.NewMerchants - newer.Effects.NewMerchants;
        return order != 0 ? order < 0 : Effects.Of(business) != Effect.Refuse && Row.ExpiresOn > newer.Row.ExpiresOn;
    }

    // Admission allows no more than payments do, so whoever refuses payments refuses it as well, and this is the rare case.
    private ListingStanding Tolerated(WaiverBook waivers, string subjectId, AsOf asOf, PolicyValues policy)
    {
        ListingStanding standing = this;
        if (Status == CertificationStatus.Expired && policy.GraceDays() is > 0 and int days && asOf.Day < Row.ExpiresOn.AddDays(days))
        {
            DateTimeOffset end = new(Row.ExpiresOn.AddDays(days), TimeOnly.MinValue, TimeSpan.Zero);
            standing = standing with { Effects = Effects with { Payments = Effect.Warn }, ToleratedUntil = end };
        }

        if (waivers.Active(subjectId, Row.Reference, Status, asOf) is not { } waiver) return standing;
        Effects warned = standing.Effects.AtMost(Effects.All(Effect.Warn));
        Effects tolerated = waiver.CoversAdmission ? warned : standing.Effects with { Payments = warned.Payments };
        return tolerated == standing.Effects ? standing : standing with { Effects = tolerated, Waiver = waiver, ToleratedUntil = waiver.ValidUntil };
    }
}
