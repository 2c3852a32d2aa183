using System.Runtime.InteropServices;

namespace Composite.Storage;

/// <summary>Entries in the order of their positions, each linked to the one before it in its stream.</summary>
internal sealed class TailGeneration
{
    private readonly List<(TailEntry Entry, int Previous)> _entries = [];
    private readonly Dictionary<string, int> _last = new(StringComparer.Ordinal);

    public int Count => _entries.Count;

    /// <summary>The position of the newest entry; 0 when there is none.</summary>
    public long LastPosition => _entries.Count == 0 ? 0 : _entries[^1].Entry.Position;

    public void Add(TailEntry entry)
    {
        ref var last = ref CollectionsMarshal.GetValueRefOrAddDefault(_last, entry.Stream, out var exists);
        _entries.Add((entry, exists ? last : -1));
        last = _entries.Count - 1;
    }

    /// <summary>The stream's newest version here; 0 when it has none.</summary>
    public long VersionOf(string stream) => _last.TryGetValue(stream, out var last) ? _entries[last].Entry.Version : 0;

    /// <summary>Adds the stream's entries behind a version to <paramref name="found"/>, oldest first; only a subject's, when one is given.</summary>
    public void Collect(string stream, long afterVersion, string? subject, List<TailEntry> found)
    {
        var start = found.Count;
        for (var i = _last.GetValueOrDefault(stream, -1); i >= 0 && _entries[i].Entry.Version > afterVersion; i = _entries[i].Previous)
        {
            if (subject is null || _entries[i].Entry.Subject == subject)
            {
                found.Add(_entries[i].Entry);
            }
        }

        found.Reverse(start, found.Count - start);
    }

    /// <summary>All entries by stream, then version: the order in which they are added to the indexes, so that neighbours share pages.</summary>
    public List<TailEntry> SortedByStream()
    {
        var streams = _last.Keys.ToArray();
        Array.Sort(streams, StringComparer.Ordinal);
        var sorted = new List<TailEntry>(_entries.Count);
        foreach (var stream in streams)
        {
            Collect(stream, afterVersion: 0, subject: null, sorted);
        }

        return sorted;
    }
}
