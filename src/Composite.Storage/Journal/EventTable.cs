using Composite.Domain.Ports;

namespace Composite.Storage;

/// <summary>The writer's statements over events: insert with the hash chain, look up a stream's version, load the tail.</summary>
internal sealed class EventTable : IDisposable
{
    private readonly EventDigest _digest = new();
    private readonly SqliteStatement _insert;
    private readonly SqliteStatement _headOfStream;
    private readonly SqliteStatement _loadTail;

    public EventTable(SqliteDatabase database)
    {
        _insert = database.Prepare(
            "INSERT INTO event (position, stream, version, type, subject, actor, recorded_at, payload, hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)");
        _headOfStream = database.Prepare("SELECT first_version, positions FROM event_key WHERE stream = ? ORDER BY first_version DESC LIMIT 1");
        _loadTail = database.Prepare("SELECT stream, version, subject, position FROM event WHERE position > ? ORDER BY position");
    }

    /// <summary>Inserts one event and moves <paramref name="hash"/> from the previous event's to this one's.</summary>
    public void Insert(long position, string stream, long version, NewEvent newEvent, long recordedAtTicks, Span<byte> hash)
    {
        _digest.Start(hash, position, version, recordedAtTicks);
        _insert.Bind(1, position).BindText(2, _digest[_digest.Add(stream)]).Bind(3, version);
        _insert.BindText(4, _digest[_digest.Add(newEvent.Type)]);
        if (newEvent.Subject is null)
        {
            _digest.AddAbsent();
            _insert.BindNull(5);
        }
        else
        {
            _insert.BindText(5, _digest[_digest.Add(newEvent.Subject)]);
        }

        _insert.BindText(6, _digest[_digest.Add(newEvent.Actor)]).Bind(7, recordedAtTicks);
        _insert.BindBlob(8, _digest[_digest.Add(newEvent.Payload.Span)]);
        _digest.Finish(hash);
        _insert.BindBlob(9, hash).Run();
    }

    /// <summary>The stream's newest indexed version; 0 when none is.</summary>
    public long IndexedVersionOf(string stream)
    {
        var version = _headOfStream.BindText(1, stream).Step()
            ? _headOfStream.Integer(0) + PositionRun.Count(_headOfStream.Bytes(1)) - 1
            : 0;
        _headOfStream.Reset();
        return version;
    }

    /// <summary>The events behind the last position that the indexes hold completely.</summary>
    public TailGeneration LoadTail(long indexedPosition)
    {
        var tail = new TailGeneration();
        _loadTail.Bind(1, indexedPosition);
        while (_loadTail.Step())
        {
            tail.Add(new TailEntry(_loadTail.Text(0), _loadTail.Integer(1), _loadTail.TextOrNull(2), _loadTail.Integer(3)));
        }

        _loadTail.Reset();
        return tail;
    }

    public void Dispose()
    {
        _digest.Dispose();
        _insert.Dispose();
        _headOfStream.Dispose();
        _loadTail.Dispose();
    }
}
