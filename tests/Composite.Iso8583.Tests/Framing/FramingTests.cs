using System.Buffers;
using System.IO.Pipelines;
using Composite.Iso8583.Fields;
using Composite.Iso8583.Framing;
using Composite.Iso8583.Specs;
using CsCheck;
using Xunit;

namespace Composite.Iso8583.Tests.Framing;

public sealed class FramingTests
{
    private static readonly byte[] Tpdu = [0x60, 0x00, 0x01, 0x00, 0x00];

    public static TheoryData<FrameLengthEncoding, bool, bool> Formats { get; } = new()
    {
        { FrameLengthEncoding.Binary2, false, false },
        { FrameLengthEncoding.Binary2, true, true },
        { FrameLengthEncoding.Ascii4, false, true },
        { FrameLengthEncoding.Ascii4, true, false },
    };

    [Theory]
    [MemberData(nameof(Formats))]
    public async Task ReadAsync_FramesSplitAndRunTogether_GivesEachWhole(FrameLengthEncoding encoding, bool inclusive, bool header)
    {
        FrameFormat format = Format(encoding, inclusive, header);
        await Gen.Select(Gen.Byte.Array[0, 300].Array[1, 8], Gen.Int[1, 97]).SampleAsync(
            async (payloads, chunk) =>
            {
                byte[] stream = Write(format, payloads);
                FrameReader reader = FrameReader.Over(new ChunkedStream(stream, chunk), format);
                foreach (byte[] payload in payloads)
                {
                    FrameRead read = await reader.ReadAsync(CancellationToken.None);
                    Assert.Equal(FrameStatus.Frame, read.Status);
                    Assert.Equal(payload, read.Payload.ToArray());
                    Assert.Equal(format.Header.ToArray(), read.Header.ToArray());
                }

                Assert.Equal(FrameStatus.End, (await reader.ReadAsync(CancellationToken.None)).Status);
            },
            iter: 200);
    }

    [Theory]
    [InlineData(FrameLengthEncoding.Binary2, false, "000430323030")]
    [InlineData(FrameLengthEncoding.Binary2, true, "000630323030")]
    [InlineData(FrameLengthEncoding.Ascii4, false, "3030303430323030")]
    [InlineData(FrameLengthEncoding.Ascii4, true, "3030303830323030")]
    public void Write_Payload_HasTheseBytes(FrameLengthEncoding encoding, bool inclusive, string hex) =>
        Assert.Equal(hex, Convert.ToHexString(Write(Format(encoding, inclusive, false), "0200"u8.ToArray())));

    [Fact]
    public void Write_HeaderOfItsOwn_TakesTheFormatsPlace()
    {
        var output = new ArrayBufferWriter<byte>();
        var writer = new FrameWriter(Format(FrameLengthEncoding.Binary2, false, true));

        writer.Write(output, "0200"u8, [0x60, 0, 0, 0, 1]);

        Assert.Equal("0009600000000130323030", Convert.ToHexString(output.WrittenSpan));
        Assert.Throws<ArgumentException>(() => writer.Write(output, "0200"u8, [0x60]));
    }

    [Fact]
    public async Task TryWrite_Message_ReadsBackAsTheMessage()
    {
        FrameFormat format = Format(FrameLengthEncoding.Binary2, false, true);
        var pipe = new Pipe();
        var message = new Iso8583Message(Iso8583Specs.Binary1987);
        Assert.True(new FrameWriter(format).TryWrite(pipe.Writer, message.Begin(Mti.NetworkManagementRequest).SetStan(7), out _));
        await pipe.Writer.CompleteAsync();

        FrameRead read = await new FrameReader(pipe.Reader, format).ReadAsync(CancellationToken.None);

        Assert.True(message.TryParse(read.Payload.Span, out _));
        Assert.Equal(7, message.GetStan());
    }

    [Fact]
    public void TryWrite_RefusedOrTooLongMessage_WritesNothing()
    {
        var output = new ArrayBufferWriter<byte>();
        var message = new Iso8583Message(Iso8583Specs.Ascii1987);
        var writer = new FrameWriter(new FrameFormat { MaxMessageBytes = 26 });

        Assert.False(writer.TryWrite(output, message.Begin(Mti.FinancialRequest).Set(DataElement.Stan, "x"), out _));
        Assert.False(writer.TryWrite(output, message.Begin(Mti.FinancialRequest).SetStan(1).SetAmountMinor(1), out Iso8583Error? error));
        Assert.Equal(ErrorReason.MessageTooLong, error.Reason);
        Assert.Equal(0, output.WrittenCount);
        Assert.True(writer.TryWrite(output, message.Begin(Mti.FinancialRequest).SetStan(1), out _));
        Assert.Throws<ArgumentException>(() => writer.Write(output, new byte[27]));
    }

