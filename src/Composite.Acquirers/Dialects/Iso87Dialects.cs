using System.Collections.Frozen;
using Composite.Domain.Components;
using Composite.Domain.Payments;
using Composite.Iso8583;
using Composite.Iso8583.Fields;
using Composite.Iso8583.Framing;
using Composite.Iso8583.Masking;
using Composite.Iso8583.Specs;

namespace Composite.Acquirers.Dialects;

/// <summary>The dialects of ISO 8583:1987 hosts.</summary>
/// <remarks>
/// Codes are the standard's (ISO 8583:1987): DE39 00 approved, 08 honour with identification, 11 approved (VIP), 17 customer
/// cancellation, 20 invalid response, 22 suspected malfunction, 25 unable to locate record, 68 response received too late;
/// DE70 001 sign-on, 301 echo test; DE22 01 manual, 05 chip, 07 contactless chip, 90 magnetic stripe, then 1 PIN, 2 no PIN;
/// DE25 00 normal presentment.
/// </remarks>
public static class Iso87Dialects
{
    /// <summary>All text: hexadecimal bitmaps, binary fields as hexadecimal digits; two-byte length; ciphertext in DE48.</summary>
    public static Dialect Ascii { get; } = Common(new Individual
    {
        Name = "iso87-ascii",
        Spec = Iso8583Spec.Create((Iso8583Specs.Ascii1987.Definition with { Name = "iso87-ascii" })
            .With(Hexadecimal(DataElement.IccData, "ICC data", MaskingRule.Emv), Hexadecimal(DataElement.AdditionalPrivate, "Protected data", MaskingRule.Full))),
        Framing = new FrameFormat { LengthEncoding = FrameLengthEncoding.Binary2 },
        MatchFields = [DataElement.TransmissionTime, DataElement.Stan, DataElement.TerminalId],
        Fields = Placement(DataElement.AdditionalPrivate),
    });

    /// <summary>Packed digits, binary bitmaps; two-byte length and a five-byte TPDU; ciphertext in DE62; two connections.</summary>
    public static Dialect Binary { get; } = Common(new Individual
    {
        Name = "iso87-binary",
        Spec = Iso8583Spec.Create((Iso8583Specs.Packed1987.Definition with { Name = "iso87-binary" })
            .With(Packed(DataElement.Currency, "Currency code, transaction", 3), Bytes(DataElement.IccData, "ICC data", MaskingRule.Emv), Bytes(PrivateData, "Protected data", MaskingRule.Full))),
        Framing = new FrameFormat { LengthEncoding = FrameLengthEncoding.Binary2, Header = new byte[] { 0x60, 0x00, 0x00, 0x00, 0x00 } },
        Connections = 2,
        MatchFields = [DataElement.Stan, DataElement.Rrn, DataElement.TerminalId],
        Fields = Placement(PrivateData),
    });

    private const int PrivateData = 62;
    private const int MaxTlvBytes = 499;

    // What the two have in common, so that each above states only how it differs.
    private static Dialect Common(Individual own) => new()
    {
        Name = own.Name,
        Spec = own.Spec,
        Framing = own.Framing,
        Connections = own.Connections,
        MatchFields = own.MatchFields,
        Fields = own.Fields,
        Purchase = new MessageTypes(Mti.Parse("0200"), Mti.Parse("0210")),
        Reversal = new MessageTypes(Mti.Parse("0400"), Mti.Parse("0410"), Mti.Parse("0401")),
        NetworkManagement = new MessageTypes(Mti.Parse("0800"), Mti.Parse("0810")),
        NetworkMatchFields = [DataElement.TransmissionTime, DataElement.Stan],
        EchoedFields = [DataElement.ProcessingCode, DataElement.Amount, DataElement.Stan, DataElement.TerminalId, DataElement.MerchantId, DataElement.Currency],
        ApprovingCodes = FrozenSet.Create(StringComparer.Ordinal, "00", "08", "11"),
        ReversalAcknowledgingCodes = FrozenSet.Create(StringComparer.Ordinal, "00", "25"),
        NetworkAcceptingCodes = FrozenSet.Create(StringComparer.Ordinal, "00"),
        SignOnCode = "001",
        EchoCode = "301",
        PurchaseProcessingCode = "000000",
        ConditionCode = "00",
        EntryModes = new Dictionary<EntryMode, string>
        {
            [EntryMode.Contactless] = "07",
            [EntryMode.Contact] = "05",
            [EntryMode.MagneticStripe] = "90",
            [EntryMode.ManualEntry] = "01",
        }.ToFrozenDictionary(),
        PinEntered = '1',
        NoPinEntered = '2',
        ReversalReasons = new Dictionary<ReversalReason, string>
        {
            [ReversalReason.Timeout] = "68",
            [ReversalReason.Interrupted] = "22",
            [ReversalReason.UnusableAnswer] = "20",
            [ReversalReason.Void] = "17",
        }.ToFrozenDictionary(),
        ProtectedTags = new ProtectedTags(KeySerialNumber: 0xDF01, AccountData: 0xDF02, PinBlock: 0xDF03),
        Acceptor = new AcceptorLayout(Name: 25, City: 13, Country: 2),
    };

    private static FieldPlacement Placement(int protectedData) => new()
    {
        TerminalId = DataElement.TerminalId,
        MerchantId = DataElement.MerchantId,
        Currency = DataElement.Currency,
        Emv = DataElement.IccData,
        ProtectedData = protectedData,
        OriginalData = DataElement.OriginalData,
        ReversalReason = DataElement.ResponseCode,
    };

    private static FieldSpec Hexadecimal(int number, string name, MaskingRule masking) => FieldSpec.Variable(number, name, FieldKind.B, LengthForm.LLL, MaxTlvBytes, masking) with
    {
        Encoding = FieldEncoding.HexAscii,
        LengthUnit = LengthUnit.HexDigits,
        Content = FieldContent.BerTlv,
    };

    private static FieldSpec Bytes(int number, string name, MaskingRule masking) => FieldSpec.Variable(number, name, FieldKind.B, LengthForm.LLL, MaxTlvBytes, masking) with
    {
        LengthEncoding = DigitEncoding.Bcd,
        Content = FieldContent.BerTlv,
    };

    private static FieldSpec Packed(int number, string name, int digits) => FieldSpec.Fixed(number, name, FieldKind.N, digits, MaskingRule.None) with { Encoding = FieldEncoding.Bcd };

    private sealed record Individual
    {
        public required string Name { get; init; }

        public required Iso8583Spec Spec { get; init; }

        public required FrameFormat Framing { get; init; }

        public int Connections { get; init; } = 1;

        public required IReadOnlyList<int> MatchFields { get; init; }

        public required FieldPlacement Fields { get; init; }
    }
}
