using System.Collections.Immutable;
using Composite.Domain.Acquirers;
using Composite.Domain.Components;
using Composite.Domain.Devices;
using Composite.Domain.Merchants;
using Composite.Domain.Payments;
using Composite.Domain.Policies;
using Composite.Domain.Rules;
using Composite.Domain.Solutions;
using Composite.Domain.Waivers;

namespace Composite.Domain.Tests.Rules;

/// <summary>A world in which one contactless payment of 12.34 EUR passes every rule; each step of a sentence breaks or moves one thing.</summary>
public sealed record GateScenario
{
    public const string InitialKeyId = "1234567890123456";
    public const string Digest = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";
    public static readonly DateTimeOffset Noon = new(2026, 6, 15, 12, 0, 0, TimeSpan.Zero);
    public static readonly DateOnly Today = new(2026, 6, 15);
    public static readonly GateScenario Valid = new();
    public static readonly GateScenario ValidWithPin = Valid
        .Asking(r => r with { Cvm = Cvm.OnlinePin, PinBlock = new byte[] { 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16 } })
        with
    { Pin = AttestationEvidence.Of(Attestation(AttestationNonce.Pin(PaymentId), Noon.AddSeconds(-5))) };

    private const string PaymentId = "0197a1b2-c3d4-7e5f-8a9b-000000000001";

    public DateTimeOffset Now { get; init; } = Noon;
    public TimeSpan SharedAge { get; init; } = TimeSpan.FromMilliseconds(40);
    public PaymentRequest Request { get; init; } = Purchase(PaymentId);
    public ImmutableDictionary<string, SolutionState> Solutions { get; init; } = ImmutableDictionary<string, SolutionState>.Empty.Add("softpos", SolutionOf());
    public ImmutableDictionary<string, ComponentState> Components { get; init; } = ComponentsOf();
    public AcquirerState? Acquirer { get; init; } = new(AcquirerOf(), Active: true, null);
    public PolicyTable Policies { get; init; } = PolicyTable.BuiltIn;
    public WaiverBook Waivers { get; init; } = WaiverBook.Empty;
    public DeviceState Device { get; init; } = DeviceOf();
    public MerchantState? Merchant { get; init; } = MerchantOf();
    public PaymentLedger Ledger { get; init; } = PaymentLedger.Empty;
    public AttestationEvidence Card { get; init; } = AttestationEvidence.Of(Attestation(AttestationNonce.Card(PaymentId), Noon.AddSeconds(-10)));
    public AttestationEvidence? Pin { get; init; }

    public SolutionFacts Shared => new()
    {
        Position = 4711,
        Solutions = Solutions,
        Components = Components,
        Policies = Policies,
        Waivers = Waivers,
        Acquirers = Acquirer is null ? ImmutableDictionary<string, AcquirerState>.Empty : ImmutableDictionary<string, AcquirerState>.Empty.Add("acquirer-a", Acquirer),
    };

    public GateFacts Facts() => new(Request, Now, Shared, SharedAge, Device, Merchant, Ledger, Card, Pin);

    public Evaluation Evaluate() => Gate.Evaluate(Facts());

    public GateScenario At(DateTimeOffset now) => this with { Now = now };

    public GateScenario Asking(Func<PaymentRequest, PaymentRequest> change) => this with { Request = change(Request) };

    public GateScenario OnDevice(Func<DeviceState, DeviceState> change) => this with { Device = change(Device) };

    public GateScenario AtMerchant(Func<MerchantState, MerchantState> change) => this with { Merchant = change(Merchant!) };

    public GateScenario WithProfile(Func<AcceptanceProfile, AcceptanceProfile> change) => AtMerchant(m => m with { Profile = change(m.Profile!) });

    public GateScenario WithContract(Func<AcquirerContract, AcquirerContract> change) => AtMerchant(m => m with { Contracts = [change(m.Contracts[0])] });

    public GateScenario InSolution(Func<SolutionState, SolutionState> change) => this with { Solutions = Solutions.SetItem("softpos", change(Solutions["softpos"])) };

    public GateScenario With(string component, Func<ComponentState, ComponentState> change) => this with { Components = Components.SetItem(component, change(Components[component])) };

    /// <summary>Replaces every listing of a component by one row, as changed from its newest.</summary>
    public GateScenario WithListing(string component, Func<Listing, Listing> change) => With(component, c => c with { Listings = BookOf(change(c.Listings.Rows[^1].Value)) });

