using Composite.Contracts;
using Composite.Contracts.Cases;
using Composite.Contracts.Notices;
using Composite.Contracts.Webhooks;
using Composite.Domain;
using Composite.Domain.Acquirers;
using Composite.Domain.Cases;
using Composite.Domain.Components;
using Composite.Domain.Events;
using Composite.Domain.Notices;
using Composite.Domain.Ports;
using Composite.Domain.ThirdParties;
using Composite.Domain.Webhooks;
using Composite.Grains.Tests.Installation;
using Xunit;
using CaseOutcome = Composite.Contracts.Cases.CaseOutcome;
using ComponentKind = Composite.Domain.Components.ComponentKind;
using NoticeType = Composite.Domain.Notices.NoticeType;

namespace Composite.Grains.Tests.Notices;

/// <summary>From a deadline or a case to the receiver, over two silos of which each may die between two attempts.</summary>
public sealed class NoticeDeliveryTests(InstallationFixture installation) : IClassFixture<InstallationFixture>
{
    private const string Staff = "staff/test";

    private static CancellationToken None => CancellationToken.None;

    [Fact]
    public async Task Start_Twice_SchedulesOnePlanning()
    {
        await installation.First.Grains.GetGrain<INoticesGrain>(Streams.Only).StartAsync(None);
        await installation.Second.Grains.GetGrain<INoticesGrain>(Streams.Only).StartAsync(None);
        Assert.Single(installation.Due.OfKind(PlanningDueWork.Kind));
        Assert.Single(await NoticesAsync<NoticePlanningStarted>());
    }

    [Fact]
    public async Task Plan_ByTwoSilosAtOnce_IssuesEachNoticeOnceWithItsDueWork()
    {
        await SubscribeAsync("planned", NoticeType.DeadlineApproaching);
        IEvent[] versions = [.. Enumerable.Range(0, 70).Select(i => new ComponentVersionAdded(new() { Version = $"9.0.{i}", CryptoExpiresOn = Day.AddDays(20) }))];
        await installation.WriteAsync(Streams.Component, "sdk-many", [new ComponentRegistered("sdk-many", ComponentKind.MpocSoftware, "SDK", "Vendor"), .. versions[..40]]);
        await installation.WriteAsync(Streams.Component, "sdk-many", versions[40..]);

        await Task.WhenAll(PlanAsync(installation.First), PlanAsync(installation.Second));
        await PlanAsync(installation.First);

        NoticeIssued[] issued = [.. (await NoticesAsync<NoticeIssued>()).Where(n => n.WebhookId == "planned" && n.Deadline?.SubjectId == "sdk-many")];
        Assert.Equal((70, 70), (issued.Length, issued.Select(n => n.Key).Distinct().Count()));
        Assert.Subset(installation.Due.OfKind(DeliveryDueWork.Kind).Select(w => DeliveryDueWork.Parse(w).NoticeId).ToHashSet(), issued.Select(n => n.NoticeId).ToHashSet());
    }

    [Fact]
    public async Task Deliver_NotTakenAndTheProcessRestarted_GoesOnWhereItWasWithTheSameMessage()
    {
        await SubscribeAsync("retried");
        string notice = await TestNoticeAsync("retried");
        installation.First.Webhooks.Answer = _ => new WebhookAnswer.NotTaken("HTTP 503");

        await DeliverAsync(installation.First, "retried", notice);
        DueWork again = RowOf("retried", notice)!;
        Assert.Equal((1, installation.Clock.Now + DeliverySchedule.Waits[0]), (again.Attempt, again.DueAt));
        await installation.Second.Grains.GetGrain<IWebhookGrain>("retried").DeliverAsync(notice, again.Attempt, None);

        Assert.Null(RowOf("retried", notice));
        WebhookMessage first = installation.First.Webhooks.Sent.Last(m => m.MessageId == notice);
        WebhookMessage second = installation.Second.Webhooks.Sent.Last(m => m.MessageId == notice);
        Assert.True(first.Body.Span.SequenceEqual(second.Body.Span));
        Assert.Equal([typeof(DeliveryFailed), typeof(NoticeDelivered)], (await DeliveriesAsync("retried", notice)).Select(e => e.GetType()));

        Assert.True((await installation.First.Grains.GetGrain<IWebhookGrain>("retried").ExecuteAsync(new RedeliverNotice(notice), Staff, None)).Accepted);
        Assert.Equal(0, RowOf("retried", notice)!.Attempt);
        Assert.True((await installation.First.Grains.GetGrain<IWebhookGrain>("retried").ExecuteAsync(new RedeliverNotice("ntc_unknown"), Staff, None)).NotFound);
    }

