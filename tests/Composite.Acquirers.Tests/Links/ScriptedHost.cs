using System.Buffers;
using System.Net;
using System.Net.Sockets;
using System.Threading.Channels;
using Composite.Acquirers.Dialects;
using Composite.Iso8583;
using Composite.Iso8583.Fields;
using Composite.Iso8583.Framing;

namespace Composite.Acquirers.Tests.Links;

/// <summary>A host whose every byte the test decides: it signs connections on, hands requests to the test, and sends what the test says.</summary>
internal sealed class ScriptedHost : IAsyncDisposable
{
    private readonly Dialect _dialect;
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly Channel<Iso8583Message> _requests = Channel.CreateUnbounded<Iso8583Message>();
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _serving;
    private Stream? _line;

    public ScriptedHost(Dialect dialect)
    {
        _dialect = dialect;
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _serving = ServeAsync();
    }

    public int Port { get; }

    /// <summary>DE39 of the answer to a sign-on; null: none.</summary>
    public string? SignOnCode { get; set; } = "00";

    /// <summary>The next request, sign-ons aside.</summary>
    public async Task<Iso8583Message> RequestAsync()
    {
        using CancellationTokenSource limit = new(LinkScene.Patience);
        return await _requests.Reader.ReadAsync(limit.Token);
    }

    /// <summary>The answer to a request, not sent yet: what it identifies itself by, and DE39 00.</summary>
    public Iso8583Message AnswerTo(Iso8583Message request, string code = "00")
    {
        Iso8583Message answer = new Iso8583Message(_dialect.Spec).Begin(request.Mti.ResponseOf());
        foreach (int field in new[] { 3, 4, 7, 11, 37, 41, 42, 49, 70 })
        {
            if (request.TryGet(field, out ReadOnlySpan<byte> content))
                answer.Set(field, content);
        }

        return answer.Set(DataElement.ResponseCode, code);
    }

    public byte[] Frame(Iso8583Message message)
    {
        ArrayBufferWriter<byte> frame = new();
        Assert.True(new FrameWriter(_dialect.Framing).TryWrite(frame, message, out Iso8583Error? error), error?.ToString());
        return frame.WrittenSpan.ToArray();
    }

    public byte[] Frame(byte[] payload)
    {
        ArrayBufferWriter<byte> frame = new();
        new FrameWriter(_dialect.Framing).Write(frame, payload);
        return frame.WrittenSpan.ToArray();
    }

    public async Task SendAsync(params byte[][] pieces)
    {
        foreach (byte[] piece in pieces)
            await _line!.WriteAsync(piece);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        if (_line is not null)
            await _line.DisposeAsync();
        await _serving;
        _listener.Stop();
        _stop.Dispose();
    }

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                Socket socket = await _listener.AcceptSocketAsync(_stop.Token);
                socket.NoDelay = true;
                _line = new NetworkStream(socket, ownsSocket: true);
                await ReadAsync(_line);
            }
        }
        catch (OperationCanceledException)
        {
        }
    }

    private async Task ReadAsync(Stream line)
    {
        try
        {
            FrameReader frames = FrameReader.Over(line, _dialect.Framing);
            while (await frames.ReadAsync(_stop.Token) is { Status: FrameStatus.Frame } read)
            {
                ParseResult.Parsed parsed = Assert.IsType<ParseResult.Parsed>(Iso8583Message.Parse(_dialect.Spec, read.Payload.Span));
                if (parsed.Message.GetText(DataElement.NetworkCode) != _dialect.SignOnCode)
                    _requests.Writer.TryWrite(parsed.Message);
                else if (SignOnCode is { } code)
                    await line.WriteAsync(Frame(AnswerTo(parsed.Message, code)));
            }
        }
        catch (Exception end) when (end is IOException or ObjectDisposedException || _stop.IsCancellationRequested)
        {
        }
    }
}
