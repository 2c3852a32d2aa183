using Composite.Domain.Components;
using Composite.Domain.Evidence;
using Composite.Domain.Scope;
using Composite.Domain.Solutions;

namespace Composite.Domain.Controls.Evaluators;

/// <summary>Evaluators over solutions, components and listings.</summary>
internal static class InventoryEvaluators
{
    private const string NoneInService = "No solution is in service.";

    public static ControlAnswer SolutionsComplete(ControlQuestion q) => q.InService.Count == 0 ? ControlAnswer.Nothing(NoneInService) : ControlAnswer.Of(
        q.InService.SelectMany(s => Incomplete(q, s)), $"{q.InService.Count} in service, each completely recorded.");

    public static ControlAnswer ListingsInForce(ControlQuestion q)
    {
        ComponentState[] listed = [.. q.Parts().Where(c => MustBeListed(c) || c.Listings.References(q.AsOf.KnownAt).Count > 0)];
        return listed.Length == 0 ? ControlAnswer.Nothing(NoneInService) : ControlAnswer.Of(
            listed.Select(c => (Part: c, Best: q.BestListing(c.Id, c.Listings))).Where(x => x.Best is not { } best || !q.LetsPaymentsGoOn(best.Status)).Select(x => x.Best is { } best
                ? new ControlFinding(x.Part.Id, $"Listing {best.Reference} is {best.Status}.", "Replace the component, or correct the record of its listing.", LapsedAt(q, x.Part, best))
                : new ControlFinding(x.Part.Id, "It has no listing.", "Record its listing.")),
            $"{listed.Length} listed components, all in force.");
    }

    /// <summary>A row that is read again and has not changed records nothing; then the extract in the vault, about the product, shows that it was read.</summary>
    public static ControlAnswer ListingsReadAgain(ControlQuestion q)
    {
        (string Owner, Listing Row)[] rows =
        [
            .. q.Parts().Select(c => (c.Id, c.Listings)).Concat(q.InService.Select(s => (s.Id, s.Listings)))
                .SelectMany(x => x.Listings.References(q.AsOf.KnownAt).Select(r => (x.Id, x.Listings.Row(r, q.AsOf.KnownAt)!)))
                .Where(x => x.Item2.ListedOn <= q.AsOf.Day && q.AsOf.Day < x.Item2.ExpiresOn),
        ];
        return rows.Length == 0 ? ControlAnswer.Nothing("No solution in service relies on a listing.") : ControlAnswer.Of(
            rows.Select(x => (x.Owner, x.Row.Reference, ReadAt: LastRead(q, x.Owner, x.Row))).Where(x => x.ReadAt.AddDays(q.Control.CycleDays) <= q.AsOf.ValidAt).Select(x => new ControlFinding(
                x.Reference, $"It was last read on {DateOnly.FromDateTime(x.ReadAt.UtcDateTime):O}.",
                $"Read the listing again: record it when it changed, and add the extract as evidence (listingExtract) about '{x.Owner}'.", x.ReadAt.AddDays(q.Control.CycleDays))),
            $"{rows.Length} listings, each read within {q.Control.CycleDays} days.");
    }

