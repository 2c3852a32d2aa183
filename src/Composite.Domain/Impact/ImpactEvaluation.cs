using Composite.Domain.Components;
using Composite.Domain.Policies;
using Composite.Domain.Ports;
using Composite.Domain.Rules;
using Composite.Domain.Solutions;

namespace Composite.Domain.Impact;

/// <summary>
/// Decides for each slice of the fleet what a subject does to it, as the gate and admission would: by the listing that bears the version
/// which the slice runs, by the version itself, and for what works behind the devices by its effect in the solution.
/// </summary>
public sealed class ImpactEvaluation
{
    private readonly ImpactQuestion _question;
    private readonly SolutionFacts _facts;
    private readonly SolutionFacts _supposed;
    private readonly PolicyValues _policy;
    private readonly ComponentState? _component;
    private readonly Dictionary<string, (ImpactEffect Effect, string Reason)?> _known = new(StringComparer.Ordinal);

    private ImpactEvaluation(SolutionFacts facts, ImpactQuestion question)
    {
        (_facts, _question, _supposed) = (facts, question, facts.With(question));
        _policy = facts.Policies.At(question.AsOf).Values;
        _component = _supposed.Components.GetValueOrDefault(question.Subject.SubjectId);
    }

    private AsOf AsOf => _question.AsOf;

    private string Id => _question.Subject.SubjectId;

    /// <summary>Grades slices.</summary>
    /// <param name="facts">The facts.</param>
    /// <param name="question">About what, supposing what, and when.</param>
    /// <param name="slices">Of the fleet; those that rely on the subject are graded.</param>
    public static ImpactGrading Grade(SolutionFacts facts, ImpactQuestion question, IEnumerable<FleetSlice> slices)
    {
        ArgumentNullException.ThrowIfNull(facts);
        ArgumentNullException.ThrowIfNull(question);
        ArgumentNullException.ThrowIfNull(slices);
        ImpactEvaluation evaluation = new(facts, question);
        Dictionary<int, int> groups = [];
        Dictionary<(ImpactEffect, string), long> reasons = [];
        foreach (FleetSlice slice in slices)
        {
            if (evaluation.Of(slice) is not ({ } effect, { } reason)) continue;
            groups.Add(slice.Id, (int)effect);
            reasons[(effect, reason)] = reasons.GetValueOrDefault((effect, reason)) + slice.Devices;
        }

        return new ImpactGrading(
            new SliceGroups(groups, ImpactGrading.Effects),
            [
                .. reasons.Where(r => r.Value > 0).Select(r => new ImpactReason(r.Key.Item1, r.Key.Item2, r.Value))
                    .OrderBy(r => r.Effect).ThenByDescending(r => r.Devices).ThenBy(r => r.Reason, StringComparer.Ordinal),
            ]);
    }

    /// <summary>The facts as the question supposes them to be: for effects on whole solutions.</summary>
    public static SolutionFacts Suppose(SolutionFacts facts, ImpactQuestion question) => facts.With(question);

    private (ImpactEffect Effect, string Reason)? Of(FleetSlice slice)
    {
        if (!FleetSlices.RunsOn(slice, _facts, Id, _question.Subject.Version, AsOf)) return null;
        string? version = _component?.Kind switch
        {
            ComponentKind.MpocSoftware => slice.SdkVersion,
            ComponentKind.MpocApplication => slice.ApplicationVersion,
            _ => null,
        };
        string key = _component?.Kind is ComponentKind.MpocSoftware or ComponentKind.MpocApplication or ComponentKind.AttestationService ? version ?? string.Empty : slice.SolutionId;
        if (_known.TryGetValue(key, out (ImpactEffect, string)? known)) return known;
        return _known[key] = Relies(version) ? Evaluate(slice.SolutionId, version) : null;
    }

