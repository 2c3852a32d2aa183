using Composite.Domain.Components;
using Composite.Domain.Policies;
using Composite.Domain.Rules;
using static Composite.Domain.Tests.Rules.GateCase;
using static Composite.Domain.Tests.Rules.GateScenario;

namespace Composite.Domain.Tests.Rules;

/// <summary>The table's rows about the solution and its components.</summary>
internal static class CompositionRuleCases
{
    public static readonly GateCase[] Rows =
    [
        Fail(RuleCodes.SolutionInForce, "when not registered", "not registered", Valid with { Solutions = Valid.Solutions.Clear() },
            RuleCodes.PlatformInBaseline, RuleCodes.SdkListingInForce, RuleCodes.SdkVersionListed, RuleCodes.AttestationServiceInForce,
            RuleCodes.ApplicationApproved, RuleCodes.BackEndCompliance, RuleCodes.EntryModeAllowed, RuleCodes.CvmAllowed),
        Fail(RuleCodes.SolutionInForce, "when not active", "not activated", Valid.InSolution(s => s with { Active = false })),
        Fail(RuleCodes.SolutionInForce, "without a listing", "no listing", Valid.InSolution(s => s with { Listings = ListingBook.Empty })),
        Fail(RuleCodes.SolutionInForce, "on the day of expiry", "is expired", SolutionListing(l => l with { ExpiresOn = Today })),
        Pass(RuleCodes.SolutionInForce, "on the day before expiry", SolutionListing(l => l with { ExpiresOn = Today.AddDays(1) })),
        Fail(RuleCodes.SolutionInForce, "before its first day", "not yet in force", SolutionListing(l => l with { ListedOn = Today.AddDays(1) })),
        Pass(RuleCodes.SolutionInForce, "on its first day", SolutionListing(l => l with { ListedOn = Today })),
        Pass(RuleCodes.SolutionInForce, "long overdue at its checkpoint", SolutionListing(l => l with { CheckpointDueOn = Today.AddDays(-200) })),
        Fail(RuleCodes.SolutionInForce, "when revoked", "is revoked", Valid.InSolution(s => s with { Listings = s.Listings.Apply(new ListingRevoked("2025-00001.001", Noon, "fraud"), Noon) })),

        Fail(RuleCodes.SdkListingInForce, "outside the composition", "not part of the solution", Valid.OnDevice(d => d with { Enrolment = d.Enrolment! with { SdkComponentId = "sdk-b" } }),
            RuleCodes.SdkVersionListed, RuleCodes.EntryModeAllowed, RuleCodes.CvmAllowed),
        Fail(RuleCodes.SdkListingInForce, "without a listing", "has no listing", Valid.With("sdk-a", c => c with { Listings = ListingBook.Empty }),
            RuleCodes.SdkVersionListed, RuleCodes.EntryModeAllowed, RuleCodes.CvmAllowed),
        Fail(RuleCodes.SdkListingInForce, "on the day of expiry", "is expired", Valid.WithListing("sdk-a", l => l with { ExpiresOn = Today })),
        Fail(RuleCodes.SdkListingInForce, "when revoked", "is revoked", Valid.Told("sdk-a", new ListingRevoked("2025-00002.001", Noon, "flaw"))),
        Fail(RuleCodes.SdkListingInForce, "when revoked by a server whose clock is ahead", "is revoked",
            Valid.With("sdk-a", c => ComponentState.Evolve(c, new ListingRevoked("2025-00002.001", Noon, "flaw"), Noon.AddSeconds(3))!)),
        Pass(RuleCodes.SdkListingInForce, "a moment before the revocation takes effect", Valid.Told("sdk-a", new ListingRevoked("2025-00002.001", Noon.AddTicks(1), "flaw"))),
        Pass(RuleCodes.SdkListingInForce, "in remediation", Valid.Told("sdk-a", new ListingRemediationChanged("2025-00002.001", true, Noon, "finding"))),
        Fail(RuleCodes.SdkListingInForce, "when the version's own listing is revoked though another is in force", "2025-00002.001 is revoked",
            Valid.Told("sdk-a", new ListingRecorded(ListingOf("2025-00002.002", "2025-00003.001") with { Versions = ["4.x"] })).Told("sdk-a", new ListingRevoked("2025-00002.001", Noon, "flaw"))),

        Skip(RuleCodes.SdkVersionListed, "without a result", Valid with { Card = AttestationEvidence.ServiceUnavailable }, RuleCodes.AttestationAvailable),
        Fail(RuleCodes.SdkVersionListed, "when not on the listing", "not on the listing", Valid.WithListing("sdk-a", l => l with { Versions = ["3.2.2", "3.20.x"] })),
        Fail(RuleCodes.SdkVersionListed, "when not registered", "not registered here", Valid.Attested(a => a with { SdkVersion = "3.2.9" })),
        Fail(RuleCodes.SdkVersionListed, "when withdrawn", "was withdrawn", Valid.Told("sdk-a", new ComponentVersionWithdrawn("3.2.1", "flaw"))),

        Skip(RuleCodes.CryptoNotExpired, "for a version that is not registered", Valid.Attested(a => a with { SdkVersion = "3.2.9" }), RuleCodes.SdkVersionListed),
        Fail(RuleCodes.CryptoNotExpired, "without a date", "no crypto-expiry", Valid.With("sdk-a", c => c with { Versions = VersionsOf(new ComponentVersion { Version = "3.2.1" }) })),
        Fail(RuleCodes.CryptoNotExpired, "on the day", "past their crypto-expiry", CryptoExpires(Today)),
        Pass(RuleCodes.CryptoNotExpired, "on the day before", CryptoExpires(Today.AddDays(1))),

        Fail(RuleCodes.AttestationServiceInForce, "outside the composition", "not part of the solution", Valid.InSolution(s => s with { ComponentIds = [.. s.ComponentIds.Where(id => id != "am-a")] })),
        Fail(RuleCodes.AttestationServiceInForce, "without a listing", "has no listing", Valid.With("am-a", c => c with { Listings = ListingBook.Empty }), RuleCodes.AttestationServicePaired),
        Fail(RuleCodes.AttestationServiceInForce, "on the day of expiry", "is expired", Valid.WithListing("am-a", l => l with { ExpiresOn = Today }), RuleCodes.AttestationServicePaired),

        Skip(RuleCodes.AttestationServicePaired, "without the service", Valid.InSolution(s => s with { ComponentIds = [.. s.ComponentIds.Where(id => id != "am-a")] }), RuleCodes.AttestationServiceInForce),
        Fail(RuleCodes.AttestationServicePaired, "when the SDK's listing names another service", "does not name", Valid.WithListing("sdk-a", l => l with { Dependencies = ["2025-00009.001"] })),
        Fail(RuleCodes.AttestationServicePaired, "when the named listing is revoked though the service has another", "is revoked",
            Valid.Told("am-a", new ListingRecorded(ListingOf("2025-00003.002"))).Told("am-a", new ListingRevoked("2025-00003.001", Noon, "flaw"))),
        Pass(RuleCodes.AttestationServicePaired, "when one of two named listings is in force", Valid.WithListing("sdk-a", l => l with { Dependencies = ["2025-00003.002", "2025-00003.001"] })),

        Skip(RuleCodes.ApplicationApproved, "without a result", Valid with { Card = AttestationEvidence.ServiceUnavailable }, RuleCodes.AttestationAvailable),
        Fail(RuleCodes.ApplicationApproved, "for an unknown version", "not approved", Valid.Attested(a => a with { Application = a.Application with { Version = "7.0.1" } })),
        Fail(RuleCodes.ApplicationApproved, "for a withdrawn version", "not approved", Valid.Told("app-a", new ComponentVersionWithdrawn("7.0.0", "flaw"))),
        Fail(RuleCodes.ApplicationApproved, "for another package", "not approved", Valid.Attested(a => a with { Application = a.Application with { PackageName = "com.example.other" } })),
        Fail(RuleCodes.ApplicationApproved, "with another certificate", "certificate", Valid.Attested(a => a with { Application = a.Application with { CertificateSha256 = new string('0', 64) } })),
        Pass(RuleCodes.ApplicationApproved, "by the second application with this package", TwoApplications()),

        Pass(RuleCodes.DependenciesInForce, "without listed parts", Valid),
        Pass(RuleCodes.DependenciesInForce, "with a kernel and a reader in force", Kernel.Containing(Listed("scrp-a", ComponentKind.ScrpReader, "2025-00006.001"))),
        Fail(RuleCodes.DependenciesInForce, "for a kernel without a listing", "'kernel-a' of kind Kernel has no listing", Kernel.With("kernel-a", c => c with { Listings = ListingBook.Empty })),
        Fail(RuleCodes.DependenciesInForce, "for a reader without a listing", "'scrp-a' of kind ScrpReader has no listing",
            Valid.Containing(Listed("scrp-a", ComponentKind.ScrpReader, "2025-00006.001") with { Listings = ListingBook.Empty })),
        Fail(RuleCodes.DependenciesInForce, "for a kernel revoked", "'kernel-a' is revoked", Kernel.Told("kernel-a", new ListingRevoked("2025-00004.001", Noon, "flaw"))),
        Fail(RuleCodes.DependenciesInForce, "for a kernel expired", "'kernel-a' is expired", Kernel.WithListing("kernel-a", l => l with { ExpiresOn = Today })),
        Fail(RuleCodes.DependenciesInForce, "for a decryption service whose listing expired", "'decryption-a' is expired",
            Valid.With("decryption-a", c => c with { Listings = BookOf(ListingOf("2025-00007.001") with { ExpiresOn = Today }) })),
        Fail(RuleCodes.DependenciesInForce, "for the running application's listing", "'app-a' is expired", App(ListingOf("2025-00008.001") with { Versions = ["7.x"], ExpiresOn = Today })),
        Fail(RuleCodes.DependenciesInForce, "for a running application that its listing does not name", "not on its listing", App(ListingOf("2025-00008.001") with { Versions = ["8.x"] })),
        Pass(RuleCodes.DependenciesInForce, "for another application's listing", App(ListingOf("2025-00008.001") with { Versions = ["7.x"] })
            .Containing(Listed("app-b", ComponentKind.MpocApplication, "2025-00009.001")).WithListing("app-b", l => l with { ExpiresOn = Today })),

        Pass(RuleCodes.SdkListingInForce, "on the last day of grace", Expired with { Policies = PolicyOf(PolicyValues.Default with { ExpiryGraceDays = 2 }) }),
        Fail(RuleCodes.SdkListingInForce, "behind the grace", "is expired", Expired with { Policies = PolicyOf(PolicyValues.Default with { ExpiryGraceDays = 1 }) }),
        Pass(RuleCodes.SdkListingInForce, "under a waiver", Expired with { Waivers = BookWith(CertificationStatus.Expired, false) }),
        Fail(RuleCodes.SdkListingInForce, "under a waiver of another status", "is expired", Expired with { Waivers = BookWith(CertificationStatus.InRemediation, false) }),
        Fail(RuleCodes.SdkListingInForce, "when revoked whatever is waived", "is revoked",
            (Valid with { Waivers = BookWith([.. Enum.GetValues<CertificationStatus>()], true) }).Told("sdk-a", new ListingRevoked("2025-00002.001", Noon, "flaw"))),
        Fail(RuleCodes.SdkListingInForce, "when the policy refuses a status", "overdue at its annual checkpoint", Valid.WithListing("sdk-a", l => l with { CheckpointDueOn = Today.AddDays(-1) })
            with { Policies = PolicyOf(PolicyValues.Default with { CertificationEffects = [.. EffectTable.With(null, [new(CertificationStatus.CheckpointOverdue, Effect.Refuse, Effect.Refuse, Effect.Refuse)])] }) }),

        Fail(RuleCodes.BackEndCompliance, "without a back-end", "names no payment back-end", Valid.InSolution(s => s with { ComponentIds = [.. s.ComponentIds.Where(id => id != "back-end-a")] })),
        Fail(RuleCodes.BackEndCompliance, "without an attestation", "no PciDss attestation", Valid.With("back-end-a", c => c with { Compliance = [] })),
        Fail(RuleCodes.BackEndCompliance, "with another standard", "no PciDss attestation", Valid.With("back-end-a", _ => Attesting("back-end-a", ComponentKind.PaymentBackEnd, ComplianceStandard.PciPin))),
        Fail(RuleCodes.BackEndCompliance, "on the day of expiry", "no PciDss attestation", AocUntil(Today)),
        Pass(RuleCodes.BackEndCompliance, "on the day before expiry", AocUntil(Today.AddDays(1))),
        Fail(RuleCodes.BackEndCompliance, "when one of two has none", "'back-end-b'", (Valid with { Components = Valid.Components.Add("back-end-b", new() { Id = "back-end-b", Kind = ComponentKind.PaymentBackEnd, Name = "B", Vendor = "V" }) })
            .InSolution(s => s with { ComponentIds = [.. s.ComponentIds, "back-end-b"] })),

        Skip(RuleCodes.PinCompliance, "without a PIN", Valid),
        Pass(RuleCodes.PinCompliance, "with PIN", ValidWithPin),
        Fail(RuleCodes.PinCompliance, "without a decryption service", "names no decryption service", ValidWithPin.InSolution(s => s with { ComponentIds = [.. s.ComponentIds.Where(id => id != "decryption-a")] })),
        Fail(RuleCodes.PinCompliance, "without an attestation", "no PciPin attestation", ValidWithPin.With("decryption-a", c => c with { Compliance = [] })),
    ];

