using Composite.Domain;
using Composite.Domain.Acquirers;
using Composite.Domain.Cases;
using Composite.Domain.Components;
using Composite.Domain.Notices;
using Composite.Domain.Solutions;
using Composite.Domain.ThirdParties;
using Composite.Domain.Webhooks;

namespace Composite.Host.Tests.Support;

/// <summary>Facts of a solution with an SDK, an acquirer with terms, a case and a webhook, each recorded when the tests begin.</summary>
internal static class SolutionWorld
{
    public const string Reference = "2026-00001.001";

    public static SolutionFacts Facts { get; } = SolutionFacts.Empty
        .With("component/sdk-a", new ComponentRegistered("sdk-a", ComponentKind.MpocSoftware, "Tap; SDK, with \\ ünïcode 日本", "Vendor"))
        .With("component/sdk-a", new ComponentVersionAdded(new() { Version = "3.2.1", CryptoExpiresOn = new(2026, 12, 1) }))
        .With("component/sdk-a", new ListingRecorded(new Listing
        {
            Reference = Reference,
            StandardVersion = "1.1",
            Laboratory = "Laboratory",
            ListedOn = new(2025, 1, 1),
            ExpiresOn = new(2027, 1, 1),
            Versions = ["3.2.x"],
            RetrievedAt = TestHost.Start,
        }))
        .With("solution/softpos", new SolutionRegistered("softpos", "SoftPOS", "Provider"))
        .With("solution/softpos", new SolutionComposed(["sdk-a"]))
        .With("acquirer/nordbank", new AcquirerRegistered(new AcquirerProfile
        {
            AcquirerId = "nordbank",
            Name = "Nordbank",
            Dialect = "d",
            Host = "h",
            Port = 1,
            InstitutionId = "1",
            ResponseTimeout = TimeSpan.FromSeconds(1),
            MaxInFlight = 1,
        }))
        .With("acquirer/nordbank", new AcquirerNotificationTermsSet(24, new Contact("Desk", "desk@nordbank.example", null)))
        .With("case/case-1", new CaseOpened("case-1", new SecurityIssue
        {
            ComponentId = "sdk-a",
            AffectedVersions = ["3.2.x"],
            Severity = new Severity(9.8m, "Keys can be read."),
            Title = "Key extraction",
            DiscoveredAt = TestHost.Start.AddHours(-30),
            Source = "Vendor",
            Description = "A rooted device can read the keys.",
        }))
        .With("webhook/own", new WebhookSubscribed("own", new WebhookSettings { Url = "https://hooks.example/in", Types = [NoticeType.CaseOpened] }, new SigningSecret(1, "00000000")));

    public static SolutionFacts With(this SolutionFacts facts, string stream, IEvent @event) => facts.Evolve(stream, @event, facts.Position + 1, TestHost.Start);
}
