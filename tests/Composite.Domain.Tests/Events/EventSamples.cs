using Composite.Domain.Acquirers;
using Composite.Domain.Cases;
using Composite.Domain.Components;
using Composite.Domain.Controls;
using Composite.Domain.Devices;
using Composite.Domain.Evidence;
using Composite.Domain.Forecast;
using Composite.Domain.Imports;
using Composite.Domain.Merchants;
using Composite.Domain.Notices;
using Composite.Domain.Payments;
using Composite.Domain.Policies;
using Composite.Domain.Scope;
using Composite.Domain.Solutions;
using Composite.Domain.Staff;
using Composite.Domain.Tests.Rules;
using Composite.Domain.ThirdParties;
using Composite.Domain.Waivers;
using Composite.Domain.Webhooks;

namespace Composite.Domain.Tests.Events;

/// <summary>One event of every persisted shape, each member filled; and variants in which what may be absent is.</summary>
internal static class EventSamples
{
    private const string PaymentId = "0197a1b2-c3d4-7e5f-8a9b-000000000001";
    private static readonly DateTimeOffset Noon = GateScenario.Noon;
    private static readonly GateScenario World = GateScenario.ValidWithPin;
    private static readonly AcquirerExchange Exchange = new(["MTI: 0200", "DE4 Amount: 000000001234"], ["MTI: 0210", "DE39 Response code: 00"]);
    private static readonly PaymentSubmitted Submitted = (PaymentSubmitted)PaymentDecider.Submit(World.Facts()).Events[0];

    private static readonly EvidenceDocument Document = new()
    {
        Sha256 = GateScenario.Digest,
        Bytes = 1234,
        FileName = "report.pdf",
        MediaType = "application/pdf",
        Type = EvidenceType.PenetrationTest,
        Title = "Penetration test 2026",
        ValidFrom = new(2026, 1, 1),
    };

    private static readonly ScopeDeclaration Declaration = new()
    {
        Software = new(ScopeSource.Listing, "2025-00002.001", "vendor-a"),
        Application = new(ScopeSource.Own),
        Attestation = new(ScopeSource.Listing, "2025-00003.001"),
        BackEnd = new(ScopeSource.Own),
    };

    private static readonly SecurityIssue Issue = Forecasts.World.IssueAt(Noon);
    private static readonly WebhookSettings Settings = new()
    {
        Url = "https://hooks.example/in",
        Types = [NoticeType.DeadlineApproaching, NoticeType.CaseOpened],
        AcquirerId = "nordbank",
        SolutionIds = ["softpos"],
        Description = "the desk",
    };

