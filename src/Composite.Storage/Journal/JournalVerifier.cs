using Composite.Domain.Ports;

namespace Composite.Storage;

/// <summary>Recomputes the whole chain from the first event to the head, a page at a time, on a connection of its own.</summary>
/// <remarks>
/// After a defect it goes on from what is stored, so each defect is reported once, at the first position that shows it.
/// Memory is bounded: versions are followed through <c>event_key</c>, and in memory only for the events that are not indexed yet.
/// </remarks>
internal sealed class JournalVerifier : IDisposable
{
    private const int PageSize = 1024;

    private readonly SqliteDatabase _database;
    private readonly SqliteStatement _page;
    private readonly SqliteStatement _key;
    private readonly JournalHead _head;
    private readonly EventDigest _digest = new();
    private readonly Dictionary<string, long> _unindexed = new(StringComparer.Ordinal);
    private readonly List<JournalProblem> _problems = [];
    private readonly List<long> _run = [];
    private readonly byte[] _previousHash = new byte[EventDigest.HashBytes];
    private long _checked;
    private long _position;

    public JournalVerifier(SqliteJournalOptions options)
    {
        _database = SqliteDatabase.Open(options.Path, SqliteAccess.Read, options.BusyTimeout);
        _page = _database.Prepare(
            """
            SELECT position, stream, version, type, subject, actor, recorded_at, payload, hash
            FROM event WHERE position > ? AND position <= ? ORDER BY position LIMIT ?
            """);
        _key = _database.Prepare(
            "SELECT first_version, positions FROM event_key WHERE stream = ? AND first_version <= ? ORDER BY first_version DESC LIMIT 1");
        using var head = new HeadTable(options.Path, _database);
        _head = head.Read();
    }

    public JournalVerification Run(IProgress<(long Checked, long Total)>? progress, CancellationToken cancellationToken)
    {
        while (ReadPage())
        {
            progress?.Report((_checked, _head.Position));
            cancellationToken.ThrowIfCancellationRequested();
        }

        if (_position < _head.Position)
        {
            Report(_position + 1, string.Empty, $"Positions {_position + 1} to {_head.Position}, the head, are missing.");
        }
        else if (!_previousHash.AsSpan().SequenceEqual(_head.Hash))
        {
            Report(_position, string.Empty, "The head's hash is not the last event's.");
        }

        return new JournalVerification(_checked, _head.Position, Convert.ToHexStringLower(_head.Hash), _problems);
    }

    public void Dispose()
    {
        _digest.Dispose();
        _page.Dispose();
        _key.Dispose();
        _database.Dispose();
    }

    private bool ReadPage()
    {
        var rows = 0;
        _page.Bind(1, _position).Bind(2, _head.Position).Bind(3, PageSize);
        while (_page.Step())
        {
            CheckRow();
            rows++;
        }

        _page.Reset();
        _checked += rows;
        return rows > 0;
    }

    private void CheckRow()
    {
        var position = _page.Integer(0);
        var stream = _page.Text(1);
        var version = _page.Integer(2);
        if (position != _position + 1)
        {
            Report(_position + 1, string.Empty, $"Positions {_position + 1} to {position - 1} are missing.");
        }

        if (!HashOf(position, version).SequenceEqual(_page.Bytes(8)))
        {
            Report(position, stream, "The event's hash does not match its content and the event before it.");
        }

        CheckVersion(position, stream, version);
        _page.Bytes(8).CopyTo(_previousHash);
        _position = position;
    }

    private ReadOnlySpan<byte> HashOf(long position, long version)
    {
        Span<byte> hash = new byte[EventDigest.HashBytes];
        _digest.Start(_previousHash, position, version, _page.Integer(6));
        _ = _digest.Add(_page.Bytes(1));
        _ = _digest.Add(_page.Bytes(3));
        if (_page.IsNull(4))
        {
            _digest.AddAbsent();
        }
        else
        {
            _ = _digest.Add(_page.Bytes(4));
        }

        _ = _digest.Add(_page.Bytes(5));
        _ = _digest.Add(_page.Bytes(7));
        _digest.Finish(hash);
        return hash;
    }

    /// <summary>The stream's version before this one must stand at a lower position, and this version nowhere else.</summary>
    private void CheckVersion(long position, string stream, long version)
    {
        var isIndexed = position <= _head.IndexedPosition;
        var before = _unindexed.TryGetValue(stream, out var recent) ? recent : 0;
        var follows = version == 1
            ? before == 0
            : before == version - 1 || (before == 0 && IndexedPosition(stream, version - 1) is > 0 and var earlier && earlier < position);
        if (!follows)
        {
            Report(position, stream, $"Version {version} does not follow the stream's version before it.");
        }

        if (isIndexed && IndexedPosition(stream, version) != position)
        {
            Report(position, stream, $"The index does not lead to version {version}.");
        }

        if (!isIndexed)
        {
            _unindexed[stream] = version;
        }
    }

    private long IndexedPosition(string stream, long version)
    {
        _run.Clear();
        var offset = 0L;
        if (_key.BindText(1, stream).Bind(2, version).Step())
        {
            PositionRun.Decode(_key.Bytes(1), _run);
            offset = version - _key.Integer(0);
        }

        _key.Reset();
        return offset < _run.Count ? _run[(int)offset] : 0;
    }

    private void Report(long position, string stream, string message)
    {
        if (_problems.Count < JournalLimits.MaxProblems)
        {
            _problems.Add(new JournalProblem(position, stream, message));
        }
    }
}
