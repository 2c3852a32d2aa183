using Composite.Iso8583.Fields;
using Composite.Iso8583.Masking;
using Composite.Iso8583.Specs;
using Xunit;

namespace Composite.Iso8583.Tests.Specs;

public sealed class SpecTests
{
    [Fact]
    public void TryCreate_ManyMistakes_NamesThemAll()
    {
        SpecDefinition definition = new SpecDefinition
        {
            Name = " ",
            MaxMessageBytes = 63,
            Fields =
            [
                FieldSpec.Fixed(65, "Third bitmap", FieldKind.B, 8),
                FieldSpec.Fixed(129, "Beyond", FieldKind.N, 1),
                FieldSpec.Fixed(3, "", FieldKind.N, 0),
                FieldSpec.Fixed(4, "Twice", FieldKind.N, 12),
                FieldSpec.Fixed(4, "Twice", FieldKind.N, 12),
                FieldSpec.Variable(5, "Too long for its prefix", FieldKind.N, LengthForm.LL, 100),
                FieldSpec.Variable(6, "Minimum over maximum", FieldKind.N, LengthForm.LL, 5) with { MinLength = 6 },
                FieldSpec.Variable(7, "Padded", FieldKind.N, LengthForm.LL, 5) with { Padding = FieldPadding.LeadingZeros },
                FieldSpec.Fixed(8, "Text in BCD", FieldKind.AN, 5) with { Encoding = FieldEncoding.Bcd },
                FieldSpec.Fixed(9, "Bytes in ASCII", FieldKind.B, 5) with { Encoding = FieldEncoding.Ascii },
                FieldSpec.Fixed(10, "Hex count of a fixed field", FieldKind.B, 5) with { Encoding = FieldEncoding.HexAscii, LengthUnit = LengthUnit.HexDigits },
                FieldSpec.Fixed(11, "BER-TLV in text", FieldKind.ANS, 5) with { Content = FieldContent.BerTlv },
                FieldSpec.Fixed(12, "EMV mask on text", FieldKind.ANS, 5, MaskingRule.Emv),
                FieldSpec.Fixed(13, "Zeros before text", FieldKind.ANS, 5) with { Padding = FieldPadding.LeadingZeros },
                FieldSpec.Variable(35, "Track 2 shown", FieldKind.Z, LengthForm.LL, 37, MaskingRule.None),
                FieldSpec.Fixed(52, "PIN block as a PAN", FieldKind.B, 8, MaskingRule.Pan),
                FieldSpec.Variable(55, "Chip data shown", FieldKind.B, LengthForm.LLL, 999, MaskingRule.None) with { Content = FieldContent.BerTlv },
            ],
        }.Require(default, 3).Require(Mti.FinancialRequest, 90);

        Assert.False(Iso8583Spec.TryCreate(definition, out _, out IReadOnlyList<SpecProblem> problems));
        string[] expected =
        [
            "Name", "MaxMessageBytes", "DE65", "DE129", "DE3", "DE4", "DE5", "DE6", "DE7", "DE8", "DE9", "DE10", "DE11", "DE12",
            "DE13", "DE35", "DE52", "DE55", "0000", "0200",
        ];
        Assert.Equal(expected.Order(StringComparer.Ordinal), problems.Select(problem => problem.Path).Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Create_Mistake_ThrowsWithEveryProblem()
    {
        ArgumentException exception = Assert.Throws<ArgumentException>(() => Iso8583Spec.Create(
            Iso8583Specs.Binary1987.Definition with { Name = "", MaxMessageBytes = 70_000 }));

        Assert.Contains("Name: ", exception.Message, StringComparison.Ordinal);
        Assert.Contains("MaxMessageBytes: ", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void With_SixteenBytePinBlockAndPrivateBytes_MakesADialect()
    {
        Iso8583Spec dialect = Iso8583Spec.Create((Iso8583Specs.Binary1987.Definition with { Name = "AES host" })
            .With(
                FieldSpec.Fixed(DataElement.PinBlock, "PIN data, format 4", FieldKind.B, 16),
                FieldSpec.Variable(62, "Encrypted account data", FieldKind.B, LengthForm.LLL, 255),
                FieldSpec.Variable(63, "Key serial number", FieldKind.B, LengthForm.LLL, 12, MaskingRule.None)));
        byte[] pinBlock = [.. Enumerable.Range(0, 16).Select(i => (byte)i)];
        Iso8583Message message = new Iso8583Message(dialect).Begin(Mti.FinancialRequest)
            .Set(DataElement.PinBlock, pinBlock).Set(62, pinBlock).Set(63, pinBlock.AsSpan(0, 12));

        Iso8583Message parsed = Vectors.Parse(dialect, Vectors.Encode(message));

        Assert.Equal(pinBlock, parsed.Get(DataElement.PinBlock).ToArray());
        Assert.Equal(pinBlock, parsed.Get(62).ToArray());
        Assert.Contains("DE063 Key serial number: 000102030405060708090A0B", parsed.ToString(), StringComparison.Ordinal);
        Assert.Equal(8, Iso8583Specs.Binary1987.Find(DataElement.PinBlock)!.MaxLength);
    }

    [Fact]
    public void Change_FieldThatIsNotThere_Throws() =>
        Assert.Throws<ArgumentException>(() => Iso8583Specs.Binary1987.Definition.Without(48).Change(48, field => field));

    [Fact]
    public void Require_TypeTwice_KeepsTheLast()
    {
        Iso8583Spec spec = Iso8583Spec.Create(Iso8583Specs.Binary1987.Definition.Require(Mti.FinancialRequest, 2).Require(Mti.FinancialRequest, 3));

        Assert.Equal("3", spec.RequiredFor(Mti.FinancialRequest).ToString());
        Assert.True(spec.RequiredFor(Mti.ReversalRequest).IsEmpty);
    }

    [Fact]
    public void HexIccData_InTheAsciiSpec_CountsHexadecimalDigits()
    {
        Iso8583Spec dialect = Iso8583Spec.Create(Iso8583Specs.Ascii1987.Definition.With(Iso8583Specs.HexIccData));
        Iso8583Message message = new Iso8583Message(dialect).Begin(Mti.FinancialRequest).Set(DataElement.IccData, [0x9A, 0x01, 0x26]);

        Assert.Equal("020000000000000002000069A0126"u8, Vectors.Encode(message));
        Assert.Equal([0x9A, 0x01, 0x26], Vectors.Parse(dialect, "020000000000000002000069a0126"u8).Get(DataElement.IccData).ToArray());
        Assert.IsType<ParseResult.Malformed>(Iso8583Message.Parse(dialect, "020000000000000002000059A012"u8));
    }

    [Fact]
    public void Packed1987_FinancialRequest_HasTheseBytes()
    {
        Iso8583Message message = new Iso8583Message(Iso8583Specs.Packed1987).Begin(Mti.FinancialRequest)
            .Set(DataElement.Pan, "4111111111111111111").Set(DataElement.Stan, 42).Set(DataElement.PosEntryMode, "071")
            .Set(DataElement.Track2, "4111=29").Set(DataElement.TerminalId, "TERM0001").Set(DataElement.AdditionalPrivate, "AB");

        Assert.Equal(
            "0200" + "4020040020810000" + "1904111111111111111111" + "000042" + "0071" + "074111D29F" + "5445524D30303031" + "00024142",
            Convert.ToHexString(Vectors.Encode(message)));
    }
}
