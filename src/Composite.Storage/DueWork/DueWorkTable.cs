using Composite.Domain.Ports;

namespace Composite.Storage;

/// <summary>Due work beside the events: scheduled and completed in an append's transaction, leased in one of the same writer.</summary>
internal sealed class DueWorkTable : IDisposable
{
    private readonly SqliteStatement _schedule;
    private readonly SqliteStatement _complete;
    private readonly SqliteStatement _due;
    private readonly SqliteStatement _lease;

    public DueWorkTable(SqliteDatabase database)
    {
        _schedule = database.Prepare(
            """
            INSERT INTO due_work (id, kind, lane, due_at, attempt, payload, leased_until) VALUES (?, ?, ?, ?, ?, ?, 0)
            ON CONFLICT (id) DO UPDATE SET kind = excluded.kind, lane = excluded.lane, due_at = excluded.due_at,
                attempt = excluded.attempt, payload = excluded.payload, leased_until = 0
            """);
        _complete = database.Prepare("DELETE FROM due_work WHERE id = ?");
        _due = database.Prepare(
            """
            SELECT id, kind, lane, due_at, attempt, payload FROM due_work
            WHERE due_at <= ?1 AND leased_until <= ?1 ORDER BY due_at, id LIMIT ?2
            """);
        _lease = database.Prepare("UPDATE due_work SET leased_until = ? WHERE id = ?");
    }

    public void Schedule(DueWork work) =>
        _schedule.BindText(1, work.Id).BindText(2, work.Kind).BindText(3, work.Lane).Bind(4, work.DueAt.UtcTicks)
            .Bind(5, work.Attempt).BindBlob(6, work.Payload.Span).Run();

    public void Complete(string id) => _complete.BindText(1, id).Run();

    public IReadOnlyList<DueWork> Lease(DateTimeOffset now, DateTimeOffset leaseUntil, int maxCount)
    {
        var leased = ReadDue(now, maxCount);
        foreach (var work in leased)
        {
            _lease.Bind(1, leaseUntil.UtcTicks).BindText(2, work.Id).Run();
        }

        return leased;
    }

    public void Dispose()
    {
        _schedule.Dispose();
        _complete.Dispose();
        _due.Dispose();
        _lease.Dispose();
    }

    private List<DueWork> ReadDue(DateTimeOffset now, int maxCount)
    {
        var due = new List<DueWork>();
        _due.Bind(1, now.UtcTicks).Bind(2, maxCount);
        while (_due.Step())
        {
            due.Add(new DueWork(
                _due.Text(0),
                _due.Text(1),
                _due.Text(2),
                new DateTimeOffset(_due.Integer(3), TimeSpan.Zero),
                (int)_due.Integer(4),
                _due.Bytes(5).ToArray()));
        }

        _due.Reset();
        return due;
    }
}
