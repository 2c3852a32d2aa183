using System.Collections.Concurrent;
using Composite.Domain.Ports;
using Xunit;

namespace Composite.Storage.Conformance;

/// <summary>Many at once: one wins each version, the log has no gaps, and a tail misses nothing.</summary>
public abstract class ConcurrencyConformance : JournalConformance
{
    [Fact]
    public async Task Append_ManyCallersOneStream_OneWinsEachVersion()
    {
        const int Callers = 16;
        const int WinsEach = 12;
        var wins = new ConcurrentBag<(long Version, long Position)>();

        await Together(Callers, async _ =>
        {
            var version = 0L;
            for (var won = 0; won < WinsEach;)
            {
                switch (await AppendAsync("s", version))
                {
                    case AppendResult.Appended appended:
                        wins.Add((++version, appended.LastPosition));
                        won++;
                        break;
                    case AppendResult.Conflict conflict:
                        Assert.NotEqual(version, conflict.ActualVersion);
                        version = conflict.ActualVersion;
                        break;
                }
            }
        });

        var expected = Enumerable.Range(1, Callers * WinsEach).Select(version => ((long)version, (long)version));
        Assert.Equal(expected, wins.Order());
        await AssertWholeAsync();
    }

    [Fact]
    public async Task ReadAll_TailWhileManyAppend_SeesEveryPositionInOrder()
    {
        const int Callers = 12;
        const int Each = 30;
        var tail = Task.Run(async () =>
        {
            var seen = new List<long>();
            while (seen.Count < Callers * Each)
            {
                var after = seen.Count == 0 ? 0 : seen[^1];
                await Journal.WaitBehindAsync(after, TimeSpan.FromMinutes(1), CancellationToken.None);
                var page = await ReadAllAsync(after, maxCount: 7);
                seen.AddRange(page.Select(e => e.Position));

                // What the tail shows, a reader that follows it must find in the stream too.
                var last = page[^1];
                Assert.Equal(last.Position, Assert.Single(await ReadAsync(last.Stream, last.Version - 1, maxCount: 1)).Position);
            }

            return seen;
        });

        await Together(Callers, async caller =>
        {
            for (var i = 0; i < Each; i++)
            {
                Assert.IsType<AppendResult.Appended>(await AppendAsync($"s{caller}", i));
            }
        });

        Assert.Equal(Enumerable.Range(1, Callers * Each).Select(position => (long)position), await tail.WaitAsync(Patience));
    }

    [Fact]
    public async Task Read_RightAfterOwnAppend_SeesItInEveryView() => await Together(8, async caller =>
    {
        for (var i = 0; i < 40; i++)
        {
            var result = await AppendAsync($"s{caller}", i, Event($"{i}", subject: $"p{i / 2}"));

            var position = Assert.IsType<AppendResult.Appended>(result).LastPosition;
            Assert.True(await Journal.ReadHeadAsync(CancellationToken.None) >= position);
            Assert.Equal(position, Assert.Single(await ReadAsync($"s{caller}", afterVersion: i)).Position);
            Assert.Equal(position, Assert.Single(await ReadAllAsync(position - 1, maxCount: 1)).Position);
            var ofSubject = await Journal.ReadSubjectAsync($"s{caller}", $"p{i / 2}", 10, CancellationToken.None);
            Assert.Equal((i % 2) + 1, ofSubject.Count);
        }
    });

    [Fact]
    public async Task ReadStream_WhileOthersAppend_HasNoGaps()
    {
        var reading = true;
        var reader = Task.Run(async () =>
        {
            while (Volatile.Read(ref reading))
            {
                var versions = (await ReadAsync("s", maxCount: JournalLimits.MaxReadCount)).Select(e => e.Version);
                Assert.Equal(Enumerable.Range(1, versions.Count()).Select(version => (long)version), versions);
            }
        });

        for (var i = 0; i < 120; i++)
        {
            await AppendAsync("s", i);
        }

        Volatile.Write(ref reading, false);
        await reader.WaitAsync(Patience);
    }

    private static Task Together(int callers, Func<int, Task> work) =>
        Task.WhenAll(Enumerable.Range(0, callers).Select(caller => Task.Run(() => work(caller)))).WaitAsync(Patience);
}
