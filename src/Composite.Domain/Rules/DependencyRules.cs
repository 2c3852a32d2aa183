using System.Globalization;
using Composite.Domain.Components;
using Composite.Domain.Devices;
using Composite.Domain.Policies;
using Composite.Domain.Solutions;

namespace Composite.Domain.Rules;

/// <summary>The parts behind the SDK and the A&amp;M service, which have rules of their own.</summary>
internal static class DependencyRules
{
    /// <summary>
    /// Every listed part of the composition lets payments through. Of the applications only the one that runs counts; a kernel or SCRP
    /// reader without a listing is not certified.
    /// </summary>
    public static Finding InForce(GateFacts f)
    {
        const string Code = RuleCodes.DependenciesInForce;
        int parts = 0;
        List<Fact>? warned = null;
        foreach (ComponentState component in f.Composition)
        {
            if (!Concerns(component, f.Card.Result?.Application)) continue;
            string? version = RunningVersion(component, f.Card.Result?.Application);
            if (f.ListingInUse(component, version) is not { } listing)
            {
                if (!PartEvaluation.NeedsListing(component.Kind)) continue;
                return Finding.Fail(Code, $"'{component.Id}' of kind {component.Kind} has no listing.", "Staff record its listing, or take it out of the composition.", new Fact("component", component.Id));
            }

            parts++;
            if (version is not null && !listing.Row.Covers(version))
            {
                return Finding.Fail(Code, $"Version {version} of '{component.Id}' is not on its listing.", "Update the application to a listed version.", new("component", component.Id), new("listing", listing.Row.Reference));
            }

            if (listing.Effects.Payments == Effect.Allow) continue;
            if (listing.Effects.Payments == Effect.Refuse)
            {
                return Finding.Fail(Code, $"The listing {listing.Row.Reference} of '{component.Id}' is {SolutionRules.Words(listing.Status)}.", "The provider replaces the part, or corrects the record of its listing.",
                    new("component", component.Id), new("listing", listing.Row.Reference), SolutionRules.Status(listing.Status));
            }

            Warn(warned ??= [], component.Id, listing);
        }

        Fact count = new("parts", parts.ToString(CultureInfo.InvariantCulture));
        return warned is null ? Finding.Pass(Code, count) : new Finding(Code, FindingOutcome.Passed, [count, .. warned]);
    }

    /// <summary>True for a part that this rule looks at: the SDK and the A&amp;M service have their own rules, and other applications do not run.</summary>
    internal static bool Concerns(ComponentState component, ApplicationIdentity? running) => component.Kind switch
    {
        ComponentKind.MpocSoftware or ComponentKind.AttestationService => false,
        ComponentKind.MpocApplication => running is not null && component.UsableVersion(running.Version)?.PackageName == running.PackageName,
        _ => true,
    };

    /// <summary>The version that the listing must cover; null where none is known to run.</summary>
    internal static string? RunningVersion(ComponentState component, ApplicationIdentity? running) => component.Kind == ComponentKind.MpocApplication ? running?.Version : null;

    private static void Warn(List<Fact> facts, string componentId, in ListingStanding listing)
    {
        facts.Add(new(componentId, $"{listing.Row.Reference} {listing.Status}"));
        if (listing.Waiver is { } waiver) facts.Add(new(componentId + ".waiver", waiver.WaiverId));
        if (listing.ToleratedUntil is { } until) facts.Add(new(componentId + ".until", SolutionRules.Until(until).Value));
    }
}
