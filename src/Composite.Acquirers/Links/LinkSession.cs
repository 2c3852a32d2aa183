using System.Buffers;
using System.Threading.Channels;
using Composite.Domain.Ports;
using Composite.Iso8583;
using Composite.Iso8583.Framing;

namespace Composite.Acquirers.Links;

/// <summary>One connection from its opening to its end: a writer, a reader, and the sign-on and echoes.</summary>
internal sealed class LinkSession
{
    /// <summary>Most bytes of requests that go out in one write.</summary>
    public const int MaxBatchBytes = 64 * 1024;

    /// <summary>Requests that may wait for the writer. More than any window, because withdrawn ones still stand in the queue.</summary>
    public const int MaxQueued = 16 * 1024;

    private readonly AcquirerLink _link;
    private readonly Stream _line;
    private readonly TimeProvider _time;
    private readonly ArrayBufferWriter<byte> _batch = new(MaxBatchBytes);
    private readonly Channel<Exchange> _outgoing = Channel.CreateBounded<Exchange>(new BoundedChannelOptions(MaxQueued) { SingleReader = true });
    private long _lastActivity;
    private volatile bool _isReady;

    public LinkSession(AcquirerLink link, Stream line, TimeProvider time)
    {
        _link = link;
        _line = line;
        _time = time;
        _lastActivity = time.GetTimestamp();
    }

    /// <summary>True from the accepted sign-on to the first sign of the connection's end.</summary>
    public bool IsReady => _isReady;

    /// <summary>Queues a request for the writer; false when the connection is ending or the queue is full.</summary>
    public bool TryEnqueue(Exchange exchange) => _outgoing.Writer.TryWrite(exchange);

    /// <summary>Runs until the connection breaks or is cancelled, then closes it. Returns why it ended.</summary>
    public async Task<string> RunAsync(Action ready, CancellationToken cancellationToken)
    {
        using CancellationTokenSource ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task<string>[] loops = [Guard(ReadAsync, ending.Token), Guard(WriteAsync, ending.Token), Guard(token => KeepAsync(ready, token), ending.Token)];
        string reason = await await Task.WhenAny(loops);
        _isReady = false;
        _outgoing.Writer.TryComplete();
        await ending.CancelAsync();
        await _line.DisposeAsync();
        await Task.WhenAll(loops);
        return reason;
    }

    // Whatever ends a loop ends the connection, and its requests are then told so: none may hang because of a defect in here.
    private static async Task<string> Guard(Func<CancellationToken, Task<string>> loop, CancellationToken cancellationToken)
    {
        try
        {
            return await loop(cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return "the link was closed";
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            return $"the connection broke: {failure.GetType().Name}: {failure.Message}";
        }
    }

    private async Task<string> ReadAsync(CancellationToken cancellationToken)
    {
        FrameReader frames = FrameReader.Over(_line, _link.Dialect.Framing);
        Iso8583Message incoming = new(_link.Dialect.Spec);
        while (true)
        {
            FrameRead read = await frames.ReadAsync(cancellationToken);
            switch (read.Status)
            {
                case FrameStatus.Frame:
                    Touch();
                    _link.Receive(read.Payload.Span, incoming);
                    break;
                case FrameStatus.End:
                    return "the acquirer closed the connection";
                case FrameStatus.Truncated:
                    return "the acquirer closed the connection within a message";
                default:
                    return $"the acquirer sent a frame that cannot be followed ({read.Status}, {read.DeclaredBytes} bytes declared)";
            }
        }
    }

    private async Task<string> WriteAsync(CancellationToken cancellationToken)
    {
        while (await _outgoing.Reader.WaitToReadAsync(cancellationToken))
        {
            while (_batch.WrittenCount < MaxBatchBytes && _outgoing.Reader.TryRead(out Exchange? exchange))
            {
                if (exchange.TryBeginSending())
                    _batch.Write(exchange.Frame.WrittenSpan);
                _link.Frames.Return(exchange.Frame);
            }

            if (_batch.WrittenCount == 0)
                continue;
            Touch();
            await _line.WriteAsync(_batch.WrittenMemory, cancellationToken);
            _batch.ResetWrittenCount();
        }

        return "the link was closed";
    }

    private async Task<string> KeepAsync(Action ready, CancellationToken cancellationToken)
    {
        if (await AskAsync("sign-on", _link.Dialect.SignOnCode, cancellationToken) is { } refusal)
            return refusal;
        _isReady = true;
        ready();
        while (true)
        {
            TimeSpan idle = _time.GetElapsedTime(Volatile.Read(ref _lastActivity));
            TimeSpan left = _link.Options.EchoAfter - idle;
            if (left > TimeSpan.Zero)
                await Task.Delay(Clock.WholeMilliseconds(left), _time, cancellationToken);
            else if (await AskAsync("echo", _link.Dialect.EchoCode, cancellationToken) is { } problem)
                return problem;
        }
    }

    private async Task<string?> AskAsync(string what, string code, CancellationToken cancellationToken) =>
        await _link.ManageAsync(this, code, cancellationToken) switch
        {
            AcquirerAnswer.Answered { Approved: true } => null,
            AcquirerAnswer.Answered answered => $"the acquirer refused the {what} with code {answered.ResponseCode}",
            AcquirerAnswer.NoAnswer none => $"the acquirer did not answer the {what}: {none.Reason}",
            AcquirerAnswer.Unusable unusable => $"the acquirer's answer to the {what} is unusable: {unusable.Reason}",
            AcquirerAnswer.NotSent unsent => $"the {what} could not be sent: {unsent.Reason}",
            AcquirerAnswer other => throw new InvalidOperationException($"{other.GetType().Name} is not a known answer."),
        };

    private void Touch() => Volatile.Write(ref _lastActivity, _time.GetTimestamp());
}
