using Composite.Domain.Ports;

namespace Composite.Storage;

/// <summary>Keeps the newest snapshot of each stream.</summary>
internal sealed class SnapshotTable(SqliteDatabase database) : IDisposable
{
    private readonly SqliteStatement _write = database.Prepare(
        """
        INSERT INTO snapshot (stream, version, type, payload) VALUES (?, ?, ?, ?)
        ON CONFLICT (stream) DO UPDATE SET version = excluded.version, type = excluded.type, payload = excluded.payload
        WHERE excluded.version >= snapshot.version
        """);

    public void Write(StreamSnapshot snapshot) =>
        _write.BindText(1, snapshot.Stream).Bind(2, snapshot.Version).BindText(3, snapshot.Type).BindBlob(4, snapshot.Payload.Span).Run();

    public void Dispose() => _write.Dispose();
}
