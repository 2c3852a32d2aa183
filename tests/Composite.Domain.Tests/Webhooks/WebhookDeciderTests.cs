using Composite.Domain.Notices;
using Composite.Domain.Webhooks;
using Xunit;

namespace Composite.Domain.Tests.Webhooks;

public sealed class WebhookDeciderTests
{
    private static readonly DateTimeOffset Now = new(2026, 6, 15, 12, 0, 0, TimeSpan.Zero);
    private static readonly WebhookSettings Settings = new() { Url = "https://hooks.example/in", Types = [NoticeType.CaseOpened] };
    private static readonly WebhookSurroundings Known = new(0, id => id == "nordbank", id => id == "softpos");
    private static readonly WebhookState State = WebhookState.Evolve(null, new WebhookSubscribed("own", Settings, new(1, "aa")), Now)!;

    public static TheoryData<string, bool> Addresses => new()
    {
        { "https://hooks.example/in?x=1", true },
        { "https://10.1.2.3:8443/", true },
        { "http://localhost:5000/in", true },
        { "http://127.0.0.1/in", true },
        { "http://[::1]/in", true },
        { "http://hooks.example/in", false },
        { "http://localhost.example/in", false },
        { "ftp://hooks.example/in", false },
        { "https://user:secret@hooks.example/", false },
        { "https://hooks.example/#part", false },
        { "https://hooks.example/a b", false },
        { "/in", false },
        { "", false },
        { "https://" + new string('a', 1000), false },
    };

    [Theory]
    [MemberData(nameof(Addresses))]
    public void Address_OfEachForm_IsTakenOrNot(string url, bool taken)
    {
        Decision decision = WebhookDecider.Subscribe(null, "own", Settings with { Url = url }, "aa", Known);
        if (taken) Assert.Equal(new SigningSecret(1, "aa"), decision.AcceptedOne<WebhookSubscribed>().Secret);
        else decision.Refused("invalid-url url");
    }

    [Fact]
    public void Subscribe_Wrong_NamesEveryDefect()
    {
        WebhookDecider.Subscribe(null, "X", new() { Url = "x", Types = [], AcquirerId = "none", SolutionIds = ["none"], Description = "\n" }, "aa", Known with { Webhooks = 100 })
            .Refused("invalid-id webhookId", "count webhookId", "invalid-url url", "count types", "unknown-acquirer acquirerId", "unknown-solution solutionIds", "invalid-text description");
        WebhookDecider.Subscribe(null, "own", Settings with { Types = [NoticeType.CaseOpened, NoticeType.CaseOpened] }, "aa", Known).Refused("duplicate types");
        WebhookDecider.Subscribe(State, "own", Settings, "aa", Known).Refused("already-registered webhookId");
        WebhookDecider.Subscribe(null, "own", null!, "aa", Known).Refused("missing settings");
    }

    [Fact]
    public void Rotate_SignsWithBothForADay()
    {
        WebhookState rotated = WebhookState.Evolve(State, WebhookDecider.Rotate(State, "aa").AcceptedOne<WebhookSecretRotated>(), Now)!;
        Assert.Equal([2, 1], rotated.SecretsAt(Now.AddHours(24).AddTicks(-1)).Select(s => s.Generation));
        Assert.Equal([2], rotated.SecretsAt(Now.AddHours(24)).Select(s => s.Generation));
    }

    [Fact]
    public void Removed_Webhook_TakesNothingMore()
    {
        WebhookState removed = WebhookState.Evolve(State, WebhookDecider.Remove(State, "unused").AcceptedOne<WebhookRemoved>(), Now)!;
        Assert.Empty(WebhookDecider.Remove(removed, "again").Accepted());
        WebhookDecider.Rotate(removed, "aa").Refused("removed webhookId");
        WebhookDecider.Change(removed, Settings, Known).Refused("removed webhookId");
        WebhookDecider.SetActive(removed, true, "back").Refused("removed webhookId");
        WebhookDecider.Redeliver(removed, "ntc_1").Refused("removed webhookId");
        WebhookDecider.Subscribe(removed, "own", Settings, "aa", Known).Refused("already-registered webhookId");
    }

