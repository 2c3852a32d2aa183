using System.Globalization;
using Composite.Iso8583.Fields;
using Composite.Iso8583.Specs;
using CsCheck;
using Xunit;

namespace Composite.Iso8583.Tests.Encoding;

/// <summary>What is done many characters at a time gives what a plain loop over single ones gives, at every length around the blocks.</summary>
public sealed class FastPathTests
{
    private const int Field = 48;
    private const int NextField = 49;
    private const int MaxLength = 70;

    public static TheoryData<FieldKind> TextKinds { get; } = [FieldKind.N, FieldKind.A, FieldKind.AN, FieldKind.ANS, FieldKind.Z, FieldKind.XN];

    [Theory]
    [MemberData(nameof(TextKinds))]
    public void SetAndParse_EveryCharacterAtEveryPlace_IsAllowedAsTheKindSays(FieldKind kind)
    {
        var message = new Iso8583Message(Spec(kind, FieldEncoding.Ascii));
        foreach (int length in new[] { 1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17, 24, 25, 31, 32, 33 })
        {
            foreach (int at in Enumerable.Range(0, length))
            {
                foreach (char character in Enumerable.Range(0, 0x101).Select(code => (char)code).Append('\u0130').Append('\u8030').Append('\uFF10'))
                    AssertAllowed(message, Good(kind, length), at, character, Plain(kind, character, at));
            }
        }
    }

    [Theory]
    [InlineData(FieldKind.N, BcdAlignment.LeadingZero)]
    [InlineData(FieldKind.N, BcdAlignment.TrailingF)]
    [InlineData(FieldKind.Z, BcdAlignment.LeadingZero)]
    [InlineData(FieldKind.Z, BcdAlignment.TrailingF)]
    public void WriteAndParse_PackedOfAnyLength_IsAsAPlainLoopPacks(FieldKind kind, BcdAlignment alignment)
    {
        Iso8583Spec spec = Spec(kind, FieldEncoding.Bcd, alignment);
        Gen.Select(Gen.Int[0, MaxLength], Gen.Int).Sample((length, seed) =>
        {
            var random = new Random(seed);
            string text = string.Concat(Enumerable.Range(0, length).Select(_ => kind == FieldKind.Z ? "0123456789="[random.Next(11)] : (char)random.Next('0', '9' + 1)));
            byte[] wire = Vectors.Encode(new Iso8583Message(spec).Begin(Mti.FinancialRequest).Set(Field, text).Set(NextField, "XYZ"));

            string nibbles = text.Replace('=', 'D');
            if (length % 2 != 0)
                nibbles = alignment == BcdAlignment.LeadingZero ? "0" + nibbles : nibbles + "F";
            Assert.Equal($"{length:000}", System.Text.Encoding.ASCII.GetString(wire, 12, 3));
            Assert.Equal(nibbles, Convert.ToHexString(wire.AsSpan(15, nibbles.Length / 2)));
            Assert.Equal("XYZ"u8, wire.AsSpan(15 + (nibbles.Length / 2)));
            Assert.Equal(text, Vectors.Parse(spec, wire).GetText(Field));
        });
    }

    [Theory]
    [InlineData(FieldKind.N, BcdAlignment.LeadingZero)]
    [InlineData(FieldKind.Z, BcdAlignment.TrailingF)]
    public void Parse_EveryPackedByteAtEveryPlace_IsRefusedAsAPlainLoopRefuses(FieldKind kind, BcdAlignment alignment)
    {
        Iso8583Spec spec = Spec(kind, FieldEncoding.Bcd, alignment);
        var message = new Iso8583Message(spec);
        for (int length = 1; length <= 35; length++)
        {
            byte[] wire = Vectors.Encode(new Iso8583Message(spec).Begin(Mti.FinancialRequest).Set(Field, new string('7', length)));
            for (int at = 15; at < wire.Length; at++)
            {
                byte kept = wire[at];
                for (int octet = 0; octet <= byte.MaxValue; octet++)
                {
                    wire[at] = (byte)octet;
                    bool hasPad = length % 2 != 0 && at == (alignment == BcdAlignment.LeadingZero ? 15 : wire.Length - 1);
                    bool isLow = hasPad && alignment == BcdAlignment.TrailingF ? (octet & 0xF) == 0xF : IsNibble(kind, octet & 0xF);
                    bool isHigh = hasPad && alignment == BcdAlignment.LeadingZero ? octet >> 4 == 0 : IsNibble(kind, octet >> 4);
                    Assert.Equal(isLow && isHigh, message.TryParse(wire, out Iso8583Error? error));
                    Assert.Equal(isLow && isHigh ? -1 : at, error?.Offset ?? -1);
                }

                wire[at] = kept;
            }
        }
    }

