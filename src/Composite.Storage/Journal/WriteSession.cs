using Composite.Domain.Ports;

namespace Composite.Storage;

/// <summary>The writing connection and all that it knows of the file. After an error it is resynchronised or replaced, never trusted.</summary>
internal sealed class WriteSession : IDisposable
{
    private readonly SqliteJournalOptions _options;
    private readonly SqliteDatabase _database;
    private readonly IndexTail _tail;
    private readonly StreamHeads _heads;
    private readonly EventTable _events;
    private readonly HeadTable _headRow;
    private readonly SnapshotTable _snapshots;
    private readonly DueWorkTable _dueWork;
    private readonly IndexMerge _merge;
    private readonly Checkpointer _checkpointer;
    private readonly List<TailEntry> _added = [];
    private readonly byte[] _hash = new byte[EventDigest.HashBytes];
    private long _position;
    private long _indexedPosition;

    private WriteSession(SqliteJournalOptions options, SqliteDatabase database, IndexTail tail)
    {
        (_options, _database, _tail) = (options, database, tail);
        _heads = new StreamHeads(options.StreamHeadCapacity);
        _events = new EventTable(database);
        _headRow = new HeadTable(options.Path, database);
        _snapshots = new SnapshotTable(database);
        _dueWork = new DueWorkTable(database);
        _merge = new IndexMerge(database, tail, options.IndexBatchSize);
        _checkpointer = new Checkpointer(options, database, database.QueryInteger("PRAGMA page_size"));
    }

    /// <summary>The last event's position: durable outside a transaction.</summary>
    public long Position => _position;

    /// <summary>Opens the file for writing, brings its schema forward and reads where the log ends.</summary>
    /// <exception cref="SqliteErrorException">SQLite refused.</exception>
    /// <exception cref="JournalUnavailableException">Damaged.</exception>
    public static WriteSession Open(SqliteJournalOptions options, IndexTail tail)
    {
        var database = SqliteDatabase.Open(options.Path, SqliteAccess.Write, options.BusyTimeout);
        WriteSession? session = null;
        try
        {
            Configure(database, options);
            SchemaMigrator.Migrate(database, JournalSchema.Migrations);

            // After a crash or an input/output error the log may hold a commit that the disk does not. Copying the log into
            // the main file writes and syncs it all again, before anything is read from it or built on it.
            if (database.QueryInteger("PRAGMA wal_checkpoint(TRUNCATE)") != 0)
            {
                throw new SqliteErrorException(SQLitePCL.raw.SQLITE_BUSY, "readers hold the write-ahead log");
            }

            session = new WriteSession(options, database, tail);
            session.Load();
            return session;
        }
        catch
        {
            session?.CloseParts();
            database.Dispose();
            throw;
        }
    }

    public void Begin() => _database.Execute("BEGIN IMMEDIATE");

    /// <summary>Appends within the open transaction, or says which stream is not at its expected version.</summary>
    public AppendResult Append(Append append)
    {
        // By index: an enumerator of a list's interface is an object, and this runs for every event.
        for (var i = 0; i < append.Streams.Count; i++)
        {
            var stream = append.Streams[i];
            var version = VersionOf(stream.Stream);
            if (version != stream.ExpectedVersion)
            {
                return new AppendResult.Conflict(stream.Stream, stream.ExpectedVersion, version);
            }
        }

        for (var i = 0; i < append.Streams.Count; i++)
        {
            Insert(append.Streams[i], append.RecordedAt.UtcTicks);
        }

        for (var i = 0; i < append.Schedule.Count; i++)
        {
            _dueWork.Schedule(append.Schedule[i]);
        }

        for (var i = 0; i < append.Complete.Count; i++)
        {
            _dueWork.Complete(append.Complete[i]);
        }

        return new AppendResult.Appended(_position);
    }

    public IReadOnlyList<DueWork> Lease(DateTimeOffset now, DateTimeOffset leaseUntil, int maxCount) =>
        _dueWork.Lease(now, leaseUntil, maxCount);

    public void Write(StreamSnapshot snapshot) => _snapshots.Write(snapshot);

    /// <summary>Makes the transaction durable, then findable for readers.</summary>
    public void Commit()
    {
        var indexed = _merge.AddSlice(_added.Count);
        if (_added.Count > 0 || indexed is not null)
        {
            _headRow.Write(_position, _hash, indexed ?? _indexedPosition);
        }

        _options.CommitProbe?.Invoke(CommitStep.BeforeCommit);
        _database.Execute("COMMIT");
        _options.CommitProbe?.Invoke(CommitStep.AfterCommit);
        _indexedPosition = indexed ?? _indexedPosition;
        _tail.Add(_added);
        _added.Clear();
        _merge.Committed();
    }

    /// <summary>Copies the write-ahead log into the main file when it has grown long. Called when the callers have their answers.</summary>
    public void Checkpoint() => _checkpointer.AfterCommit();

    /// <summary>Undoes the open transaction and reads from the file again what was kept in memory.</summary>
    /// <returns>False when the file does not stand where this session left it: the session must be replaced.</returns>
    public bool TryRollback(long durablePosition)
    {
        if (_database.IsInTransaction)
        {
            _database.Execute("ROLLBACK");
        }

        _heads.Clear();
        _added.Clear();
        var head = _headRow.ReadAndCheck();
        (_position, _indexedPosition) = (head.Position, head.IndexedPosition);
        head.Hash.CopyTo(_hash, 0);
        return _position == durablePosition;
    }

    public void Dispose()
    {
        CloseParts();
        _database.Dispose();
    }

    private static void Configure(SqliteDatabase database, SqliteJournalOptions options)
    {
        database.Execute("PRAGMA journal_mode = WAL");
        database.Execute("PRAGMA synchronous = FULL");
        database.Execute($"PRAGMA cache_size = -{options.CacheBytes / 1024}");
        var pageSize = database.QueryInteger("PRAGMA page_size");
        database.Execute("PRAGMA wal_autocheckpoint = 0");
        database.Execute($"PRAGMA journal_size_limit = {2L * options.CheckpointBytes}");
        if (options.MaxFileBytes > 0)
        {
            database.Execute($"PRAGMA max_page_count = {Math.Max(1, options.MaxFileBytes / pageSize)}");
        }
    }

    private void Load()
    {
        var head = _headRow.ReadAndCheck();
        (_position, _indexedPosition) = (head.Position, head.IndexedPosition);
        head.Hash.CopyTo(_hash, 0);
        _tail.Replace(_events.LoadTail(_indexedPosition));
    }

    private void Insert(StreamAppend stream, long recordedAtTicks)
    {
        var version = stream.ExpectedVersion;
        for (var i = 0; i < stream.Events.Count; i++)
        {
            var newEvent = stream.Events[i];
            version++;
            _position++;
            _events.Insert(_position, stream.Stream, version, newEvent, recordedAtTicks, _hash);
            _added.Add(new TailEntry(stream.Stream, version, newEvent.Subject, _position));
        }

        _heads.Set(stream.Stream, version);
    }

    private long VersionOf(string stream)
    {
        if (!_heads.TryGet(stream, out var version))
        {
            version = _tail.VersionOf(stream);
            version = version > 0 ? version : _events.IndexedVersionOf(stream);
            _heads.Set(stream, version);
        }

        return version;
    }

    private void CloseParts()
    {
        _checkpointer.Dispose();
        _events.Dispose();
        _headRow.Dispose();
        _snapshots.Dispose();
        _dueWork.Dispose();
        _merge.Dispose();
    }
}
