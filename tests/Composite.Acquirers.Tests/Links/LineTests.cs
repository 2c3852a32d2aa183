using Composite.Acquirers.Dialects;
using Composite.Acquirers.Links;
using Composite.Domain.Acquirers;
using Composite.Domain.Ports;
using Composite.Iso8583;
using Composite.Iso8583.Fields;
using Composite.Sandbox.Acquirer;

namespace Composite.Acquirers.Tests.Links;

/// <summary>The line itself: frames, sign-on, echo, reconnecting, TLS, another profile.</summary>
public sealed class LineTests
{
    // A length that no other timer of these tests has.
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(7);

    [Fact]
    public async Task Answers_OutOfOrder_ReachTheirCallers()
    {
        await using LinkScene scene = new();
        ScriptedHost host = scene.Host();
        AcquirerProfile profile = Samples.Profile(host.Port);
        Task<AcquirerAnswer> first = Pay(scene, profile, 1);
        Iso8583Message firstRequest = await host.RequestAsync();
        Task<AcquirerAnswer> second = Pay(scene, profile, 2);
        Iso8583Message secondRequest = await host.RequestAsync();

        await host.SendAsync(host.Frame(host.AnswerTo(secondRequest, "05")));
        Assert.Equal("05", Assert.IsType<AcquirerAnswer.Answered>(await second.WaitAsync(LinkScene.Patience)).ResponseCode);
        Assert.False(first.IsCompleted);
        await host.SendAsync(host.Frame(host.AnswerTo(firstRequest)));

        Assert.Equal("00", Assert.IsType<AcquirerAnswer.Answered>(await first.WaitAsync(LinkScene.Patience)).ResponseCode);
    }

    [Fact]
    public async Task Answers_SplitAndRunTogether_AreReadAsTheyAre()
    {
        await using LinkScene scene = new();
        ScriptedHost host = scene.Host();
        AcquirerProfile profile = Samples.Profile(host.Port);
        Task<AcquirerAnswer> first = Pay(scene, profile, 1);
        byte[] one = host.Frame(host.AnswerTo(await host.RequestAsync()));
        Task<AcquirerAnswer> second = Pay(scene, profile, 2);
        byte[] other = host.Frame(host.AnswerTo(await host.RequestAsync()));
        byte[] keepAlive = [0, 0];
        byte[] all = [.. keepAlive, .. one, .. other];

        await host.SendAsync(all[..3], all[3..40], all[40..]);

        Assert.IsType<AcquirerAnswer.Answered>(await first.WaitAsync(LinkScene.Patience));
        Assert.IsType<AcquirerAnswer.Answered>(await second.WaitAsync(LinkScene.Patience));
    }

    [Theory]
    [InlineData(DataElement.Amount, "000000001235", "DE4")]
    [InlineData(DataElement.MerchantId, "MERCHANT0000002", "DE42")]
    [InlineData(DataElement.Currency, "840", "DE49")]
    [InlineData(DataElement.ResponseCode, "  ", "DE39")]
    [InlineData(DataElement.ResponseCode, null, "DE39")]
    public async Task Answer_ContradictsOrCannotBeRead_IsUnusable(int field, string? value, string named)
    {
        await using LinkScene scene = new();
        ScriptedHost host = scene.Host();
        Task<AcquirerAnswer> waiting = Pay(scene, Samples.Profile(host.Port), 1);
        Iso8583Message answer = host.AnswerTo(await host.RequestAsync());

        await host.SendAsync(host.Frame(value is null ? answer.Remove(field) : answer.Set(field, value)));

        AcquirerAnswer.Unusable unusable = Assert.IsType<AcquirerAnswer.Unusable>(await waiting.WaitAsync(LinkScene.Patience));
        Assert.Contains(named, unusable.Reason, StringComparison.Ordinal);
        Assert.NotEmpty(unusable.Exchange.Response);
    }

