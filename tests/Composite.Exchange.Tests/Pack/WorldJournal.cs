using Composite.Domain;
using Composite.Domain.Events;
using Composite.Domain.Ports;

namespace Composite.Exchange.Tests.Pack;

/// <summary>The journal of a made-up world: what happened in it, to be read by stream.</summary>
internal sealed class WorldJournal(World world) : IJournal
{
    public ValueTask<IReadOnlyList<RecordedEvent>> ReadStreamAsync(string stream, long afterVersion, int maxCount, CancellationToken cancellationToken)
    {
        List<RecordedEvent> events = [];
        long version = 0;
        foreach ((long position, string name, IEvent @event, DateTimeOffset recordedAt) in world.History.Where(h => h.Stream == stream))
        {
            NewEvent encoded = EventCodec.Encode(@event, "staff/officer");
            if (++version > afterVersion && events.Count < maxCount) events.Add(new(position, name, version, encoded.Type, encoded.Payload, encoded.Subject, encoded.Actor, recordedAt));
        }

        return new(events);
    }

    public ValueTask<string?> ReadHashAsync(long position, CancellationToken cancellationToken) => new(position == 0 ? null : new string('5', 64));

    public ValueTask<AppendResult> AppendAsync(Append append, CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask<IReadOnlyList<RecordedEvent>> ReadSubjectAsync(string stream, string subject, int maxCount, CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask<IReadOnlyList<RecordedEvent>> ReadAllAsync(long afterPosition, int maxCount, CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask<IReadOnlyList<RecordedEvent>> ReadAllBesidesPaymentsAsync(long afterPosition, int maxCount, CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask<IReadOnlyList<RecordedEvent>> ReadAllBesidesFleetAsync(long afterPosition, int maxCount, CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask<long> ReadHeadAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask WaitBehindAsync(long position, TimeSpan atMost, CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask<StreamSnapshot?> ReadSnapshotAsync(string stream, CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask WriteSnapshotAsync(StreamSnapshot snapshot, CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask<IReadOnlyList<DueWork>> LeaseDueAsync(DateTimeOffset now, DateTimeOffset leaseUntil, int maxCount, CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask<JournalVerification> VerifyAsync(IProgress<(long Checked, long Total)>? progress, CancellationToken cancellationToken) => throw new NotSupportedException();
}
