using Composite.Domain.Components;
using Composite.Domain.Controls;
using Composite.Domain.Evidence;
using Composite.Domain.Scope;
using Composite.Domain.Solutions;
using Composite.Domain.Tests.Rules;
using Composite.Domain.ThirdParties;

namespace Composite.Domain.Tests.Controls;

/// <summary>A solution in service whose automatic controls are all met, built from events, and what changes it.</summary>
internal sealed record ControlWorld
{
    public static readonly DateTimeOffset Noon = GateScenario.Noon;
    public static readonly DateTimeOffset Begun = Noon.AddDays(-20);
    public static readonly ControlCounts Counts = new() { ActiveMerchants = 10, ActiveMerchantsNotIdentified = 0, ActiveMerchantsWithoutGuidance = 0 };
    private static readonly DateOnly Today = DateOnly.FromDateTime(Noon.UtcDateTime);

    public static readonly ControlWorld Sound = Make();

    public SolutionFacts Facts { get; init; } = SolutionFacts.Empty;

    /// <summary>When what is told without an instant is recorded.</summary>
    public DateTimeOffset Clock { get; init; } = Begun;

    public ControlWorld Told(string stream, IEvent @event, DateTimeOffset? at = null) => this with { Facts = Facts.Evolve(stream, @event, Facts.Position + 1, at ?? Clock) };

    public ControlWorld Recorded(IEvent @event, DateTimeOffset? at = null) => Told("controls/main", @event, at);

    public ControlWorld Added(EvidenceDocument document, DateTimeOffset? at = null) => Told("evidence/main", new EvidenceAdded(document, "staff/anna"), at);

    public ControlAssessment Assess(string controlId, DateTimeOffset? validAt = null, DateTimeOffset? knownAt = null) => ControlAssessments.Of(
        ControlCatalogue.Find(controlId)!, Facts, Counts, new AsOf(validAt ?? Noon, knownAt ?? ListingBook.AllThatIsKnown));

    public static EvidenceDocument Document(string digit, DateOnly validFrom, DateOnly? expiresOn = null, EvidenceType type = EvidenceType.PenetrationTest) => new()
    {
        Sha256 = new string(digit[0], 64),
        Bytes = 1,
        FileName = "report.pdf",
        MediaType = MediaTypes.Pdf,
        Type = type,
        Title = "Report",
        ValidFrom = validFrom,
        ExpiresOn = expiresOn,
    };

    private static ControlWorld Make()
    {
        ControlWorld world = new();
        foreach ((string id, ComponentKind kind, string? reference) in ((string, ComponentKind, string?)[])
        [
            ("sdk-a", ComponentKind.MpocSoftware, "2025-00002.001"), ("am-a", ComponentKind.AttestationService, "2025-00003.001"),
            ("app-a", ComponentKind.MpocApplication, null), ("back-end", ComponentKind.PaymentBackEnd, null), ("hsm", ComponentKind.DecryptionService, null),
        ])
        {
            world = world.Told($"component/{id}", new ComponentRegistered(id, kind, id, "Vendor"));
            world = world.Told($"component/{id}", new ComponentProfileSet(new ComponentProfile { ThirdPartyId = id is "app-a" or "back-end" ? null : "vendor-a" }));
            if (reference is not null) world = world.Told($"component/{id}", new ListingRecorded(GateScenario.ListingOf(reference, reference == "2025-00002.001" ? ["2025-00003.001"] : []) with { RetrievedAt = Begun }));
        }

        ComplianceAttestation attestation = new(ComplianceStandard.PciDss, "4.0.1", "Assessor", new(2026, 1, 1), new(2027, 1, 1));
        return world
            .Told("component/sdk-a", new ComponentVersionAdded(new() { Version = "3.2.1", CryptoExpiresOn = new(2027, 6, 1) }))
            .Told("component/am-a", new AttestationKeyRegistered("k1", "x", "y"))
            .Told("component/app-a", new ComponentVersionAdded(new() { Version = "7.0.0", PackageName = "com.example.pos", CertificateSha256s = [GateScenario.Digest] }))
            .Told("component/back-end", new ComplianceRecorded(attestation))
            .Told("component/hsm", new ComplianceRecorded(attestation))
            .Told("component/hsm", new ComplianceRecorded(attestation with { Standard = ComplianceStandard.PciPin }))
            .Told("third-party/vendor-a", new ThirdPartyRegistered("vendor-a", "Vendor", "SDK and A&M service"))
            .Told("third-party/vendor-a", new ThirdPartyContactSet(new Contact("Desk", "desk@example.test", null)))
            .Told("third-party/vendor-a", new ThirdPartyContractSet(new ThirdPartyContract("C-1", new(2026, 1, 1), new(2027, 5, 1), 24)))
            .Told("third-party/vendor-a", new ResponsibilitiesSet([new("updates", ResponsibleParty.ThirdParty, "ships them")]))
            .Told("third-party/vendor-a", new ThirdPartyReviewed(Today.AddDays(-30), Today.AddDays(200), "fine", null))
            .Told("solution/softpos", new SolutionRegistered("softpos", "SoftPOS", "Provider"))
            .Told("solution/softpos", new SolutionComposed(["sdk-a", "am-a", "app-a", "back-end", "hsm"]))
            .Told("solution/softpos", new BaselineAdopted([new PlatformRule("android", "13", new(2026, 1, 1), [])]))
            .Told("solution/softpos", new ListingRecorded(GateScenario.ListingOf("2025-00001.001") with { RetrievedAt = Begun }))
            .Told("solution/softpos", new ScopeDeclared(
                new ScopeDeclaration
                {
                    Software = new(ScopeSource.Listing, "2025-00002.001"),
                    Application = new(ScopeSource.Own),
                    Attestation = new(ScopeSource.Listing, "2025-00003.001"),
                    BackEnd = new(ScopeSource.Own),
                },
                "staff/anna"))
            .Told("solution/softpos", new SolutionActivated("go-live"));
    }
}
