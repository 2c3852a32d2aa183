using System.Globalization;
using Composite.Domain.Components;
using Composite.Domain.Policies;
using Composite.Domain.Solutions;

namespace Composite.Domain.Rules;

/// <summary>Rules about the composite itself and the parts behind the device.</summary>
internal static class SolutionRules
{
    public static Finding SolutionInForce(GateFacts f)
    {
        const string Code = RuleCodes.SolutionInForce;
        if (f.Solution is not { } solution)
        {
            return Finding.Fail(Code, "The device's solution is not registered.", "Staff register the solution.", new Fact("solution", f.Device.SolutionId));
        }

        Fact id = new("solution", solution.Id);
        if (!solution.Active) return Finding.Fail(Code, "The provider has not activated the solution, or has suspended it.", "Staff activate the solution.", id);
        if (f.ListingInUse(solution.Id, solution.Listings, null) is not { } listing)
        {
            return Finding.Fail(Code, "The solution has no listing.", "Staff record the solution's listing.", id);
        }

        return listing.Effects.Payments != Effect.Refuse
            ? Relying(Code, id, listing)
            : Finding.Fail(Code, $"The solution's listing {listing.Row.Reference} is {Words(listing.Status)}.", "Staff renew the listing, or correct its record.",
                id, new("listing", listing.Row.Reference), Status(listing.Status));
    }

    public static Finding AttestationServiceInForce(GateFacts f)
    {
        const string Code = RuleCodes.AttestationServiceInForce;
        if (f.AttestationService is not { } service)
        {
            return Finding.Fail(Code, "The device's A&M service is not part of the solution.", "Staff add the service to the composition, or the device enrols with one that is.",
                new Fact("service", f.Device.Enrolment?.AttestationServiceId ?? "none"));
        }

        return InForce(Code, "A&M service", service.Id, f.ListingInUse(service, null));
    }

    public static Finding AttestationServicePaired(GateFacts f)
    {
        const string Code = RuleCodes.AttestationServicePaired;
        if (f.AttestationService is not { } service || f.SdkListing is not { } sdk)
        {
            return Finding.Skip(Code, "The SDK's listing or the A&M service is missing; see those findings.");
        }

        Fact sdkListing = new("sdkListing", sdk.Row.Reference);
        Finding? lapsed = null;
        foreach (string reference in sdk.Row.Dependencies)
        {
            if (f.StandingOf(service, reference) is not { } standing) continue;
            if (standing.Effects.Payments != Effect.Refuse) return Finding.Pass(Code, sdkListing, new("serviceListing", reference));
            lapsed ??= Finding.Fail(Code, $"The A&M service's listing {reference}, which the SDK's listing names, is {Words(standing.Status)}.", "Use an A&M service that the SDK's listing names and whose listing is in force.",
                sdkListing, new("serviceListing", reference), Status(standing.Status));
        }

        return lapsed ?? Finding.Fail(Code, "The SDK's listing does not name this A&M service.", "Use an A&M service that the SDK's listing names.",
            sdkListing, new("service", service.Id));
    }

    public static Finding ApplicationApproved(GateFacts f)
    {
        const string Code = RuleCodes.ApplicationApproved;
        if (f.Card.Result?.Application is not { } running) return Finding.Skip(Code, "The running application is unknown without an attestation result.");
        Fact package = new("package", running.PackageName);
        Fact version = new("version", running.Version);
        bool otherCertificate = false;
        foreach (ComponentState application in f.Composition)
        {
            if (application.Kind != ComponentKind.MpocApplication || application.UsableVersion(running.Version) is not { } known || known.PackageName != running.PackageName) continue;
            if (known.CertificateSha256s.Contains(running.CertificateSha256)) return Finding.Pass(Code, new("application", application.Id), package, version);
            otherCertificate = true;
        }

        return otherCertificate
            ? Finding.Fail(Code, "The application's package is signed with a certificate that is not registered.", "Install the application from its official source; staff check for tampering.",
                package, version, new("certificateSha256", running.CertificateSha256))
            : Finding.Fail(Code, "This application version is not approved in the solution.", "Update the application; or staff register its package and version.", package, version);
    }

