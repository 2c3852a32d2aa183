using Composite.Domain.Acquirers;
using Composite.Domain.Cases;
using Composite.Domain.Components;
using Composite.Domain.Notices;
using Composite.Domain.Solutions;
using Composite.Domain.Tests.Rules;
using Composite.Domain.ThirdParties;
using Composite.Domain.Webhooks;

namespace Composite.Domain.Tests.Forecasts;

/// <summary>Facts built from events, each recorded at a day of its own: a solution of one SDK with its listing, version and attestation, and its partners.</summary>
internal sealed record World(SolutionFacts Facts)
{
    public const string Reference = "2026-00001.001";
    public static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    public static readonly DateTimeOffset Noon = Start.AddHours(12);

    public static readonly Listing Row = GateScenario.ListingOf(Reference) with
    {
        ListedOn = new(2025, 1, 1),
        ExpiresOn = new(2027, 6, 1),
        CheckpointDueOn = new(2026, 9, 1),
        RetrievedAt = Start,
    };

    public static readonly World Empty = new(SolutionFacts.Empty);

    public static World Typical() => Empty
        .Told(Start, "component/sdk-a", new ComponentRegistered("sdk-a", ComponentKind.MpocSoftware, "SDK", "Vendor"))
        .Told(Start, "component/sdk-a", new ComponentVersionAdded(new() { Version = "3.2.1", CryptoExpiresOn = new(2026, 12, 1) }))
        .Told(Start, "component/sdk-a", new ListingRecorded(Row))
        .Told(Start, "component/back-end", new ComponentRegistered("back-end", ComponentKind.PaymentBackEnd, "Back-end", "Processor"))
        .Told(Start, "component/back-end", new ComplianceRecorded(new(ComplianceStandard.PciDss, "4.0.1", "Assessor", new(2026, 1, 1), new(2027, 1, 1))))
        .Told(Start, "third-party/processor", new ThirdPartyRegistered("processor", "Processor", "Back-end"))
        .Told(Start, "third-party/processor", new ThirdPartyContractSet(new ThirdPartyContract("C-1", new(2025, 1, 1), new(2027, 3, 1), 48)))
        .Told(Start, "solution/softpos", new SolutionRegistered("softpos", "SoftPOS", "Provider"))
        .Told(Start, "solution/softpos", new SolutionComposed(["sdk-a", "back-end"]))
        .Told(Start, "acquirer/nordbank", new AcquirerRegistered(GateScenario.AcquirerOf() with { AcquirerId = "nordbank", Name = "Nordbank" }))
        .Told(Start, "acquirer/nordbank", new AcquirerNotificationTermsSet(24, new Contact("Desk", "desk@nordbank.example", null)));

    public World Told(DateTimeOffset at, string stream, IEvent @event) => new(Facts.Evolve(stream, @event, Facts.Position + 1, at));

    public World With(string webhookId, string? acquirerId, params NoticeType[] types) => Told(Start, $"webhook/{webhookId}", new WebhookSubscribed(
        webhookId, new WebhookSettings { Url = "https://hooks.example/in", Types = types, AcquirerId = acquirerId }, new SigningSecret(1, "00000000")));

    public World WithCase(DateTimeOffset at, string id = "case-1") => Told(at, $"case/{id}", new CaseOpened(id, IssueAt(at)));

    public static SecurityIssue IssueAt(DateTimeOffset discoveredAt) => new()
    {
        ComponentId = "sdk-a",
        AffectedVersions = ["3.2.x"],
        Severity = new Severity(9.8m, "Keys can be read."),
        Title = "Key extraction",
        DiscoveredAt = discoveredAt,
        Source = "Vendor's notice",
        Description = "A rooted device can read the keys.",
    };
}
