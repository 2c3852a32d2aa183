using Composite.Domain.Ports;
using Xunit;

namespace Composite.Storage.Tests;

/// <summary>The write-ahead log stays short, whoever reads.</summary>
public sealed class CheckpointerTests : IDisposable
{
    private const int CheckpointBytes = 128 * 1024;

    private readonly JournalDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Append_WhileReadersNeverPause_KeepsTheLogBounded()
    {
        await using var journal = await OpenAsync(TimeSpan.FromSeconds(10));
        using var stop = new CancellationTokenSource();
        var readers = Enumerable.Range(0, 3).Select(_ => Task.Run(async () =>
        {
            while (!stop.IsCancellationRequested)
            {
                await journal.ReadAllAsync(0, 50, CancellationToken.None);
            }
        })).ToArray();

        var longest = await AppendAsync(journal, from: 0, rounds: 60);
        await stop.CancelAsync();
        await Task.WhenAll(readers);

        // Some 5 MB went through it. The bound leaves room for what is appended while a slow machine copies.
        Assert.InRange(longest, CheckpointBytes, 4 * Checkpointer.MaxLogFactor * CheckpointBytes);
    }

    [Fact]
    public async Task Append_AfterAnOutsideReaderLeft_StartsTheLogOver()
    {
        await using var journal = await OpenAsync(TimeSpan.FromMilliseconds(10));
        await AppendAsync(journal, from: 0, rounds: 1);
        using (var outside = _directory.Connect())
        {
            using var command = outside.CreateCommand();
            command.CommandText = "BEGIN; SELECT count(*) FROM event";
            command.ExecuteScalar();
            Assert.True(await AppendAsync(journal, from: 1, rounds: 30) > 2 * CheckpointBytes);
        }

        // The copy runs on a thread of its own: how many rounds pass before a busy machine lets it is not ours to say.
        var round = 31;
        do
        {
            Assert.True(round < 2_000, $"The log has {LogLength():N0} bytes after {round} rounds.");
            await AppendAsync(journal, from: round++, rounds: 1);
        }
        while (LogLength() > Checkpointer.MaxLogFactor * CheckpointBytes);

        Assert.Empty((await journal.VerifyAsync(null, CancellationToken.None)).Problems);
    }

    private ValueTask<SqliteJournal> OpenAsync(TimeSpan busyTimeout) =>
        _directory.OpenAsync(_directory.Options with { CheckpointBytes = CheckpointBytes, BusyTimeout = busyTimeout });

    /// <returns>The longest that the log was.</returns>
    private async Task<long> AppendAsync(SqliteJournal journal, int from, int rounds)
    {
        var longest = 0L;
        for (var round = from; round < from + rounds; round++)
        {
            var results = await Task.WhenAll(Enumerable.Range(0, 30).Select(i => journal.AppendAsync(
                Appends.One("s", (round * 30) + i, new string('x', 2000)), CancellationToken.None).AsTask()));
            Assert.All(results, result => Assert.IsType<AppendResult.Appended>(result));
            longest = Math.Max(longest, LogLength());
        }

        return longest;
    }

    private long LogLength() => new FileInfo(_directory.Path + "-wal").Length;
}
