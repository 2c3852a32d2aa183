using System.Diagnostics.CodeAnalysis;

namespace Composite.Acquirers.Links;

/// <summary>What became of a request when somebody gave it up.</summary>
internal enum Ending
{
    /// <summary>Somebody else ended it before.</summary>
    AlreadyEnded,

    /// <summary>Not a byte has left, nor will.</summary>
    NotSent,

    /// <summary>Bytes may have left; the request is remembered for a late answer.</summary>
    Unanswered,
}

/// <summary>
/// The requests that wait for an answer, and those remembered behind their end. Whoever takes a request out completes it, so that
/// answer, deadline, cancellation and a broken line cannot end it twice, and a late answer is delivered once.
/// </summary>
internal sealed class ExchangeTable
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Exchange> _waiting = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Exchange> _remembered = new(StringComparer.Ordinal);
    private readonly Queue<(Exchange Exchange, DateTimeOffset Until)> _order = new();
    private readonly int _capacity;
    private readonly TimeSpan _rememberFor;
    private readonly TimeProvider _time;

    public ExchangeTable(LinkOptions options, TimeProvider time)
    {
        _capacity = options.RememberedRequests;
        _rememberFor = options.RememberFor;
        _time = time;
    }

    /// <summary>Enters a request. False when its key is taken: an answer could not tell the two apart.</summary>
    public bool TryAdd(Exchange exchange)
    {
        lock (_gate)
        {
            Forget();
            if (_remembered.TryGetValue(exchange.Key, out Exchange? earlier) && !(earlier.Repeatable && exchange.Repeatable))
                return false;
            if (!_waiting.TryAdd(exchange.Key, exchange))
                return false;
            _remembered.Remove(exchange.Key);
            return true;
        }
    }

    /// <summary>Gives a request up.</summary>
    public Ending End(Exchange exchange)
    {
        lock (_gate)
        {
            if (!_waiting.TryGetValue(exchange.Key, out Exchange? waiting) || waiting != exchange)
                return Ending.AlreadyEnded;
            _waiting.Remove(exchange.Key);
            if (exchange.TryWithdraw())
                return Ending.NotSent;
            Remember(exchange);
            return Ending.Unanswered;
        }
    }

    /// <summary>Takes out the request that an answer is for.</summary>
    /// <param name="key">From the answer.</param>
    /// <param name="exchange">The request.</param>
    /// <param name="late">True when it had ended before.</param>
    public bool TryMatch(ReadOnlySpan<char> key, [NotNullWhen(true)] out Exchange? exchange, out bool late)
    {
        lock (_gate)
        {
            late = false;
            var waiting = _waiting.GetAlternateLookup<ReadOnlySpan<char>>();
            if (waiting.TryGetValue(key, out exchange))
            {
                // What has not left cannot have been answered: the host talks about something else.
                return exchange.MayHaveLeft && waiting.Remove(key);
            }

            Forget();
            late = _remembered.GetAlternateLookup<ReadOnlySpan<char>>().Remove(key, out _, out exchange);
            return late;
        }
    }

    /// <summary>The requests that wait on a connection.</summary>
    public IReadOnlyList<Exchange> On(LinkSession session)
    {
        lock (_gate)
        {
            return [.. _waiting.Values.Where(exchange => exchange.Session == session)];
        }
    }

    private void Remember(Exchange exchange)
    {
        if (_order.Count >= _capacity)
            Drop(_order.Dequeue().Exchange);
        _remembered[exchange.Key] = exchange;
        _order.Enqueue((exchange, _time.GetUtcNow() + _rememberFor));
    }

    private void Forget()
    {
        DateTimeOffset now = _time.GetUtcNow();
        while (_order.TryPeek(out (Exchange Exchange, DateTimeOffset Until) oldest) && oldest.Until <= now)
            Drop(_order.Dequeue().Exchange);
    }

    // The key may by now stand for a later request.
    private void Drop(Exchange exchange)
    {
        if (_remembered.TryGetValue(exchange.Key, out Exchange? current) && current == exchange)
            _remembered.Remove(exchange.Key);
    }
}
