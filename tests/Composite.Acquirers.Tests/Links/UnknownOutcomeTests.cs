using Composite.Acquirers.Links;
using Composite.Domain.Acquirers;
using Composite.Domain.Ports;
using Composite.Iso8583;
using Composite.Sandbox.Acquirer;

namespace Composite.Acquirers.Tests.Links;

/// <summary>What is sent and not answered is never called not sent; what is not sent is never called unknown.</summary>
public sealed class UnknownOutcomeTests
{
    [Fact]
    public async Task Purchase_NoAnswer_EndsExactlyAtTheDeadline()
    {
        await using LinkScene scene = new();
        AcquirerSimulator simulator = scene.Simulator();
        Task<AcquirerAnswer> waiting = scene.Links.PurchaseAsync(Samples.Purchase(Samples.Profile(simulator.Port), amountMinor: 902_00), CancellationToken.None).AsTask();
        await simulator.ReceivedAsync(request => request.Kind == RequestKind.Purchase).WaitAsync(LinkScene.Patience);

        scene.Time.Advance(TimeSpan.FromSeconds(10) - TimeSpan.FromMilliseconds(1));
        Assert.False(waiting.IsCompleted);
        scene.Time.Advance(TimeSpan.FromMilliseconds(1));

        AcquirerAnswer.NoAnswer none = Assert.IsType<AcquirerAnswer.NoAnswer>(await waiting.WaitAsync(LinkScene.Patience));
        Assert.NotEmpty(none.Exchange.Request);
        Assert.Empty(none.Exchange.Response);
    }

    [Fact]
    public async Task Purchase_AnswerBehindTheDeadline_IsRecordedOnce()
    {
        await using LinkScene scene = new();
        ScriptedHost host = scene.Host();
        Task<AcquirerAnswer> waiting = scene.Links.PurchaseAsync(Samples.Purchase(Samples.Profile(host.Port)), CancellationToken.None).AsTask();
        Iso8583Message request = await host.RequestAsync();
        scene.Time.Advance(TimeSpan.FromSeconds(10));
        Assert.IsType<AcquirerAnswer.NoAnswer>(await waiting.WaitAsync(LinkScene.Patience));

        byte[] answer = host.Frame(host.AnswerTo(request));
        await host.SendAsync(answer, answer);

        LateAnswer late = await scene.LateAnswerAsync();
        Assert.Equal(("acq-1", "dev-1", $"pay-{Samples.Tid}-1", true, "00"), (late.AcquirerId, late.DeviceId, late.PaymentId, late.Approved, late.ResponseCode));
        Assert.NotEmpty(late.Exchange.Request);
        await scene.NoticeAsync<LinkNotice.Unmatched>();
        Assert.Single(scene.LateAnswers);
    }

    [Fact]
    public async Task Purchase_LateAnswerWhoseRecordingFails_IsRecordedAgain()
    {
        await using LinkScene scene = new();
        ScriptedHost host = scene.Host();
        int tries = 0;
        TaskCompletionSource failed = new(TaskCreationOptions.RunContinuationsAsynchronously);
        scene.OnLate = _ =>
        {
            if (++tries > 1)
                return;
            failed.SetResult();
            throw new InvalidOperationException("The journal is away.");
        };
        Task<AcquirerAnswer> waiting = scene.Links.PurchaseAsync(Samples.Purchase(Samples.Profile(host.Port)), CancellationToken.None).AsTask();
        Iso8583Message request = await host.RequestAsync();
        scene.Time.Advance(TimeSpan.FromSeconds(10));
        await waiting;
        await host.SendAsync(host.Frame(host.AnswerTo(request)));
        await failed.Task.WaitAsync(LinkScene.Patience);

        await scene.Time.ElapseAsync(LateAnswerQueue.FirstWait);

        Assert.Equal($"pay-{Samples.Tid}-1", (await scene.LateAnswerAsync()).PaymentId);
    }

    [Fact]
    public async Task Purchase_AnswerBehindTheTimeThatItIsRememberedFor_IsUnmatched()
    {
        await using LinkScene scene = new(new LinkOptions { RememberFor = TimeSpan.FromSeconds(20) });
        ScriptedHost host = scene.Host();
        Task<AcquirerAnswer> waiting = scene.Links.PurchaseAsync(Samples.Purchase(Samples.Profile(host.Port)), CancellationToken.None).AsTask();
        Iso8583Message request = await host.RequestAsync();
        scene.Time.Advance(TimeSpan.FromSeconds(10));
        await waiting;
        scene.Time.Advance(TimeSpan.FromSeconds(20));

        await host.SendAsync(host.Frame(host.AnswerTo(request)));

        LinkNotice.Unmatched unmatched = await scene.NoticeAsync<LinkNotice.Unmatched>();
        Assert.Contains("DE11 Systems trace audit number: 000001", unmatched.Lines);
        Assert.Empty(scene.LateAnswers);
    }

