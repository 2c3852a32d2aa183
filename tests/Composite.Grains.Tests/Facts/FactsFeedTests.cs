using Composite.Domain.Components;
using Composite.Domain.Ports;
using Composite.Grains.Facts;
using Composite.Grains.Tests.Installation;
using Xunit;

namespace Composite.Grains.Tests.Facts;

/// <summary>What a silo knows, and as of when it knows that it knows everything.</summary>
public sealed class FactsFeedTests
{
    private const string Sdk = "component/sdk-a";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly ComponentRegistered Registered = new("sdk-a", ComponentKind.MpocSoftware, "SDK", "Vendor");

    [Fact]
    public async Task Read_BeforeTheFirstLook_IsCompleteAsOfNever()
    {
        await using FollowedJournal scene = await FollowedJournal.OpenAsync();
        Assert.Equal(DateTimeOffset.MinValue, scene.Feed.Read().CompleteAt);
    }

    [Fact]
    public async Task Read_AfterALook_IsCompleteAsOfBeforeTheReadBegan()
    {
        await using FollowedJournal scene = await FollowedJournal.OpenAsync();
        DateTimeOffset start = scene.Time.GetUtcNow();
        scene.Journal.Following = _ =>
        {
            scene.Time.Advance(TimeSpan.FromSeconds(1));
            return Task.CompletedTask;
        };
        await scene.StartAsync();
        Assert.Equal(start, scene.Feed.Read().CompleteAt);
    }

    [Fact]
    public async Task Read_EventOfAComponent_IsInTheFacts()
    {
        await using FollowedJournal scene = await FollowedJournal.OpenAsync();
        await scene.StartAsync();
        long position = await scene.AppendAsync(Sdk, Registered);
        await scene.LookAgainAsync();
        FactsReading reading = scene.Feed.Read();
        Assert.Equal((position, "SDK", scene.Time.GetUtcNow()), (reading.Facts.Position, reading.Facts.Components["sdk-a"].Name, reading.CompleteAt));
    }

    [Fact]
    public async Task Read_BetweenTwoPages_IsNotComplete()
    {
        await using FollowedJournal scene = await FollowedJournal.OpenAsync();
        const int Page = 1000;
        for (int i = 0; i <= Page / 50; i++) await scene.AppendAsync("other/m", [.. Enumerable.Range(0, 50).Select(_ => new NewEvent("merchant.approved.v1", "{\"reason\":\"r\"}"u8.ToArray(), null, "test"))]);
        List<FactsReading> readings = [];
        scene.Journal.Following = _ =>
        {
            readings.Add(scene.Feed.Read());
            return Task.CompletedTask;
        };
        await scene.StartAsync();
        Assert.Equal([(0L, DateTimeOffset.MinValue), (Page, DateTimeOffset.MinValue)], readings.Select(r => (r.Facts.Position, r.CompleteAt)));
        Assert.Equal((1050L, scene.Time.GetUtcNow()), (scene.Feed.Read().Facts.Position, scene.Feed.Read().CompleteAt));
    }

    [Fact]
    public async Task Start_AmongTheFleet_PassesItOverAndTellsWhoWatchesIt()
    {
        await using FollowedJournal scene = await FollowedJournal.OpenAsync();
        await scene.AppendAsync(Sdk, Registered);
        long head = await scene.AppendAsync("merchant/m", new Domain.Merchants.MerchantApproved("r"));
        int read = 0;
        scene.Journal.Following = _ => Task.FromResult(read++);
        using IStreamWatch watch = scene.Feed.Watch("merchant/m");
        await scene.StartAsync();
        Assert.Equal((1, head, "SDK"), (read, scene.Feed.Read().Facts.Position, scene.Feed.Read().Facts.Components["sdk-a"].Name));
        Assert.True(watch.TakeChange());
        await scene.AppendAsync("merchant/m", new Domain.Merchants.MerchantSuspended("r"));
        await scene.LookAgainAsync();
        Assert.True(watch.TakeChange());
    }

    [Fact]
    public async Task Reach_OwnChange_ReturnsWithoutWaitingForTheInterval()
    {
        await using FollowedJournal scene = await FollowedJournal.OpenAsync();
        await scene.StartAsync();
        long position = await scene.AppendAsync(Sdk, Registered);
        await scene.Feed.ReachAsync(position, CancellationToken.None).AsTask().WaitAsync(Patience);
        Assert.True(scene.Feed.Read().Facts.Components.ContainsKey("sdk-a"));
        await scene.Feed.ReachAsync(position, CancellationToken.None).AsTask().WaitAsync(Patience);
    }

    /// <summary>Payments are not read, but they are part of the journal: at a start the head is most likely one.</summary>
    [Fact]
    public async Task Reach_PositionOfAPayment_Returns()
    {
        await using FollowedJournal scene = await FollowedJournal.OpenAsync();
        await scene.AppendAsync(Sdk, Registered);
        long head = await scene.AppendAsync("payments/d", new Domain.Payments.PaymentNotSent("p", "r"));
        await scene.StartAsync();
        await scene.Feed.ReachAsync(head, CancellationToken.None).AsTask().WaitAsync(Patience);
        long next = await scene.AppendAsync("payments/d", new Domain.Payments.PaymentNotSent("p", "r"));
        await scene.Feed.ReachAsync(next, CancellationToken.None).AsTask().WaitAsync(Patience);
    }

