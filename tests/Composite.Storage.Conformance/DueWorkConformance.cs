using Composite.Domain.Ports;
using Xunit;

namespace Composite.Storage.Conformance;

/// <summary>Due work: written with the events, leased when its time has come, gone when completed.</summary>
public abstract class DueWorkConformance : JournalConformance
{
    [Fact]
    public async Task Lease_Due_IsReadBackExactly()
    {
        var work = new DueWork("reversal/1", "payment.reversal", "device/7", Epoch.AddTicks(3), 4, new byte[] { 0, 9 });
        await ChangeAsync(schedule: [work]);

        var leased = Assert.Single(await LeaseAsync(nowInSeconds: 1));

        Assert.Equal(work with { Payload = default }, leased with { Payload = default });
        Assert.Equal(work.Payload.ToArray(), leased.Payload.ToArray());
    }

    [Fact]
    public async Task Lease_AtDueTimeAndATickBefore_TakesOnlyThen()
    {
        await ChangeAsync(schedule: [Work("w", dueInSeconds: 10)]);
        var due = Epoch.AddSeconds(10);

        Assert.Empty(await Journal.LeaseDueAsync(due.AddTicks(-1), due, 10, CancellationToken.None));
        Assert.Single(await Journal.LeaseDueAsync(due, due.AddSeconds(1), 10, CancellationToken.None));
    }

    [Fact]
    public async Task Lease_WhileLeased_LeavesItAloneUntilTheLeaseEnds()
    {
        await ChangeAsync(schedule: [Work("w")]);
        Assert.Single(await LeaseAsync(nowInSeconds: 0, leaseSeconds: 10));

        Assert.Empty(await LeaseAsync(nowInSeconds: 9));
        Assert.Single(await LeaseAsync(nowInSeconds: 10));
    }

    [Fact]
    public async Task Lease_MoreThanWanted_TakesTheOldestThenByIdInOrder()
    {
        await ChangeAsync(schedule: [Work("b", 2), Work("a", 2), Work("A", 2), Work("z", 1), Work("y", 3)]);

        Assert.Equal(["z", "A"], (await LeaseAsync(5, maxCount: 2)).Select(w => w.Id));
        Assert.Equal(["a", "b", "y"], (await LeaseAsync(5)).Select(w => w.Id));
    }

    [Fact]
    public async Task Schedule_SameIdAgain_ReplacesAndClearsTheLease()
    {
        await ChangeAsync(schedule: [Work("w")]);
        await LeaseAsync(nowInSeconds: 0, leaseSeconds: 1000);

        await ChangeAsync(schedule: [Work("w", dueInSeconds: 5, attempt: 1)]);

        Assert.Empty(await LeaseAsync(nowInSeconds: 4));
        Assert.Equal(1, Assert.Single(await LeaseAsync(nowInSeconds: 5)).Attempt);
    }

    [Fact]
    public async Task Complete_LeasedAndMissing_RemovesTheOneAndIgnoresTheOther()
    {
        await ChangeAsync(schedule: [Work("w")]);
        await LeaseAsync(nowInSeconds: 0, leaseSeconds: 1);

        await ChangeAsync(complete: ["w", "never", "never"]);

        Assert.Empty(await LeaseAsync(nowInSeconds: 100));
    }

    [Fact]
    public async Task Schedule_WithConflict_IsNotWritten()
    {
        await ChangeAsync(schedule: [Work("kept")]);
        var append = AppendOf("s", 7) with { Schedule = [Work("w")], Complete = ["kept"] };

        Assert.IsType<AppendResult.Conflict>(await Journal.AppendAsync(append, CancellationToken.None));

        Assert.Equal(["kept"], (await LeaseAsync(nowInSeconds: 0)).Select(w => w.Id));
    }

    [Fact]
    public async Task Reopen_AfterLease_KeepsRowsAndLeases()
    {
        await ChangeAsync(schedule: [Work("a"), Work("b", 1)]);
        await LeaseAsync(nowInSeconds: 0, leaseSeconds: 100);

        await UnderTest.ReopenAsync();

        Assert.Equal(["b"], (await LeaseAsync(nowInSeconds: 50, leaseSeconds: 100)).Select(w => w.Id));
        Assert.Equal(["a"], (await LeaseAsync(nowInSeconds: 100)).Select(w => w.Id));
    }

    [Fact]
    public async Task Lease_ManySweepsAtOnce_GiveEachRowToOne()
    {
        for (var i = 0; i < 4; i++)
        {
            await ChangeAsync(schedule: [.. Enumerable.Range(0, 50).Select(n => Work($"w{(i * 50) + n:D3}"))]);
        }

        var sweeps = await Task.WhenAll(Enumerable.Range(0, 30).Select(_ => Task.Run(() => LeaseAsync(1, maxCount: 9).AsTask())));

        var ids = sweeps.SelectMany(leased => leased).Select(w => w.Id).ToList();
        Assert.Equal(200, ids.Count);
        Assert.Equal(200, ids.Distinct().Count());
    }

    private async Task ChangeAsync(IReadOnlyList<DueWork>? schedule = null, IReadOnlyList<string>? complete = null)
    {
        var append = AppendOf(Guid.CreateVersion7(Epoch).ToString(), 0) with { Schedule = schedule ?? [], Complete = complete ?? [] };
        Assert.IsType<AppendResult.Appended>(await Journal.AppendAsync(append, CancellationToken.None));
    }
}
