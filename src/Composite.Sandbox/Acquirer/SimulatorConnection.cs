using System.Buffers;
using System.Threading.Channels;
using Composite.Acquirers.Dialects;
using Composite.Iso8583;
using Composite.Iso8583.Fields;
using Composite.Iso8583.Framing;

namespace Composite.Sandbox.Acquirer;

/// <summary>One connection that Composite made to the simulator.</summary>
internal sealed class SimulatorConnection
{
    /// <summary>Answers that may wait for the line; reading stops while they do.</summary>
    public const int MaxQueued = 4096;

    private static readonly byte[] Garbage = [0xFF, 0x00, 0xFF, 0x00, 0xFF];

    private readonly AcquirerSimulator _simulator;
    private readonly Stream _line;
    private readonly Dialect _dialect;
    private readonly FrameWriter _frames;
    private readonly int[] _repeated;

    // Only the reader uses these, one request after the other.
    private readonly Iso8583Message _answer;
    private readonly ArrayBufferWriter<byte> _frame = new();
    private readonly Channel<byte[]> _outgoing = Channel.CreateBounded<byte[]>(new BoundedChannelOptions(MaxQueued) { SingleReader = true });

    public SimulatorConnection(AcquirerSimulator simulator, Stream line, Dialect dialect)
    {
        _simulator = simulator;
        _line = line;
        _dialect = dialect;
        _frames = new FrameWriter(dialect.Framing);
        _answer = new Iso8583Message(dialect.Spec);
        _repeated =
        [
            .. dialect.EchoedFields.Union(dialect.MatchFields).Union(dialect.NetworkMatchFields)
                .Union([DataElement.TransmissionTime, DataElement.LocalTime, DataElement.LocalDate, DataElement.NetworkCode])
                .Union(dialect.Fields.Rrn is { } rrn ? [rrn] : []),
        ];
    }

    /// <summary>Answers requests until the connection ends, whoever ends it.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using CancellationTokenSource ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task[] loops = [QuietlyAsync(ReadAsync, ending.Token), QuietlyAsync(WriteAsync, ending.Token)];
        await Task.WhenAny(loops);
        _outgoing.Writer.TryComplete();
        await ending.CancelAsync();
        await _line.DisposeAsync();
        await Task.WhenAll(loops);
    }

    // A broken connection is an everyday event for a host.
    private static async Task QuietlyAsync(Func<CancellationToken, Task> loop, CancellationToken cancellationToken)
    {
        try
        {
            await loop(cancellationToken);
        }
        catch (Exception end) when (end is IOException or OperationCanceledException or ObjectDisposedException or ChannelClosedException)
        {
        }
    }

    private async Task ReadAsync(CancellationToken cancellationToken)
    {
        FrameReader frames = FrameReader.Over(_line, _dialect.Framing);
        Iso8583Message message = new(_dialect.Spec);
        while (await frames.ReadAsync(cancellationToken) is { Status: FrameStatus.Frame } read)
        {
            // A host that cannot read a request has nothing to say about it.
            if (!message.TryParse(read.Payload.Span, out _))
                continue;
            SimulatedRequest request = SimulatedRequest.Of(_dialect, message);
            AcquirerBehaviour behaviour = _simulator.BehaviourFor(request);
            byte[]? answer = behaviour is AcquirerBehaviour.Lost ? null : Answer(request, message, behaviour);
            if (behaviour is AcquirerBehaviour.Late late)
                _ = QuietlyAsync(token => SendLaterAsync(answer!, late.Delay, token), cancellationToken);
            _simulator.Took(request);
            if (behaviour is AcquirerBehaviour.Drop)
                return;
            if (behaviour is not (AcquirerBehaviour.Lost or AcquirerBehaviour.Silent or AcquirerBehaviour.Late))
                await _outgoing.Writer.WriteAsync(answer!, cancellationToken);
        }
    }

    private async Task SendLaterAsync(byte[] answer, TimeSpan delay, CancellationToken cancellationToken)
    {
        await Task.Delay(delay, _simulator.Time, cancellationToken);
        await _outgoing.Writer.WriteAsync(answer, cancellationToken);
    }

    /// <summary>Lets the desk decide, and turns the request into its answer, framed.</summary>
    private byte[] Answer(SimulatedRequest request, Iso8583Message message, AcquirerBehaviour behaviour)
    {
        (string code, string? authorization) = _simulator.Desk.Handle(request, message, behaviour);
        _frame.ResetWrittenCount();
        if (behaviour is AcquirerBehaviour.Garbage)
        {
            _frames.Write(_frame, Garbage);
            return _frame.WrittenSpan.ToArray();
        }

        Iso8583Message answer = AnswerOf(request, message);
        if (behaviour is not AcquirerBehaviour.NoResponseCode)
            answer.Set(DataElement.ResponseCode, code);
        if (authorization is not null)
            answer.Set(DataElement.AuthorizationCode, authorization);
        if (behaviour is AcquirerBehaviour.WrongAmount)
            answer.SetAmountMinor(request.AmountMinor + 1);
        return _frames.TryWrite(_frame, answer, out Iso8583Error? error)
            ? _frame.WrittenSpan.ToArray()
            : throw new InvalidOperationException($"The simulator made an answer that is no message: {error}");
    }

    // An answer repeats what identifies the request and leaves out what only the request says.
    private Iso8583Message AnswerOf(SimulatedRequest request, Iso8583Message message)
    {
        Iso8583Message answer = _answer.Begin(request.Kind switch
        {
            RequestKind.Purchase => _dialect.Purchase.Response,
            RequestKind.Reversal => _dialect.Reversal.Response,
            RequestKind.SignOn or RequestKind.Echo => _dialect.NetworkManagement.Response,
            _ => message.Mti.IsResponse ? message.Mti : message.Mti.ResponseOf(),
        });
        foreach (int field in _repeated)
        {
            if (message.TryGet(field, out ReadOnlySpan<byte> content))
                answer.Set(field, content);
        }

        return answer;
    }

    private async Task WriteAsync(CancellationToken cancellationToken)
    {
        ArrayBufferWriter<byte> batch = new();
        while (await _outgoing.Reader.WaitToReadAsync(cancellationToken))
        {
            while (_outgoing.Reader.TryRead(out byte[]? answer))
                batch.Write(answer);
            await _line.WriteAsync(batch.WrittenMemory, cancellationToken);
            batch.ResetWrittenCount();
        }
    }
}