    public static ControlAnswer ReferencesUnique(ControlQuestion q)
    {
        (string Owner, string Reference)[] all =
        [
            .. q.Facts.Components.Values.SelectMany(c => c.Listings.References(q.AsOf.KnownAt).Select(r => (c.Id, r))),
            .. q.Facts.Solutions.Values.SelectMany(s => s.Listings.References(q.AsOf.KnownAt).Select(r => (s.Id, r))),
        ];
        return all.Length == 0 ? ControlAnswer.Nothing("No listing is recorded.") : ControlAnswer.Of(
            all.GroupBy(x => x.Reference, StringComparer.Ordinal).Where(g => g.Count() > 1).OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => new ControlFinding(
                g.Key, "It stands on " + string.Join(", ", g.Select(x => x.Owner).Order(StringComparer.Ordinal)) + ".", "Find out whose it is, and correct the others.")),
            $"{all.Length} references, each on one product.");
    }

    public static ControlAnswer CryptoExpiry(ControlQuestion q)
    {
        (ComponentState Part, ComponentVersion Version)[] usable = [.. q.Parts().SelectMany(c => c.VersionsAt(q.AsOf.KnownAt)
            .Where(v => v.CryptoExpiresOn is not null && !c.IsWithdrawnAt(v.Version, q.AsOf)).Select(v => (c, v)))];
        return usable.Length == 0 ? ControlAnswer.Nothing("No part of a solution in service protects keys in software.") : ControlAnswer.Of(
            usable.Where(x => x.Version.CryptoExpiresOn <= q.AsOf.Day).Select(x => new ControlFinding(
                x.Part.Id, $"Version {x.Version.Version} is past its crypto-expiry, {x.Version.CryptoExpiresOn:O}.", "Move devices to a newer version and withdraw this one.", Midnight(x.Version.CryptoExpiresOn!.Value))),
            $"{usable.Length} versions, none past its crypto-expiry.");
    }

    public static ControlAnswer ApplicationsSigned(ControlQuestion q)
    {
        ComponentState[] applications = [.. q.Parts().Where(c => c.Kind == ComponentKind.MpocApplication)];
        return applications.Length == 0 ? ControlAnswer.Nothing("No solution in service has an application.") : ControlAnswer.Of(
            applications.Where(c => !c.VersionsAt(q.AsOf.KnownAt).Any(v => v.PackageName is not null && v.CertificateSha256s.Count > 0 && !c.IsWithdrawnAt(v.Version, q.AsOf)))
                .Select(c => new ControlFinding(c.Id, "It has no usable version with a package name and signing certificates.", "Add the version that is in the store.")),
            $"{applications.Length} applications, each known by package and signature.");
    }

    public static ControlAnswer ScopeCovered(ControlQuestion q) => q.InService.Count == 0 ? ControlAnswer.Nothing(NoneInService) : ControlAnswer.Of(
        q.InService.SelectMany(s => ScopePlanner.Of(q.Facts, s.Id, q.AsOf) switch
        {
            null => [],
            { Declaration: null } => [new ControlFinding(s.Id, "Its scope is not declared.", "Declare what you build and what you take from listings.")],
            { } plan => plan.Domains.SelectMany(d => d.Missing.Select(m => new ControlFinding(s.Id, $"Domain {d.Domain}: {m.Reason}", m.Remedy, m.Since))),
        }),
        $"{q.InService.Count} in service, every domain covered.");

    private static DateTimeOffset LastRead(ControlQuestion q, string owner, Listing row)
    {
        IEnumerable<DateTimeOffset> extracts = q.Facts.Evidence.KnownAt(q.AsOf.KnownAt)
            .Where(e => e.Document.Type == EvidenceType.ListingExtract && e.Document.Subjects.Contains(owner) && e.CountsOn(q.AsOf.Day, q.AsOf.KnownAt)).Select(e => Midnight(e.Document.ValidFrom));
        return extracts.Append(row.RetrievedAt).Max();
    }

    private static IEnumerable<ControlFinding> Incomplete(ControlQuestion q, SolutionState solution)
    {
        if (solution.ComponentIdsAt(q.AsOf).Count == 0) yield return new(solution.Id, "It has no composition.", "Compose it.");
        if (solution.BaselineAt(q.AsOf).Count == 0) yield return new(solution.Id, "It has no baseline of accepted platforms.", "Adopt a baseline.");
        if (q.BestListing(solution.Id, solution.Listings) is not { } best) yield return new(solution.Id, "It has no listing.", "Record its listing.");
        else if (!q.LetsPaymentsGoOn(best.Status)) yield return new(solution.Id, $"Its listing {best.Reference} is {best.Status}.", "Renew the listing, or correct its record.");
    }

    private static bool MustBeListed(ComponentState component) => component.Kind is ComponentKind.MpocSoftware or ComponentKind.AttestationService;

    private static DateTimeOffset? LapsedAt(ControlQuestion q, ComponentState part, (string Reference, CertificationStatus Status) listing) =>
        listing.Status == CertificationStatus.Expired && part.Listings.Row(listing.Reference, q.AsOf.KnownAt) is { } row ? Midnight(row.ExpiresOn) : null;

    private static DateTimeOffset Midnight(DateOnly day) => new(day, TimeOnly.MinValue, TimeSpan.Zero);
}
