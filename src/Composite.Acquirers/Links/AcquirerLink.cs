using System.Buffers;
using System.Collections.Frozen;
using Composite.Acquirers.Adapters;
using Composite.Acquirers.Dialects;
using Composite.Domain.Ports;
using Composite.Iso8583;
using Composite.Iso8583.Framing;

namespace Composite.Acquirers.Links;

/// <summary>The line to one acquirer: its connections, its window, and the requests on their way.</summary>
internal sealed partial class AcquirerLink : IAsyncDisposable
{
    private readonly TimeProvider _time;
    private readonly LateAnswerQueue _late;
    private readonly ExchangeTable _table;
    private readonly MaskedLines _masked;
    private readonly Iso8583MessagePool _messages;
    private readonly FrameWriter _frames;
    private readonly LinkConnection[] _connections;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _running;
    private int _inFlight;
    private int _turn;
    private int _networkStan;
    private long _lastUsed;

    public AcquirerLink(LinkTarget target, Dialect dialect, LinkOptions options, TimeProvider time, LateAnswerQueue late, Action<LinkNotice> notify, Func<double> jitter)
    {
        Target = target;
        Dialect = dialect;
        Options = options;
        Notify = notify;
        _time = time;
        _late = late;
        _table = new ExchangeTable(options, time);
        _masked = new MaskedLines(dialect.Spec);
        _messages = new Iso8583MessagePool(dialect.Spec);
        _frames = new FrameWriter(dialect.Framing);
        _lastUsed = time.GetTimestamp();
        _connections = [.. Enumerable.Range(0, dialect.Connections).Select(_ => new LinkConnection(this, time, jitter))];
        _running = Task.WhenAll(_connections.Select(connection => Task.Run(() => connection.RunAsync(_stop.Token))));
    }

    public LinkTarget Target { get; }

    public Dialect Dialect { get; }

    public LinkOptions Options { get; }

    public Action<LinkNotice> Notify { get; }

    public FramePool Frames { get; } = new();

    /// <summary>True when nothing is in flight and nothing was asked for that long.</summary>
    public bool IsUnusedFor(TimeSpan quiet) => Volatile.Read(ref _inFlight) == 0 && _time.GetElapsedTime(Volatile.Read(ref _lastUsed)) >= quiet;

    public LinkStatus Status() => new(
        Target.AcquirerId, Target.Endpoint, Dialect.Name, _connections.Count(connection => connection.Ready is not null),
        _connections.Select(connection => connection.Reason).FirstOrDefault(reason => reason is not null), Volatile.Read(ref _inFlight), Counts());

    public ValueTask<AcquirerAnswer> PurchaseAsync(PurchaseMessage purchase, CancellationToken cancellationToken) => InWindowAsync(
        purchase.Acquirer.MaxInFlight, purchase.Deadline, purchase,
        static (link, session, purchase) => link.Prepare(
            session, link.Dialect.Purchase, link.Dialect.ApprovingCodes, new LateSubject(purchase.Acquirer.AcquirerId, purchase.DeviceId, purchase.Request.PaymentId),
            purchase, static (dialect, message, purchase) => RequestWriter.WritePurchase(dialect, message, purchase)),
        cancellationToken);

    public ValueTask<AcquirerAnswer> ReverseAsync(ReversalMessage reversal, CancellationToken cancellationToken) => InWindowAsync(
        reversal.Acquirer.MaxInFlight, reversal.Deadline, reversal,
        static (link, session, reversal) => link.Prepare(
            session, link.Dialect.Reversal, link.Dialect.ReversalAcknowledgingCodes, late: null,
            reversal, static (dialect, message, reversal) => RequestWriter.WriteReversal(dialect, message, reversal)),
        cancellationToken);

    /// <summary>Sends a sign-on or an echo on one connection.</summary>
    public async Task<AcquirerAnswer> ManageAsync(LinkSession session, string code, CancellationToken cancellationToken)
    {
        DateTimeOffset now = _time.GetUtcNow();
        int stan = (int)((uint)Interlocked.Increment(ref _networkStan) % 999_999) + 1;
        (Exchange? exchange, string? problem) = Prepare(
            session, Dialect.NetworkManagement, Dialect.NetworkAcceptingCodes, late: null, (code, stan, now),
            static (dialect, message, ask) => RequestWriter.WriteNetworkManagement(dialect, message, ask.code, ask.stan, ask.now));
        return exchange is null ? new AcquirerAnswer.NotSent(problem!) : await SendAsync(exchange, now + Options.NetworkTimeout, cancellationToken);
    }

