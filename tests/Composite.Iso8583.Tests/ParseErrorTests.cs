using Composite.Iso8583.Specs;
using Xunit;

namespace Composite.Iso8583.Tests;

public sealed class ParseErrorTests
{
    [Theory]
    [InlineData("", ErrorReason.Truncated, "MTI", 0)]
    [InlineData("020", ErrorReason.Truncated, "MTI", 0)]
    [InlineData("02X0", ErrorReason.BadMti, "MTI", 0)]
    [InlineData("0900", ErrorReason.BadMti, "MTI", 0)]
    [InlineData("0200" + "2000000", ErrorReason.Truncated, "Bitmap", 4)]
    [InlineData("0200" + "200000000000000G", ErrorReason.BadBitmap, "Bitmap", 4)]
    [InlineData("0200" + "8000000000000000" + "8000000000000000", ErrorReason.TertiaryBitmap, "Bitmap", 20)]
    [InlineData("0200" + "8000000000000000" + "0000", ErrorReason.Truncated, "Bitmap", 20)]
    [InlineData("0200" + "2000000000000000" + "00000", ErrorReason.Truncated, "DE3", 20)]
    [InlineData("0200" + "2000000000000000" + "00000X", ErrorReason.BadCharacter, "DE3", 25)]
    [InlineData("0200" + "2000000000000000" + "0000001", ErrorReason.TrailingBytes, "Message", 26)]
    [InlineData("0200" + "4000000000000000" + "1", ErrorReason.Truncated, "DE2", 20)]
    [InlineData("0200" + "4000000000000000" + "1X", ErrorReason.BadLength, "DE2", 20)]
    [InlineData("0200" + "4000000000000000" + "20" + "41111111111111111111", ErrorReason.TooLong, "DE2", 20)]
    [InlineData("0200" + "4000000000000000" + "16" + "411111111111111", ErrorReason.Truncated, "DE2", 22)]
    [InlineData("0200" + "4000000000000000" + "16" + "41111111111111 1", ErrorReason.BadCharacter, "DE2", 36)]
    [InlineData("0200" + "0000001000000000" + "X00000000", ErrorReason.BadCharacter, "DE28", 20)]
    [InlineData("0200" + "0000000000001000" + "12345678ABCDEFG0", ErrorReason.BadCharacter, "DE52", 34)]
    public void TryParse_MalformedAscii_SaysWhereAndWhy(string text, ErrorReason reason, string path, int offset) =>
        AssertError(Iso8583Specs.Ascii1987, Vectors.Ascii(text), reason, path, offset);

    [Theory]
    [InlineData("0200" + "2000000000000000" + "12345A", ErrorReason.BadCharacter, "DE3", 12)]
    [InlineData("0200" + "0000040000000000" + "1027", ErrorReason.BadPadding, "DE22", 10)]
    [InlineData("0200" + "4000000000000000" + "1A", ErrorReason.BadLength, "DE2", 10)]
    [InlineData("0200" + "0000000020000000" + "05" + "41111E", ErrorReason.BadPadding, "DE35", 13)]
    [InlineData("0200" + "0000000020000000" + "04" + "41E1", ErrorReason.BadCharacter, "DE35", 12)]
    [InlineData("02F0", ErrorReason.BadMti, "MTI", 0)]
    public void TryParse_MalformedPacked_SaysWhereAndWhy(string hex, ErrorReason reason, string path, int offset) =>
        AssertError(Iso8583Specs.Packed1987, Convert.FromHexString(hex), reason, path, offset);

    [Fact]
    public void TryParse_HalfByteThatIsNoDigit_IsRefusedWhereverItStands()
    {
        byte[] wire = Convert.FromHexString("0200" + "5000000000000000" + "19" + "04111111111111111111" + "000000012345");
        Assert.IsType<ParseResult.Parsed>(Iso8583Message.Parse(Iso8583Specs.Packed1987, wire));
        for (int halfByte = 23; halfByte < wire.Length * 2; halfByte++)
        {
            for (int value = 0xA; value <= 0xF; value++)
            {
                byte[] broken = [.. wire];
                int shift = (halfByte & 1) == 0 ? 4 : 0;
                broken[halfByte / 2] = (byte)((broken[halfByte / 2] & (0xF0 >> shift)) | (value << shift));

                AssertError(Iso8583Specs.Packed1987, broken, ErrorReason.BadCharacter, halfByte < 42 ? "DE2" : "DE4", halfByte / 2);
            }
        }
    }