    [Fact]
    public async Task Purchase_MoreUnansweredThanAreRemembered_ForgetsTheOldest()
    {
        await using LinkScene scene = new(new LinkOptions { RememberedRequests = 1 });
        ScriptedHost host = scene.Host();
        AcquirerProfile profile = Samples.Profile(host.Port);
        Task<AcquirerAnswer> first = scene.Links.PurchaseAsync(Samples.Purchase(profile, stan: 1, deadline: Samples.Now.AddSeconds(5)), CancellationToken.None).AsTask();
        Iso8583Message firstRequest = await host.RequestAsync();
        Task<AcquirerAnswer> second = scene.Links.PurchaseAsync(Samples.Purchase(profile, stan: 2), CancellationToken.None).AsTask();
        Iso8583Message secondRequest = await host.RequestAsync();
        scene.Time.Advance(TimeSpan.FromSeconds(5));
        scene.Time.Advance(TimeSpan.FromSeconds(5));
        await Task.WhenAll(first, second).WaitAsync(LinkScene.Patience);

        await host.SendAsync(host.Frame(host.AnswerTo(firstRequest)), host.Frame(host.AnswerTo(secondRequest)));

        Assert.Contains("DE11 Systems trace audit number: 000001", (await scene.NoticeAsync<LinkNotice.Unmatched>()).Lines);
        Assert.Equal($"pay-{Samples.Tid}-2", (await scene.LateAnswerAsync()).PaymentId);
    }

    [Fact]
    public async Task Purchase_ConnectionDropsAfterTheRequest_IsUnknownAtOnce()
    {
        await using LinkScene scene = new();
        AcquirerSimulator simulator = scene.Simulator();

        AcquirerAnswer answer = await scene.Links.PurchaseAsync(Samples.Purchase(Samples.Profile(simulator.Port), amountMinor: 904_00), CancellationToken.None)
            .AsTask().WaitAsync(LinkScene.Patience);

        Assert.Contains("went down", Assert.IsType<AcquirerAnswer.NoAnswer>(answer).Reason, StringComparison.Ordinal);
        Assert.Equal(1, simulator.Ledger.Report().Authorised);
    }

    [Fact]
    public async Task Purchase_CallerGivesUpAfterSending_IsUnknownAndItsAnswerLate()
    {
        await using LinkScene scene = new();
        ScriptedHost host = scene.Host();
        using CancellationTokenSource caller = new();
        Task<AcquirerAnswer> waiting = scene.Links.PurchaseAsync(Samples.Purchase(Samples.Profile(host.Port)), caller.Token).AsTask();
        Iso8583Message request = await host.RequestAsync();

        await caller.CancelAsync();

        Assert.IsType<AcquirerAnswer.NoAnswer>(await waiting.WaitAsync(LinkScene.Patience));
        await host.SendAsync(host.Frame(host.AnswerTo(request)));
        Assert.True((await scene.LateAnswerAsync()).Approved);
    }

    [Fact]
    public async Task Purchase_CallerGaveUpBefore_IsNotSent()
    {
        await using LinkScene scene = new();
        AcquirerSimulator simulator = scene.Simulator();
        AcquirerProfile profile = Samples.Profile(simulator.Port);
        scene.Links.Open(profile);
        await scene.NoticeAsync<LinkNotice.Ready>();

        AcquirerAnswer answer = await scene.Links.PurchaseAsync(Samples.Purchase(profile), new CancellationToken(canceled: true));

        Assert.IsType<AcquirerAnswer.NotSent>(answer);
        Assert.Equal(0, simulator.Ledger.Report().Authorised);
    }

    [Fact]
    public async Task Purchase_DeadlinePassed_IsNotSent()
    {
        await using LinkScene scene = new();
        AcquirerSimulator simulator = scene.Simulator();

        AcquirerAnswer answer = await scene.Links.PurchaseAsync(Samples.Purchase(Samples.Profile(simulator.Port), deadline: Samples.Now), CancellationToken.None);

        Assert.IsType<AcquirerAnswer.NotSent>(answer);
    }

