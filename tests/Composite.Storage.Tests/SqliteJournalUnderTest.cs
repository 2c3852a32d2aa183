using Composite.Domain.Ports;
using Composite.Storage.Conformance;

namespace Composite.Storage.Tests;

/// <summary>The SQLite journal for the conformance kit, with batches so small that every test crosses from memory to the indexes.</summary>
internal sealed class SqliteJournalUnderTest : JournalUnderTest
{
    private readonly JournalDirectory _directory = new();
    private readonly TimeProvider _time;
    private SqliteJournal? _journal;

    private SqliteJournalUnderTest(TimeProvider time) => _time = time;

    public override IJournal Journal => _journal!;

    public static async ValueTask<JournalUnderTest> CreateAsync(TimeProvider time)
    {
        var underTest = new SqliteJournalUnderTest(time);
        await underTest.OpenAsync();
        return underTest;
    }

    public override async ValueTask ReopenAsync()
    {
        await _journal!.DisposeAsync();
        await OpenAsync();
    }

    /// <summary>Another client takes the file's write lock and keeps it.</summary>
    public override ValueTask<IAsyncDisposable> BreakAsync()
    {
        var connection = _directory.Connect();
        using var command = connection.CreateCommand();
        command.CommandText = "BEGIN IMMEDIATE";
        command.ExecuteNonQuery();
        return ValueTask.FromResult<IAsyncDisposable>(connection);
    }

    public override async ValueTask DisposeAsync()
    {
        await _journal!.DisposeAsync();
        _directory.Dispose();
    }

    private async ValueTask OpenAsync() =>
        _journal = await SqliteJournal.OpenAsync(_directory.Options with { IndexBatchSize = 5 }, _time);
}
