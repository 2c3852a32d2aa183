using Composite.Domain;
using Composite.Domain.Events;
using Composite.Domain.Ports;

namespace Composite.Host.Access;

/// <summary>A folded stream in memory that is read on when its stream changed, or when nobody can tell whether it did.</summary>
internal sealed class FollowedStream<T>(string stream, T empty, Func<T, IEvent, RecordedEvent, T> evolve, IJournal journal, IFacts facts, TimeProvider time) : IDisposable
{
    private readonly IStreamWatch _watch = facts.Watch(stream);
    private readonly Lock _sync = new();
    private readonly SemaphoreSlim _reading = new(1);
    private T _state = empty;
    private long _version;
    private bool _stale = true;

    /// <summary>The stream's state, no older than the silo's facts, or than their bound when these are stale themselves.</summary>
    /// <exception cref="JournalUnavailableException">The stream had to be read and could not be.</exception>
    public ValueTask<T> ReadAsync(CancellationToken cancellationToken)
    {
        lock (_sync)
        {
            if (_watch.TakeChange() || FactsAreOld()) _stale = true;
            if (!_stale) return ValueTask.FromResult(_state);
        }

        return CatchUpAsync(cancellationToken);
    }

    /// <summary>Ends the watch. A request that still holds this reads what is known; the semaphore holds nothing that needs disposing.</summary>
    public void Dispose() => _watch.Dispose();

    // A watch tells nothing while the feed stands still; then the journal itself is asked.
    private bool FactsAreOld()
    {
        FactsReading reading = facts.Read();
        DateTimeOffset now = time.GetUtcNow();
        return now - reading.CompleteAt > reading.Facts.Policies.At(now).Values.FactsMaxAge;
    }

    private async ValueTask<T> CatchUpAsync(CancellationToken cancellationToken)
    {
        await _reading.WaitAsync(cancellationToken);
        try
        {
            lock (_sync)
            {
                if (!_stale) return _state;
                _stale = false;
            }

            try
            {
                await FoldAsync(cancellationToken);
            }
            catch
            {
                lock (_sync) _stale = true;
                throw;
            }

            return _state;
        }
        finally
        {
            _reading.Release();
        }
    }

    private async ValueTask FoldAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            IReadOnlyList<RecordedEvent> events = await journal.ReadStreamAsync(stream, _version, JournalLimits.MaxReadCount, cancellationToken);
            T state = _state;
            foreach (RecordedEvent recorded in events) state = evolve(state, EventCodec.Decode(recorded), recorded);
            lock (_sync)
            {
                _state = state;
                _version += events.Count;
            }

            if (events.Count < JournalLimits.MaxReadCount) return;
        }
    }
}
