using System.Collections.Concurrent;
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
    private readonly ConcurrentDictionary<string, ConcurrentDictionary<StreamWatch, byte>> _watches = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _nudge = new(0, 1);
    private volatile FactsReading _reading = new(SolutionFacts.Empty, DateTimeOffset.MinValue);
    private volatile TaskCompletionSource _advanced = new(TaskCreationOptions.RunContinuationsAsynchronously);

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
        _watches.GetOrAdd(stream, _ => new ConcurrentDictionary<StreamWatch, byte>()).TryAdd(watch, 0);
        return watch;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                while (await FollowAsync(stoppingToken)) { }
            }
            catch (JournalUnavailableException e)
            {
                Log.Unreadable(log, e);
            }

            await WaitAsync(stoppingToken);
        }
    }

    // Reads one page; true when there may be more. The facts are complete as of before the last read began, and up to the head of then.
    private async Task<bool> FollowAsync(CancellationToken cancellationToken)
    {
        DateTimeOffset before = time.GetUtcNow();
        SolutionFacts facts = _reading.Facts;
        long reached = facts.Position;
        long head = await journal.ReadHeadAsync(cancellationToken);
        IReadOnlyList<RecordedEvent> page = head == reached ? [] : await journal.ReadAllBesidesPaymentsAsync(reached, ReadPage, cancellationToken);
        foreach (RecordedEvent recorded in page)
        {
            IEvent? @event = SolutionFacts.Concerns(recorded.Stream) ? EventCodec.Decode(recorded) : null;
            facts = facts.Evolve(recorded.Stream, @event, recorded.Position, recorded.RecordedAt);
        }

        bool more = page.Count == ReadPage;
        if (!more && head > facts.Position) facts = facts with { Position = head };
        _reading = new FactsReading(facts, more ? _reading.CompleteAt : before);
        foreach (RecordedEvent recorded in page) MarkChanged(recorded.Stream);
        if (facts.Position > reached) Interlocked.Exchange(ref _advanced, new(TaskCreationOptions.RunContinuationsAsynchronously)).SetResult();
        return more;
    }

    private async Task WaitAsync(CancellationToken stoppingToken)
    {
        using CancellationTokenSource due = new(Interval, time);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(due.Token, stoppingToken);
        try
        {
            await _nudge.WaitAsync(either.Token);
        }
        catch (OperationCanceledException) when (!stoppingToken.IsCancellationRequested)
        {
            // The interval is over: look again.
        }
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
        if (!_watches.TryGetValue(stream, out ConcurrentDictionary<StreamWatch, byte>? watches)) return;
        foreach (StreamWatch watch in watches.Keys) watch.MarkChanged();
    }

    private void Remove(StreamWatch watch)
    {
        if (_watches.TryGetValue(watch.Stream, out ConcurrentDictionary<StreamWatch, byte>? watches)) watches.TryRemove(watch, out _);
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
        [LoggerMessage(1, LogLevel.Error, "The journal can't be read: the facts grow old, and payments are refused once they are too old.")]
        public static partial void Unreadable(ILogger logger, Exception exception);
    }
}
