using Composite.Domain.Components;
using Composite.Domain.Policies;
using Composite.Domain.Rules;

namespace Composite.Domain.Solutions;

/// <summary>What each part does by itself: its listings, attestations of compliance and versions.</summary>
internal sealed class PartEvaluation(SolutionFacts facts, AsOf asOf, PolicyValues policy)
{
    // Payments without a PIN go on without the decryption service's attestation.
    private static readonly Effects PinRefused = Effects.All(Effect.Warn);

    private readonly Dictionary<string, Branch> _known = new(StringComparer.Ordinal);

    /// <summary>The solution's own listing, and whether it is in service.</summary>
    public Branch OfSolution(SolutionState solution)
    {
        Branch branch = OfBook(solution.Id, null, solution.Listings, needed: true);
        return solution.ActiveAt(asOf)
            ? branch
            : branch.And(Branch.Of(Cause(CauseKind.NotActive, solution.Id, null, Effects.Refused, "The provider has not activated the solution, or has suspended it.")));
    }

    public Branch Of(ComponentState component)
    {
        if (_known.TryGetValue(component.Id, out Branch? known)) return known;
        Branch branch = component.Kind is ComponentKind.MpocSoftware or ComponentKind.MpocApplication
            ? OfVersions(component)
            : OfBook(component.Id, component.Kind, component.Listings, NeedsListing(component.Kind));
        return _known[component.Id] = component.Kind switch
        {
            ComponentKind.PaymentBackEnd => branch.And(Attested(component, ComplianceStandard.PciDss, Effects.Refused)),
            ComponentKind.DecryptionService => branch.And(Attested(component, ComplianceStandard.PciPin, PinRefused)),
            _ => branch,
        };
    }

    /// <summary>An A&amp;M service as an SDK's listing names it: one of these listings must bear it.</summary>
    public Branch OfReferences(ComponentState service, IReadOnlyList<string> references) => BestOf(service.Id, service.Kind, service.Listings, references);

    /// <summary>Kinds that are certified by a listing of their own, so that one without any is not.</summary>
    internal static bool NeedsListing(ComponentKind kind) => kind
        is ComponentKind.MpocSoftware or ComponentKind.AttestationService or ComponentKind.Kernel or ComponentKind.ScrpReader;

    private Branch OfBook(string subjectId, ComponentKind? kind, ListingBook book, bool needed)
    {
        IReadOnlyList<string> references = book.References(asOf.KnownAt);
        if (references.Count > 0) return BestOf(subjectId, kind, book, references);
        return needed ? Branch.Of(Cause(CauseKind.NoListing, subjectId, kind, Effects.Refused, "It has no listing.")) : Branch.Fine;
    }

    private Branch BestOf(string subjectId, ComponentKind? kind, ListingBook book, IReadOnlyList<string> references)
    {
        ListingStanding? best = ListingStanding.Preferred(references.Select(r => Standing(subjectId, book, r)), Business.Payments);
        return Of(subjectId, kind, best!.Value);
    }

    // A device runs one version, so every version that may run and is on a listing is a way to go on; those on none never ran.
    private Branch OfVersions(ComponentState component)
    {
        ComponentVersion[] usable = [.. component.VersionsAt(asOf.KnownAt).Where(v => !component.IsWithdrawnAt(v.Version, asOf) && !(v.CryptoExpiresOn <= asOf.Day))];
        ListingStanding[] standings = [.. component.Listings.References(asOf.KnownAt).Select(r => Standing(component.Id, component.Listings, r))];
        ListingStanding[] relied = [.. usable.Select(v => ListingStanding.Preferred(standings.Where(s => s.Row.Covers(v.Version)), Business.Payments)).OfType<ListingStanding>().DistinctBy(s => s.Row.Reference)];
        if (relied.Length > 0) return Branch.OfAlternatives([.. relied.Select(s => Of(component.Id, component.Kind, s))]);
        Branch branch = OfBook(component.Id, component.Kind, component.Listings, NeedsListing(component.Kind));
        return usable.Length > 0 && standings.Length == 0
            ? branch
            : branch.And(Branch.Of(Cause(CauseKind.NoVersion, component.Id, component.Kind, Effects.Refused, "It has no version that may run: each is withdrawn, past its crypto-expiry or on no listing.")));
    }

    private Branch Attested(ComponentState component, ComplianceStandard standard, Effects without) => component.ComplianceInForce(standard, asOf.Day, asOf.KnownAt) is not null
        ? Branch.Fine
        : Branch.Of(Cause(CauseKind.Compliance, component.Id, component.Kind, without, $"It has no {standard} attestation of compliance in force."));

    private ListingStanding Standing(string subjectId, ListingBook book, string reference) =>
        ListingStanding.Of(facts.Waivers, subjectId, book, book.Row(reference, asOf.KnownAt)!, asOf, policy);

    private static Branch Of(string subjectId, ComponentKind? kind, ListingStanding standing) => standing.Effects.AreNone()
        ? Branch.Fine
        : Branch.Of(Cause(CauseKind.Listing, subjectId, kind, standing.Effects, $"Listing {standing.Row.Reference} is {SolutionRules.Words(standing.Status)}.", GraphIds.Listing(subjectId, standing.Row.Reference)) with
        {
            Reference = standing.Row.Reference,
            Status = standing.Status,
            WaiverId = standing.Waiver?.WaiverId,
            ToleratedUntil = standing.ToleratedUntil,
        });

    private static EffectCause Cause(CauseKind kind, string subjectId, ComponentKind? component, Effects effects, string reason, params string[] path) =>
        new() { Kind = kind, SubjectId = subjectId, Component = component, Own = effects, OnSolution = effects, Path = path, Reason = reason };
}