    [Fact]
    public async Task Purchase_HostDown_IsNotSentWithTheReason()
    {
        await using LinkScene scene = new();
        AcquirerSimulator simulator = scene.Simulator();
        await simulator.StopAsync();

        AcquirerAnswer answer = await scene.Links.PurchaseAsync(Samples.Purchase(Samples.Profile(simulator.Port)), CancellationToken.None).AsTask().WaitAsync(LinkScene.Patience);

        Assert.Contains("ConnectionRefused", Assert.IsType<AcquirerAnswer.NotSent>(answer).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Purchase_WindowFull_IsNotSentAtOnce()
    {
        await using LinkScene scene = new();
        ScriptedHost host = scene.Host();
        AcquirerProfile profile = Samples.Profile(host.Port, window: 2);
        Task<AcquirerAnswer>[] waiting = [.. Enumerable.Range(1, 2).Select(stan => scene.Links.PurchaseAsync(Samples.Purchase(profile, stan), CancellationToken.None).AsTask())];
        Iso8583Message first = await host.RequestAsync();
        await host.RequestAsync();

        AcquirerAnswer third = await scene.Links.PurchaseAsync(Samples.Purchase(profile, stan: 3), CancellationToken.None);

        Assert.Contains("2 requests", Assert.IsType<AcquirerAnswer.NotSent>(third).Reason, StringComparison.Ordinal);
        await host.SendAsync(host.Frame(host.AnswerTo(first)));
        await Task.WhenAny(waiting).WaitAsync(LinkScene.Patience);
        Task<AcquirerAnswer> fourth = scene.Links.PurchaseAsync(Samples.Purchase(profile, stan: 4), CancellationToken.None).AsTask();
        await host.SendAsync(host.Frame(host.AnswerTo(await host.RequestAsync())));
        Assert.IsType<AcquirerAnswer.Answered>(await fourth.WaitAsync(LinkScene.Patience));
    }

    [Fact]
    public async Task Purchase_SameTraceNumberInFlight_IsNotSent()
    {
        await using LinkScene scene = new();
        ScriptedHost host = scene.Host();
        PurchaseMessage purchase = Samples.Purchase(Samples.Profile(host.Port));
        Task<AcquirerAnswer> first = scene.Links.PurchaseAsync(purchase, CancellationToken.None).AsTask();
        Iso8583Message request = await host.RequestAsync();

        Assert.IsType<AcquirerAnswer.NotSent>(await scene.Links.PurchaseAsync(purchase, CancellationToken.None));

        await host.SendAsync(host.Frame(host.AnswerTo(request)));
        Assert.IsType<AcquirerAnswer.Answered>(await first.WaitAsync(LinkScene.Patience));
    }

    [Fact]
    public async Task Reverse_RepeatWithTheSameKeyAfterSilence_TakesTheLateAnswerAsItsOwn()
    {
        await using LinkScene scene = new();
        ScriptedHost host = scene.Host();
        PurchaseMessage purchase = Samples.Purchase(Samples.Profile(host.Port));
        using CancellationTokenSource caller = new();
        Task<AcquirerAnswer> first = scene.Links.ReverseAsync(Samples.Reversal(purchase, stan: 2), caller.Token).AsTask();
        Iso8583Message request = await host.RequestAsync();
        await caller.CancelAsync();
        await first.WaitAsync(LinkScene.Patience);

        Task<AcquirerAnswer> repeat = scene.Links.ReverseAsync(Samples.Reversal(purchase, stan: 2, attempt: 1), CancellationToken.None).AsTask();
        Assert.Equal("0401", (await host.RequestAsync()).Mti.ToString());
        await host.SendAsync(host.Frame(host.AnswerTo(request)));

        Assert.True(Assert.IsType<AcquirerAnswer.Answered>(await repeat.WaitAsync(LinkScene.Patience)).Approved);
    }

    [Fact]
    public async Task Dispose_WithARequestInFlight_LeavesItUnknown()
    {
        LinkScene scene = new();
        ScriptedHost host = scene.Host();
        Task<AcquirerAnswer> waiting = scene.Links.PurchaseAsync(Samples.Purchase(Samples.Profile(host.Port)), CancellationToken.None).AsTask();
        await host.RequestAsync();

        await scene.DisposeAsync();

        Assert.IsType<AcquirerAnswer.NoAnswer>(await waiting.WaitAsync(LinkScene.Patience));
        Assert.IsType<AcquirerAnswer.NotSent>(await scene.Links.PurchaseAsync(Samples.Purchase(Samples.Profile(host.Port)), CancellationToken.None));
    }
}
