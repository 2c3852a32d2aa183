using System.Buffers;
using System.Net;
using System.Net.Sockets;
using Composite.Acquirers.Dialects;
using Composite.Iso8583;
using Composite.Iso8583.Fields;
using Composite.Iso8583.Framing;
using Composite.Sandbox.Acquirer;
using Microsoft.Extensions.Time.Testing;

namespace Composite.Sandbox.Tests.Acquirer;

public sealed class AcquirerSimulatorTests : IAsyncLifetime, IDisposable
{
    private const string Pan = "4111111111111111";
    private const string Original = "0200" + "000001" + "0314092653" + "0000000000000000000000";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly Dialect Dialect = Iso87Dialects.Ascii;

    private readonly FakeTimeProvider _time = new();
    private readonly AcquirerSimulator _simulator;
    private readonly TcpClient _client = new();
    private FrameReader? _frames;

    public AcquirerSimulatorTests() => _simulator = new AcquirerSimulator(new SimulatorOptions
    {
        Dialect = Dialect,
        Time = _time,
        DecryptAccount = (ksn, ciphertext) => ksn == "0123456789ABCDEF00000001" && ciphertext.Span[0] == 0xA1 ? new ClearAccount(Pan) : null,
        DecryptPin = (_, block, pan) => pan == Pan && block.Span[0] == 0xC1 ? $"{block.Span[1]:X2}{block.Span[2]:X2}" : null,
    });

    public async Task InitializeAsync()
    {
        _simulator.Start();
        await _client.ConnectAsync(IPAddress.Loopback, _simulator.Port);
        _frames = FrameReader.Over(_client.GetStream(), Dialect.Framing);
    }

    public void Dispose() => _client.Dispose();

    public async Task DisposeAsync() => await _simulator.DisposeAsync();

    [Fact]
    public async Task Purchase_Decryptable_IsAuthorisedWithTheMaskedNumberInTheLedger()
    {
        Iso8583Message answer = await AskAsync(Purchase());

        Assert.Equal(("0210", "00", "000001"), (answer.Mti.ToString(), answer.GetText(DataElement.ResponseCode), answer.GetText(DataElement.AuthorizationCode)));
        LedgerEntry entry = Assert.Single(_simulator.Ledger.Entries());
        Assert.Equal((LedgerState.Authorised, 100L, "411111******1111"), (entry.State, entry.AmountMinor, entry.MaskedPan));
    }

    [Theory]
    [InlineData("FFFF", null, "63", 1)]
    [InlineData("A1A2", "FFFFFF", "86", 1)]
    [InlineData("A1A2", "C19999", "55", 0)]
    [InlineData("A1A2", "C11234", "00", 0)]
    public async Task Purchase_CardDataIsReallyChecked(string account, string? pin, string code, int undecryptable)
    {
        Iso8583Message answer = await AskAsync(Purchase(account: account, pin: pin));

        Assert.Equal(code, answer.GetText(DataElement.ResponseCode));
        Assert.Equal(undecryptable, _simulator.Ledger.Report().Undecryptable);
        Assert.Equal(code == "00" ? 1 : 0, _simulator.Ledger.Report().Authorised);
    }

    [Fact]
    public async Task Purchase_SentTwice_IsAuthorisedOnceAndAnsweredAlike()
    {
        Iso8583Message first = await AskAsync(Purchase());
        Iso8583Message second = await AskAsync(Purchase());

        Assert.Equal(first.GetText(DataElement.AuthorizationCode), second.GetText(DataElement.AuthorizationCode));
        Assert.Equal((1, 1), (_simulator.Ledger.Report().Authorised, _simulator.Ledger.Report().DuplicateRequests));
    }

    [Fact]
    public async Task Reversal_ByOriginalData_ReversesAndIsAcknowledgedAgain()
    {
        await AskAsync(Purchase());

        Assert.Equal("00", (await AskAsync(Reversal("0400"))).GetText(DataElement.ResponseCode));
        Assert.Equal("00", (await AskAsync(Reversal("0401"))).GetText(DataElement.ResponseCode));

        Assert.Equal((0, 1, 1), (_simulator.Ledger.Report().Authorised, _simulator.Ledger.Report().Reversed, _simulator.Ledger.Report().RepeatedReversals));
    }

    [Fact]
    public async Task Reversal_BeforeItsOriginal_MakesTheOriginalDeclined()
    {
        Assert.Equal("25", (await AskAsync(Reversal("0400"))).GetText(DataElement.ResponseCode));

        Assert.Equal("12", (await AskAsync(Purchase())).GetText(DataElement.ResponseCode));
        Assert.Equal(0, _simulator.Ledger.Report().Authorised);
    }

