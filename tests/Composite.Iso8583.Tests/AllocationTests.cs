using System.Buffers;
using Composite.Iso8583.Fields;
using Composite.Iso8583.Framing;
using Composite.Iso8583.Specs;
using Composite.Iso8583.Tlv;
using Xunit;

namespace Composite.Iso8583.Tests;

public sealed class AllocationTests
{
    private const int WarmUps = 200;
    private const int Messages = 1_000;
    private static readonly byte[] ChipData = RandomMessages.Tlv(new Random(7), 0);

    [Theory]
    [MemberData(nameof(RoundTripTests.SpecNames), MemberType = typeof(RoundTripTests))]
    public void BuildAndParse_SteadyState_AllocatesNothing(string name)
    {
        Iso8583Spec spec = Vectors.Specs.Single(one => one.Name == name);
        var built = new Iso8583Message(spec);
        var parsed = new Iso8583Message(spec);
        byte[] wire = new byte[spec.MaxMessageBytes];
        bool hasChipData = spec.Find(DataElement.IccData)!.Kind == FieldKind.B;

        AssertAllocatesNothing(stan =>
        {
            built.Begin(Mti.FinancialRequest).Set(DataElement.Pan, "4111111111111111").SetAmountMinor(100).SetStan(stan)
                .Set(DataElement.Track2, "4111111111111111=2912101").Set(DataElement.TerminalId, "TERM0001").Set(DataElement.NetworkCode, 1);
            if (hasChipData)
                built.Set(DataElement.IccData, ChipData);
            return built.TryWrite(wire, out int written, out _) && parsed.TryParse(wire.AsSpan(0, written), out _) && parsed.GetStan() == stan;
        });
    }

    [Fact]
    public void Framing_SteadyState_AllocatesNothing()
    {
        var writer = new FrameWriter(new FrameFormat());
        var output = new ArrayBufferWriter<byte>(4096);
        Iso8583Message message = new Iso8583Message(Iso8583Specs.Binary1987).Begin(Mti.NetworkManagementRequest);

        AssertAllocatesNothing(stan =>
        {
            output.ResetWrittenCount();
            return writer.TryWrite(output, message.SetStan(stan), out _);
        });
    }

    [Fact]
    public void Tlv_ReadAndWrite_AllocatesNothing()
    {
        byte[] copy = new byte[ChipData.Length];

        AssertAllocatesNothing(_ =>
        {
            var reader = new TlvReader(ChipData);
            var writer = new TlvWriter(copy);
            while (reader.TryRead(out TlvElement element))
                writer.TryWrite(element.Tag, element.Value);
            return writer.Written == ChipData.Length && TlvCheck.Find(copy) is null;
        });
    }

    private static void AssertAllocatesNothing(Func<int, bool> once)
    {
        for (int i = 0; i < WarmUps; i++)
            Assert.True(once(i));
        bool all = true;
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < Messages; i++)
            all &= once(i);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.True(all);
        Assert.Equal(0, allocated);
    }
}
