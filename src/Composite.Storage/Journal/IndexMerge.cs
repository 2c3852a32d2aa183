using System.Runtime.InteropServices;

namespace Composite.Storage;

/// <summary>Moves the tail into the indexes, a slice with each group commit: no pause, no transaction of its own.</summary>
/// <remarks>
/// A slice is at least twice the group's events, so a frozen generation is gone before the active one is as large:
/// the tail stays below two batches and a group. An index row is a run of a stream's consecutive versions.
/// After a crash the same runs are made again, some of them longer, and replace what is there.
/// </remarks>
internal sealed class IndexMerge : IDisposable
{
    private const int MinSlice = 256;

    private readonly IndexTail _tail;
    private readonly int _batchSize;
    private readonly SqliteStatement _putStream;
    private readonly SqliteStatement _putSubject;
    private readonly byte[] _run = new byte[PositionRun.MaxBytes];
    private readonly List<TailEntry> _bySubject = [];
    private List<TailEntry>? _entries;
    private long _lastPosition;
    private int _durable;
    private int _added;

    public IndexMerge(SqliteDatabase database, IndexTail tail, int batchSize)
    {
        (_tail, _batchSize) = (tail, batchSize);
        _putStream = database.Prepare("INSERT OR REPLACE INTO event_key (stream, first_version, positions) VALUES (?, ?, ?)");
        _putSubject = database.Prepare("INSERT OR REPLACE INTO event_subject (stream, subject, first_version, positions) VALUES (?, ?, ?, ?)");
    }

    /// <summary>Adds the next slice within the open transaction.</summary>
    /// <returns>The position up to which every event is indexed now, or null when that has not changed.</returns>
    public long? AddSlice(int groupEvents)
    {
        if (_entries is null && _tail.TryFreeze(_batchSize) is { } frozen)
        {
            (_entries, _lastPosition, _durable) = (frozen.SortedByStream(), frozen.LastPosition, 0);
        }

        if (_entries is null)
        {
            return null;
        }

        var end = _durable + Math.Max(MinSlice, 2 * groupEvents);
        _added = _durable;
        while (_added < _entries.Count && _added < end)
        {
            _added += AddRun(CollectionsMarshal.AsSpan(_entries)[_added..]);
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
            _added = 0;
            _tail.DropFrozen();
        }
    }

    public void Dispose()
    {
        _putStream.Dispose();
        _putSubject.Dispose();
    }

    /// <summary>Adds the first run of the entries, as far as they are one stream's.</summary>
    /// <returns>How many entries that were.</returns>
    private int AddRun(ReadOnlySpan<TailEntry> entries)
    {
        var count = 1;
        while (count < entries.Length && count < PositionRun.MaxCount && entries[count].Stream == entries[0].Stream)
        {
            count++;
        }

        var run = entries[..count];
        var bytes = PositionRun.Encode(run, _run);
        _putStream.BindText(1, run[0].Stream).Bind(2, run[0].Version).BindBlob(3, _run.AsSpan(0, bytes)).Run();
        AddSubjects(run);
        return count;
    }

    private void AddSubjects(ReadOnlySpan<TailEntry> run)
    {
        _bySubject.Clear();
        foreach (var entry in run)
        {
            if (entry.Subject is not null)
            {
                _bySubject.Add(entry);
            }
        }

        _bySubject.Sort(static (left, right) =>
            string.CompareOrdinal(left.Subject, right.Subject) is not 0 and var order ? order : left.Version.CompareTo(right.Version));
        var rest = CollectionsMarshal.AsSpan(_bySubject);
        while (!rest.IsEmpty)
        {
            var count = 1;
            while (count < rest.Length && rest[count].Subject == rest[0].Subject)
            {
                count++;
            }

            var bytes = PositionRun.Encode(rest[..count], _run);
            _putSubject.BindText(1, rest[0].Stream).BindText(2, rest[0].Subject!).Bind(3, rest[0].Version).BindBlob(4, _run.AsSpan(0, bytes)).Run();
            rest = rest[count..];
        }
    }
}
