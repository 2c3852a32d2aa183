using Composite.Domain.Components;
using Composite.Domain.Devices;
using Composite.Domain.Policies;
using Composite.Domain.Solutions;

namespace Composite.Domain.Rules;

/// <summary>What stands against admitting a merchant or a device now. Stricter than a payment: admission stops earlier when a listing lapses.</summary>
public static class Admission
{
    /// <summary>The solution must be active, and its listing must allow admission.</summary>
    public static IReadOnlyList<Problem> OfMerchant(SolutionFacts shared, string solutionId, DateTimeOffset now) => OfSolution(shared, solutionId, now, []);

    /// <summary>The solution, the SDK in its running version, the A&amp;M service, the application and the platform must all allow admission, and the attestation must be good, fresh and bound to this start-up.</summary>
    public static IReadOnlyList<Problem> OfDevice(SolutionFacts shared, DeviceState device, DeviceEnrolment enrolment, AttestationResult attestation, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(attestation);
        ArgumentNullException.ThrowIfNull(enrolment);
        PolicyValues policy = shared.Policies.At(now).Values;
        List<Problem> problems = [];
        OfSolution(shared, device.SolutionId, now, problems);
        SolutionState? solution = shared.Solutions.GetValueOrDefault(device.SolutionId);
        OfAttestation(attestation, device.Id, solution, now, policy, problems);
        ComponentState? sdk = OfPart(shared, solution, enrolment.SdkComponentId, ComponentKind.MpocSoftware, "sdkComponentId", now, problems, attestation.SdkVersion);
        ComponentState? service = OfPart(shared, solution, enrolment.AttestationServiceId, ComponentKind.AttestationService, "attestationServiceId", now, problems, null);
        if (sdk is not null && service is not null) OfPairing(sdk, service, attestation.SdkVersion, now, policy, problems);
        CaseRestrictions.Of(shared, sdk?.Id, attestation.SdkVersion, "sdkVersion", problems);
        if (sdk is not null) OfSdkVersion(sdk, attestation.SdkVersion, DateOnly.FromDateTime(now.UtcDateTime), problems);
        ComponentState? application = (solution?.ComponentIds ?? []).Select(id => shared.Components.GetValueOrDefault(id)).FirstOrDefault(c =>
            c is { Kind: ComponentKind.MpocApplication } && c.UsableVersion(attestation.Application.Version) is { } v
            && v.PackageName == attestation.Application.PackageName && v.CertificateSha256s.Contains(attestation.Application.CertificateSha256));
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
            problems.Add(new("unknown-solution", "solutionId", $"Solution '{solutionId}' is not registered.", "Register the solution first."));
            return problems;
        }

        if (!solution.Active) problems.Add(new("solution-inactive", "solutionId", "The solution is not active.", "Activate the solution first."));
        OfListings(solution.Listings, "solution", null, "solutionId", now, shared.Policies.At(now).Values, problems);
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

        OfListings(component.Listings, component.Id, version, field, now, shared.Policies.At(now).Values, problems);
        return component;
    }

    // As payments will ask: a listing that covers the running version names a listing of this service, and both are in force.
    private static void OfPairing(ComponentState sdk, ComponentState service, string running, DateTimeOffset now, PolicyValues policy, List<Problem> problems)
    {
        foreach (string reference in sdk.Listings.References(ListingBook.AllThatIsKnown))
        {
            Listing row = sdk.Listings.Row(reference, ListingBook.AllThatIsKnown)!;
            if (!row.Covers(running) || !sdk.Listings.Status(reference, now, ListingBook.AllThatIsKnown, policy).AllowsAdmission()) continue;
            if (row.Dependencies.Any(named => service.Listings.Status(named, now, ListingBook.AllThatIsKnown, policy).AllowsAdmission())) return;
        }

        problems.Add(new("not-paired", "attestationServiceId", "The SDK's listing does not name this A&M service, or that listing is not in force.", "Use an A&M service that the SDK's listing names."));
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

    private static void OfListings(ListingBook book, string what, string? version, string field, DateTimeOffset now, PolicyValues policy, List<Problem> problems)
    {
        CertificationStatus best = CertificationStatus.Unknown;
        foreach (string reference in book.References(ListingBook.AllThatIsKnown))
        {
            if (version is not null && !book.Row(reference, ListingBook.AllThatIsKnown)!.Covers(version)) continue;
            CertificationStatus status = book.Status(reference, now, ListingBook.AllThatIsKnown, policy);
            if (status.AllowsAdmission()) return;
            if (best == CertificationStatus.Unknown) best = status;
        }

        problems.Add(new("listing", field, $"The listing of {what}{(version is null ? "" : $" for version {version}")} is {SolutionRules.Words(best)}: nothing new is admitted on it.", "Wait for the listing's renewal, or correct its record."));
    }

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
