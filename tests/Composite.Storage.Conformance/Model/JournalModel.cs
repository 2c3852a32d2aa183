using Composite.Domain.Ports;

namespace Composite.Storage.Conformance;

/// <summary>What a journal is, said as plainly as possible: lists in memory, one call after the other.</summary>
internal sealed class JournalModel
{
    private readonly List<RecordedEvent> _events = [];
    private readonly Dictionary<string, StreamSnapshot> _snapshots = [];
    private readonly Dictionary<string, (DueWork Work, DateTimeOffset LeasedUntil)> _due = [];

    public long Head => _events.Count;

    public AppendResult Append(Append append)
    {
        foreach (var stream in append.Streams)
        {
            var version = VersionOf(stream.Stream);
            if (version != stream.ExpectedVersion)
            {
                return new AppendResult.Conflict(stream.Stream, stream.ExpectedVersion, version);
            }
        }

        foreach (var stream in append.Streams)
        {
            foreach (var e in stream.Events)
            {
                _events.Add(new RecordedEvent(
                    Head + 1, stream.Stream, VersionOf(stream.Stream) + 1, e.Type, e.Payload, e.Subject, e.Actor, append.RecordedAt));
            }
        }

        foreach (var work in append.Schedule)
        {
            _due[work.Id] = (work, DateTimeOffset.MinValue);
        }

        foreach (var id in append.Complete)
        {
            _due.Remove(id);
        }

        return new AppendResult.Appended(Head);
    }

    public long VersionOf(string stream) => _events.Count(e => e.Stream == stream);

    public IReadOnlyList<RecordedEvent> ReadStream(string stream, long afterVersion, int maxCount) =>
        [.. _events.Where(e => e.Stream == stream && e.Version > afterVersion).Take(maxCount)];

    public IReadOnlyList<RecordedEvent> ReadSubject(string stream, string subject, int maxCount) =>
        [.. _events.Where(e => e.Stream == stream && e.Subject == subject).Take(maxCount)];

    public IReadOnlyList<RecordedEvent> ReadAll(long afterPosition, int maxCount) =>
        [.. _events.Where(e => e.Position > afterPosition).Take(maxCount)];

    public StreamSnapshot? ReadSnapshot(string stream) => _snapshots.GetValueOrDefault(stream);

    public void WriteSnapshot(StreamSnapshot snapshot)
    {
        if (ReadSnapshot(snapshot.Stream) is null || ReadSnapshot(snapshot.Stream)!.Version <= snapshot.Version)
        {
            _snapshots[snapshot.Stream] = snapshot;
        }
    }

    public IReadOnlyList<DueWork> Lease(DateTimeOffset now, DateTimeOffset leaseUntil, int maxCount)
    {
        var leased = _due.Values.Where(row => row.Work.DueAt <= now && row.LeasedUntil <= now).Select(row => row.Work)
            .OrderBy(work => work.DueAt).ThenBy(work => work.Id, StringComparer.Ordinal).Take(maxCount).ToList();
        leased.ForEach(work => _due[work.Id] = (work, leaseUntil));
        return leased;
    }
}