    public static Finding BackEndCompliance(GateFacts f) =>
        Attested(f, RuleCodes.BackEndCompliance, "payment back-end", ComponentKind.PaymentBackEnd, ComplianceStandard.PciDss);

    public static Finding PinCompliance(GateFacts f) => f.Request.Cvm != Cvm.OnlinePin
        ? Finding.Skip(RuleCodes.PinCompliance, "The payment has no PIN.")
        : Attested(f, RuleCodes.PinCompliance, "decryption service", ComponentKind.DecryptionService, ComplianceStandard.PciPin);

    /// <summary>A listed component's listing allows payments.</summary>
    internal static Finding InForce(string code, string what, string componentId, ListingStanding? inUse)
    {
        if (inUse is not { } listing)
        {
            return Finding.Fail(code, $"The {what} '{componentId}' has no listing.", "Staff record its listing.", new Fact("component", componentId));
        }

        return listing.Effects.Payments != Effect.Refuse
            ? Relying(code, new("component", componentId), listing)
            : Finding.Fail(code, $"The {what}'s listing {listing.Row.Reference} is {Words(listing.Status)}.", $"The provider replaces the {what}, or corrects the record of its listing.",
                new("component", componentId), new("listing", listing.Row.Reference), Status(listing.Status));
    }

    // A pass under a warning says so, and by what it is tolerated.
    private static Finding Relying(string code, Fact subject, in ListingStanding listing)
    {
        Fact reference = new("listing", listing.Row.Reference);
        if (listing.Effects.Payments == Effect.Allow) return Finding.Pass(code, subject, reference, Status(listing.Status));
        Fact effect = new("effect", nameof(Effect.Warn));
        if (listing.ToleratedUntil is not { } until) return Finding.Pass(code, subject, reference, Status(listing.Status), effect);
        return listing.Waiver is { } waiver
            ? Finding.Pass(code, subject, reference, Status(listing.Status), effect, new("waiver", waiver.WaiverId), Until(until))
            : Finding.Pass(code, subject, reference, Status(listing.Status), effect, new("grace", "after expiry"), Until(until));
    }

    internal static Fact Until(DateTimeOffset until) => new("until", until.ToString("yyyy-MM-dd'T'HH:mm:ssK", CultureInfo.InvariantCulture));

    internal static Fact Status(CertificationStatus status) => new("status", status.ToString());

    internal static string Words(CertificationStatus status) => status switch
    {
        CertificationStatus.NotYetInForce => "not yet in force",
        CertificationStatus.Expired => "expired",
        CertificationStatus.Revoked => "revoked",
        CertificationStatus.Unknown => "unknown",
        CertificationStatus.InRemediation => "in remediation",
        CertificationStatus.CheckpointOverdue => "overdue at its annual checkpoint",
        CertificationStatus.CheckpointLapsed => "long overdue at its annual checkpoint",
        CertificationStatus.Expiring => "about to expire",
        _ => "in force",
    };

    // Every component of the kind must attest: any of them may carry this payment.
    private static Finding Attested(GateFacts f, string code, string what, ComponentKind kind, ComplianceStandard standard)
    {
        List<Fact> facts = [new("standard", standard.ToString())];
        foreach (ComponentState component in f.Composition)
        {
            if (component.Kind != kind) continue;
            if (component.ComplianceInForce(standard, f.Day, ListingBook.AllThatIsKnown) is not { } attestation)
            {
                return Finding.Fail(code, $"The {what} '{component.Id}' has no {standard} attestation of compliance in force.", "Staff record its current attestation of compliance.",
                    new("standard", standard.ToString()), new("component", component.Id));
            }

            facts.Add(new Fact(component.Id + ".expiresOn", attestation.ExpiresOn.ToString("O", System.Globalization.CultureInfo.InvariantCulture)));
        }

        return facts.Count > 1
            ? new Finding(code, FindingOutcome.Passed, facts)
            : Finding.Fail(code, $"The solution names no {what}.", $"Staff add the {what} to the composition.", new Fact("standard", standard.ToString()));
    }
}
