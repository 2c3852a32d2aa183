using Composite.Domain;
using Composite.Domain.Events;
using Composite.Domain.Ports;

namespace Composite.Sandbox.Seeding.DataSet;

/// <summary>Writes many events through the journal: as large appends as it takes, and many of them under way at once.</summary>
internal sealed class JournalFeeder(IJournal journal)
{
    private const string Actor = "system";

    // Half of what the journal lets wait.
    private const int MaxUnderWay = 2048;

    private readonly Queue<Task<AppendResult>> _underWay = new();
    private readonly Dictionary<string, (long Version, List<NewEvent> Events)> _streams = new(StringComparer.Ordinal);
    private int _events;
    private DateTimeOffset _at;

    /// <summary>Events written.</summary>
    public long Written { get; private set; }

    /// <summary>Adds events of one stream, recorded at an instant; they go out with others of about then.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="version">The stream's version before them.</param>
    /// <param name="at">When they are recorded.</param>
    /// <param name="events">At most <see cref="JournalLimits.MaxEventsPerAppend"/>.</param>
    public async ValueTask AddAsync(string stream, long version, DateTimeOffset at, params IEvent[] events)
    {
        bool isFull = _events + events.Length > JournalLimits.MaxEventsPerAppend || (_streams.Count == JournalLimits.MaxStreamsPerAppend && !_streams.ContainsKey(stream));
        if (isFull) await SendAsync();
        if (_streams.Count == 0) _at = at;
        if (!_streams.TryGetValue(stream, out (long Version, List<NewEvent> Events) pending)) _streams.Add(stream, pending = (version, []));
        foreach (IEvent @event in events) pending.Events.Add(EventCodec.Encode(@event, Actor));
        _events += events.Length;
    }

    /// <summary>Sends what waits.</summary>
    public async ValueTask SendAsync()
    {
        if (_streams.Count == 0) return;
        Append append = new() { Streams = [.. _streams.Select(s => new StreamAppend(s.Key, s.Value.Version, s.Value.Events))], RecordedAt = _at };
        _underWay.Enqueue(journal.AppendAsync(append, CancellationToken.None).AsTask());
        Written += _events;
        _streams.Clear();
        _events = 0;
        while (_underWay.Count > MaxUnderWay) await FinishAsync();
    }

    /// <summary>Sends what waits, and waits until everything is durable.</summary>
    public async ValueTask FinishAllAsync()
    {
        await SendAsync();
        while (_underWay.Count > 0) await FinishAsync();
    }

    private async Task FinishAsync()
    {
        if (await _underWay.Dequeue() is AppendResult.Conflict conflict) throw new InvalidOperationException($"The data set's folder is in use, or was not empty: {conflict}");
    }
}
