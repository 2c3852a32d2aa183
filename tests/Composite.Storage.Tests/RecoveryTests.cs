using Composite.Domain.Ports;
using SQLitePCL;
using Xunit;

namespace Composite.Storage.Tests;

/// <summary>A commit that fails, or that says so too late: the group is told, and the writer goes on from what the file holds.</summary>
public sealed class RecoveryTests : IDisposable
{
    private readonly JournalDirectory _directory = new();
    private Action<CommitStep>? _probe;

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData(raw.SQLITE_IOERR_WRITE, JournalFault.Unavailable)]
    [InlineData(raw.SQLITE_IOERR_FSYNC, JournalFault.Unavailable)]
    [InlineData(raw.SQLITE_FULL, JournalFault.Full)]
    [InlineData(raw.SQLITE_IOERR_SHMSIZE, JournalFault.Full)]
    [InlineData(raw.SQLITE_BUSY, JournalFault.Locked)]
    [InlineData(raw.SQLITE_READONLY, JournalFault.Unavailable)]
    public async Task Append_CommitFails_WritesNothingAndTheNextSucceeds(int code, JournalFault expected)
    {
        await using var journal = await OpenAsync();
        await AppendAsync(journal, 0);
        FailOnce(CommitStep.BeforeCommit, new SqliteErrorException(code, "injected"));

        var fault = await Assert.ThrowsAsync<JournalUnavailableException>(() => AppendAsync(journal, 1));

        Assert.Equal(expected, fault.Fault);
        Assert.Single(await ReadAsync(journal));
        Assert.Equal(new AppendResult.Appended(2), await AppendAsync(journal, 1));
        Assert.Empty((await journal.VerifyAsync(null, CancellationToken.None)).Problems);
    }

    [Theory]
    [InlineData(raw.SQLITE_IOERR_FSYNC)]
    [InlineData(raw.SQLITE_FULL)]
    public async Task Append_FailureReportedAfterTheCommit_IsFoundByTheReload(int code)
    {
        await using var journal = await OpenAsync();
        await AppendAsync(journal, 0);
        FailOnce(CommitStep.AfterCommit, new SqliteErrorException(code, "injected"));

        await Assert.ThrowsAsync<JournalUnavailableException>(() => AppendAsync(journal, 1));

        Assert.Equal(2, await journal.ReadHeadAsync(CancellationToken.None));
        Assert.Equal(2, (await ReadAsync(journal)).Count);
        Assert.Equal(new AppendResult.Conflict("s", 1, 2), await AppendAsync(journal, 1));
        Assert.Equal(new AppendResult.Appended(3), await AppendAsync(journal, 2));
        Assert.Empty((await journal.VerifyAsync(null, CancellationToken.None)).Problems);
    }

    [Fact]
    public async Task Append_WriterMeetsABug_TellsTheCallerAndLives()
    {
        await using var journal = await OpenAsync();
        FailOnce(CommitStep.BeforeCommit, new InvalidOperationException("a bug"));

        var fault = await Assert.ThrowsAsync<JournalUnavailableException>(() => AppendAsync(journal, 0));

        Assert.Contains("a bug", fault.Message, StringComparison.Ordinal);
        Assert.Equal(new AppendResult.Appended(1), await AppendAsync(journal, 0));
    }

    [Fact]
    public async Task Append_FileFoundCorrupt_IsRefusedUntilOpenedAgain()
    {
        await using (var journal = await OpenAsync())
        {
            await AppendAsync(journal, 0);
            FailOnce(CommitStep.BeforeCommit, new SqliteErrorException(raw.SQLITE_CORRUPT, "injected"));

            for (var i = 0; i < 2; i++)
            {
                var fault = await Assert.ThrowsAsync<JournalUnavailableException>(() => AppendAsync(journal, 1));
                Assert.Equal(JournalFault.Damaged, fault.Fault);
            }

            Assert.Single(await ReadAsync(journal));
        }

        await using var reopened = await OpenAsync();
        Assert.Equal(new AppendResult.Appended(2), await AppendAsync(reopened, 1));
    }

    [Fact]
    public async Task Append_AnotherProgramWroteEvents_IsDamaged()
    {
        await using var journal = await OpenAsync();
        await AppendAsync(journal, 0);
        _directory.Execute("INSERT INTO event SELECT 2, stream, 2, type, subject, actor, recorded_at, payload, hash FROM event");

        var fault = await Assert.ThrowsAsync<JournalUnavailableException>(() => AppendAsync(journal, 1));

        Assert.Equal(JournalFault.Damaged, fault.Fault);
    }

    private ValueTask<SqliteJournal> OpenAsync() =>
        _directory.OpenAsync(_directory.Options with { IndexBatchSize = 1, CommitProbe = step => _probe?.Invoke(step) });

    private void FailOnce(CommitStep at, Exception error) => _probe = step =>
    {
        if (step == at)
        {
            _probe = null;
            throw error;
        }
    };

    private static Task<AppendResult> AppendAsync(SqliteJournal journal, long expectedVersion) =>
        journal.AppendAsync(Appends.One("s", expectedVersion), CancellationToken.None).AsTask();

    private static async Task<IReadOnlyList<RecordedEvent>> ReadAsync(SqliteJournal journal) =>
        await journal.ReadStreamAsync("s", 0, 100, CancellationToken.None);
}
