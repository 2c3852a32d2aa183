using Composite.Domain.Ports;
using Xunit;

namespace Composite.Storage.Tests;

/// <summary>Events are found wherever they are: in memory, half moved into the indexes, or there.</summary>
public sealed class IndexMergeTests : IDisposable
{
    private const int Streams = 7;

    private readonly JournalDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Read_AtAnyStageOfTheMerge_FindsEveryEvent()
    {
        var journal = await OpenAsync();
        var written = 0;
        for (var round = 0; round < 12; round++)
        {
            // The 1200 entries of a batch of 600 move at 512 a group, and a round is one or a few groups: the rounds end at every stage.
            await AppendAsync(journal, written, 101);
            written += 101;

            if (round % 3 == 2)
            {
                await journal.DisposeAsync();
                journal = await OpenAsync();
            }

            await AssertFoundAsync(journal, written);
        }

        Assert.Empty((await journal.VerifyAsync(null, CancellationToken.None)).Problems);
        await journal.DisposeAsync();
    }

    [Fact]
    public async Task Append_AfterReopenInTheMiddleOfAMerge_KnowsTheVersions()
    {
        await using (var journal = await OpenAsync())
        {
            await AppendAsync(journal, 0, 601);
            await AppendAsync(journal, 601, 1);
        }

        await using var reopened = await OpenAsync();
        await AppendAsync(reopened, 602, 98);
        await AssertFoundAsync(reopened, 700);
    }

    /// <summary>The queue keeps the order of the calls, so all may wait at once.</summary>
    private static async Task AppendAsync(SqliteJournal journal, int first, int count)
    {
        var results = await Task.WhenAll(Enumerable.Range(first, count).Select(i => journal.AppendAsync(
            Appends.One($"s{i % Streams}", i / Streams, subject: $"p{i % 3}"), CancellationToken.None).AsTask()));
        Assert.Equal(Enumerable.Range(first, count).Select(i => new AppendResult.Appended(i + 1)), results);
    }

    private ValueTask<SqliteJournal> OpenAsync() => _directory.OpenAsync(_directory.Options with { IndexBatchSize = 600 });

    private static async Task AssertFoundAsync(SqliteJournal journal, int written)
    {
        for (var stream = 0; stream < Streams; stream++)
        {
            var expected = Enumerable.Range(0, written).Where(i => i % Streams == stream).ToList();
            var events = await journal.ReadStreamAsync($"s{stream}", 0, JournalLimits.MaxReadCount, CancellationToken.None);
            Assert.Equal(expected.Select(i => i + 1L), events.Select(e => e.Position));

            var ofSubject = await journal.ReadSubjectAsync($"s{stream}", "p1", JournalLimits.MaxReadCount, CancellationToken.None);
            Assert.Equal(expected.Where(i => i % 3 == 1).Select(i => i + 1L), ofSubject.Select(e => e.Position));
        }
    }
}
