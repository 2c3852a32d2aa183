using Composite.Iso8583.Fields;
using Composite.Iso8583.Masking;
using Composite.Iso8583.Specs;
using Xunit;

namespace Composite.Iso8583.Tests.Masking;

public sealed class MaskingTests
{
    private const string Pan = "4929123456781234";
    private const string Track2 = Pan + "=29122011234567890";
    private const string Track1 = "B4929123456781234^CANARY/CARDHOLDER^29122011234567890";
    private static readonly byte[] PinBlock = Convert.FromHexString("C0FFEEC0FFEEC0FF");
    private static readonly byte[] ChipData = Convert.FromHexString(
        "9F0206000000012345" + "5A08" + Pan + "7013" + "5711" + Pan + "D29122011234567890"[..18]);

    // Everything that would tell the card or the PIN: the digits, and their bytes as hexadecimal text.
    private static readonly string[] Canaries =
        [Pan, Pan[6..12], Convert.ToHexString(Vectors.Ascii(Pan[6..12])), "CANARY", "2912201", "C0FFEE", Convert.ToHexString("CANARY"u8)];

    [Fact]
    public void ToString_MessageWithCardData_ShowsNone()
    {
        Iso8583Message message = Message(Iso8583Specs.Binary1987);

        string text = message.ToString();

        AssertNoCanary(text);
        Assert.Contains("DE002 Primary account number: 492912******1234", text, StringComparison.Ordinal);
        Assert.Contains("DE004 Amount, transaction: 000000012345", text, StringComparison.Ordinal);
        Assert.Contains("DE035 Track 2 data: ****(34)", text, StringComparison.Ordinal);
        Assert.Contains("DE052 PIN data: ****(8)", text, StringComparison.Ordinal);
        Assert.Contains("DE055 ICC data: 9F02=000000012345 5A=****(8) 70={57=****(17)}", text, StringComparison.Ordinal);
        Assert.StartsWith("0200\n", text, StringComparison.Ordinal);
        Assert.Equal(message.Present.Count + 1, text.Split('\n').Length);
    }

    [Fact]
    public void ToMasked_MessageWithCardData_IsTheSameForTools()
    {
        IReadOnlyList<MaskedField> fields = Message(Iso8583Specs.Binary1987).ToMasked();

        Assert.Equal(new MaskedField(0, "Message type", "0200"), fields[0]);
        Assert.Contains(new MaskedField(2, "Primary account number", "492912******1234"), fields);
        Assert.All(fields, field => AssertNoCanary(field.ToString()));
    }

    [Theory]
    [MemberData(nameof(RoundTripTests.SpecNames), MemberType = typeof(RoundTripTests))]
    public void Errors_CardDataInABrokenMessage_ShowNone(string name)
    {
        Iso8583Spec spec = Vectors.Specs.Single(one => one.Name == name);
        byte[] wire = Vectors.Encode(Message(spec));
        var message = new Iso8583Message(spec);
        int failures = 0;
        for (int at = 0; at < wire.Length; at++)
        {
            foreach (byte value in new byte[] { 0, 0x39, 0xFF })
            {
                byte[] broken = [.. wire];
                broken[at] = value;
                foreach (byte[] attempt in new[] { broken, broken[..at], [.. broken[..at], .. broken[(at + 1)..]] })
                {
                    // A message may parse in spite of it, with card data in the wrong field: only errors are looked at here.
                    if (!message.TryParse(attempt, out Iso8583Error? error))
                    {
                        AssertNoCanary(error.ToString());
                        failures++;
                    }
                }
            }
        }

        Assert.True(failures > wire.Length);
    }

    [Fact]
    public void Errors_RefusedValues_ShowNone()
    {
        Iso8583Spec spec = Iso8583Specs.Binary1987;
        string[] texts = [Pan + Pan, Pan + "é", Track2 + "\0", Track1 + Track1 + "é"];
        foreach (FieldSpec field in spec.Definition.Fields)
        {
            foreach (string text in texts)
            {
                Iso8583Message message = new Iso8583Message(spec).Begin(Mti.FinancialRequest).Set(field.Number, text).Set(field.Number, Vectors.Ascii(text));
                if (message.Encode() is EncodeResult.Refused refused)
                    AssertNoCanary(refused.ToString());
            }
        }
    }

    [Fact]
    public void Exceptions_WrongFieldNumber_ShowNoValue()
    {
        ArgumentOutOfRangeException exception = Assert.Throws<ArgumentOutOfRangeException>(
            () => new Iso8583Message(Iso8583Specs.Binary1987).Begin(Mti.FinancialRequest).Set(65, Pan));

        AssertNoCanary(exception.ToString());
    }

    [Theory]
    [InlineData("4111111111111111", "411111******1111")]
    [InlineData("4111111111111", "411111***1111")]
    [InlineData("411111111111", "****(12)")]
    [InlineData("4", "****(1)")]
    [InlineData("", "****(0)")]
    [InlineData("411111111111111A", "****(16)")]
    public void Pan_AnyLength_HidesEnough(string pan, string shown) => Assert.Equal(shown, FieldMask.Pan(Vectors.Ascii(pan)));

    [Fact]
    public void Show_LongBytes_AreCut()
    {
        var spec = FieldSpec.Variable(120, "Private", FieldKind.B, LengthForm.LLL, 999, MaskingRule.None);

        Assert.Equal(FieldMask.MaxShownBytes * 2, FieldMask.Show(spec, new byte[FieldMask.MaxShownBytes]).Length);
        Assert.EndsWith("…(129)", FieldMask.Show(spec, new byte[FieldMask.MaxShownBytes + 1]), StringComparison.Ordinal);
    }

    [Fact]
    public void Show_ChipDataThatDoesNotParse_IsHidden() =>
        Assert.Equal("****(10)", FieldMask.Show(Iso8583Specs.Binary1987.Find(55)!, Convert.FromHexString("5A09" + Pan)));

    [Fact]
    public void ByteShape_AnyBytes_ShowsOnlyTheirKind()
    {
        Assert.Equal("99AA_#.", ByteShape.Of("41aZ =\n"u8));
        Assert.Equal(ByteShape.MaxLength, ByteShape.Of(new byte[100]).Length);
    }

    private static Iso8583Message Message(Iso8583Spec spec)
    {
        Iso8583Message message = new Iso8583Message(spec).Begin(Mti.FinancialRequest)
            .Set(DataElement.Pan, Pan).SetAmountMinor(12_345).SetStan(1).Set(DataElement.ExpiryDate, "2912").Set(34, Pan)
            .Set(DataElement.Track2, Track2).Set(36, Track2).Set(45, Track1).Set(DataElement.AdditionalPrivate, Track1)
            .Set(DataElement.PinBlock, PinBlock).Set(62, Pan).Set(102, Pan).Set(120, Track1);
        if (spec.Find(DataElement.IccData)!.Kind == FieldKind.B)
            message.Set(DataElement.IccData, ChipData);
        Assert.Null(message.Refusal);
        return message;
    }

    private static void AssertNoCanary(string text)
    {
        foreach (string canary in Canaries)
            Assert.DoesNotContain(canary, text, StringComparison.OrdinalIgnoreCase);
    }
}
