using System.Collections.Concurrent;
using Composite.Contracts.Devices;
using Composite.Contracts.Notices;
using Composite.Contracts.Webhooks;
using Composite.Domain.Notices;
using Composite.Domain.Payments;
using Composite.Domain.Ports;
using Composite.Domain.Webhooks;
using Composite.Host.Hosting;
using Composite.Host.Options;
using Composite.Host.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Moq;
using Xunit;

namespace Composite.Host.Tests.Hosting;

public sealed class DueWorkSweepTests : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly FakeTimeProvider _time = new(TestHost.Start);
    private readonly MemoryJournal _journal;
    private readonly Mock<IGrainFactory> _grains = new();
    private readonly ConcurrentQueue<string> _done = new();
    private readonly SemaphoreSlim _progress = new(0);
    private readonly TaskCompletionSource _stuck = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private DueWorkSweep? _sweep;

    public DueWorkSweepTests()
    {
        _journal = new MemoryJournal(_time);
        _grains.Setup(g => g.GetGrain<IDeviceGrain>(It.IsAny<string>(), null)).Returns((string id, string? _) => Device(id).Object);
    }

    [Fact]
    public async Task Sweep_RowsOfOneLane_RunInOrder()
    {
        _journal.MakeDue(Row("a", "1"), Row("a", "2"), Row("a", "3"));
        await StartAsync();
        await DoneAsync(3);
        Assert.Equal(["a/1", "a/2", "a/3"], _done);
        (DateTimeOffset now, DateTimeOffset until, int maxCount) = _journal.Leases[0];
        Assert.Equal((TimeSpan.FromSeconds(30), 256), (until - now, maxCount));
    }

    [Fact]
    public async Task Sweep_OneLaneStuck_TheOthersGoOn()
    {
        _journal.MakeDue(Row("stuck", "1"), Row("b", "1"));
        await StartAsync();
        await DoneAsync(1);
        _journal.MakeDue(Row("stuck", "2"), Row("c", "1"));
        Tick();
        await DoneAsync(1);
        Assert.Equal(["b/1", "c/1"], _done);
        _stuck.SetResult();
        await DoneAsync(2);
        Assert.Equal(["stuck/1", "stuck/2"], _done.Skip(2));
    }

    [Fact]
    public async Task Sweep_RowsLeasedAgainWhileOneRunsAndOneWaits_RunOnce()
    {
        _journal.MakeDue(Row("stuck", "1"), Row("stuck", "2"));
        _journal.MakeDue(Row("stuck", "1"), Row("stuck", "2"), Row("b", "1"));
        await StartAsync();
        Tick();
        await DoneAsync(1);
        _stuck.SetResult();
        await DoneAsync(2);
        Assert.Equal(["b/1", "stuck/1", "stuck/2"], _done);
    }

    [Fact]
    public async Task Sweep_WorkOrJournalFails_GoesOn()
    {
        _journal.MakeDue(Row("failing", "1"), Row("failing", "2"));
        await StartAsync();
        await DoneAsync(2);
        _journal.Fault = new JournalUnavailableException(JournalFault.Unavailable, "away");
        Tick();
        _journal.Fault = null;
        _journal.MakeDue(Row("b", "1"));
        Tick();
        await DoneAsync(1);
        Assert.Equal(["failing/1", "failing/2", "b/1"], _done);
    }

    [Fact]
    public async Task Sweep_WorkOfEachKind_GoesToWhomItConcernsAndUnknownWorkIsLeft()
    {
        Mock<IWebhookGrain> webhook = new();
        webhook.Setup(w => w.DeliverAsync("ntc_1", 2, It.IsAny<CancellationToken>())).Callback(() => Did("webhook/ntc_1")).Returns(Task.CompletedTask);
        Mock<INoticesGrain> notices = new();
        notices.Setup(n => n.PlanAsync(It.IsAny<CancellationToken>())).Callback(() => Did("plan")).Returns(Task.CompletedTask);
        _grains.Setup(g => g.GetGrain<IWebhookGrain>("own", null)).Returns(webhook.Object);
        _grains.Setup(g => g.GetGrain<INoticesGrain>("main", null)).Returns(notices.Object);
        _journal.MakeDue(
            new DueWork("x", "teleport.now", "lane", TestHost.Start, 0, default), DeliveryDueWork.Row("own", "ntc_1", TestHost.Start, 2), PlanningDueWork.Row(TestHost.Start), Row("a", "1"));
        await StartAsync();
        await DoneAsync(3);
        Assert.Equal(["a/1", "plan", "webhook/ntc_1"], _done.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Sweep_AllLanesTaken_LeasesNoMore()
    {
        _journal.MakeDue(Row("stuck", "1"));
        await StartAsync(maxLanes: 1);
        Tick();
        Tick();
        Assert.Single(_journal.Leases);
        _stuck.SetResult();
        await DoneAsync(1);
    }

    public async ValueTask DisposeAsync()
    {
        _stuck.TrySetResult();
        if (_sweep is not null) await _sweep.StopAsync(CancellationToken.None);
        _sweep?.Dispose();
        _progress.Dispose();
    }

    private async Task StartAsync(int maxLanes = 256)
    {
        _sweep = new DueWorkSweep(
            _journal, [new PaymentWork(_grains.Object), new DeliveryWork(_grains.Object), new PlanningWork(_grains.Object)], Microsoft.Extensions.Options.Options.Create(new SweepOptions { MaxLanes = maxLanes }), _time, NullLogger<DueWorkSweep>.Instance);
        await _sweep.StartAsync(CancellationToken.None);
        while (_journal.Leases.Count == 0)
        {
            Tick();
            await Task.Yield();
        }
    }

    private void Tick() => _time.Advance(TimeSpan.FromMilliseconds(250));

    private async Task DoneAsync(int count)
    {
        for (int i = 0; i < count; i++)
        {
            while (!await _progress.WaitAsync(TimeSpan.FromMilliseconds(20)))
            {
                Tick();
                Assert.True(_time.GetUtcNow() - TestHost.Start < Patience * 100, "The work was not done.");
            }
        }
    }

    private void Did(string what)
    {
        _done.Enqueue(what);
        _progress.Release();
    }

    private static DueWork Row(string device, string payment) => PaymentDueWork.Reversal(device, payment, TestHost.Start, 1);

    private Mock<IDeviceGrain> Device(string id)
    {
        Mock<IDeviceGrain> device = new();
        device.Setup(d => d.RunDueAsync(PaymentDueWork.ReversalKind, It.IsAny<string>(), 1, It.IsAny<CancellationToken>())).Returns(async (string _, string payment, int _, CancellationToken _) =>
        {
            if (id == "stuck") await _stuck.Task;
            _done.Enqueue($"{id}/{payment}");
            _progress.Release();
            if (id == "failing") throw new TimeoutException("no answer");
        });
        return device;
    }
}
