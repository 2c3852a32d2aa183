using Composite.Domain.Ports;
using Xunit;

namespace Composite.Storage.Conformance;

/// <summary>Reads, snapshots, waits and verification.</summary>
public abstract class ReadConformance : JournalConformance
{
    [Fact]
    public async Task Read_EmptyJournal_IsEmpty()
    {
        Assert.Empty(await ReadAsync("s"));
        Assert.Empty(await ReadAllAsync());
        Assert.Empty(await Journal.ReadSubjectAsync("s", "p", 10, CancellationToken.None));
        Assert.Null(await Journal.ReadSnapshotAsync("s", CancellationToken.None));
        Assert.Equal(0, await Journal.ReadHeadAsync(CancellationToken.None));
        await AssertWholeAsync();
    }

    [Fact]
    public async Task ReadHash_OfEachPosition_IsTheChainsAndOfNoOtherIsNull()
    {
        Assert.Null(await Journal.ReadHashAsync(0, CancellationToken.None));
        Assert.Null(await Journal.ReadHashAsync(1, CancellationToken.None));
        var hashes = new List<string?>();
        for (var i = 0; i < 3; i++)
        {
            await AppendAsync("s", i);
            hashes.Add(await Journal.ReadHashAsync(i + 1, CancellationToken.None));
            Assert.Equal((await Journal.VerifyAsync(null, CancellationToken.None)).HeadHash, hashes[i]);
        }

        Assert.Equal(3, hashes.Distinct().Count());
        Assert.Equal(hashes[0], await Journal.ReadHashAsync(1, CancellationToken.None));
        Assert.Null(await Journal.ReadHashAsync(4, CancellationToken.None));
    }

    [Fact]
    public async Task ReadStream_Pages_GiveEveryVersionOnceInOrder()
    {
        for (var i = 0; i < 60; i++)
        {
            await AppendAsync("s", i);
            await AppendAsync("other", i);
        }

        for (var size = 1; size <= 61; size += 12)
        {
            var versions = new List<long>();
            for (var page = await ReadAsync("s", 0, size); page.Count > 0; page = await ReadAsync("s", versions[^1], size))
            {
                Assert.InRange(page.Count, 1, size);
                versions.AddRange(page.Select(e => e.Version));
            }

            Assert.Equal(Enumerable.Range(1, 60).Select(version => (long)version), versions);
        }
    }

    [Fact]
    public async Task ReadSubject_AmongOthers_GivesOnlyItsEventsOfThatStream()
    {
        for (var i = 0; i < 30; i++)
        {
            await AppendAsync("s", i, Event($"{i}", subject: i % 4 == 3 ? null : $"p{i % 4}"));
            await AppendAsync("t", i, Event($"{i}", subject: "p1"));
        }

        var events = await Journal.ReadSubjectAsync("s", "p1", 5, CancellationToken.None);

        Assert.Equal([2L, 6, 10, 14, 18], events.Select(e => e.Version));
        Assert.All(events, e => Assert.Equal(("s", "p1"), (e.Stream, e.Subject)));
    }

    [Fact]
    public async Task ReadAll_BehindTheHead_IsEmpty()
    {
        await AppendAsync("s", 0);

        Assert.Empty(await ReadAllAsync(afterPosition: 1));
        Assert.Empty(await ReadAllAsync(afterPosition: long.MaxValue));
    }

    [Fact]
    public async Task ReadAllBesidesPayments_AmongPayments_GivesEveryOtherEventOnceInOrder()
    {
        string[] streams = ["payments/a", "component/a", "payments", "payments0", "payments/b", "merchant/a", "payment/a", "payments/a"];
        for (var i = 0; i < streams.Length; i++)
        {
            await AppendAsync(streams[i], i == streams.Length - 1 ? 1 : 0);
        }

        var found = new List<(long Position, string Stream)>();
        for (var page = await Journal.ReadAllBesidesPaymentsAsync(0, 2, CancellationToken.None);
             page.Count > 0;
             page = await Journal.ReadAllBesidesPaymentsAsync(found[^1].Position, 2, CancellationToken.None))
        {
            Assert.InRange(page.Count, 1, 2);
            found.AddRange(page.Select(e => (e.Position, e.Stream)));
        }

        Assert.Equal([(2L, "component/a"), (3L, "payments"), (4L, "payments0"), (6L, "merchant/a"), (7L, "payment/a")], found);
    }