    [Fact]
    public void SetNumber_AnyNumberInAnyLength_IsItsDigits()
    {
        // Used again for each sample, so by one thread.
        Iso8583Message[] messages = [.. Enumerable.Range(1, 42).Select(length => new Iso8583Message(Fixed(length)))];
        Gen.Select(Gen.Int[1, 42], Gen.Int[0, 18], Gen.Long[0, 999_999_999_999_999_999]).Sample((length, digits, random) =>
        {
            long number = digits == 0 ? random % 100_000_000 : random % (long)Math.Pow(10, Math.Min(digits, 17));
            string text = number.ToString(CultureInfo.InvariantCulture);
            Iso8583Message message = messages[length - 1].Begin(Mti.FinancialRequest).Set(Field, number);

            Assert.Equal(text.Length <= length, message.Refusal is null);
            if (message.Refusal is null)
                Assert.Equal(text.PadLeft(length, '0'), message.GetText(Field));
        }, threads: 1);
        for (int number = 0; number < 10_000; number++)
            Assert.Equal($"{number:0000}{number:0000}", messages[7].Begin(Mti.FinancialRequest).Set(Field, (number * 10_000L) + number).GetText(Field));
    }

    private static void AssertAllowed(Iso8583Message message, string good, int at, char character, bool isAllowed)
    {
        string text = $"{good[..at]}{character}{good[(at + 1)..]}";
        Assert.Equal(isAllowed, message.Begin(Mti.FinancialRequest).Set(Field, text).Set(NextField, "XYZ").Refusal is null);
        Assert.Equal(isAllowed ? -1 : at, message.Refusal?.Offset ?? -1);
        Assert.Equal(isAllowed ? text : null, message.GetText(Field));
        Assert.Equal("XYZ", message.GetText(NextField));
        if (character > byte.MaxValue)
            return;
        byte[] bytes = System.Text.Encoding.Latin1.GetBytes(text);
        Assert.Equal(isAllowed, message.Begin(Mti.FinancialRequest).Set(Field, bytes).Refusal is null);
        byte[] wire = [.. "0200\0\0\0\0\0\u0001\0\0"u8, .. System.Text.Encoding.ASCII.GetBytes($"{bytes.Length:000}"), .. bytes];
        Assert.Equal(isAllowed, message.TryParse(wire, out Iso8583Error? error));
        Assert.Equal(isAllowed ? -1 : 15 + at, error?.Offset ?? -1);
    }

    private static string Good(FieldKind kind, int length) =>
        kind == FieldKind.XN ? "C" + new string('1', length - 1) : new string(kind == FieldKind.A ? 'a' : '1', length);

    private static bool Plain(FieldKind kind, char character, int at) => kind switch
    {
        FieldKind.XN when at == 0 => character is 'C' or 'D',
        FieldKind.N or FieldKind.XN => "0123456789".Contains(character, StringComparison.Ordinal),
        FieldKind.Z => "0123456789=D".Contains(character, StringComparison.Ordinal),
        FieldKind.A => character is ' ' or (>= 'A' and <= 'Z') or (>= 'a' and <= 'z'),
        FieldKind.AN => character is ' ' or (>= 'A' and <= 'Z') or (>= 'a' and <= 'z') or (>= '0' and <= '9'),
        _ => character is >= (char)0x20 and <= (char)0x7E,
    };

    private static bool IsNibble(FieldKind kind, int nibble) => nibble <= 9 || (kind == FieldKind.Z && nibble == 0xD);

    private static Iso8583Spec Spec(FieldKind kind, FieldEncoding encoding, BcdAlignment alignment = BcdAlignment.LeadingZero) => Iso8583Spec.Create(new SpecDefinition
    {
        Name = "Fast paths",
        Fields =
        [
            FieldSpec.Variable(Field, "Under test", kind, LengthForm.LLL, MaxLength) with { Encoding = encoding, Alignment = alignment },
            FieldSpec.Fixed(NextField, "Neighbour", FieldKind.AN, 3),
        ],
    });

    private static Iso8583Spec Fixed(int length) =>
        Iso8583Spec.Create(new SpecDefinition { Name = "Numbers", Fields = [FieldSpec.Fixed(Field, "Number", FieldKind.N, length)] });
}
