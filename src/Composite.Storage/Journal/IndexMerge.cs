namespace Composite.Storage;

/// <summary>Moves the tail into the indexes, a slice with each group commit: no pause, no transaction of its own.</summary>
/// <remarks>
/// A slice is at least twice the group's events, so a frozen generation is gone before the active one is as large:
/// the tail stays below two batches and a group. After a crash entries may be added again, which changes nothing.
/// </remarks>
internal sealed class IndexMerge : IDisposable
{
    private const int MinSlice = 256;

    private readonly string _path;
    private readonly SqliteDatabase _database;
    private readonly IndexTail _tail;
    private readonly int _batchSize;
    private readonly SqliteStatement _addKey;
    private readonly SqliteStatement _addSubject;
    private readonly SqliteStatement _findKey;
    private List<TailEntry>? _entries;
    private long _lastPosition;
    private int _durable;
    private int _added;

    public IndexMerge(string path, SqliteDatabase database, IndexTail tail, int batchSize)
    {
        (_path, _database, _tail, _batchSize) = (path, database, tail, batchSize);
        _addKey = database.Prepare("INSERT OR IGNORE INTO event_key (stream, version, position) VALUES (?, ?, ?)");
        _addSubject = database.Prepare("INSERT OR IGNORE INTO event_subject (stream, subject, version, position) VALUES (?, ?, ?, ?)");
        _findKey = database.Prepare("SELECT position FROM event_key WHERE stream = ? AND version = ?");
    }

    /// <summary>Adds the next slice within the open transaction.</summary>
    /// <returns>The position up to which every event is indexed now, or null when that has not changed.</returns>
    public long? AddSlice(int groupEvents)
    {
        if (_entries is null && _tail.TryFreeze(_batchSize) is { } frozen)
        {
            (_entries, _lastPosition, _durable, _added) = (frozen.SortedByStream(), frozen.LastPosition, 0, 0);
        }

        if (_entries is null)
        {
            return null;
        }

        var end = Math.Min(_entries.Count, _durable + Math.Max(MinSlice, 2 * groupEvents));
        for (_added = _durable; _added < end; _added++)
        {
            Add(_entries[_added]);
        }

        return _added == _entries.Count ? _lastPosition : null;
    }

    /// <summary>The transaction is durable: what it added need not be added again.</summary>
    public void Committed()
    {
        _durable = _added;
        if (_entries is not null && _durable == _entries.Count)
        {
            _entries = null;
            _tail.DropFrozen();
        }
    }

    public void Dispose()
    {
        _addKey.Dispose();
        _addSubject.Dispose();
        _findKey.Dispose();
    }

    private void Add(TailEntry entry)
    {
        _addKey.BindText(1, entry.Stream).Bind(2, entry.Version).Bind(3, entry.Position).Run();
        if (_database.Changes == 0)
        {
            RequireSamePosition(entry);
        }

        if (entry.Subject is not null)
        {
            _addSubject.BindText(1, entry.Stream).BindText(2, entry.Subject).Bind(3, entry.Version).Bind(4, entry.Position).Run();
        }
    }

    private void RequireSamePosition(TailEntry entry)
    {
        var found = _findKey.BindText(1, entry.Stream).Bind(2, entry.Version).Step() ? _findKey.Integer(0) : 0;
        _findKey.Reset();
        if (found != entry.Position)
        {
            throw SqliteFaults.Damaged(_path, $"version {entry.Version} of {entry.Stream} stands at position {found} and at {entry.Position}");
        }
    }
}
