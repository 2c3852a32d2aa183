using System.Collections.Concurrent;
using System.Security.Cryptography;
using Composite.Acquirers.Dialects;
using Composite.Domain.Acquirers;
using Composite.Domain.Ports;

namespace Composite.Acquirers.Links;

/// <summary>The lines to all acquirers: one per acquirer, opened with its first message, replaced when its profile changes.</summary>
public sealed class AcquirerLinks : IAcquirerLinks, IAsyncDisposable
{
    private const int JitterSteps = 1 << 20;

    private readonly TimeProvider _time;
    private readonly DialectRegistry _dialects;
    private readonly LinkOptions _options;
    private readonly Action<LinkNotice> _notify;
    private readonly Func<double> _jitter;
    private readonly LateAnswerQueue _late;
    private readonly Lock _gate = new();
    private readonly ConcurrentDictionary<string, AcquirerLink> _current = new(StringComparer.Ordinal);
    private readonly Dictionary<LinkTarget, AcquirerLink> _all = [];
    private readonly List<Task> _draining = [];
    private readonly CancellationTokenSource _stop = new();
    private bool _closed;

    /// <param name="time">The clock of deadlines, waits and echoes.</param>
    /// <param name="dialects">What profiles may name.</param>
    /// <param name="lateAnswers">Told of purchases' answers behind their deadline: each once, again only after it threw.</param>
    /// <param name="options">Bounds; defaults when null.</param>
    /// <param name="notify">Hears what happens to the lines, for logs; called on the lines' own threads.</param>
    /// <param name="jitter">0 (inclusive) to 1 (exclusive), safe for many threads; null takes the operating system's randomness.</param>
    /// <exception cref="System.ComponentModel.DataAnnotations.ValidationException">An option is outside its range.</exception>
    public AcquirerLinks(
        TimeProvider time, DialectRegistry dialects, ILateAnswers lateAnswers, LinkOptions? options = null, Action<LinkNotice>? notify = null, Func<double>? jitter = null)
    {
        ArgumentNullException.ThrowIfNull(time);
        ArgumentNullException.ThrowIfNull(dialects);
        ArgumentNullException.ThrowIfNull(lateAnswers);
        _time = time;
        _dialects = dialects;
        _options = (options ?? new LinkOptions()).Checked();
        _notify = notify ?? (static _ => { });
        _jitter = jitter ?? (static () => RandomNumberGenerator.GetInt32(JitterSteps) / (double)JitterSteps);
        _late = new LateAnswerQueue(lateAnswers, time, _options.LateAnswerQueue, _notify);
    }

    /// <inheritdoc/>
    public ValueTask<AcquirerAnswer> PurchaseAsync(PurchaseMessage message, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(message);
        return Find(message.Acquirer) is { } link ? link.PurchaseAsync(message, cancellationToken) : new(Unreachable(message.Acquirer));
    }

    /// <inheritdoc/>
    public ValueTask<AcquirerAnswer> ReverseAsync(ReversalMessage message, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(message);
        return Find(message.Acquirer) is { } link ? link.ReverseAsync(message, cancellationToken) : new(Unreachable(message.Acquirer));
    }

    /// <summary>Opens the acquirer's line ahead of its first message, so that this one need not wait for the sign-on.</summary>
    /// <returns>False when the profile names no known dialect.</returns>
    public bool Open(AcquirerProfile profile)
    {
        ArgumentNullException.ThrowIfNull(profile);
        return Find(profile) is not null;
    }

    /// <summary>Every link, those of former profiles included, in the order of the acquirers' ids.</summary>
    public IReadOnlyList<LinkStatus> Statuses()
    {
        lock (_gate)
        {
            return [.. _all.Values.Select(link => link.Status()).OrderBy(status => status.AcquirerId, StringComparer.Ordinal)];
        }
    }

    /// <summary>Closes every line, then records the late answers that wait.</summary>
    public async ValueTask DisposeAsync()
    {
        AcquirerLink[] links;
        Task[] draining;
        lock (_gate)
        {
            if (_closed)
                return;
            _closed = true;
            links = [.. _all.Values];
            draining = [.. _draining];
            _current.Clear();
        }

        await _stop.CancelAsync();
        await Task.WhenAll(draining);
        foreach (AcquirerLink link in links)
            await link.DisposeAsync();
        await _late.DisposeAsync();
        _stop.Dispose();
    }

    private AcquirerLink? Find(AcquirerProfile profile) =>
        _current.TryGetValue(profile.AcquirerId, out AcquirerLink? link) && link.Target.Serves(profile) ? link : Switch(profile);

    private AcquirerLink? Switch(AcquirerProfile profile)
    {
        if (!_dialects.TryGet(profile.Dialect, out Dialect? dialect))
            return null;
        lock (_gate)
        {
            if (_closed)
                return null;
            LinkTarget target = LinkTarget.Of(profile);
            _current.TryGetValue(profile.AcquirerId, out AcquirerLink? former);
            if (!_all.TryGetValue(target, out AcquirerLink? link))
                _all[target] = link = new AcquirerLink(target, dialect, _options, _time, _late, _notify, _jitter);
            _current[profile.AcquirerId] = link;
            if (former is not null && former != link)
                Retire(former, link);
            return link;
        }
    }

    private void Retire(AcquirerLink former, AcquirerLink successor)
    {
        _draining.RemoveAll(task => task.IsCompleted);
        _draining.Add(DrainAsync(former));
        _notify(new LinkNotice.Replaced(former.Target.AcquirerId, former.Target.Endpoint, successor.Target.Endpoint));
    }

    // Messages decided on the former profile may still come for a moment, so the link stays until it was quiet for a while; and when
    // the profile changes back meanwhile, it goes on as it is.
    private async Task DrainAsync(AcquirerLink link)
    {
        bool quiet;
        do
        {
            await Task.Delay(_options.DrainQuiet, _time, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            lock (_gate)
            {
                if (_closed || _current.GetValueOrDefault(link.Target.AcquirerId) == link || _all.GetValueOrDefault(link.Target) != link)
                    return;
                quiet = link.IsUnusedFor(_options.DrainQuiet) && _all.Remove(link.Target);
            }
        }
        while (!quiet);
        await link.DisposeAsync();
        _notify(new LinkNotice.Drained(link.Target.AcquirerId, link.Target.Endpoint));
    }

    private AcquirerAnswer.NotSent Unreachable(AcquirerProfile profile) => new(_dialects.TryGet(profile.Dialect, out _)
        ? "The lines to acquirers are closed."
        : $"The acquirer's dialect '{profile.Dialect}' is not known; known are {string.Join(", ", _dialects.Names)}.");
}