    public GateScenario Told(string component, IEvent @event) => With(component, c => ComponentState.Evolve(c, @event, Now.AddHours(-1))!);

    public GateScenario Attested(Func<AttestationResult, AttestationResult> change) => this with { Card = AttestationEvidence.Of(change(Card.Result!)) };

    public GateScenario PinAttested(Func<AttestationResult, AttestationResult> change) => this with { Pin = AttestationEvidence.Of(change(Pin!.Result!)) };

    /// <summary>Registers a component and adds it to the composition.</summary>
    public GateScenario Containing(ComponentState component) => (this with { Components = Components.SetItem(component.Id, component) }).InSolution(s => s with
    {
        ComponentIds = [.. s.ComponentIds, component.Id],
        Compositions = [new([.. s.ComponentIds, component.Id], Noon.AddDays(-30))],
    });

    public static ComponentState Listed(string id, ComponentKind kind, string reference) =>
        new() { Id = id, Kind = kind, Name = id, Vendor = "Vendor", Listings = BookOf(ListingOf(reference)) };

    /// <summary>A policy that holds at noon.</summary>
    public static PolicyTable PolicyOf(PolicyValues values) => PolicyTable.BuiltIn with { Versions = [.. PolicyTable.BuiltIn.Versions, new(1, Noon, values)] };

    /// <summary>A waiver for the SDK's listing, in force at noon for 30 days.</summary>
    public static WaiverBook BookWith(CertificationStatus status, bool coversAdmission) => BookWith([status], coversAdmission);

    /// <inheritdoc cref="BookWith(CertificationStatus, bool)"/>
    public static WaiverBook BookWith(IReadOnlyList<CertificationStatus> statuses, bool coversAdmission) => WaiverBook.Empty.Evolve(new WaiverProposed(
        new()
        {
            WaiverId = "renewal",
            SubjectId = "sdk-a",
            Reference = "2025-00002.001",
            Statuses = statuses,
            ValidFrom = Noon.AddDays(-1),
            ValidUntil = Noon.AddDays(30),
            Reason = "renewal",
            CompensatingControl = "review",
            CoversAdmission = coversAdmission,
        }, "staff/anna"), Noon).Evolve(new WaiverApproved("renewal", "staff/bert"), Noon);

    public static ListingBook BookOf(params Listing[] rows) =>
        new() { Rows = [.. rows.Select(row => new Recorded<Listing>(row, row.RetrievedAt))] };

