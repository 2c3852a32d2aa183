using System.Runtime.InteropServices;

namespace Composite.Storage;

/// <summary>Moves the tail into the indexes, a slice with each group commit: no pause, no transaction of its own.</summary>
/// <remarks>
/// An event is two index entries at most, and a slice is at least four times the group's events. So a frozen generation is gone
/// before the active one is as large, and the tail stays below two batches and a group. An index row is a run of entries.
/// After a crash the same runs are made again, some of them longer, and replace what is there.
/// </remarks>
internal sealed class IndexMerge : IDisposable
{
    private const int MinSlice = 512;

    private readonly IndexTail _tail;
    private readonly int _batchSize;
    private readonly SqliteStatement _putStream;
    private readonly SqliteStatement _putSubject;
    private readonly byte[] _run = new byte[PositionRun.MaxBytes];

    /// <summary>The frozen generation by stream, and behind <see cref="_streamEntries"/> once more by subject: each index in its own order.</summary>
    private List<TailEntry>? _entries;
    private int _streamEntries;
    private long _lastPosition;
    private int _durable;
    private int _added;

    public IndexMerge(SqliteDatabase database, IndexTail tail, int batchSize)
    {
        (_tail, _batchSize) = (tail, batchSize);
        _putStream = database.Prepare("INSERT OR REPLACE INTO event_key (stream, first_version, positions) VALUES (?, ?, ?)");
        _putSubject = database.Prepare("INSERT OR REPLACE INTO event_subject (subject, stream, first_version, positions) VALUES (?, ?, ?, ?)");
    }

    /// <summary>Adds the next slice within the open transaction.</summary>
    /// <returns>The position up to which every event is indexed now, or null when that has not changed.</returns>
    public long? AddSlice(int groupEvents)
    {
        if (_entries is null && _tail.TryFreeze(_batchSize) is { } frozen)
        {
            Begin(frozen);
        }

        if (_entries is null)
        {
            return null;
        }

        var end = _durable + Math.Max(MinSlice, 4 * groupEvents);
        for (_added = _durable; _added < _entries.Count && _added < end;)
        {
            _added += _added < _streamEntries ? AddStreamRun() : AddSubjectRun();
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

    private void Begin(TailGeneration frozen)
    {
        var entries = frozen.SortedByStream();
        (_streamEntries, _lastPosition, _durable) = (entries.Count, frozen.LastPosition, 0);
        AddBySubject(entries);
        _entries = entries;
    }

    /// <summary>Adds all entries with a subject once more, by subject; those of one subject stay by stream, then version.</summary>
    private static void AddBySubject(List<TailEntry> byStream)
    {
        // A chain for each subject, and only the subjects are sorted: a payment has several events, and this is the writer's thread.
        var next = new int[byStream.Count];
        var chains = new Dictionary<string, (int First, int Last)>(byStream.Count, StringComparer.Ordinal);
        for (var i = 0; i < next.Length; i++)
        {
            next[i] = -1;
            if (byStream[i].Subject is { } subject)
            {
                ref var chain = ref CollectionsMarshal.GetValueRefOrAddDefault(chains, subject, out var exists);
                if (exists)
                {
                    next[chain.Last] = i;
                    chain.Last = i;
                }
                else
                {
                    chain = (i, i);
                }
            }
        }

        var subjects = chains.Keys.ToArray();
        Array.Sort(subjects, StringComparer.Ordinal);
        byStream.EnsureCapacity(2 * byStream.Count);
        foreach (var subject in subjects)
        {
            for (var i = chains[subject].First; i >= 0; i = next[i])
            {
                byStream.Add(byStream[i]);
            }
        }
    }

    /// <returns>How many entries the run has.</returns>
    private int AddStreamRun()
    {
        var rest = CollectionsMarshal.AsSpan(_entries)[_added.._streamEntries];
        var count = 1;
        while (count < rest.Length && count < PositionRun.MaxCount && rest[count].Stream == rest[0].Stream)
        {
            count++;
        }

        var bytes = PositionRun.Encode(rest[..count], _run);
        _putStream.BindText(1, rest[0].Stream).Bind(2, rest[0].Version).BindBlob(3, _run.AsSpan(0, bytes)).Run();
        return count;
    }

    /// <returns>How many entries the run has.</returns>
    private int AddSubjectRun()
    {
        var rest = CollectionsMarshal.AsSpan(_entries)[_added..];
        var count = 1;
        while (count < rest.Length && count < PositionRun.MaxCount && rest[count].Subject == rest[0].Subject && rest[count].Stream == rest[0].Stream)
        {
            count++;
        }

        var bytes = PositionRun.Encode(rest[..count], _run);
        _putSubject.BindText(1, rest[0].Subject!).BindText(2, rest[0].Stream).Bind(3, rest[0].Version).BindBlob(4, _run.AsSpan(0, bytes)).Run();
        return count;
    }
}