    [Theory]
    [InlineData(FrameLengthEncoding.Binary2, false, "0065", FrameStatus.TooLong)]
    [InlineData(FrameLengthEncoding.Binary2, false, "0064", FrameStatus.Truncated)]
    [InlineData(FrameLengthEncoding.Binary2, true, "0001", FrameStatus.BadLength)]
    [InlineData(FrameLengthEncoding.Binary2, true, "0067", FrameStatus.TooLong)]
    [InlineData(FrameLengthEncoding.Binary2, false, "00", FrameStatus.Truncated)]
    [InlineData(FrameLengthEncoding.Binary2, false, "000201", FrameStatus.Truncated)]
    [InlineData(FrameLengthEncoding.Ascii4, false, "30305830", FrameStatus.BadLength)]
    [InlineData(FrameLengthEncoding.Ascii4, false, "39393939", FrameStatus.TooLong)]
    [InlineData(FrameLengthEncoding.Ascii4, false, "", FrameStatus.End)]
    public async Task ReadAsync_StreamThatCannotBeFollowed_SaysSoAgainAndAgain(FrameLengthEncoding encoding, bool inclusive, string hex, FrameStatus status)
    {
        byte[] stream = Convert.FromHexString(hex);
        FrameReader reader = FrameReader.Over(new MemoryStream(stream), Format(encoding, inclusive, false) with { MaxMessageBytes = 100 });

        Assert.Equal(status, (await reader.ReadAsync(CancellationToken.None)).Status);
        Assert.Equal(status, (await reader.ReadAsync(CancellationToken.None)).Status);
    }

    [Fact]
    public async Task ReadAsync_PayloadAtTheBound_IsRead()
    {
        var format = new FrameFormat { MaxMessageBytes = 100 };
        FrameReader reader = FrameReader.Over(new MemoryStream(Write(format, new byte[100])), format);

        Assert.Equal(100, (await reader.ReadAsync(CancellationToken.None)).Payload.Length);
    }

    [Fact]
    public async Task ReadAsync_CancelledWhileWaiting_ReadsOnAfterwards()
    {
        var pipe = new Pipe();
        var reader = new FrameReader(pipe.Reader, new FrameFormat());
        await pipe.Writer.WriteAsync(new byte[] { 0, 2, 0xAA });
        using var cancellation = new CancellationTokenSource();
        ValueTask<FrameRead> waiting = reader.ReadAsync(cancellation.Token);
        Assert.False(waiting.IsCompleted);
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await waiting);
        await pipe.Writer.WriteAsync(new byte[] { 0xBB });

        Assert.Equal([0xAA, 0xBB], (await reader.ReadAsync(CancellationToken.None)).Payload.ToArray());
    }

    [Fact]
    public void Constructor_FormatWithMistakes_NamesThemAll()
    {
        var format = new FrameFormat { LengthEncoding = FrameLengthEncoding.Ascii4, Header = new byte[FrameFormat.MaxHeaderBytes + 1], MaxMessageBytes = 9999 };

        Assert.Equal(2, format.Problems().Count);
        Assert.Throws<ArgumentException>(() => new FrameWriter(format));
        Assert.Throws<ArgumentException>(() => FrameReader.Over(Stream.Null, format));
        Assert.Empty((format with { Header = new byte[FrameFormat.MaxHeaderBytes], MaxMessageBytes = 9999 - FrameFormat.MaxHeaderBytes }).Problems());
    }

    private static FrameFormat Format(FrameLengthEncoding encoding, bool inclusive, bool header) => new()
    {
        LengthEncoding = encoding,
        LengthIncludesItself = inclusive,
        Header = header ? Tpdu : default(ReadOnlyMemory<byte>),
    };

    private static byte[] Write(FrameFormat format, params byte[][] payloads)
    {
        var output = new ArrayBufferWriter<byte>();
        var writer = new FrameWriter(format);
        foreach (byte[] payload in payloads)
            writer.Write(output, payload);
        return output.WrittenSpan.ToArray();
    }

    /// <summary>Gives at most a few bytes per read.</summary>
    private sealed class ChunkedStream(byte[] bytes, int chunk) : MemoryStream(bytes)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            base.ReadAsync(buffer[..Math.Min(chunk, buffer.Length)], cancellationToken);
    }
}
