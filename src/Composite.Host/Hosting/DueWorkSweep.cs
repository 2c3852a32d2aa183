using Composite.Domain.Ports;
using Composite.Host.Options;
using Microsoft.Extensions.Options;

namespace Composite.Host.Hosting;

/// <summary>
/// Picks due work up and hands it to whom it concerns, by its kind. A lane is one party (a device, a webhook): its work runs in order, and no
/// lane waits for another. What fails is left to its lease: it is due again when that ends.
/// </summary>
internal sealed partial class DueWorkSweep(IJournal journal, IEnumerable<IDueWorkHandler> handlers, IOptions<SweepOptions> options, TimeProvider time, ILogger<DueWorkSweep> logger)
    : BackgroundService
{
    private const int MaxBatch = 256;

    private readonly IDueWorkHandler[] _handlers = [.. handlers];
    private readonly Lock _sync = new();
    private readonly Dictionary<string, Lane> _lanes = new(StringComparer.Ordinal);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using PeriodicTimer timer = new(options.Value.Interval, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken)) await SweepAsync(stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The process ends; what is leased is due again at the next start.
        }

        await Task.WhenAll(Running());
    }

    private async Task SweepAsync(CancellationToken stoppingToken)
    {
        int free;
        lock (_sync) free = Math.Min(MaxBatch, options.Value.MaxLanes - _lanes.Count);
        if (free <= 0) return;
        try
        {
            DateTimeOffset now = time.GetUtcNow();
            foreach (DueWork work in await journal.LeaseDueAsync(now, now + options.Value.Lease, free, stoppingToken)) Enqueue(work, stoppingToken);
        }
        catch (JournalUnavailableException e)
        {
            LogNotLeased(logger, e.Message);
        }
    }

    private void Enqueue(DueWork work, CancellationToken stoppingToken)
    {
        lock (_sync)
        {
            if (_lanes.TryGetValue(work.Lane, out Lane? running))
            {
                running.Add(work);
                return;
            }

            Lane lane = new();
            lane.Add(work);
            _lanes.Add(work.Lane, lane);
            lane.Task = Task.Run(() => RunAsync(work.Lane, lane, stoppingToken), CancellationToken.None);
        }
    }

    private async Task RunAsync(string name, Lane lane, CancellationToken stoppingToken)
    {
        while (Next(name, lane, stoppingToken) is { } work)
        {
            try
            {
                await HandlerOf(work).RunAsync(work, stoppingToken);
            }
            catch (Exception e) when (e is not OutOfMemoryException)
            {
                LogFailed(logger, e, work.Kind, work.Id, work.Attempt);
            }
        }
    }

    private IDueWorkHandler HandlerOf(DueWork work) => Array.Find(_handlers, h => work.Kind.StartsWith(h.KindPrefix, StringComparison.Ordinal))
        ?? throw new InvalidOperationException($"Nothing here knows due work of kind {work.Kind}. Run the version that wrote it, or a newer one.");

    private DueWork? Next(string name, Lane lane, CancellationToken stoppingToken)
    {
        lock (_sync)
        {
            if (!stoppingToken.IsCancellationRequested && lane.Take() is { } work) return work;
            _lanes.Remove(name);
            return null;
        }
    }

    private Task[] Running()
    {
        lock (_sync) return [.. _lanes.Values.Select(lane => lane.Task)];
    }

    /// <summary>One party's work. A row whose lease ran out while it waited or ran comes again, and is not taken twice.</summary>
    private sealed class Lane
    {
        private readonly Queue<DueWork> _waiting = [];
        private readonly HashSet<string> _ids = new(StringComparer.Ordinal);
        private string? _running;

        public Task Task { get; set; } = Task.CompletedTask;

        public void Add(DueWork work)
        {
            if (_ids.Add(work.Id)) _waiting.Enqueue(work);
        }

        /// <summary>The next row; whoever takes it is done with the one before.</summary>
        public DueWork? Take()
        {
            if (_running is not null) _ids.Remove(_running);
            _running = null;
            if (!_waiting.TryDequeue(out DueWork? work)) return null;
            _running = work.Id;
            return work;
        }
    }

    [LoggerMessage(1, LogLevel.Warning, "Due work could not be leased: {Reason}")]
    private static partial void LogNotLeased(ILogger logger, string reason);

    [LoggerMessage(2, LogLevel.Warning, "{Kind} {Id} failed at attempt {Attempt}; it is due again when its lease ends")]
    private static partial void LogFailed(ILogger logger, Exception exception, string kind, string id, int attempt);
}