    public static readonly IReadOnlyDictionary<string, IEvent> ByName = new Dictionary<string, IEvent>
    {
        ["component.registered.v1"] = new ComponentRegistered("sdk-a", ComponentKind.MpocSoftware, "SDK", "Vendor & Söhne"),
        ["component.version-added.v1"] = new ComponentVersionAdded(new() { Version = "7.0.0", CryptoExpiresOn = new(2027, 6, 1), PackageName = "com.example.pos", CertificateSha256s = [GateScenario.Digest] }),
        ["component.version-withdrawn.v1"] = new ComponentVersionWithdrawn("3.2.1", "flaw"),
        ["component.version-corrected.v1"] = new ComponentVersionCorrected(new() { Version = "7.0.0", CryptoExpiresOn = new(2027, 5, 1), PackageName = "com.example.pos", CertificateSha256s = [GateScenario.Digest] }, "typing error"),
        ["component.version-reinstated.v1"] = new ComponentVersionReinstated("3.2.1", "another version was meant"),
        ["component.renamed.v1"] = new ComponentRenamed("SDK 7", "Vendor & Söhne AG", "merger"),
        ["component.profile-set.v1"] = new ComponentProfileSet(new()
        {
            ThirdPartyId = "vendor-a",
            Contributes = "the payment software",
            Notes = "two\nlines",
            Responsibilities = [new("Software core", ResponsibleParty.ThirdParty, "The vendor evaluates it.")],
        }),
        ["component.compliance-corrected.v1"] = new ComplianceCorrected(
            new(ComplianceStandard.PciDss, "4.0.1", "Assessor", new(2026, 1, 1), new(2026, 12, 1)) { Notes = "hosting only", EvidenceSha256 = GateScenario.Digest }, "wrong end"),
        ["component.compliance-retracted.v1"] = new ComplianceRetracted(ComplianceStandard.PciDss, new(2026, 1, 1), "another company's"),
        ["listing.corrected.v1"] = new ListingCorrected(GateScenario.ListingOf("2025-00002.001", "2025-00003.001") with
        {
            ProductType = ListingProductType.MpocSoftware,
            Vendor = "Vendor",
            ProductName = "SDK",
            Notes = "as printed",
            RetrievedBy = "anna",
            VerifiedApplications = [new("com.example.pos", "7.0.0"), new("Other POS", null)],
        }, "renewed"),
        ["listing.claimed.v1"] = new ListingClaimed("2025-00002.001", "component/sdk-a"),
        ["listing.dependencies-claimed.v1"] = new DependenciesClaimed("2025-00002.001", "component/sdk-a"),
        ["listing.retracted.v1"] = new ListingRetracted("2025-00002.001", "wrong component"),
        ["listing.revocation-withdrawn.v1"] = new ListingRevocationWithdrawn("2025-00002.001", "another listing was meant"),
        ["listing.recorded.v1"] = new ListingRecorded(GateScenario.ListingOf("2025-00002.001", "2025-00003.001")),
        ["listing.revoked.v1"] = new ListingRevoked("2025-00002.001", Noon, "flaw"),
        ["listing.remediation-changed.v1"] = new ListingRemediationChanged("2025-00002.001", true, Noon, "finding"),
        ["listing.checkpoint-completed.v1"] = new CheckpointCompleted("2025-00002.001", new(2026, 5, 1), new(2027, 5, 1)),
        ["component.compliance-recorded.v1"] = new ComplianceRecorded(new(ComplianceStandard.PciDss, "4.0.1", "Assessor", new(2026, 1, 1), new(2027, 1, 1))),
        ["component.attestation-key-registered.v1"] = new AttestationKeyRegistered("am-key-1", World.Device.Enrolment!.KeyX, World.Device.Enrolment.KeyY),
        ["component.attestation-key-revoked.v1"] = new AttestationKeyRevoked("am-key-1", "rotation"),
        ["solution.registered.v1"] = new SolutionRegistered("softpos", "SoftPOS", "Provider"),
        ["solution.composed.v1"] = new SolutionComposed(["sdk-a", "app-a"]),
        ["solution.baseline-adopted.v1"] = new BaselineAdopted([new PlatformRule("android", "13", new(2026, 1, 1), ["Old One"])]),
        ["solution.platform-support-recorded.v1"] = new PlatformSupportRecorded("android", "13", new(2027, 3, 1), "https://example.com/android-13"),
        ["third-party.registered.v1"] = new ThirdPartyRegistered("vendor-a", "Vendor & Söhne", "the SDK"),
        ["third-party.renamed.v1"] = new ThirdPartyRenamed("Vendor & Söhne AG", "the SDK and its A&M service", "merger"),
        ["third-party.contact-set.v1"] = new ThirdPartyContactSet(new("Security desk", "psirt@example.com", "+49 30 1234")),
        ["third-party.contract-set.v1"] = new ThirdPartyContractSet(new("C-17", new(2025, 1, 1), new(2028, 1, 1), 72)),
        ["third-party.responsibilities-set.v1"] = new ResponsibilitiesSet([new("Key management", ResponsibleParty.Shared, "The vendor makes keys, the provider keeps them.")]),
        ["third-party.reviewed.v1"] = new ThirdPartyReviewed(new(2026, 5, 1), new(2027, 5, 1), "in order", GateScenario.Digest),
        ["third-party.ended.v1"] = new ThirdPartyEnded(new(2027, 1, 1), "replaced"),
        ["third-party.reinstated.v1"] = new ThirdPartyReinstated("another one was meant"),
        ["solution.activated.v1"] = new SolutionActivated("go-live"),
        ["solution.suspended.v1"] = new SolutionSuspended("incident"),
        ["merchant.registered.v1"] = new MerchantRegistered("bakery", "softpos", "Bakery GmbH", "Bakery", "DE", "Berlin", "5462"),
        ["merchant.identified.v1"] = new MerchantIdentified("register extract", "doc-1"),
        ["merchant.guidance-acknowledged.v1"] = new GuidanceAcknowledged("1"),
        ["merchant.profile-set.v1"] = new AcceptanceProfileSet(World.Merchant!.Profile!),
        ["merchant.acquirer-contracted.v1"] = new AcquirerContracted(World.Merchant.Contracts[0] with { ValidTo = new(2028, 1, 1) }),
        ["merchant.terminal-created.v1"] = new TerminalCreated(World.Merchant.Terminals[0]),
        ["merchant.approved.v1"] = new MerchantApproved("complete"),
        ["merchant.suspended.v1"] = new MerchantSuspended("fraud"),
        ["device.created.v1"] = new DeviceCreated("device-1", "bakery", "softpos", "TERM0001", "acquirer-a"),
        ["device.activation-code-issued.v1"] = new ActivationCodeIssued(GateScenario.Digest, Noon),
        ["device.activation-attempt-failed.v1"] = new ActivationAttemptFailed(2),
        ["device.activated.v1"] = new DeviceActivated(World.Device.Enrolment, GateScenario.Attestation("device-1:startup", Noon)),
        ["device.attestation-reported.v1"] = new AttestationReported(GateScenario.Attestation("device-1:startup", Noon) with { ExpiresAt = Noon.AddMinutes(5) }),
        ["device.suspended.v1"] = new DeviceSuspended("lost"),
        ["device.reinstated.v1"] = new DeviceReinstated("found"),
        ["device.blocked.v1"] = new DeviceBlocked("tampered"),
        ["device.decommissioned.v1"] = new DeviceDecommissioned("broken"),
        ["acquirer.registered.v1"] = new AcquirerRegistered(GateScenario.AcquirerOf()),
        ["acquirer.suspended.v1"] = new AcquirerSuspended("maintenance"),
        ["acquirer.reinstated.v1"] = new AcquirerReinstated("done"),
        ["policy.proposed.v1"] = new PolicyProposed("shorter", Noon, PolicyValues.Default, "risk", "staff/anna"),
        ["policy.approved.v1"] = new PolicyApproved("shorter", 1, "staff/bert"),
        ["policy.change-proposed.v1"] = new PolicyChangeProposed("grace", Noon, new()
        {
            AttestationMaxAge = TimeSpan.FromMinutes(4),
            ClockSkew = TimeSpan.FromMinutes(1),
            FactsMaxAge = TimeSpan.FromSeconds(1),
            ExpiryWarningDays = 90,
            CheckpointToleranceDays = 30,
            ActivationCodeLifetime = TimeSpan.FromMinutes(10),
            ActivationMaxAttempts = 3,
            ReversalWaits = [TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2)],
            ReversalMaxAttempts = 10,
            CertificationEffects = [new(CertificationStatus.CheckpointOverdue, Effect.Warn, Effect.Refuse, Effect.Warn)],
            ExpiryGraceDays = 3,
            NoticeLeadDays = [90, 30],
            RemediationDecisionHours = 12,
            WaiverMaxDays = 30,
        }, "risk", "staff/anna"),
        ["policy.change-approved.v1"] = new PolicyChangeApproved("grace", 2, "staff/bert"),
        ["policy.proposal-withdrawn.v1"] = new PolicyProposalWithdrawn("grace", "too long", "staff/bert"),
        ["waiver.proposed.v1"] = new WaiverProposed(new()
        {
            WaiverId = "sdk-renewal",
            SubjectId = "sdk-a",
            Reference = "2025-00002.001",
            Statuses = [CertificationStatus.Expired],
            ValidFrom = Noon,
            ValidUntil = Noon.AddDays(30),
            Reason = "the renewal is under way",
            CompensatingControl = "daily review",
            CoversAdmission = true,
        }, "staff/anna"),
        ["waiver.approved.v1"] = new WaiverApproved("sdk-renewal", "staff/bert"),
        ["waiver.ended.v1"] = new WaiverEnded("sdk-renewal", Noon, "renewed", "staff/anna"),
        ["listing.remediation-decided.v1"] = new RemediationDecided("sdk-a", "2025-00002.001", "go on", "the flaw is not reachable", "staff/anna"),
        ["payment.refused.v1"] = PaymentDecider.Submit((World with { Acquirer = null }).Facts()).Events[0],
        ["payment.submitted.v1"] = Submitted,
        ["payment.approved.v1"] = new PaymentApproved(PaymentId, "00", "123456", Exchange),
        ["payment.declined.v1"] = new PaymentDeclined(PaymentId, "05", Exchange),
        ["payment.not-sent.v1"] = new PaymentNotSent(PaymentId, "the line is down"),
        ["payment.reversal-due.v1"] = new ReversalDue(PaymentId, ReversalReason.UnusableAnswer, 2, Exchange),
        ["payment.reversal-attempted.v1"] = new ReversalAttempted(PaymentId, 1, "no answer: 8 s"),
        ["payment.reversal-acknowledged.v1"] = new ReversalAcknowledged(PaymentId, "00", Exchange),
        ["payment.reversal-parked.v1"] = new ReversalParked(PaymentId, 60),
        ["payment.late-answer-recorded.v1"] = new LateAnswerRecorded(PaymentId, "00", "123456", Exchange),
        ["payment.recalled.v1"] = new PaymentRecalled(PaymentId, PaymentState.Evolve(PaymentState.Evolve(null, Submitted), new PaymentApproved(PaymentId, "00", "123456", Exchange))),
        ["staff.member-added.v1"] = new StaffMemberAdded("anna", "Anna", [StaffRole.Administrator, StaffRole.Compliance], GateScenario.Digest),
        ["staff.member-removed.v1"] = new StaffMemberRemoved("anna", "left"),
        ["import.begun.v1"] = new ImportBegun("019c0000-0000-7000-8000-000000000001", GateScenario.Digest, GateScenario.Digest, true, true, "read again", 12, 3),
        ["import.ended.v1"] = new ImportEnded(2, 1, 0),
        ["evidence.added.v1"] = new EvidenceAdded(Document with { ExpiresOn = new(2027, 1, 1), Subjects = ["sdk-a"] }, "staff/anna"),
        ["evidence.withdrawn.v1"] = new EvidenceWithdrawn(GateScenario.Digest, "the wrong file", "staff/bert"),
        ["control.owner-assigned.v1"] = new ControlOwnerAssigned("SOL-KEY-03", "anna", "staff/bert"),
        ["control.stated.v1"] = new ControlStated("SOL-KEY-03", true, "looked through", new(2026, 12, 1), "staff/anna"),
        ["control.evidence-linked.v1"] = new ControlEvidenceLinked("SOL-PEN-01", GateScenario.Digest, "staff/anna"),
        ["control.evidence-unlinked.v1"] = new ControlEvidenceUnlinked("SOL-PEN-01", GateScenario.Digest, "another system", "staff/bert"),
        ["control.exemption-proposed.v1"] = new ControlExemptionProposed("SOL-OFF-01", "no offline payments", new(2027, 3, 1), "staff/anna"),
        ["control.exemption-approved.v1"] = new ControlExemptionApproved("SOL-OFF-01", "staff/bert"),
        ["control.exemption-ended.v1"] = new ControlExemptionEnded("SOL-OFF-01", "offline payments begin", "staff/bert"),
        ["control.mapping-imported.v1"] = new RequirementMappingImported("ours", "edition 1", [new("SOL-INV-01", ["A-1", "A-2"])], "staff/anna"),
        ["solution.scope-declared.v1"] = new ScopeDeclared(Declaration with { Decryption = new(ScopeSource.ThirdParty, null, "hsm-house") }, "staff/anna"),
        ["acquirer.notification-terms-set.v1"] = new AcquirerNotificationTermsSet(24, new Contact("Desk", "desk@nordbank.example", "+49 30 1234567")),
        ["case.opened.v1"] = new CaseOpened("case-1", Issue),
        ["case.amended.v1"] = new CaseAmended(Issue with { Title = "Key extraction, remote" }, "the vendor's second notice"),
        ["case.versions-blocked.v1"] = new VersionsBlocked(["3.2.1", "3.2.2"], "exploited"),
        ["case.admission-restricted.v1"] = new AdmissionRestricted("until mended"),
        ["case.campaign-started.v1"] = new CampaignStarted("Update the application.", "3.3.0", new(2026, 8, 1)),
        ["case.remedy-decided.v1"] = new RemedyDecided("wait for 3.3.0", "no exploit is known"),
        ["case.notification-sent.v1"] = new NotificationSent("acquirer/nordbank", Noon, "portal", "T-4711", GateScenario.Digest),
        ["case.closed.v1"] = new CaseClosed(CaseOutcome.Resolved, "every device is on 3.3.0"),
        ["webhook.subscribed.v1"] = new WebhookSubscribed("own", Settings, new SigningSecret(1, "0a1b2c3d")),
        ["webhook.changed.v1"] = new WebhookChanged(Settings),
        ["webhook.secret-rotated.v1"] = new WebhookSecretRotated(new SigningSecret(2, "0a1b2c3d")),
        ["webhook.disabled.v1"] = new WebhookDisabled("HTTP 410"),
        ["webhook.enabled.v1"] = new WebhookEnabled("mended"),
        ["webhook.removed.v1"] = new WebhookRemoved("replaced"),
        ["webhook.delivery-failed.v1"] = new DeliveryFailed("ntc_1", 2, "HTTP 503", Noon),
        ["webhook.notice-delivered.v1"] = new NoticeDelivered("ntc_1", 3, "HTTP 204"),
        ["webhook.delivery-parked.v1"] = new DeliveryParked("ntc_1", 10, "no answer within 15 s"),
        ["webhook.redelivery-requested.v1"] = new RedeliveryRequested("ntc_1"),
        ["notice.planning-started.v1"] = new NoticePlanningStarted(),
        ["notice.issued.v1"] = new NoticeIssued
        {
            NoticeId = "ntc_1",
            WebhookId = "own",
            Type = NoticeType.DeadlineApproaching,
            Key = "listing-expiry:component/sdk-a:2026-00001.001@20270601T000000/30",
            About = Noon,
            Deadline = new DeadlineNotice("listing-expiry:component/sdk-a:2026-00001.001", DeadlineKind.ListingExpiry, "sdk-a", "2026-00001.001", Noon, 30, "Listing expires", "Payments stop.", "Vendor", ["softpos"]),
            Case = new CaseNotice("case-1", Issue, ["softpos"], CaseOutcome.Resolved, "done"),
        },
        ["staff.calendar-token-issued.v1"] = new CalendarTokenIssued("anna", GateScenario.Digest),
        ["staff.calendar-token-revoked.v1"] = new CalendarTokenRevoked("anna"),
    };

    public static readonly IReadOnlyList<IEvent> WithoutOptionalMembers =
    [
        new AcquirerNotificationTermsSet(24, new Contact("Desk", "desk@nordbank.example", null)),
        new NotificationSent("pci-ssc", Noon, "letter", "L-1", null),
        new WebhookChanged(new() { Url = "https://hooks.example/in", Types = [NoticeType.CaseOpened] }),
        new NoticeIssued { NoticeId = "ntc_1", WebhookId = "own", Type = NoticeType.Test, Key = "test/1", About = Noon },
        new NoticeIssued { NoticeId = "ntc_1", WebhookId = "own", Type = NoticeType.CaseOpened, Key = "case/c/opened", About = Noon, Case = new CaseNotice("c", Issue, [], null, null) },
        new ComponentVersionAdded(new() { Version = "1" }),
        new ComponentProfileSet(new()),
        new ListingCorrected(GateScenario.ListingOf("2025-00002.001") with { VerifiedApplications = [] }, "renewed"),
        new ComplianceCorrected(new(ComplianceStandard.PciPin, "3.1", "Assessor", new(2026, 1, 1), new(2027, 1, 1)), "wrong end"),
        new ThirdPartyContactSet(new("Security desk", "psirt@example.com", null)),
        new ThirdPartyContractSet(new("C-17", new(2025, 1, 1), null, null)),
        new ThirdPartyReviewed(new(2026, 5, 1), new(2027, 5, 1), "in order", null),
        new ListingRecorded(GateScenario.ListingOf("2025-00002.001") with { CheckpointDueOn = null, SdkType = null, EntryModes = [], Cvms = [] }),
        new AcquirerContracted(World.Merchant.Contracts[0]),
        new AcquirerRegistered(GateScenario.AcquirerOf() with { TlsCertificateSha256 = null }),
        new AttestationReported(GateScenario.Attestation("device-1:startup", Noon)),
        new PolicyChangeProposed("grace", Noon, new() { ExpiryGraceDays = 3 }, "risk", "staff/anna"),
        new PaymentApproved(PaymentId, "00", null, AcquirerExchange.None),
        new ReversalDue(PaymentId, ReversalReason.Void, 2, null),
        new LateAnswerRecorded(PaymentId, "00", null, Exchange),
        new PaymentRecalled(PaymentId, PaymentState.Evolve(null, (IPaymentEvent)ByName["payment.refused.v1"])),
        new ImportBegun("019c0000-0000-7000-8000-000000000001", GateScenario.Digest, GateScenario.Digest, false, false, null, 12, 3),
        new EvidenceAdded(Document, "staff/anna"),
        new ScopeDeclared(Declaration, "staff/anna"),
    ];
}
