namespace Composite.Storage;

/// <summary>Copies the write-ahead log into the main file while the writer goes on, so that no append waits for most of it.</summary>
/// <remarks>
/// A thread and a connection of its own copy what is in the log; then the writer copies the little that came meanwhile,
/// and its next commit starts the log from its beginning, unless a reader is in it. When readers kept the log from starting
/// over for <see cref="MaxLogFactor"/> times its usual length, the writer waits for them, no longer than the busy timeout.
/// A copy that fails loses nothing, the log keeps it all: it is tried again later, and a full disk refuses the commits themselves.
/// </remarks>
internal sealed class Checkpointer(SqliteJournalOptions options, SqliteDatabase writer, long pageSizeBytes) : IDisposable
{
    public const int MaxLogFactor = 4;

    private readonly long _pages = options.CheckpointBytes / pageSizeBytes;
    private readonly FileInfo _log = new(options.Path + "-wal");
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
            writer.ResetPagesWritten();
            _log.Refresh();
            writer.Checkpoint(waitForReaders: _log.Exists && _log.Length >= (long)MaxLogFactor * options.CheckpointBytes);
        }
    }

    public void Dispose() => _copy?.GetAwaiter().GetResult();

    private void Copy()
    {
        try
        {
            using var database = SqliteDatabase.Open(options.Path, SqliteAccess.Write, options.BusyTimeout);
            database.Execute("PRAGMA synchronous = FULL");
            database.Checkpoint(waitForReaders: false);
        }
        catch (SqliteErrorException)
        {
            // The writer meets the same file with its next commit, and its callers are told.
        }
    }
}