    [Theory]
    [InlineData("9F02", ErrorReason.Truncated, "DE55/9F02", 15)]
    [InlineData("9F0206000000", ErrorReason.Truncated, "DE55/9F02", 15)]
    [InlineData("9A03261123" + "9F0280", ErrorReason.BadLength, "DE55/9F02", 20)]
    [InlineData("9A03261123" + "9F", ErrorReason.Truncated, "DE55", 20)]
    [InlineData("9A03261123" + "9A03261123", ErrorReason.DuplicateTag, "DE55/9A", 20)]
    [InlineData("70059A03261123" + "7707" + "9F0106000000", ErrorReason.Truncated, "DE55/77", 22)]
    [InlineData("7007" + "9A03261123" + "9F01", ErrorReason.Truncated, "DE55/70/9F01", 22)]
    [InlineData("DF81828300", ErrorReason.BadTag, "DE55", 15)]
    public void TryParse_MalformedChipData_NamesTheTag(string chipData, ErrorReason reason, string path, int offset)
    {
        byte[] value = Convert.FromHexString(chipData);
        byte[] wire = [.. "0200"u8, 0, 0, 0, 0, 0, 0, 2, 0, .. Vectors.Ascii($"{value.Length:000}"), .. value];

        AssertError(Iso8583Specs.Binary1987, wire, reason, path, offset);
    }

    [Fact]
    public void TryParse_FieldThatTheSpecLacks_IsUnknown()
    {
        Iso8583Spec spec = Iso8583Spec.Create(Iso8583Specs.Ascii1987.Definition.Without(3));

        AssertError(spec, "02002000000000000000000000"u8, ErrorReason.UnknownField, "Bitmap", 4);
    }

    [Fact]
    public void TryParse_RequiredFieldIsAbsent_IsMissing()
    {
        Iso8583Spec spec = Iso8583Spec.Create(Iso8583Specs.Ascii1987.Definition.Require(Mti.FinancialRequest, 3, 4, 11));

        AssertError(spec, "02002000000000000000000000"u8, ErrorReason.MissingField, "DE4", 0);
        Assert.IsType<ParseResult.Parsed>(Iso8583Message.Parse(spec, "01002000000000000000000000"u8));
    }

    [Fact]
    public void TryParse_VariableFieldBelowItsMinimum_IsTooShort()
    {
        Iso8583Spec spec = Iso8583Spec.Create(Iso8583Specs.Ascii1987.Definition.Change(2, pan => pan with { MinLength = 12 }));

        AssertError(spec, "020040000000000000000211"u8, ErrorReason.TooShort, "DE2", 20);
    }

    [Fact]
    public void TryParse_MessageAtAndAboveTheBound_IsReadAndRefused()
    {
        Iso8583Spec spec = Iso8583Spec.Create(Iso8583Specs.Ascii1987.Definition with { MaxMessageBytes = 64 });
        byte[] wire = Vectors.Ascii("0200" + "0000000000010000" + "041" + new string('A', 41));

        Assert.IsType<ParseResult.Parsed>(Iso8583Message.Parse(spec, wire));
        AssertError(spec, [.. wire, (byte)'A'], ErrorReason.MessageTooLong, "Message", 0);
    }

    private static void AssertError(Iso8583Spec spec, ReadOnlySpan<byte> wire, ErrorReason reason, string path, int offset)
    {
        var message = new Iso8583Message(spec);

        Assert.False(message.TryParse(wire, out Iso8583Error? error));
        Assert.Equal((reason, path, offset), (error.Reason, error.Path, error.Offset));
        Assert.Equal(default, message.Mti);
        Assert.True(message.Present.IsEmpty);
    }
}