    [Fact]
    public void ChangeAndActivation_OfWhatIsSo_ChangeNothing()
    {
        Assert.Empty(WebhookDecider.Change(State, Settings with { Types = [NoticeType.CaseOpened] }, Known).Accepted());
        Assert.Empty(WebhookDecider.SetActive(State, true, "on").Accepted());
        WebhookState disabled = WebhookState.Evolve(State, WebhookDecider.SetActive(State, false, "noise").AcceptedOne<WebhookDisabled>(), Now)!;
        WebhookDecider.Redeliver(disabled, "ntc_1").Refused("disabled webhookId");
        WebhookDecider.SetActive(disabled, true, " ").Refused("invalid-text reason");
    }

    [Fact]
    public void Attempted_AgainAndAgain_FollowsTheScheduleAndIsParkedAtTheCap()
    {
        WebhookState state = State;
        for (int attempt = 1; attempt < DeliverySchedule.MaxAttempts; attempt++)
        {
            DeliveryFailed failed = WebhookDecider.Attempted(state, "ntc_1", attempt, new WebhookAnswer.NotTaken("HTTP 500"), Now).AcceptedOne<DeliveryFailed>();
            Assert.Equal(Now + DeliverySchedule.Waits[attempt - 1], failed.NextAt);
            state = WebhookState.Evolve(state, failed, Now)!;
            Assert.Equal(new Delivery("ntc_1", DeliveryStatus.Waiting, attempt, "HTTP 500", Now, failed.NextAt), Assert.Single(state.Deliveries));
        }

        Assert.Equal(10, DeliverySchedule.MaxAttempts);
        DeliveryParked parked = WebhookDecider.Attempted(state, "ntc_1", DeliverySchedule.MaxAttempts, new WebhookAnswer.NotTaken("HTTP 500"), Now).AcceptedOne<DeliveryParked>();
        Assert.Equal(DeliveryStatus.Parked, WebhookState.Evolve(state, parked, Now)!.DeliveryOf("ntc_1")!.Status);
    }

    [Fact]
    public void Attempted_TakenGoneOrNotSent_EndsTheDelivery()
    {
        Assert.Equal(3, WebhookDecider.Attempted(State, "ntc_1", 3, new WebhookAnswer.Taken("HTTP 204"), Now).AcceptedOne<NoticeDelivered>().Attempt);
        WebhookDecider.Attempted(State, "ntc_1", 1, new WebhookAnswer.NotSent("disabled"), Now).AcceptedOne<DeliveryParked>();
        Assert.Equal([typeof(DeliveryParked), typeof(WebhookDisabled)], WebhookDecider.Attempted(State, "ntc_1", 1, new WebhookAnswer.Gone("HTTP 410"), Now).Accepted().Select(e => e.GetType()));
    }

    [Fact]
    public void Deliveries_Many_KeepsTheLatest()
    {
        WebhookState state = State;
        for (int i = 0; i <= WebhookState.MaxDeliveries; i++) state = WebhookState.Evolve(state, new NoticeDelivered($"ntc_{i}", 1, "HTTP 204"), Now)!;
        Assert.Equal((WebhookState.MaxDeliveries, "ntc_1"), (state.Deliveries.Count, state.Deliveries[0].NoticeId));
    }

    [Fact]
    public void DueWork_Row_IsReadBack()
    {
        Assert.Equal(("own", "ntc_1"), DeliveryDueWork.Parse(DeliveryDueWork.Row("own", "ntc_1", Now, 2)));
        Assert.Throws<ArgumentException>(() => DeliveryDueWork.Parse(PlanningDueWork.Row(Now)));
    }
}