    [Theory]
    [InlineData(DataElement.Stan, "000002")]
    [InlineData(DataElement.TerminalId, "TERM0002")]
    public async Task Answer_ForAnotherRequest_IsUnmatchedAndTheRequestWaitsOn(int field, string value)
    {
        await using LinkScene scene = new();
        ScriptedHost host = scene.Host();
        Task<AcquirerAnswer> waiting = Pay(scene, Samples.Profile(host.Port), 1);
        Iso8583Message request = await host.RequestAsync();

        await host.SendAsync(host.Frame(host.AnswerTo(request).Set(field, value)));
        await scene.NoticeAsync<LinkNotice.Unmatched>();
        Assert.False(waiting.IsCompleted);
        await host.SendAsync(host.Frame(host.AnswerTo(request)));

        Assert.IsType<AcquirerAnswer.Answered>(await waiting.WaitAsync(LinkScene.Patience));
    }

    [Fact]
    public async Task Frame_ThatIsNoMessage_IsReportedAndTheLineGoesOn()
    {
        await using LinkScene scene = new();
        ScriptedHost host = scene.Host();
        Task<AcquirerAnswer> waiting = Pay(scene, Samples.Profile(host.Port), 1);
        Iso8583Message request = await host.RequestAsync();

        await host.SendAsync(host.Frame([0xFF, 0xFE]), host.Frame(host.AnswerTo(request)));

        Assert.Contains("MTI", (await scene.NoticeAsync<LinkNotice.Unreadable>()).Error, StringComparison.Ordinal);
        Assert.IsType<AcquirerAnswer.Answered>(await waiting.WaitAsync(LinkScene.Patience));
        // The sign-on was answered too.
        Assert.Equal((1, 2), (scene.Links.Statuses()[0].Counts.Unreadable, scene.Links.Statuses()[0].Counts.Answered));
    }