    [Fact]
    public async Task Deliver_NeverTaken_IsParkedAfterTheLastAttempt()
    {
        await SubscribeAsync("deaf");
        string notice = await TestNoticeAsync("deaf");
        installation.First.Webhooks.Answer = _ => new WebhookAnswer.NotTaken("HTTP 500");
        for (int attempt = 1; attempt <= DeliverySchedule.MaxAttempts; attempt++)
        {
            Assert.Equal(attempt - 1, RowOf("deaf", notice)!.Attempt);
            await DeliverAsync(installation.First, "deaf", notice);
        }

        Assert.Null(RowOf("deaf", notice));
        Assert.Equal(DeliverySchedule.MaxAttempts, Assert.IsType<DeliveryParked>((await DeliveriesAsync("deaf", notice))[^1]).Attempts);
    }

    [Fact]
    public async Task Deliver_ReceiverGone_DisablesTheWebhookAndParksTheRest()
    {
        await SubscribeAsync("gone");
        string first = await TestNoticeAsync("gone");
        installation.Clock.Advance(TimeSpan.FromSeconds(1));
        string second = await TestNoticeAsync("gone");
        installation.First.Webhooks.Answer = _ => new WebhookAnswer.Gone("HTTP 410");
        await DeliverAsync(installation.First, "gone", first);
        int sent = installation.First.Webhooks.Sent.Count;
        await DeliverAsync(installation.First, "gone", second);
        Assert.Equal(sent, installation.First.Webhooks.Sent.Count);
        Assert.IsType<DeliveryParked>(Assert.Single(await DeliveriesAsync("gone", second)));
        await installation.WriteAsync(Streams.Component, "later", new ComponentRegistered("later", ComponentKind.Kernel, "Kernel", "Vendor"));
        CommandResult test = await installation.First.Grains.GetGrain<INoticesGrain>(Streams.Only).TestAsync("gone", Staff, None);
        Assert.Equal("disabled", Assert.Single(test.Problems).Code);
    }

    [Fact]
    public async Task Deliver_CaseToItsAcquirer_IsAProofThatTheAcquirerWasTold()
    {
        await installation.WriteAsync(Streams.Acquirer, SolutionEvents.AcquirerId, new AcquirerNotificationTermsSet(24, new Contact("Desk", "desk@acquirer.example", null)));
        await SubscribeAsync("acquirers-own", SolutionEvents.AcquirerId, NoticeType.CaseOpened);
        ICaseGrain grain = installation.First.Grains.GetGrain<ICaseGrain>("told");
        CommandResult opened = await grain.ExecuteAsync(Issue(SolutionEvents.SdkId, "1.0.x"), Staff, None);
        Assert.True(opened.Accepted);
        await installation.First.Facts.ReachAsync(opened.Position, None);
        await PlanAsync(installation.First);
        NoticeIssued notice = (await NoticesAsync<NoticeIssued>()).Single(n => n.WebhookId == "acquirers-own" && n.Case?.CaseId == "told");
        installation.First.Webhooks.Answer = _ => new WebhookAnswer.Taken("HTTP 200");
        await DeliverAsync(installation.First, "acquirers-own", notice.NoticeId);

        NotificationSent proof = (await EventsAsync(Streams.Case, "told")).OfType<NotificationSent>().Single();
        Assert.Equal(("acquirer/" + SolutionEvents.AcquirerId, notice.NoticeId, "webhook acquirers-own"), (proof.RecipientId, proof.Reference, proof.Channel));
        CommandResult close = await grain.ExecuteAsync(new CloseCase { Outcome = CaseOutcome.Resolved, Conclusion = "mended" }, Staff, None);
        Assert.Equal("not-notified", Assert.Single(close.Problems).Code);
        Assert.True((await grain.ExecuteAsync(
            new RecordNotification { RecipientId = "pci-ssc", SentAt = installation.Clock.Now, Channel = "letter", Reference = "L-1" }, Staff, None)).Accepted);
    }

    [Fact]
    public async Task Block_AffectedVersions_WithdrawsThemOnTheComponentAndRecordsItInTheCase()
    {
        await installation.WriteAsync(
            Streams.Component, "sdk-b", new ComponentRegistered("sdk-b", ComponentKind.MpocSoftware, "SDK", "Vendor"),
            new ComponentVersionAdded(new() { Version = "4.1.0", CryptoExpiresOn = Day.AddYears(5) }), new ComponentVersionAdded(new() { Version = "4.2.0", CryptoExpiresOn = Day.AddYears(5) }));
        ICaseGrain grain = installation.First.Grains.GetGrain<ICaseGrain>("blocking");
        Assert.True((await grain.ExecuteAsync(Issue("sdk-b", "4.1.x"), Staff, None)).Accepted);
        CommandResult blocked = await grain.ExecuteAsync(new BlockVersions { Reason = "exploited" }, Staff, None);

        Assert.True(blocked.Accepted && blocked.Position > 0);
        Assert.Equal(["4.1.0"], (await EventsAsync(Streams.Component, "sdk-b")).OfType<ComponentVersionWithdrawn>().Select(w => w.Version));
        Assert.Equal(["4.1.0"], (await EventsAsync(Streams.Case, "blocking")).OfType<VersionsBlocked>().Single().Versions);
        Assert.True((await installation.First.Grains.GetGrain<ICaseGrain>("nothing").ExecuteAsync(new BlockVersions { Reason = "r" }, Staff, None)).NotFound);
    }