    // Whether it is this listing that bears the version, as things are.
    private bool Relies(string? version)
    {
        if (_question.Subject.Reference is not { } reference) return true;
        ListingBook? book = _facts.Components.GetValueOrDefault(Id)?.Listings ?? _facts.Solutions.GetValueOrDefault(Id)?.Listings;
        return book is not null && ListingStanding.InUse(_facts.Waivers, Id, book, version, Business.Payments, AsOf, _policy)?.Row.Reference == reference;
    }

    private (ImpactEffect, string) Evaluate(string solutionId, string? version)
    {
        if (_component is null) return OfBook(_supposed.Solutions[Id].Listings, $"The solution {Id}", null, isNeeded: true);
        if (_component.Kind is ComponentKind.MpocSoftware or ComponentKind.MpocApplication)
        {
            return OfVersion(version) is { } ofVersion && ofVersion.Effect == ImpactEffect.Stops ? ofVersion
                : OfBook(_component.Listings, $"{Id} {version}", version, isNeeded: _component.Kind == ComponentKind.MpocSoftware) is var ofListing && ofListing.Effect < ImpactEffect.Warned ? ofListing
                : OfVersion(version) ?? ofListing;
        }

        return _component.Kind == ComponentKind.AttestationService ? OfBook(_component.Listings, Id, null, isNeeded: true) : OfPart(solutionId);
    }

    private (ImpactEffect Effect, string Reason)? OfVersion(string? version)
    {
        if (version is null) return (ImpactEffect.Stops, $"{Id}: the running version is not known.");
        return _component!.VersionStatusAt(version, AsOf, _policy) switch
        {
            VersionStatus.Unknown => (ImpactEffect.Stops, $"{Id} {version} is not registered."),
            VersionStatus.Withdrawn => (ImpactEffect.Stops, $"{Id} {version} is withdrawn."),
            VersionStatus.CryptoExpired => (ImpactEffect.Stops, $"{Id} {version} is past its crypto-expiry."),
            VersionStatus.CryptoExpiring => (ImpactEffect.Warned, $"{Id} {version} comes to its crypto-expiry."),
            _ => null,
        };
    }

    private (ImpactEffect Effect, string Reason) OfBook(ListingBook book, string what, string? version, bool isNeeded)
    {
        if (InUse(book, version, Business.Payments) is not { } payments)
            return isNeeded ? (ImpactEffect.Stops, $"{what} has no listing.") : (ImpactEffect.GoesOn, $"{what} needs no listing.");
        if (version is not null && !payments.Row.Covers(version)) return (ImpactEffect.Stops, $"{what} is on no listing.");
        Effects effects = new(payments.Effects.Payments, InUse(book, version, Business.NewDevices)!.Value.Effects.NewDevices, InUse(book, version, Business.NewMerchants)!.Value.Effects.NewMerchants);
        string tolerated = payments.ToleratedUntil is { } end ? $", tolerated until {end.UtcDateTime:yyyy-MM-dd}" : string.Empty;
        return (Worst(effects), $"{what}: listing {payments.Row.Reference} is {SolutionRules.Words(payments.Status)}{tolerated}.");
    }

    private ListingStanding? InUse(ListingBook book, string? version, Business business) =>
        ListingStanding.InUse(_supposed.Waivers, Id, book, version, business, AsOf, _policy);

    private (ImpactEffect, string) OfPart(string solutionId)
    {
        SolutionEffects? effects = SolutionEffects.Of(_supposed, solutionId, AsOf);
        Effects own = effects?.Parts.FirstOrDefault(p => p.ComponentId == Id)?.Own ?? Effects.None;
        string reason = effects?.Causes.FirstOrDefault(c => c.SubjectId == Id)?.Reason ?? "Nothing stands against it.";
        return (Worst(own), $"{Id}: {reason}");
    }

    private static ImpactEffect Worst(Effects effects) => effects switch
    {
        { Payments: Effect.Refuse } => ImpactEffect.Stops,
        { NewDevices: Effect.Refuse } or { NewMerchants: Effect.Refuse } => ImpactEffect.Restricted,
        _ => effects.AreNone() ? ImpactEffect.GoesOn : ImpactEffect.Warned,
    };
}
