using Composite.Domain;
using Composite.Domain.Events;
using Composite.Domain.Ports;

namespace Composite.Host.Tests.Support;

/// <summary>A journal in memory, for tests that need streams to read and due work to lease.</summary>
internal sealed class MemoryJournal(TimeProvider time) : IJournal
{
    private readonly Lock _sync = new();
    private readonly List<RecordedEvent> _events = [];
    private readonly Queue<IReadOnlyList<DueWork>> _due = [];

    /// <summary>Thrown from every call while it is set.</summary>
    public JournalUnavailableException? Fault { get; set; }

    public List<(DateTimeOffset Now, DateTimeOffset Until, int MaxCount)> Leases { get; } = [];

    public int Reads { get; private set; }

    /// <summary>Appends an event as if a grain had; the position that it got.</summary>
    public long Record(string stream, IEvent @event)
    {
        lock (_sync)
        {
            NewEvent encoded = EventCodec.Encode(@event, "system");
            long version = _events.Count(e => e.Stream == stream) + 1;
            _events.Add(new(_events.Count + 1, stream, version, encoded.Type, encoded.Payload, encoded.Subject, encoded.Actor, time.GetUtcNow()));
            return _events.Count;
        }
    }

    public void MakeDue(params IReadOnlyList<DueWork> work)
    {
        lock (_sync) _due.Enqueue(work);
    }

    public ValueTask<IReadOnlyList<RecordedEvent>> ReadStreamAsync(string stream, long afterVersion, int maxCount, CancellationToken cancellationToken)
    {
        Reads++;
        return Read(e => e.Stream == stream && e.Version > afterVersion, maxCount);
    }

    public ValueTask<IReadOnlyList<RecordedEvent>> ReadSubjectAsync(string stream, string subject, int maxCount, CancellationToken cancellationToken) =>
        Read(e => e.Stream == stream && e.Subject == subject, maxCount);

    public ValueTask<IReadOnlyList<RecordedEvent>> ReadAllAsync(long afterPosition, int maxCount, CancellationToken cancellationToken) =>
        Read(e => e.Position > afterPosition, maxCount);

    public ValueTask<IReadOnlyList<RecordedEvent>> ReadAllBesidesPaymentsAsync(long afterPosition, int maxCount, CancellationToken cancellationToken) =>
        Read(e => e.Position > afterPosition && Streams.Split(e.Stream).Category != Streams.Payments, maxCount);

    public async ValueTask<string?> ReadHashAsync(long position, CancellationToken cancellationToken) =>
        position > 0 && position <= await ReadHeadAsync(cancellationToken) ? position.ToString("x64", System.Globalization.CultureInfo.InvariantCulture) : null;

    public ValueTask<IReadOnlyList<RecordedEvent>> ReadAllBesidesFleetAsync(long afterPosition, int maxCount, CancellationToken cancellationToken) =>
        Read(e => e.Position > afterPosition && Streams.Split(e.Stream).Category is not (Streams.Payments or Streams.Merchant or Streams.Device), maxCount);

    public ValueTask WaitBehindAsync(long position, TimeSpan atMost, CancellationToken cancellationToken) => throw new NotSupportedException();

    public async ValueTask<long> ReadHeadAsync(CancellationToken cancellationToken) => (await Read(_ => true, int.MaxValue)).Count;

    public ValueTask<IReadOnlyList<DueWork>> LeaseDueAsync(DateTimeOffset now, DateTimeOffset leaseUntil, int maxCount, CancellationToken cancellationToken)
    {
        if (Fault is { } fault) throw fault;
        lock (_sync)
        {
            Leases.Add((now, leaseUntil, maxCount));
            return new(_due.TryDequeue(out IReadOnlyList<DueWork>? work) ? work : []);
        }
    }

    public async ValueTask<JournalVerification> VerifyAsync(IProgress<(long Checked, long Total)>? progress, CancellationToken cancellationToken)
    {
        long head = await ReadHeadAsync(cancellationToken);
        progress?.Report((head, head));
        return new JournalVerification(head, head, new string('0', 64), []);
    }

    public ValueTask<AppendResult> AppendAsync(Append append, CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask<StreamSnapshot?> ReadSnapshotAsync(string stream, CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask WriteSnapshotAsync(StreamSnapshot snapshot, CancellationToken cancellationToken) => throw new NotSupportedException();

    private ValueTask<IReadOnlyList<RecordedEvent>> Read(Func<RecordedEvent, bool> wanted, int maxCount)
    {
        if (Fault is { } fault) throw fault;
        lock (_sync) return new([.. _events.Where(wanted).Take(maxCount)]);
    }
}