    [Fact]
    public async Task Webhook_CommandsAfterRemoval_AreRefused()
    {
        IWebhookGrain grain = installation.First.Grains.GetGrain<IWebhookGrain>("short-lived");
        WebhookSettingsInfo settings = new() { Url = "https://hooks.example", Types = [Contracts.Webhooks.NoticeType.CaseOpened] };
        Assert.True((await grain.ExecuteAsync(new ChangeWebhook(settings), Staff, None)).NotFound);
        Assert.True((await grain.ExecuteAsync(new SubscribeWebhook(settings, "00000000"), Staff, None)).Accepted);
        Assert.True((await grain.ExecuteAsync(new RotateWebhookSecret("00000000"), Staff, None)).Accepted);
        Assert.True((await grain.ExecuteAsync(new RemoveWebhook("unused"), Staff, None)).Accepted);
        Assert.Equal("removed", (await grain.ExecuteAsync(new ChangeWebhook(settings), Staff, None)).Problems[0].Code);
        Assert.Equal("already-registered", (await grain.ExecuteAsync(new SubscribeWebhook(settings, "00000000"), Staff, None)).Problems[0].Code);
    }

    private DateOnly Day => DateOnly.FromDateTime(installation.Clock.Now.UtcDateTime);

    private OpenCase Issue(string componentId, string versions) => new()
    {
        ComponentId = componentId,
        AffectedVersions = [versions],
        Severity = new SeverityInfo { CvssScore = 9.8m, Words = "Keys can be read." },
        Title = "Key extraction",
        DiscoveredAt = installation.Clock.Now,
        Source = "Vendor",
        Description = "A rooted device can read the keys.",
    };

    private Task SubscribeAsync(string id, params NoticeType[] types) => SubscribeAsync(id, null, types);

    private Task SubscribeAsync(string id, string? acquirerId, params NoticeType[] types) => installation.WriteAsync(Streams.Webhook, id, new WebhookSubscribed(
        id, new WebhookSettings { Url = "https://hooks.example/in", Types = types.Length == 0 ? [NoticeType.CaseClosed] : types, AcquirerId = acquirerId }, new SigningSecret(1, "00000000")));

    private async Task<string> TestNoticeAsync(string webhookId)
    {
        Assert.True((await installation.First.Grains.GetGrain<INoticesGrain>(Streams.Only).TestAsync(webhookId, Staff, None)).Accepted);
        return (await NoticesAsync<NoticeIssued>()).Last(n => n.WebhookId == webhookId).NoticeId;
    }

    private static Task PlanAsync(TestSilo silo) => silo.Grains.GetGrain<INoticesGrain>(Streams.Only).PlanAsync(None);

    private Task DeliverAsync(TestSilo silo, string webhookId, string noticeId) =>
        silo.Grains.GetGrain<IWebhookGrain>(webhookId).DeliverAsync(noticeId, RowOf(webhookId, noticeId)!.Attempt, None);

    private DueWork? RowOf(string webhookId, string noticeId) => installation.Due.OfKind(DeliveryDueWork.Kind).SingleOrDefault(w => DeliveryDueWork.Parse(w) == (webhookId, noticeId));

    private async Task<IReadOnlyList<T>> NoticesAsync<T>() => [.. (await EventsAsync(Streams.Notices, Streams.Only)).OfType<T>()];

    private async Task<IReadOnlyList<IEvent>> DeliveriesAsync(string webhookId, string noticeId) =>
    [
        .. (await installation.Journal.ReadSubjectAsync(Streams.Of(Streams.Webhook, webhookId), noticeId, JournalLimits.MaxReadCount, None)).Select(EventCodec.Decode),
    ];

    private async Task<IReadOnlyList<IEvent>> EventsAsync(string category, string id) =>
        [.. (await installation.Journal.ReadStreamAsync(Streams.Of(category, id), 0, JournalLimits.MaxReadCount, None)).Select(EventCodec.Decode)];
}