    [Fact]
    public async Task Reach_CallerGivesUp_Throws()
    {
        await using FollowedJournal scene = await FollowedJournal.OpenAsync();
        await scene.StartAsync();
        using CancellationTokenSource caller = new();
        Task reaching = scene.Feed.ReachAsync(1000, caller.Token).AsTask();
        await caller.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reaching);
    }

    [Fact]
    public async Task Watch_StreamChanged_SaysSoOnceToEachWatch()
    {
        await using FollowedJournal scene = await FollowedJournal.OpenAsync();
        await scene.StartAsync();
        using IStreamWatch one = scene.Feed.Watch("merchant/m");
        using IStreamWatch two = scene.Feed.Watch("merchant/m");
        using IStreamWatch other = scene.Feed.Watch("merchant/n");
        IStreamWatch gone = scene.Feed.Watch("merchant/m");
        gone.Dispose();
        gone.Dispose();
        Assert.False(one.TakeChange());
        await scene.AppendAsync("merchant/m", new Domain.Merchants.MerchantSuspended("r"));
        await scene.LookAgainAsync();
        Assert.Equal([true, false, true, false, false, false], new[] { one.TakeChange(), one.TakeChange(), two.TakeChange(), two.TakeChange(), other.TakeChange(), gone.TakeChange() });
    }

    /// <summary>Memory follows the devices that are active, not those that ever were.</summary>
    [Fact]
    public async Task Watch_AllDisposed_LeavesNothingBehind()
    {
        await using FollowedJournal scene = await FollowedJournal.OpenAsync();
        List<IStreamWatch> watches = [.. Enumerable.Range(0, 100).Select(i => scene.Feed.Watch($"device/{i / 2}"))];
        Assert.Equal((50, 100), scene.Feed.Watched);
        foreach (IStreamWatch watch in watches) watch.Dispose();
        Assert.Equal((0, 0), scene.Feed.Watched);
    }

    /// <summary>Facts that say they are complete must not come before the word of what changed: a payment in between would rest on neither.</summary>
    [Fact]
    public async Task Watch_FactsHaveAChange_WasToldBefore()
    {
        await using FollowedJournal scene = await FollowedJournal.OpenAsync();
        await scene.StartAsync();
        List<IStreamWatch> watches = [.. Enumerable.Range(0, 200_000).Select(_ => scene.Feed.Watch("merchant/m"))];
        long position = await scene.AppendAsync("merchant/m", new Domain.Merchants.MerchantSuspended("r"));
        Task reaching = scene.Feed.ReachAsync(position, CancellationToken.None).AsTask();
        SpinWait.SpinUntil(() => scene.Feed.Read().Facts.Position >= position, Patience);
        Assert.All(watches, w => Assert.True(w.TakeChange()));
        await reaching;
    }

    [Fact]
    public async Task Follow_JournalUnreadable_FactsGrowOldAndItIsLoggedOnceUntilItCanBeReadAgain()
    {
        await using FollowedJournal scene = await FollowedJournal.OpenAsync();
        await scene.StartAsync();
        DateTimeOffset complete = scene.Feed.Read().CompleteAt;
        scene.Journal.Following = _ => throw ObservedJournal.Unavailable();
        for (int i = 0; i < 30; i++) await scene.LookAgainAsync();
        Assert.Equal((complete, 30 * FactsFeed.Interval, 1), (scene.Feed.Read().CompleteAt, scene.Time.GetUtcNow() - complete, scene.Log.Errors));

        scene.Journal.Following = null;
        await scene.LookAgainAsync();
        Assert.Equal(scene.Time.GetUtcNow(), scene.Feed.Read().CompleteAt);
        scene.Journal.Following = _ => throw ObservedJournal.Unavailable();
        await scene.LookAgainAsync();
        Assert.Equal(2, scene.Log.Errors);
    }

    public static TheoryData<string, string, string> UnfoldableEvents => new()
    {
        { Sdk, "component.teleported.v9", "{}" },
        { Sdk, "component.registered.v1", "{\"unknown\":" },
        { "component/other", "merchant.approved.v1", "{\"reason\":\"a component's stream does not begin so\"}" },
    };

    /// <summary>An event of a newer version, or damage: the process lives, the facts stay before it and grow old.</summary>
    [Theory]
    [MemberData(nameof(UnfoldableEvents))]
    public async Task Follow_EventThatCannotBeFolded_IsNeverSkipped(string stream, string type, string payload)
    {
        await using FollowedJournal scene = await FollowedJournal.OpenAsync();
        await scene.StartAsync();
        long last = await scene.AppendAsync(Sdk, Registered);
        await scene.LookAgainAsync();
        DateTimeOffset complete = scene.Feed.Read().CompleteAt;
        await scene.AppendAsync(stream, [new NewEvent(type, System.Text.Encoding.UTF8.GetBytes(payload), null, "test")]);
        await scene.AppendAsync("component/later", new ComponentRegistered("later", ComponentKind.Kernel, "Later", "Vendor"));
        for (int i = 0; i < 3; i++) await scene.LookAgainAsync();
        FactsReading reading = scene.Feed.Read();
        Assert.Equal((last, complete), (reading.Facts.Position, reading.CompleteAt));
        Assert.False(reading.Facts.Components.ContainsKey("later"));
        Assert.False(scene.Feed.ExecuteTask!.IsCompleted);
        Assert.Equal(1, scene.Log.Errors);
    }
}