    /// <summary>Closes the connections. Requests in flight end as unanswered, or as not sent where nothing of them was.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running;
        _stop.Dispose();
    }

    private async ValueTask<AcquirerAnswer> InWindowAsync<T>(
        int window, DateTimeOffset deadline, T message, Func<AcquirerLink, LinkSession, T, (Exchange?, string?)> prepare, CancellationToken cancellationToken)
    {
        try
        {
            Volatile.Write(ref _lastUsed, _time.GetTimestamp());
            if (Interlocked.Increment(ref _inFlight) > window)
                return NotSent($"{window} requests to the acquirer wait for an answer; no more may.");
            if (await FindSessionAsync(deadline, cancellationToken) is not { } session)
                return NotSent($"The line to the acquirer is down: {Status().Reason ?? "not connected yet"}.");
            (Exchange? exchange, string? problem) = prepare(this, session, message);
            return exchange is null ? NotSent(problem!) : await SendAsync(exchange, deadline, cancellationToken);
        }
        finally
        {
            Interlocked.Decrement(ref _inFlight);
        }
    }

    /// <summary>Builds the request's bytes, its masked lines and what its answer is held against.</summary>
    private (Exchange? Exchange, string? Problem) Prepare<T>(
        LinkSession session, MessageTypes types, FrozenSet<string> accepting, LateSubject? late, T request, Func<Dialect, Iso8583Message, T, string?> write)
    {
        Iso8583Message message = _messages.Rent();
        try
        {
            if (write(Dialect, message, request) is { } refusal)
                return (null, $"The message cannot be built: {refusal}");
            if (MatchKey.OfRequest(Dialect, types, message) is not { } key)
                return (null, "The message cannot be built: it lacks a field that its answer is matched by.");
            ArrayBufferWriter<byte> frame = Frames.Rent();
            if (!_frames.TryWrite(frame, message, out Iso8583Error? error))
            {
                Frames.Return(frame);
                return (null, $"The message cannot be built: {error}");
            }

            return (new Exchange
            {
                Key = key,
                Session = session,
                Frame = frame,
                Sent = EchoSnapshot.Take(Dialect, message),
                AcceptingCodes = accepting,
                Lines = _masked.Of(message),
                Late = late,
                Repeatable = types.Repeat is not null,
            }, null);
        }
        finally
        {
            _messages.Return(message);
        }
    }

    private async ValueTask<AcquirerAnswer> SendAsync(Exchange exchange, DateTimeOffset deadline, CancellationToken cancellationToken)
    {
        TimeSpan left = deadline - _time.GetUtcNow();
        if (left <= TimeSpan.Zero || cancellationToken.IsCancellationRequested)
            return Unqueued(exchange, left <= TimeSpan.Zero ? "The deadline has passed." : "The caller gave up.");
        if (!_table.TryAdd(exchange))
            return Unqueued(exchange, "Another request with the same trace number waits for its answer.");
        (AcquirerLink Link, Exchange Exchange) state = (this, exchange);
        using ITimer timer = _time.CreateTimer(
            static s => Give(s!, "No answer came by the deadline."), state, Clock.WholeMilliseconds(left), Timeout.InfiniteTimeSpan);
        using CancellationTokenRegistration giveUp = cancellationToken.UnsafeRegister(static s => Give(s!, "The caller gave up."), state);
        if (!exchange.Session.TryEnqueue(exchange))
            End(exchange, "The line to the acquirer went down.");
        return await exchange.Answer;

        static void Give(object state, string reason)
        {
            (AcquirerLink link, Exchange given) = ((AcquirerLink, Exchange))state;
            link.End(given, reason);
        }
    }

    private AcquirerAnswer.NotSent Unqueued(Exchange exchange, string reason)
    {
        Frames.Return(exchange.Frame);
        return NotSent(reason);
    }

    private AcquirerAnswer.NotSent NotSent(string reason)
    {
        Interlocked.Increment(ref _notSent);
        return new AcquirerAnswer.NotSent(reason);
    }
}