    public static Listing ListingOf(string reference, params string[] dependencies) => new()
    {
        Reference = reference,
        StandardVersion = "1.1",
        Laboratory = "Test Laboratory",
        ListedOn = new(2025, 1, 1),
        ExpiresOn = new(2028, 1, 1),
        CheckpointDueOn = new(2026, 12, 31),
        Versions = ["3.2.x"],
        EntryModes = [EntryMode.Contactless],
        Cvms = [Cvm.None, Cvm.Cdcvm, Cvm.OnlinePin],
        SdkType = SdkType.Isolating,
        Dependencies = dependencies,
        RetrievedAt = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero),
    };

    public static AttestationResult Attestation(string nonce, DateTimeOffset issuedAt) => new()
    {
        VerifierId = "https://attest.example",
        VerifierBuild = "am-7.1",
        KeyId = "am-key-1",
        IssuedAt = issuedAt,
        Status = AttestationStatus.Affirming,
        Nonce = nonce,
        PolicyId = "cots-2026-05",
        DeviceId = "device-1",
        Platform = new("android", "15", new(2026, 5, 1), "Pixel 9"),
        SdkVersion = "3.2.1",
        Application = new("com.example.pos", Digest, "7.0.0"),
    };

    public static PaymentRequest Purchase(string paymentId, uint counter = 1) => new()
    {
        PaymentId = paymentId,
        BodySha256 = Digest,
        SignedAt = Noon.AddSeconds(-1),
        AmountMinor = 1234,
        Currency = "EUR",
        EntryMode = EntryMode.Contactless,
        Cvm = Cvm.Cdcvm,
        Scheme = "visa",
        MaskedPan = "476173******0010",
        Ksn = $"{InitialKeyId}{counter:X8}",
        AccountData = new byte[48],
        Emv = new byte[120],
    };

    public static ComponentState Attesting(string id, ComponentKind kind, ComplianceStandard standard) => new()
    {
        Id = id,
        Kind = kind,
        Name = id,
        Vendor = "Vendor",
        Compliance = [new(new ComplianceAttestation(standard, "4.0.1", "Assessor", new(2026, 1, 1), new(2027, 1, 1)), Noon.AddDays(-30))],
    };

    private static SolutionState SolutionOf() => new()
    {
        Id = "softpos",
        Name = "SoftPOS",
        Provider = "Provider",
        Active = true,
        Activations = [new(true, Noon.AddDays(-30))],
        Listings = BookOf(ListingOf("2025-00001.001")),
        ComponentIds = ["sdk-a", "app-a", "am-a", "back-end-a", "decryption-a"],
        Compositions = [new(["sdk-a", "app-a", "am-a", "back-end-a", "decryption-a"], Noon.AddDays(-30))],
        Baseline = [new PlatformRule("android", "13", new(2026, 1, 1), ["Old One"])],
    };

    private static ImmutableDictionary<string, ComponentState> ComponentsOf() => new ComponentState[]
    {
        new()
        {
            Id = "sdk-a", Kind = ComponentKind.MpocSoftware, Name = "SDK", Vendor = "Vendor", Listings = BookOf(ListingOf("2025-00002.001", "2025-00003.001")),
            Versions = VersionsOf(new() { Version = "3.2.0", CryptoExpiresOn = new(2026, 6, 1) }, new() { Version = "3.2.1", CryptoExpiresOn = new(2027, 6, 1) }),
        },
        new()
        {
            Id = "app-a", Kind = ComponentKind.MpocApplication, Name = "App", Vendor = "Provider",
            Versions = VersionsOf(new ComponentVersion { Version = "7.0.0", PackageName = "com.example.pos", CertificateSha256s = [Digest] }),
        },
        new() { Id = "am-a", Kind = ComponentKind.AttestationService, Name = "A&M", Vendor = "Vendor", Listings = BookOf(ListingOf("2025-00003.001")) },
        Attesting("back-end-a", ComponentKind.PaymentBackEnd, ComplianceStandard.PciDss),
        Attesting("decryption-a", ComponentKind.DecryptionService, ComplianceStandard.PciPin),
    }.ToImmutableDictionary(c => c.Id);

    /// <summary>Versions recorded at noon.</summary>
    public static IReadOnlyList<Recorded<ComponentVersion>> VersionsOf(params IEnumerable<ComponentVersion> versions) => [.. versions.Select(v => new Recorded<ComponentVersion>(v, Noon))];

    public static AcquirerProfile AcquirerOf() => new()
    {
        AcquirerId = "acquirer-a",
        Name = "Acquirer",
        Dialect = "iso8583-1987",
        Host = "acquirer.example",
        Port = 5001,
        TlsCertificateSha256 = Digest,
        InstitutionId = "12345678901",
        ResponseTimeout = TimeSpan.FromSeconds(8),
        MaxInFlight = 100,
    };

    public static MerchantState MerchantOf() => new()
    {
        Id = "bakery",
        SolutionId = "softpos",
        LegalName = "Bakery GmbH",
        TradingName = "Bakery",
        Country = "DE",
        City = "Berlin",
        Mcc = "5462",
        Identified = new("register extract", "doc-1"),
        GuidanceVersion = "1",
        Status = MerchantStatus.Active,
        Profile = new()
        {
            EntryModes = [EntryMode.Contactless],
            Cvms = [Cvm.None, Cvm.Cdcvm, Cvm.OnlinePin],
            DailyCount = 100,
            MaxAmountMinor = new Dictionary<string, long> { ["EUR"] = 50_000 },
            DailyAmountMinor = new Dictionary<string, long> { ["EUR"] = 200_000 },
        },
        Contracts = [new("acquirer-a", "MID000000000001", ["EUR", "USD"], ["visa", "mastercard"], new(2026, 1, 1), null)],
        Terminals = [new("TERM0001", "acquirer-a", "Till 1")],
    };

    private static DeviceState DeviceOf() => new()
    {
        Id = "device-1",
        MerchantId = "bakery",
        SolutionId = "softpos",
        Tid = "TERM0001",
        AcquirerId = "acquirer-a",
        Status = DeviceStatus.Active,
        Enrolment = new("f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU", "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0", "sdk-a", "am-a", InitialKeyId, "A1B2C3"),
    };
}
