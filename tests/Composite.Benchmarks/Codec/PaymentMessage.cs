using Composite.Iso8583;
using Composite.Iso8583.Fields;
using Composite.Iso8583.Specs;
using Composite.Iso8583.Tlv;

namespace Composite.Benchmarks.Codec;

/// <summary>A contactless purchase as an 0200 of about 450 bytes, set from values as an acquirer link has them.</summary>
internal static class PaymentMessage
{
    private static readonly int[] Fields = [2, 3, 4, 7, 11, 12, 13, 14, 18, 22, 23, 25, 32, 35, 37, 41, 42, 43, 49, 52, 55];

    // The tags of a contactless purchase at their usual lengths; the values are made up.
    private static readonly byte[] ChipData = Tlv(
        (0x9F26, "1122334455667788"), (0x9F27, "80"), (0x9F10, "0FA501A230F8040000000000000000000F0F0000000000000000000000000000"),
        (0x9F37, "A1B2C3D4"), (0x9F36, "0042"), (0x95, "0000008000"), (0x9A, "261123"), (0x9C, "00"), (0x9F02, "000000012345"),
        (0x5F2A, "0978"), (0x82, "1980"), (0x9F1A, "0276"), (0x9F03, "000000000000"), (0x9F33, "E0F8C8"), (0x9F34, "3F0000"),
        (0x9F35, "22"), (0x9F1E, "5445524D30303031"), (0x84, "A0000000041010"), (0x9F09, "0002"), (0x9F41, "00000042"),
        (0x9F6E, "0720700000303000"), (0x5F34, "00"), (0x50, "4D617374657263617264"), (0x9F07, "FF80"), (0x9F0D, "B450840000"),
        (0x9F0E, "0000000000"), (0x9F0F, "B470848000"));

    private static readonly byte[] PinBlock = Convert.FromHexString("0123456789ABCDEF");

    /// <summary>The spec with the fields required of an 0200, so that the check for them is part of what is measured.</summary>
    public static Iso8583Spec Dialect(Iso8583Spec spec) => Iso8583Spec.Create(spec.Definition.Require(Mti.FinancialRequest, Fields));

    public static void Build(Iso8583Message message, int stan) => message.Begin(Mti.FinancialRequest)
        .Set(DataElement.Pan, "5413330089604111")
        .Set(DataElement.ProcessingCode, "000000")
        .SetAmountMinor(12_345)
        .Set(DataElement.TransmissionTime, "1123201133")
        .SetStan(stan)
        .Set(DataElement.LocalTime, "211133")
        .Set(DataElement.LocalDate, "1123")
        .Set(DataElement.ExpiryDate, "2912")
        .Set(DataElement.MerchantType, "5411")
        .Set(DataElement.PosEntryMode, "071")
        .Set(DataElement.CardSequenceNumber, 0)
        .Set(DataElement.PosConditionCode, "00")
        .Set(DataElement.AcquirerId, "12345678")
        .Set(DataElement.Track2, "5413330089604111=29122010000012300000")
        .Set(DataElement.Rrn, "632720000042")
        .Set(DataElement.TerminalId, "TERM0001")
        .Set(DataElement.MerchantId, "MERCHANT0000001")
        .Set(DataElement.MerchantNameLocation, "CORNER SHOP            BERLIN       BEDE")
        .Set(DataElement.Currency, "978")
        .Set(DataElement.PinBlock, PinBlock)
        .Set(DataElement.IccData, ChipData);

    private static byte[] Tlv(params ReadOnlySpan<(int Tag, string Value)> elements)
    {
        var writer = new TlvWriter(new byte[512]);
        foreach ((int tag, string value) in elements)
        {
            if (!writer.TryWrite((uint)tag, Convert.FromHexString(value)))
                throw new InvalidOperationException("The chip data outgrew its buffer.");
        }

        return writer.WrittenSpan.ToArray();
    }
}
