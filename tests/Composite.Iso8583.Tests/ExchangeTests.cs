using System.IO.Pipelines;
using Composite.Iso8583.Fields;
using Composite.Iso8583.Framing;
using Composite.Iso8583.Specs;
using Xunit;

namespace Composite.Iso8583.Tests;

/// <summary>The README's example, with both sides.</summary>
public sealed class ExchangeTests
{
    [Fact]
    public async Task RequestAndResponse_OverPipesInADialect_Match()
    {
        Iso8583Spec spec = Iso8583Spec.Create((Iso8583Specs.Binary1987.Definition with { Name = "Example host" })
            .With(
                FieldSpec.Fixed(DataElement.PinBlock, "PIN block, ISO format 4", FieldKind.B, 16),
                FieldSpec.Variable(62, "Encrypted account data", FieldKind.B, LengthForm.LLL, 255))
            .Require(Mti.FinancialRequest, DataElement.Amount, DataElement.Stan, DataElement.TerminalId));
        var format = new FrameFormat { Header = new byte[] { 0x60, 0, 1, 0, 0 } };
        var writer = new FrameWriter(format);
        var pool = new Iso8583MessagePool(spec);
        var toHost = new Pipe();
        var toUs = new Pipe();

        Iso8583Message request = pool.Rent().Begin(Mti.FinancialRequest)
            .SetAmountMinor(12_345).SetStan(42).SetTransmissionTime(new DateTimeOffset(2026, 11, 23, 20, 0, 0, TimeSpan.Zero))
            .Set(DataElement.TerminalId, "TERM0001").Set(62, [1, 2, 3]);
        Assert.True(writer.TryWrite(toHost.Writer, request, out _));
        await toHost.Writer.FlushAsync();
        await AnswerAsync(spec, format, toHost.Reader, toUs.Writer);

        Iso8583Message response = pool.Rent();
        FrameRead read = await new FrameReader(toUs.Reader, format).ReadAsync(CancellationToken.None);
        Assert.True(response.TryParse(read.Payload.Span, out _));
        Assert.Equal(request.Mti.ResponseOf(), response.Mti);
        Assert.Equal(request.GetStan(), response.GetStan());
        Assert.Equal("00", response.GetText(DataElement.ResponseCode));
    }

    private static async Task AnswerAsync(Iso8583Spec spec, FrameFormat format, PipeReader input, PipeWriter output)
    {
        FrameRead read = await new FrameReader(input, format).ReadAsync(CancellationToken.None);
        var request = new Iso8583Message(spec);
        Assert.True(request.TryParse(read.Payload.Span, out _));
        Iso8583Message response = new Iso8583Message(spec).Begin(request.Mti.ResponseOf()).Set(DataElement.ResponseCode, "00");
        foreach (int echoed in FieldSet.Of(DataElement.Amount, DataElement.TransmissionTime, DataElement.Stan, DataElement.TerminalId))
            response.Set(echoed, request.Get(echoed));
        Assert.True(new FrameWriter(format).TryWrite(output, response, out _));
        await output.FlushAsync();
    }
}
