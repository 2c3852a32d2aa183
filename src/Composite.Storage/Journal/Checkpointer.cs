using SQLitePCL;

namespace Composite.Storage;

/// <summary>Copies the write-ahead log into the main file while the writer goes on, so that no append waits for most of it.</summary>
/// <remarks>
/// A thread and a connection of its own copy what is in the log; then the writer copies the little that came meanwhile,
/// and its next commit starts the log from its beginning. A copy that fails loses nothing, the log keeps it all:
/// it is tried again after the next commit, and a disk that stays full refuses the commits themselves.
/// </remarks>
internal sealed class Checkpointer(SqliteJournalOptions options, SqliteDatabase writer, long pageSizeBytes) : IDisposable
{
    private readonly long _pages = options.CheckpointBytes / pageSizeBytes;
    private Task? _copy;

    /// <summary>Called by the writer's thread after each commit.</summary>
    public void AfterCommit()
    {
        if (_copy is null && writer.PagesWritten >= _pages)
        {
            _copy = Task.Factory.StartNew(Copy, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        }
        else if (_copy is { IsCompleted: true })
        {
            _copy = null;
            if (writer.TryCheckpoint())
            {
                writer.ResetPagesWritten();
            }
        }
    }

    public void Dispose() => _copy?.GetAwaiter().GetResult();

    private void Copy()
    {
        try
        {
            using var database = SqliteDatabase.Open(options.Path, SqliteAccess.Write, options.BusyTimeout);
            database.Execute("PRAGMA synchronous = FULL");
            _ = database.TryCheckpoint();
        }
        catch (SqliteErrorException error) when (error.PrimaryCode is raw.SQLITE_FULL or raw.SQLITE_IOERR or raw.SQLITE_BUSY or raw.SQLITE_CANTOPEN)
        {
            // The writer meets the same disk with its next commit, and its callers are told.
        }
    }
}
