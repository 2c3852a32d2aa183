using Composite.Domain.Components;
using Composite.Domain.Devices;
using Composite.Domain.Policies;
using Composite.Domain.Solutions;

namespace Composite.Domain.Rules;

/// <summary>What stands against admitting a merchant or a device now. Stricter than a payment: admission stops earlier when a listing lapses.</summary>
public static class Admission
{
    /// <summary>The solution as a whole must let new merchants in: see <see cref="SolutionEffects"/>.</summary>
    public static IReadOnlyList<Problem> OfMerchant(SolutionFacts shared, string solutionId, DateTimeOffset now)
    {
        if (SolutionEffects.Of(shared, solutionId, AsOf.Now(now)) is not { } effects) return [UnknownSolution(solutionId)];
        return
        [
            .. effects.Causes.Where(c => c.OnSolution.NewMerchants == Effect.Refuse).Select(c => c.Kind == CauseKind.NotActive
                ? new Problem("solution-inactive", "solutionId", "The solution is not active.", "Activate the solution first.")
                : new Problem(c.Kind == CauseKind.Listing ? "listing" : "not-certified", "solutionId", $"{c.SubjectId}: {c.Reason} New merchants are not admitted.", "Wait for the renewal, correct the record, or propose a waiver.")),
        ];
    }

    /// <summary>The solution, the SDK in its running version, the A&amp;M service, the application, the other parts and the platform must all allow admission, and the attestation must be good, fresh and bound to this start-up.</summary>
    public static IReadOnlyList<Problem> OfDevice(SolutionFacts shared, DeviceState device, DeviceEnrolment enrolment, AttestationResult attestation, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(attestation);
        ArgumentNullException.ThrowIfNull(enrolment);
        PolicyValues policy = shared.Policies.At(now).Values;
        AsOf asOf = AsOf.Now(now);
        List<Problem> problems = [];
        OfSolution(shared, device.SolutionId, now, problems);
        SolutionState? solution = shared.Solutions.GetValueOrDefault(device.SolutionId);
        OfAttestation(attestation, device.Id, solution, now, policy, problems);
        ComponentState? sdk = OfPart(shared, solution, enrolment.SdkComponentId, ComponentKind.MpocSoftware, "sdkComponentId", now, problems, attestation.SdkVersion);
        ComponentState? service = OfPart(shared, solution, enrolment.AttestationServiceId, ComponentKind.AttestationService, "attestationServiceId", now, problems, null);
        if (sdk is not null && service is not null) OfPairing(shared, sdk, service, attestation.SdkVersion, asOf, policy, problems);
        CaseRestrictions.Of(shared, sdk?.Id, attestation.SdkVersion, "sdkVersion", problems);
        if (sdk is not null) OfSdkVersion(sdk, attestation.SdkVersion, DateOnly.FromDateTime(now.UtcDateTime), problems);
        ComponentState? application = (solution?.ComponentIds ?? []).Select(id => shared.Components.GetValueOrDefault(id)).FirstOrDefault(c =>
            c is { Kind: ComponentKind.MpocApplication } && c.UsableVersion(attestation.Application.Version) is { } v
            && v.PackageName == attestation.Application.PackageName && v.CertificateSha256s.Contains(attestation.Application.CertificateSha256));
        OfOtherParts(shared, solution, attestation.Application, asOf, policy, problems);
        CaseRestrictions.Of(shared, application?.Id, attestation.Application.Version, "application", problems);
        if (application is null)
        {
            problems.Add(new("application", "application", $"{attestation.Application.PackageName} {attestation.Application.Version} with this signing certificate is not approved in the solution.", "Install the approved application from its official source."));
        }

        return problems;
    }

    private static List<Problem> OfSolution(SolutionFacts shared, string solutionId, DateTimeOffset now, List<Problem> problems)
    {
        if (shared.Solutions.GetValueOrDefault(solutionId) is not { } solution)
        {
            problems.Add(UnknownSolution(solutionId));
            return problems;
        }

        if (!solution.Active) problems.Add(new("solution-inactive", "solutionId", "The solution is not active.", "Activate the solution first."));
        OfListings(shared, solution.Id, solution.Listings, "the solution", null, "solutionId", AsOf.Now(now), shared.Policies.At(now).Values, problems);
        return problems;
    }

    private static ComponentState? OfPart(SolutionFacts shared, SolutionState? solution, string? id, ComponentKind kind, string field, DateTimeOffset now, List<Problem> problems, string? version)
    {
        ComponentState? component = id is null ? null : shared.Components.GetValueOrDefault(id);
        if (component is null || component.Kind != kind || solution is null || !solution.ComponentIds.Contains(component.Id))
        {
            problems.Add(new("not-in-composition", field, $"'{Problems.Shown(id)}' is not a {kind} of the solution.", "Use a part that the solution is composed of."));
            return null;
        }

        OfListings(shared, component.Id, component.Listings, component.Id, version, field, AsOf.Now(now), shared.Policies.At(now).Values, problems);
        return component;
    }

