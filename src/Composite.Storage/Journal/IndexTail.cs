namespace Composite.Storage;

/// <summary>The durable events that the indexes do not hold yet, findable in memory by readers and the writer.</summary>
/// <remarks>
/// The active generation takes new entries; a frozen one is being moved into the indexes and leaves when all of it is there.
/// An entry is here before its append is acknowledged and leaves after its index rows are durable. So a reader that looks
/// here first and into the indexes after finds every event, some of them twice.
/// </remarks>
internal sealed class IndexTail
{
    private readonly Lock _lock = new();
    private TailGeneration _active = new();
    private TailGeneration? _frozen;

    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _active.Count + (_frozen?.Count ?? 0);
            }
        }
    }

    public void Add(List<TailEntry> entries)
    {
        lock (_lock)
        {
            foreach (var entry in entries)
            {
                _active.Add(entry);
            }
        }
    }

    /// <summary>The stream's newest version in the tail; 0 when it has none there.</summary>
    public long VersionOf(string stream)
    {
        lock (_lock)
        {
            var version = _active.VersionOf(stream);
            return version > 0 ? version : _frozen?.VersionOf(stream) ?? 0;
        }
    }

    /// <summary>The stream's entries behind a version, oldest first; only a subject's, when one is given.</summary>
    public List<TailEntry> Collect(string stream, long afterVersion, string? subject)
    {
        var found = new List<TailEntry>();
        lock (_lock)
        {
            _frozen?.Collect(stream, afterVersion, subject, found);
            _active.Collect(stream, afterVersion, subject, found);
        }

        return found;
    }

    /// <summary>Freezes the active generation when it holds at least <paramref name="batchSize"/> and none is frozen.</summary>
    public TailGeneration? TryFreeze(int batchSize)
    {
        lock (_lock)
        {
            if (_frozen is not null || _active.Count < batchSize)
            {
                return null;
            }

            _frozen = _active;
            _active = new TailGeneration();
            return _frozen;
        }
    }

    /// <summary>Forgets the frozen generation: all of it is in the indexes, durably.</summary>
    public void DropFrozen()
    {
        lock (_lock)
        {
            _frozen = null;
        }
    }

    /// <summary>Starts again from what the file says, in one step: a reader finds the old tail or the new one, never none.</summary>
    public void Replace(TailGeneration tail)
    {
        lock (_lock)
        {
            _frozen = null;
            _active = tail;
        }
    }
}
