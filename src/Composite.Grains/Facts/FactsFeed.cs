using Composite.Domain;
using Composite.Domain.Events;
using Composite.Domain.Ports;
using Composite.Domain.Solutions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Composite.Grains.Facts;

/// <summary>
/// Follows the journal and keeps the silo's facts. When it can't read, or meets an event that it can't fold, the facts grow old and
/// the gate refuses by itself: it never skips.
/// </summary>
public sealed partial class FactsFeed(IJournal journal, TimeProvider time, ILogger<FactsFeed> log) : BackgroundService, IFacts
{
    /// <summary>Longest wait between two looks at the journal. A change is in force on every silo within this, plus a read.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    private const int ReadPage = 1000;

    // A change may stand half read by a watcher's owner: each watch holds its own flag.
    private readonly Lock _watching = new();
    private readonly Dictionary<string, HashSet<StreamWatch>> _watches = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _nudge = new(0, 1);
    // Until it has caught up the feed passes over the fleet's streams. Only its own thread uses it.
    private bool _hasCaughtUp;
    private volatile FactsReading _reading = new(SolutionFacts.Empty, DateTimeOffset.MinValue);
    private volatile TaskCompletionSource _advanced = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>What this remembers beyond the facts: streams that somebody watches, and watches on them.</summary>
    internal (int Streams, int Watches) Watched
    {
        get
        {
            lock (_watching) return (_watches.Count, _watches.Values.Sum(watches => watches.Count));
        }
    }

    public FactsReading Read() => _reading;

    public async ValueTask ReachAsync(long position, CancellationToken cancellationToken)
    {
        while (true)
        {
            Task advanced = _advanced.Task;
            if (_reading.Facts.Position >= position) return;
            Nudge();
            await advanced.WaitAsync(cancellationToken);
        }
    }

    public IStreamWatch Watch(string stream)
    {
        StreamWatch watch = new(this, stream);
        lock (_watching)
        {
            if (!_watches.TryGetValue(stream, out HashSet<StreamWatch>? watches)) _watches.Add(stream, watches = []);
            watches.Add(watch);
        }

        return watch;
    }

    // A thread of its own: under load the pool's queue is long, and facts that wait in it grow old although nothing is wrong.
    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.Factory.StartNew(() => Follow(stoppingToken), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    private void Follow(CancellationToken stoppingToken)
    {
        bool failing = false;
        try
        {
            while (true)
            {
                failing = !TryFollow(failing, stoppingToken);
                Wait(stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The process ends.
        }
    }

    private bool TryFollow(bool failing, CancellationToken stoppingToken)
    {
        try
        {
            while (FollowAsync(stoppingToken).GetAwaiter().GetResult()) { }
            if (failing) Log.Followed(log);
            return true;
        }
        catch (Exception e) when (e is not OperationCanceledException || !stoppingToken.IsCancellationRequested)
        {
            // Whatever it is, the process must live: reversals go out, queries are answered, and payments are refused for the age of the facts.
            if (!failing) Log.NotFollowed(log, e);
            return false;
        }
    }

    // The operating system's own wait where the clock is its own: a timer's callback would queue behind the payments.
    private void Wait(CancellationToken stoppingToken)
    {
        if (ReferenceEquals(time, TimeProvider.System))
        {
            _nudge.Wait(Interval, stoppingToken);
            return;
        }

        using ITimer due = time.CreateTimer(_ => Nudge(), null, Interval, Timeout.InfiniteTimeSpan);
        _nudge.Wait(stoppingToken);
    }

    // Reads one page; true when there may be more. The facts are complete as of before the last read began, and up to the head of then.
    private async Task<bool> FollowAsync(CancellationToken cancellationToken)
    {
        DateTimeOffset before = time.GetUtcNow();
        long head = await journal.ReadHeadAsync(cancellationToken);
        SolutionFacts facts = _reading.Facts;
        IReadOnlyList<RecordedEvent> page = _hasCaughtUp
            ? await journal.ReadAllBesidesPaymentsAsync(facts.Position, ReadPage, cancellationToken)
            : await journal.ReadAllBesidesFleetAsync(facts.Position, ReadPage, cancellationToken);
        foreach (RecordedEvent recorded in page)
        {
            IEvent? @event = SolutionFacts.Concerns(recorded.Stream) ? EventCodec.Decode(recorded) : null;
            facts = facts.Evolve(recorded.Stream, @event, recorded.Position, recorded.RecordedAt);
        }

        bool more = page.Count == ReadPage;
        if (!more && head > facts.Position) facts = facts with { Position = head };
        if (!more && !_hasCaughtUp)
        {
            // Changes of merchants and devices were passed over: whoever watches one already must look again.
            MarkAllChanged();
            _hasCaughtUp = true;
        }

        Publish(page, new FactsReading(facts, more ? _reading.CompleteAt : before));
        return more;
    }

    // First the word of what changed, then the facts that say they are complete: who reads these and no change rests on both.
    private void Publish(IReadOnlyList<RecordedEvent> page, FactsReading reading)
    {
        foreach (RecordedEvent recorded in page) MarkChanged(recorded.Stream);
        bool advances = reading.Facts.Position > _reading.Facts.Position;
        _reading = reading;
        if (advances) Interlocked.Exchange(ref _advanced, new(TaskCreationOptions.RunContinuationsAsynchronously)).SetResult();
    }

    private void Nudge()
    {
        if (_nudge.CurrentCount > 0) return;
        try
        {
            _nudge.Release();
        }
        catch (SemaphoreFullException)
        {
            // Another caller nudged in this moment, which does for both.
        }
    }

    private void MarkChanged(string stream)
    {
        lock (_watching)
        {
            if (!_watches.TryGetValue(stream, out HashSet<StreamWatch>? watches)) return;
            foreach (StreamWatch watch in watches) watch.MarkChanged();
        }
    }

    private void MarkAllChanged()
    {
        lock (_watching)
        {
            foreach (StreamWatch watch in _watches.Values.SelectMany(watches => watches)) watch.MarkChanged();
        }
    }

    private void Remove(StreamWatch watch)
    {
        lock (_watching)
        {
            if (_watches.TryGetValue(watch.Stream, out HashSet<StreamWatch>? watches) && watches.Remove(watch) && watches.Count == 0) _watches.Remove(watch.Stream);
        }
    }

    private sealed class StreamWatch(FactsFeed feed, string stream) : IStreamWatch
    {
        private int _changed;

        public string Stream => stream;

        public void MarkChanged() => Volatile.Write(ref _changed, 1);

        public bool TakeChange() => Volatile.Read(ref _changed) == 1 && Interlocked.Exchange(ref _changed, 0) == 1;

        public void Dispose() => feed.Remove(this);
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "The journal can't be followed: the facts grow old, and payments are refused once they are too old.")]
        public static partial void NotFollowed(ILogger logger, Exception exception);

        [LoggerMessage(2, LogLevel.Information, "The journal can be followed again.")]
        public static partial void Followed(ILogger logger);
    }
}
