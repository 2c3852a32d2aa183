using Composite.Domain.Ports;
using Xunit;

namespace Composite.Storage.Tests;

/// <summary>Whatever is changed behind the journal's back, verification names the first position that shows it.</summary>
public sealed class TamperTests : IDisposable
{
    private const string Unlock = "DROP TRIGGER event_never_changes; DROP TRIGGER event_never_leaves;";

    private readonly JournalDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData("UPDATE event SET payload = CAST('payload X' AS BLOB) WHERE position = 7")]
    [InlineData("UPDATE event SET type = type || 'x' WHERE position = 7")]
    [InlineData("UPDATE event SET actor = 'staff/eve' WHERE position = 7")]
    [InlineData("UPDATE event SET subject = 'p' WHERE position = 7")]
    [InlineData("UPDATE event SET recorded_at = recorded_at + 1 WHERE position = 7")]
    [InlineData("UPDATE event SET stream = 's9' WHERE position = 7")]
    [InlineData("UPDATE event SET version = version + 1 WHERE position = 7")]
    [InlineData("UPDATE event SET hash = zeroblob(32) WHERE position = 7")]
    [InlineData("DELETE FROM event WHERE position = 7")]
    [InlineData("UPDATE event SET position = 100 WHERE position = 7; UPDATE event SET position = 7 WHERE position = 9; UPDATE event SET position = 9 WHERE position = 100")]
    public async Task Verify_EventChangedRemovedOrMoved_NamesTheFirstPosition(string tampering)
    {
        await _directory.FillAsync(events: 20);
        _directory.Execute(Unlock + tampering);

        await using var journal = await _directory.OpenAsync();
        var verification = await journal.VerifyAsync(null, CancellationToken.None);

        Assert.Equal(7, verification.Problems[0].Position);
        Assert.InRange(verification.Problems.Count, 1, 8);
    }

    [Fact]
    public async Task Verify_LastEventRemovedWhileOpen_NamesItsPosition()
    {
        await _directory.FillAsync(events: 20);
        await using var journal = await _directory.OpenAsync();
        _directory.Execute(Unlock + "DELETE FROM event WHERE position > 17");

        var verification = await journal.VerifyAsync(null, CancellationToken.None);

        Assert.Equal((18L, "Positions 18 to 20, the head, are missing."), (verification.Problems[0].Position, verification.Problems[0].Message));
    }

    [Fact]
    public async Task Verify_IndexLeadsElsewhere_NamesThePosition()
    {
        await using (var journal = await _directory.OpenAsync(_directory.Options with { IndexBatchSize = 4 }))
        {
            for (var i = 0; i < 12; i++)
            {
                await journal.AppendAsync(Appends.One("s", i), CancellationToken.None);
            }
        }

        _directory.Execute("DELETE FROM event_key WHERE first_version = (SELECT min(first_version) FROM event_key)");
        await using var reopened = await _directory.OpenAsync();

        Assert.Equal(1, (await reopened.VerifyAsync(null, CancellationToken.None)).Problems[0].Position);
    }

    [Fact]
    public async Task Verify_EverythingChanged_ReportsNoMoreThanTheLimit()
    {
        await _directory.FillAsync(events: JournalLimits.MaxProblems + 20);
        _directory.Execute(Unlock + "UPDATE event SET version = version + 5, actor = 'staff/eve'");

        await using var journal = await _directory.OpenAsync();

        Assert.Equal(JournalLimits.MaxProblems, (await journal.VerifyAsync(null, CancellationToken.None)).Problems.Count);
    }

    [Theory]
    [InlineData("UPDATE event SET actor = 'staff/eve' WHERE position = 7")]
    [InlineData("DELETE FROM event WHERE position = 7")]
    public async Task Event_ChangedWithoutForce_IsRefusedByTheFileItself(string tampering)
    {
        await _directory.FillAsync();

        var error = Assert.Throws<Microsoft.Data.Sqlite.SqliteException>(() => _directory.Execute(tampering));

        Assert.Contains("insert-only", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verify_Cancelled_Stops()
    {
        await _directory.FillAsync();
        await using var journal = await _directory.OpenAsync();
        using var cancellation = new CancellationTokenSource();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            async () => await journal.VerifyAsync(new CancelAtFirstReport(cancellation), cancellation.Token));
    }

    private sealed class CancelAtFirstReport(CancellationTokenSource cancellation) : IProgress<(long Checked, long Total)>
    {
        public void Report((long Checked, long Total) value) => cancellation.Cancel();
    }
}