    private static GateScenario SolutionListing(Func<Listing, Listing> change) => Valid.InSolution(s => s with { Listings = BookOf(change(s.Listings.Rows[0].Value)) });

    private static GateScenario Kernel => Valid.Containing(Listed("kernel-a", ComponentKind.Kernel, "2025-00004.001"));

    private static GateScenario Expired => Valid.WithListing("sdk-a", l => l with { ExpiresOn = Today.AddDays(-1) });

    private static GateScenario App(Listing listing) => Valid.With("app-a", c => c with { Listings = BookOf(listing) });

    private static GateScenario CryptoExpires(DateOnly day) => Valid.With("sdk-a", c => c with { Versions = VersionsOf(new ComponentVersion { Version = "3.2.1", CryptoExpiresOn = day }) });

    private static GateScenario AocUntil(DateOnly day) => Valid.With("back-end-a", c => c with { Compliance = [new(c.Compliance[0].Value with { ExpiresOn = day }, Noon)] });

    private static GateScenario TwoApplications()
    {
        ComponentState second = Valid.Components["app-a"] with { Id = "app-b" };
        ComponentState first = Valid.Components["app-a"] with { Versions = VersionsOf(Valid.Components["app-a"].Versions[0].Value with { CertificateSha256s = [new string('0', 64)] }) };
        return (Valid with { Components = Valid.Components.SetItem("app-a", first).Add("app-b", second) }).InSolution(s => s with { ComponentIds = [.. s.ComponentIds, "app-b"] });
    }
}
