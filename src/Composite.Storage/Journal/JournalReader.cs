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
    private readonly SqliteStatement _besidesPayments;
    private readonly SqliteStatement _besidesFleet;
    private readonly SqliteStatement _snapshot;
    private readonly SqliteStatement _hash;

    public JournalReader(SqliteJournalOptions options)
    {
        _database = SqliteDatabase.Open(options.Path, SqliteAccess.Read, options.BusyTimeout);
        _stream = _database.Prepare(
            """
            SELECT positions, first_version FROM event_key WHERE stream = ?1 AND first_version >=
                coalesce((SELECT max(first_version) FROM event_key WHERE stream = ?1 AND first_version <= ?2), 0)
            ORDER BY first_version
            """);
        _subject = _database.Prepare("SELECT positions FROM event_subject WHERE stream = ? AND subject = ? ORDER BY first_version");
        _position = _database.Prepare($"SELECT {Columns} FROM event e WHERE e.position = ?");
        _all = _database.Prepare($"SELECT {Columns} FROM event e WHERE e.position > ? AND e.position <= ? ORDER BY e.position LIMIT ?");
        _besidesPayments = _database.Prepare(
            $"""
            SELECT {Columns} FROM event e INDEXED BY event_besides_payments
            WHERE e.position > ? AND e.position <= ? AND ({JournalSchema.BesidesPayments}) ORDER BY e.position LIMIT ?
            """);
        _besidesFleet = _database.Prepare(
            $"""
            SELECT {Columns} FROM event e INDEXED BY event_besides_fleet
            WHERE e.position > ? AND e.position <= ? AND {JournalSchema.BesidesFleet} ORDER BY e.position LIMIT ?
            """);
        _snapshot = _database.Prepare("SELECT version, type, payload FROM snapshot WHERE stream = ?");
        _hash = _database.Prepare("SELECT hash FROM event WHERE position = ?");
    }

    /// <param name="stream">The stream's name.</param>
    /// <param name="afterVersion">The version before the first to read.</param>
    /// <param name="maxCount">Most events.</param>
    /// <param name="tail">The stream's entries behind <paramref name="afterVersion"/>, taken before this call.</param>
    public List<RecordedEvent> ReadStream(string stream, long afterVersion, int maxCount, List<TailEntry> tail)
    {
        _ = _stream.BindText(1, stream).Bind(2, afterVersion + 1);
        var positions = new List<long>();
        var isFirst = true;
        while (positions.Count < maxCount && _stream.Step())
        {
            PositionRun.Decode(_stream.Bytes(0), positions);
            if (isFirst)
            {
                // The run with the first wanted version may begin before it.
                var unwanted = Math.Clamp(afterVersion + 1 - _stream.Integer(1), 0, positions.Count);
                positions.RemoveRange(0, (int)unwanted);
                isFirst = false;
            }
        }

        _stream.Reset();
        return ReadEvents(positions, tail, maxCount);
    }

    /// <param name="stream">The stream's name.</param>
    /// <param name="subject">The subject's name.</param>
    /// <param name="maxCount">Most events.</param>
    /// <param name="tail">The subject's entries, taken before this call.</param>
    public List<RecordedEvent> ReadSubject(string stream, string subject, int maxCount, List<TailEntry> tail)
    {
        _ = _subject.BindText(1, stream).BindText(2, subject);
        var positions = new List<long>();
        while (positions.Count < maxCount && _subject.Step())
        {
            PositionRun.Decode(_subject.Bytes(0), positions);
        }

        _subject.Reset();
        return ReadEvents(positions, tail, maxCount);
    }

    public List<RecordedEvent> ReadAll(long afterPosition, long head, int maxCount)
    {
        var events = new List<RecordedEvent>();
        Read(_all.Bind(1, afterPosition).Bind(2, head).Bind(3, maxCount), events);
        return events;
    }

    public List<RecordedEvent> ReadAllBesidesPayments(long afterPosition, long head, int maxCount)
    {
        var events = new List<RecordedEvent>();
        Read(_besidesPayments.Bind(1, afterPosition).Bind(2, head).Bind(3, maxCount), events);
        return events;
    }

    public List<RecordedEvent> ReadAllBesidesFleet(long afterPosition, long head, int maxCount)
    {
        var events = new List<RecordedEvent>();
        Read(_besidesFleet.Bind(1, afterPosition).Bind(2, head).Bind(3, maxCount), events);
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

    public string? ReadHash(long position)
    {
        var hash = _hash.Bind(1, position).Step() ? Convert.ToHexStringLower(_hash.Bytes(0)) : null;
        _hash.Reset();
        return hash;
    }

    public void Dispose()
    {
        _stream.Dispose();
        _subject.Dispose();
        _position.Dispose();
        _all.Dispose();
        _besidesPayments.Dispose();
        _besidesFleet.Dispose();
        _snapshot.Dispose();
        _hash.Dispose();
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
    private List<RecordedEvent> ReadEvents(List<long> indexed, List<TailEntry> tail, int maxCount)
    {
        var last = indexed.Count == 0 ? 0 : indexed[^1];
        var positions = indexed.Concat(tail.Where(entry => entry.Position > last).Select(entry => entry.Position));
        var events = new List<RecordedEvent>();
        foreach (var position in positions.Take(maxCount))
        {
            Read(_position.Bind(1, position), events);
        }

        return events;
    }
}