    // As payments will ask: a listing that covers the running version names a listing of this service, and both are in force.
    private static void OfPairing(SolutionFacts shared, ComponentState sdk, ComponentState service, string running, AsOf asOf, PolicyValues policy, List<Problem> problems)
    {
        foreach (string reference in sdk.Listings.References(asOf.KnownAt))
        {
            Listing row = sdk.Listings.Row(reference, asOf.KnownAt)!;
            if (row.Covers(running) && Admits(sdk, row) && row.Dependencies.Any(named => service.Listings.Row(named, asOf.KnownAt) is { } paired && Admits(service, paired))) return;
        }

        problems.Add(new("not-paired", "attestationServiceId", "The SDK's listing does not name this A&M service, or that listing is not in force.", "Use an A&M service that the SDK's listing names."));

        bool Admits(ComponentState component, Listing row) =>
            ListingStanding.Of(shared.Waivers, component.Id, component.Listings, row, asOf, policy).Effects.NewDevices != Effect.Refuse;
    }

    // As payments will ask with DEPENDENCIES-IN-FORCE.
    private static void OfOtherParts(SolutionFacts shared, SolutionState? solution, ApplicationIdentity running, AsOf asOf, PolicyValues policy, List<Problem> problems)
    {
        foreach (string id in solution?.ComponentIds ?? [])
        {
            if (shared.Components.GetValueOrDefault(id) is not { } component || !DependencyRules.Concerns(component, running)) continue;
            if (component.Listings.Rows.Count > 0 || PartEvaluation.NeedsListing(component.Kind))
                OfListings(shared, component.Id, component.Listings, component.Id, DependencyRules.RunningVersion(component, running), "solutionId", asOf, policy, problems);
        }
    }

    private static void OfSdkVersion(ComponentState sdk, string running, DateOnly day, List<Problem> problems)
    {
        if (sdk.UsableVersion(running) is not { } version)
        {
            problems.Add(new("sdk-version", "sdkVersion", $"SDK version {running} is not registered or was withdrawn.", "Install an application with a registered SDK version."));
        }
        else if (version.CryptoExpiresOn is not { } expires || day >= expires)
        {
            problems.Add(new("crypto-expired", "sdkVersion", $"SDK version {running} is past its crypto-expiry date, or has none.", "Install an application with a newer SDK version."));
        }
    }

    private static void OfListings(
        SolutionFacts shared, string subjectId, ListingBook book, string what, string? version, string field, AsOf asOf, PolicyValues policy, List<Problem> problems)
    {
        ListingStanding? inUse = ListingStanding.InUse(shared.Waivers, subjectId, book, version, Business.NewDevices, asOf, policy);
        bool covered = inUse is { } listing && (version is null || listing.Row.Covers(version));
        if (covered && inUse!.Value.Effects.NewDevices != Effect.Refuse) return;
        CertificationStatus status = covered ? inUse!.Value.Status : CertificationStatus.Unknown;
        problems.Add(new("listing", field, $"The listing of {what}{(version is null ? "" : $" for version {version}")} is {SolutionRules.Words(status)}: nothing new is admitted on it.", "Wait for the listing's renewal, correct its record, or propose a waiver."));
    }

    private static Problem UnknownSolution(string solutionId) => new("unknown-solution", "solutionId", $"Solution '{solutionId}' is not registered.", "Register the solution first.");

    private static void OfAttestation(AttestationResult attestation, string deviceId, SolutionState? solution, DateTimeOffset now, PolicyValues policy, List<Problem> problems)
    {
        Finding[] findings =
        [
            AttestationRules.Good("attestation", attestation),
            AttestationRules.Fresh("attestation", attestation, now, policy.AttestationMaxAge, policy.ClockSkew),
            AttestationRules.Platform("platform", attestation.Platform, solution?.Baseline ?? []),
        ];
        problems.AddRange(findings.Where(f => f.Outcome == FindingOutcome.Failed).Select(f => new Problem(f.Code, "attestation", f.Reason!, f.Remedy!)));
        if (attestation.DeviceId != deviceId || attestation.Nonce != AttestationNonce.StartUp(deviceId))
        {
            problems.Add(new("attestation", "attestation", "The attestation result was not made for this device's start-up.", "Attest this device with the nonce {deviceId}:startup."));
        }
    }
}