    [Fact]
    public async Task Frame_LongerThanTheBound_EndsTheConnection()
    {
        await using LinkScene scene = new();
        ScriptedHost host = scene.Host();
        Task<AcquirerAnswer> waiting = Pay(scene, Samples.Profile(host.Port), 1);
        await host.RequestAsync();

        await host.SendAsync([0xFF, 0xFF, 0x30]);

        Assert.Contains("TooLong", Assert.IsType<AcquirerAnswer.NoAnswer>(await waiting.WaitAsync(LinkScene.Patience)).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SignOn_Refused_SendsNoPayment()
    {
        await using LinkScene scene = new();
        AcquirerSimulator simulator = scene.Simulator();
        simulator.When(request => request.Kind == RequestKind.SignOn, new AcquirerBehaviour.Decline("91"));

        AcquirerAnswer answer = await Pay(scene, Samples.Profile(simulator.Port), 1).WaitAsync(LinkScene.Patience);

        Assert.Contains("sign-on with code 91", Assert.IsType<AcquirerAnswer.NotSent>(answer).Reason, StringComparison.Ordinal);
        Assert.Equal(0, simulator.Ledger.Report().Authorised);
    }

    [Fact]
    public async Task SignOn_Unanswered_GivesTheConnectionUp()
    {
        await using LinkScene scene = new(new LinkOptions { NetworkTimeout = TimeSpan.FromSeconds(3), ReadyWait = TimeSpan.FromSeconds(30) });
        AcquirerSimulator simulator = scene.Simulator();
        simulator.When(request => request.Kind == RequestKind.SignOn, new AcquirerBehaviour.Silent());
        Task<AcquirerAnswer> waiting = Pay(scene, Samples.Profile(simulator.Port), 1);
        await simulator.ReceivedAsync(request => request.Kind == RequestKind.SignOn).WaitAsync(LinkScene.Patience);

        scene.Time.Advance(TimeSpan.FromSeconds(3));

        Assert.Contains("did not answer the sign-on", Assert.IsType<AcquirerAnswer.NotSent>(await waiting.WaitAsync(LinkScene.Patience)).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Payment_WhileTheSignOnWaits_IsNotSentAfterTheReadyWait()
    {
        await using LinkScene scene = new();
        AcquirerSimulator simulator = scene.Simulator();
        simulator.When(request => request.Kind == RequestKind.SignOn, new AcquirerBehaviour.Silent());
        Task<AcquirerAnswer> waiting = Pay(scene, Samples.Profile(simulator.Port), 1);
        await simulator.ReceivedAsync(request => request.Kind == RequestKind.SignOn).WaitAsync(LinkScene.Patience);
        Assert.False(waiting.IsCompleted);

        scene.Time.Advance(new LinkOptions().ReadyWait);

        Assert.IsType<AcquirerAnswer.NotSent>(await waiting.WaitAsync(LinkScene.Patience));
    }

    [Fact]
    public async Task Echo_AfterSilence_IsAskedAndItsAnswerKeepsTheLine()
    {
        await using LinkScene scene = new();
        ScriptedHost host = scene.Host();
        await OpenAsync(scene, Samples.Profile(host.Port));

        await scene.Time.ElapseAsync(TimeSpan.FromSeconds(60));
        Iso8583Message echo = await host.RequestAsync();
        Assert.Equal(("0800", "301"), (echo.Mti.ToString(), echo.GetText(DataElement.NetworkCode)));
        await host.SendAsync(host.Frame(host.AnswerTo(echo)));

        await scene.Time.ElapseAsync(TimeSpan.FromSeconds(60));
        Assert.Equal("301", (await host.RequestAsync()).GetText(DataElement.NetworkCode));
        Assert.Equal(1, scene.Links.Statuses()[0].ReadyConnections);
    }

    [Fact]
    public async Task Echo_Unanswered_ReplacesTheConnection()
    {
        await using LinkScene scene = new();
        AcquirerSimulator simulator = scene.Simulator();
        simulator.When(request => request.Kind == RequestKind.Echo, new AcquirerBehaviour.Silent());
        await OpenAsync(scene, Samples.Profile(simulator.Port));
        await scene.Time.ElapseAsync(TimeSpan.FromSeconds(60));
        await simulator.ReceivedAsync(request => request.Kind == RequestKind.Echo).WaitAsync(LinkScene.Patience);

        scene.Time.Advance(TimeSpan.FromSeconds(10));

        LinkNotice.Down down = await scene.NoticeAsync<LinkNotice.Down>();
        Assert.Contains("did not answer the echo", down.Reason, StringComparison.Ordinal);
        Assert.Equal(TimeSpan.Zero, down.RetryIn);
        await scene.NoticeAsync<LinkNotice.Ready>();
    }

    [Fact]
    public async Task Host_DownAndUpAgain_IsTriedWithGrowingWaitsAndThenServes()
    {
        await using LinkScene scene = new();
        AcquirerSimulator simulator = scene.Simulator();
        AcquirerProfile profile = Samples.Profile(simulator.Port);
        await simulator.StopAsync();
        scene.Links.Open(profile);
        int[] waits = [250, 500, 1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000];
        for (int i = 0; i < waits.Length; i++)
        {
            LinkNotice.Down down = await scene.NoticeAsync<LinkNotice.Down>();
            Assert.Equal(waits[i], down.RetryIn.TotalMilliseconds);
            if (i == waits.Length - 1)
                simulator.Start();
            await scene.Time.ElapseAsync(down.RetryIn);
        }

        await scene.NoticeAsync<LinkNotice.Ready>();
        Assert.IsType<AcquirerAnswer.Answered>(await Pay(scene, profile, 1).WaitAsync(LinkScene.Patience));
    }

    [Fact]
    public async Task Tls_AnotherCertificateThanThePinned_IsRefusedWithBothDigests()
    {
        await using LinkScene scene = new();
        AcquirerSimulator simulator = scene.Simulator(certificate: LinkScene.Certificate());
        string pin = new('0', 64);

        AcquirerAnswer answer = await Pay(scene, Samples.Profile(simulator.Port, pin: pin), 1).WaitAsync(LinkScene.Patience);

        string reason = Assert.IsType<AcquirerAnswer.NotSent>(answer).Reason;
        Assert.Contains(pin, reason, StringComparison.Ordinal);
        Assert.Contains(simulator.TlsCertificateSha256!, reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Profile_Changed_MovesToTheNewHostAndClosesTheOldLineWhenQuiet()
    {
        await using LinkScene scene = new(new LinkOptions { DrainQuiet = Quiet });
        ScriptedHost old = scene.Host();
        AcquirerSimulator fresh = scene.Simulator();
        Task<AcquirerAnswer> earlier = Pay(scene, Samples.Profile(old.Port), 1);
        Iso8583Message request = await old.RequestAsync();

        Assert.IsType<AcquirerAnswer.Answered>(await Pay(scene, Samples.Profile(fresh.Port), 2).WaitAsync(LinkScene.Patience));
        await scene.NoticeAsync<LinkNotice.Replaced>();
        await scene.Time.ElapseAsync(Quiet);
        Assert.False(earlier.IsCompleted);
        await old.SendAsync(old.Frame(old.AnswerTo(request)));

        Assert.IsType<AcquirerAnswer.Answered>(await earlier.WaitAsync(LinkScene.Patience));
        await scene.Time.ElapseAsync(Quiet);
        LinkNotice.Drained drained = await scene.NoticeAsync<LinkNotice.Drained>();
        Assert.EndsWith($":{old.Port}", drained.Endpoint, StringComparison.Ordinal);
        Assert.Single(scene.Links.Statuses());
    }

    [Fact]
    public async Task Profile_ChangedBackWhileDraining_KeepsItsLine()
    {
        await using LinkScene scene = new(new LinkOptions { DrainQuiet = Quiet });
        AcquirerSimulator one = scene.Simulator();
        AcquirerSimulator other = scene.Simulator();
        await OpenAsync(scene, Samples.Profile(one.Port));
        await OpenAsync(scene, Samples.Profile(other.Port));
        scene.Links.Open(Samples.Profile(one.Port));

        await scene.Time.ElapseAsync(Quiet);

        LinkNotice.Drained drained = await scene.NoticeAsync<LinkNotice.Drained>();
        Assert.EndsWith($":{other.Port}", drained.Endpoint, StringComparison.Ordinal);
        Assert.IsType<AcquirerAnswer.Answered>(await Pay(scene, Samples.Profile(one.Port), 1).WaitAsync(LinkScene.Patience));
    }

    [Fact]
    public async Task Dialect_Unknown_IsNotSentAndNamesTheKnownOnes()
    {
        await using LinkScene scene = new();

        AcquirerAnswer answer = await Pay(scene, Samples.Profile(1, dialect: "iso93"), 1);

        Assert.Contains("iso87-ascii, iso87-binary", Assert.IsType<AcquirerAnswer.NotSent>(answer).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Message_ThatTheDialectCannotCarry_IsNotSent()
    {
        await using LinkScene scene = new();
        AcquirerProfile profile = Samples.Profile(scene.Simulator().Port);

        AcquirerAnswer answer = await scene.Links.PurchaseAsync(Samples.Purchase(profile, tid: "TERMINAL9"), CancellationToken.None);

        Assert.Contains("DE41", Assert.IsType<AcquirerAnswer.NotSent>(answer).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Dialect_WithTwoConnections_UsesBothAndSurvivesOne()
    {
        await using LinkScene scene = new();
        AcquirerSimulator simulator = scene.Simulator(Iso87Dialects.Binary);
        AcquirerProfile profile = Samples.Profile(simulator.Port, "iso87-binary");
        await OpenAsync(scene, profile);
        await scene.NoticeAsync<LinkNotice.Ready>();
        Assert.Equal(2, simulator.ConnectionCount);

        Task<AcquirerAnswer> dropped = scene.Links.PurchaseAsync(Samples.Purchase(profile, stan: 1, amountMinor: 904_00), CancellationToken.None).AsTask();
        Assert.IsType<AcquirerAnswer.NoAnswer>(await dropped.WaitAsync(LinkScene.Patience));

        Assert.IsType<AcquirerAnswer.Answered>(await Pay(scene, profile, 2).WaitAsync(LinkScene.Patience));
    }

    private static Task<AcquirerAnswer> Pay(LinkScene scene, AcquirerProfile profile, int stan) =>
        scene.Links.PurchaseAsync(Samples.Purchase(profile, stan, deadline: scene.Time.GetUtcNow().AddSeconds(10)), CancellationToken.None).AsTask();

    private static async Task OpenAsync(LinkScene scene, AcquirerProfile profile)
    {
        Assert.True(scene.Links.Open(profile));
        await scene.NoticeAsync<LinkNotice.Ready>();
    }
}