    [Fact]
    public async Task When_ARuleApplies_ItGoesBeforeTheAmount()
    {
        _simulator.When(request => request.Key.Stan == 1, new AcquirerBehaviour.Decline("57"));
        Assert.Equal("57", (await AskAsync(Purchase(amount: 900_05))).GetText(DataElement.ResponseCode));

        _simulator.ClearRules();

        Assert.Equal("05", (await AskAsync(Purchase(amount: 900_05, stan: 2))).GetText(DataElement.ResponseCode));
    }

    [Fact]
    public async Task Late_AnswersWhenTheTimeHasCome()
    {
        await SendAsync(Purchase(amount: 903_00));
        await _simulator.ReceivedAsync(request => request.Key.Stan == 1).WaitAsync(Patience);
        Task<FrameRead> answer = _frames!.ReadAsync(CancellationToken.None).AsTask();
        Assert.Equal("00", (await AskOnAnotherLineAsync(Purchase(stan: 2))).GetText(DataElement.ResponseCode));
        Assert.False(answer.IsCompleted);

        _time.Advance(TimeSpan.FromSeconds(3));

        Assert.Equal(FrameStatus.Frame, (await answer.WaitAsync(Patience)).Status);
    }

    [Fact]
    public async Task Stop_ThenStart_KeepsPortAndLedger()
    {
        await AskAsync(Purchase());
        int port = _simulator.Port;

        await _simulator.StopAsync();
        Assert.Equal(FrameStatus.End, (await _frames!.ReadAsync(CancellationToken.None).AsTask().WaitAsync(Patience)).Status);
        using TcpClient refused = new();
        await Assert.ThrowsAnyAsync<SocketException>(() => refused.ConnectAsync(IPAddress.Loopback, port));
        _simulator.Start();

        Assert.Equal(port, _simulator.Port);
        Assert.Equal("00", (await AskOnAnotherLineAsync(Purchase(stan: 2))).GetText(DataElement.ResponseCode));
        Assert.Equal(2, _simulator.Ledger.Report().Authorised);
    }

    private static Iso8583Message Purchase(long amount = 100, int stan = 1, string account = "A1A2", string? pin = null)
    {
        string data = $"DF010C0123456789ABCDEF00000001DF02{account.Length / 2:X2}{account}" + (pin is null ? string.Empty : $"DF03{pin.Length / 2:X2}{pin}");
        return Common("0200", amount).SetStan(stan).Set(DataElement.AdditionalPrivate, Convert.FromHexString(data));
    }

    private static Iso8583Message Reversal(string type) => Common(type, 100).SetStan(9).Set(DataElement.OriginalData, Original);

    private static Iso8583Message Common(string type, long amount) => new Iso8583Message(Dialect.Spec).Begin(Mti.Parse(type))
        .Set(DataElement.ProcessingCode, "000000").SetAmountMinor(amount).Set(DataElement.TransmissionTime, "0314092653")
        .Set(DataElement.Rrn, "607309000001").Set(DataElement.TerminalId, "TERM0001").Set(DataElement.MerchantId, "M1").Set(DataElement.Currency, "978");

    private async Task<Iso8583Message> AskAsync(Iso8583Message request)
    {
        await SendAsync(request);
        return Parse(await _frames!.ReadAsync(CancellationToken.None).AsTask().WaitAsync(Patience));
    }

    private async Task<Iso8583Message> AskOnAnotherLineAsync(Iso8583Message request)
    {
        using TcpClient other = new();
        await other.ConnectAsync(IPAddress.Loopback, _simulator.Port);
        await other.GetStream().WriteAsync(Frame(request));
        return Parse(await FrameReader.Over(other.GetStream(), Dialect.Framing).ReadAsync(CancellationToken.None).AsTask().WaitAsync(Patience));
    }

    private ValueTask SendAsync(Iso8583Message request) => _client.GetStream().WriteAsync(Frame(request));

    private static ReadOnlyMemory<byte> Frame(Iso8583Message message)
    {
        ArrayBufferWriter<byte> frame = new();
        Assert.True(new FrameWriter(Dialect.Framing).TryWrite(frame, message, out Iso8583Error? error), error?.ToString());
        return frame.WrittenMemory;
    }

    private static Iso8583Message Parse(FrameRead read)
    {
        Assert.Equal(FrameStatus.Frame, read.Status);
        return Assert.IsType<ParseResult.Parsed>(Iso8583Message.Parse(Dialect.Spec, read.Payload.Span)).Message;
    }
}