    [Fact]
    public async Task ReadAllBesidesFleet_AmongTheFleet_GivesEveryOtherEventOnceInOrder()
    {
        string[] streams = ["device/a", "component/a", "device", "device0", "merchant/a", "payments/b", "merchants/a", "merchant0", "policy/main", "component/a"];
        for (var i = 0; i < streams.Length; i++)
        {
            await AppendAsync(streams[i], i == streams.Length - 1 ? 1 : 0);
        }

        var found = new List<(long Position, string Stream)>();
        for (var page = await Journal.ReadAllBesidesFleetAsync(0, 2, CancellationToken.None);
             page.Count > 0;
             page = await Journal.ReadAllBesidesFleetAsync(found[^1].Position, 2, CancellationToken.None))
        {
            Assert.InRange(page.Count, 1, 2);
            found.AddRange(page.Select(e => (e.Position, e.Stream)));
        }

        Assert.Equal(
            [(2L, "component/a"), (3L, "device"), (4L, "device0"), (7L, "merchants/a"), (8L, "merchant0"), (9L, "policy/main"), (10L, "component/a")], found);
    }

    [Fact]
    public async Task WriteSnapshot_LowerVersion_IsIgnored()
    {
        await WriteSnapshotAsync(5, "a");
        await WriteSnapshotAsync(4, "b");

        Assert.Equal((5L, "a"), await ReadSnapshotAsync());
    }

    [Fact]
    public async Task WriteSnapshot_SameOrHigherVersion_Replaces()
    {
        await WriteSnapshotAsync(5, "a");
        await WriteSnapshotAsync(5, "b");
        Assert.Equal((5L, "b"), await ReadSnapshotAsync());

        await WriteSnapshotAsync(6, "c");
        await UnderTest.ReopenAsync();
        Assert.Equal((6L, "c"), await ReadSnapshotAsync());
    }

    [Fact]
    public async Task WaitBehind_HeadIsGreater_ReturnsAtOnce()
    {
        await AppendAsync("s", 0);

        await WaitAsync(position: 0).WaitAsync(Patience);
    }

    [Fact]
    public async Task WaitBehind_AppendComes_ReturnsWhenTheHeadIsGreater()
    {
        var waitingForOne = WaitAsync(position: 0);
        var waitingForTwo = WaitAsync(position: 1);

        await AppendAsync("s", 0);
        await waitingForOne.WaitAsync(Patience);
        Assert.False(waitingForTwo.IsCompleted);

        await AppendAsync("s", 1);
        await waitingForTwo.WaitAsync(Patience);
    }

    [Fact]
    public async Task WaitBehind_TimeIsOver_Returns()
    {
        var waiting = WaitAsync(position: 0);
        Assert.False(waiting.IsCompleted);

        Time.Advance(TimeSpan.FromMinutes(1));

        await waiting.WaitAsync(Patience);
    }

    [Fact]
    public async Task WaitBehind_Cancelled_Throws()
    {
        using var cancellation = new CancellationTokenSource();
        var waiting = Journal.WaitBehindAsync(0, TimeSpan.FromMinutes(1), cancellation.Token).AsTask();

        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting.WaitAsync(Patience));
    }

    [Fact]
    public async Task Verify_WholeJournal_ReportsHeadHashAndProgress()
    {
        await AppendAsync("s", 0, Event("1"), Event("2"));
        var first = await Journal.VerifyAsync(null, CancellationToken.None);
        await AppendAsync("t", 0);
        var reports = new Reports();

        var second = await Journal.VerifyAsync(reports, CancellationToken.None);

        Assert.Empty(second.Problems);
        Assert.Equal((3L, 3L), (second.EventsChecked, second.HeadPosition));
        Assert.NotEqual(first.HeadHash, second.HeadHash);
        Assert.Contains((3L, 3L), reports.Seen);
    }

    private Task WaitAsync(long position) => Journal.WaitBehindAsync(position, TimeSpan.FromMinutes(1), CancellationToken.None).AsTask();

    private ValueTask WriteSnapshotAsync(long version, string payload) => Journal.WriteSnapshotAsync(
        new StreamSnapshot("s", version, "test.state.v1", System.Text.Encoding.UTF8.GetBytes(payload)), CancellationToken.None);

    private async Task<(long Version, string Payload)> ReadSnapshotAsync()
    {
        var snapshot = await Journal.ReadSnapshotAsync("s", CancellationToken.None);
        Assert.NotNull(snapshot);
        return (snapshot.Version, System.Text.Encoding.UTF8.GetString(snapshot.Payload.Span));
    }

    private sealed class Reports : IProgress<(long Checked, long Total)>
    {
        public List<(long Checked, long Total)> Seen { get; } = [];

        public void Report((long Checked, long Total) value) => Seen.Add(value);
    }
}
