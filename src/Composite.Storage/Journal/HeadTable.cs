using Composite.Domain.Ports;

namespace Composite.Storage;

/// <summary>Where the log ends: the last event's position and hash, and the position up to which all events are indexed.</summary>
internal sealed record JournalHead(long Position, byte[] Hash, long IndexedPosition);

/// <summary>The one row that says where the log ends. It shows the loss of the last events, which a chain alone cannot.</summary>
internal sealed class HeadTable : IDisposable
{
    private readonly string _path;
    private readonly SqliteStatement _read;
    private readonly SqliteStatement _write;
    private readonly SqliteStatement _lastEvent;

    public HeadTable(string path, SqliteDatabase database)
    {
        _path = path;
        _read = database.Prepare("SELECT position, hash, indexed_position FROM head WHERE id = 1");
        _write = database.Prepare("UPDATE head SET position = ?, hash = ?, indexed_position = ? WHERE id = 1");
        _lastEvent = database.Prepare("SELECT position, hash FROM event ORDER BY position DESC LIMIT 1");
    }

    /// <summary>Reads the row and requires that the last event is the one that it names.</summary>
    /// <exception cref="JournalUnavailableException">Damaged: events were removed, added or changed behind the journal's back.</exception>
    public JournalHead ReadAndCheck()
    {
        var head = Read();
        var (position, hash) = ReadLastEvent();
        if (position != head.Position || !hash.AsSpan().SequenceEqual(head.Hash))
        {
            var reason = position == head.Position
                ? $"the last event, at position {position}, is not the one that was written"
                : $"the last event is at position {position}, the head says {head.Position}";
            throw SqliteFaults.Damaged(_path, reason);
        }

        return head;
    }

    public JournalHead Read()
    {
        if (!_read.Step())
        {
            throw SqliteFaults.Damaged(_path, "the head's row is missing");
        }

        var head = new JournalHead(_read.Integer(0), _read.Bytes(1).ToArray(), _read.Integer(2));
        _read.Reset();
        return head;
    }

    public void Write(long position, ReadOnlySpan<byte> hash, long indexedPosition) =>
        _write.Bind(1, position).BindBlob(2, hash).Bind(3, indexedPosition).Run();

    public void Dispose()
    {
        _read.Dispose();
        _write.Dispose();
        _lastEvent.Dispose();
    }

    private (long Position, byte[] Hash) ReadLastEvent()
    {
        var last = _lastEvent.Step() ? (_lastEvent.Integer(0), _lastEvent.Bytes(1).ToArray()) : (0L, new byte[EventDigest.HashBytes]);
        _lastEvent.Reset();
        return last;
    }
}
