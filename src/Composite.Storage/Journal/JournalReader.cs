using Composite.Domain.Ports;

namespace Composite.Storage;

/// <summary>A connection that reads, with its statements. Rented from <see cref="ReaderPool"/> by one read at a time.</summary>
internal sealed class JournalReader : IDisposable
{
    private const string Columns = "e.position, e.stream, e.version, e.type, e.payload, e.subject, e.actor, e.recorded_at";

    private readonly SqliteDatabase _database;
    private readonly SqliteStatement _stream;
    private readonly SqliteStatement _subject;
    private readonly SqliteStatement _position;
    private readonly SqliteStatement _all;
    private readonly SqliteStatement _snapshot;

    public JournalReader(SqliteJournalOptions options)
    {
        _database = SqliteDatabase.Open(options.Path, SqliteAccess.Read, options.BusyTimeout);
        _stream = _database.Prepare(
            $"SELECT {Columns} FROM event_key k JOIN event e ON e.position = k.position WHERE k.stream = ? AND k.version > ? ORDER BY k.version LIMIT ?");
        _subject = _database.Prepare(
            $"SELECT {Columns} FROM event_subject s JOIN event e ON e.position = s.position WHERE s.stream = ? AND s.subject = ? ORDER BY s.version LIMIT ?");
        _position = _database.Prepare($"SELECT {Columns} FROM event e WHERE e.position = ?");
        _all = _database.Prepare($"SELECT {Columns} FROM event e WHERE e.position > ? AND e.position <= ? ORDER BY e.position LIMIT ?");
        _snapshot = _database.Prepare("SELECT version, type, payload FROM snapshot WHERE stream = ?");
    }

    /// <param name="stream">The stream's name.</param>
    /// <param name="afterVersion">The version before the first to read.</param>
    /// <param name="maxCount">Most events.</param>
    /// <param name="tail">The stream's entries behind <paramref name="afterVersion"/>, taken before this call.</param>
    public List<RecordedEvent> ReadStream(string stream, long afterVersion, int maxCount, List<TailEntry> tail)
    {
        var events = new List<RecordedEvent>();
        Read(_stream.BindText(1, stream).Bind(2, afterVersion).Bind(3, maxCount), events);
        AddTail(events, tail, maxCount, static _ => true);
        return events;
    }

    /// <inheritdoc cref="ReadStream"/>
    public List<RecordedEvent> ReadSubject(string stream, string subject, int maxCount, List<TailEntry> tail)
    {
        var events = new List<RecordedEvent>();
        Read(_subject.BindText(1, stream).BindText(2, subject).Bind(3, maxCount), events);
        AddTail(events, tail, maxCount, entry => entry.Subject == subject);
        return events;
    }

    public List<RecordedEvent> ReadAll(long afterPosition, long head, int maxCount)
    {
        var events = new List<RecordedEvent>();
        Read(_all.Bind(1, afterPosition).Bind(2, head).Bind(3, maxCount), events);
        return events;
    }

    public StreamSnapshot? ReadSnapshot(string stream)
    {
        var snapshot = _snapshot.BindText(1, stream).Step()
            ? new StreamSnapshot(stream, _snapshot.Integer(0), _snapshot.Text(1), _snapshot.Bytes(2).ToArray())
            : null;
        _snapshot.Reset();
        return snapshot;
    }

    public void Dispose()
    {
        _stream.Dispose();
        _subject.Dispose();
        _position.Dispose();
        _all.Dispose();
        _snapshot.Dispose();
        _database.Dispose();
    }

    private static void Read(SqliteStatement statement, List<RecordedEvent> events)
    {
        while (statement.Step())
        {
            events.Add(new RecordedEvent(
                statement.Integer(0),
                statement.Text(1),
                statement.Integer(2),
                statement.Text(3),
                statement.Bytes(4).ToArray(),
                statement.TextOrNull(5),
                statement.Text(6),
                new DateTimeOffset(statement.Integer(7), TimeSpan.Zero)));
        }

        statement.Reset();
    }

    /// <summary>The tail was taken before the indexes were read, so an entry that was indexed meanwhile is in both: taken once.</summary>
    private void AddTail(List<RecordedEvent> events, List<TailEntry> tail, int maxCount, Func<TailEntry, bool> isWanted)
    {
        var lastVersion = events.Count == 0 ? 0 : events[^1].Version;
        foreach (var entry in tail)
        {
            if (events.Count == maxCount)
            {
                return;
            }

            if (entry.Version > lastVersion && isWanted(entry))
            {
                Read(_position.Bind(1, entry.Position), events);
            }
        }
    }
}
