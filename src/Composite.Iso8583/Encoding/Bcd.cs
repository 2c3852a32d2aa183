using System.Buffers.Binary;
using Composite.Iso8583.Fields;

namespace Composite.Iso8583.Encoding;

/// <summary>Packs two characters into a byte and back.</summary>
/// <remarks>
/// A half-byte n stands for the character 0x30 + n: the digits, and for D the track separator <c>=</c>.
/// </remarks>
internal static class Bcd
{
    private const byte Pad = 0xF;

    private const ulong EachByte = 0x0101_0101_0101_0101;

    // A bit per half-byte that may stand in a number, and in a track.
    private const uint DigitNibbles = 0x03FF;
    private const uint TrackNibbles = 0x23FF;

    public static int PackedLength(int digits) => (digits + 1) >> 1;

    /// <summary>Packs checked characters, the separator as <c>=</c>; <paramref name="packed"/> has exactly <see cref="PackedLength"/> bytes.</summary>
    public static void Pack(ReadOnlySpan<byte> digits, Span<byte> packed, BcdAlignment alignment)
    {
        if ((digits.Length & 1) != 0)
        {
            if (alignment == BcdAlignment.LeadingZero)
            {
                packed[0] = (byte)Nibble(digits[0]);
                digits = digits[1..];
                packed = packed[1..];
            }
            else
            {
                packed[^1] = (byte)((Nibble(digits[^1]) << 4) | Pad);
                digits = digits[..^1];
                packed = packed[..^1];
            }
        }

        for (; digits.Length >= 8; digits = digits[8..], packed = packed[4..])
            BinaryPrimitives.WriteUInt32BigEndian(packed, PackEight(BinaryPrimitives.ReadUInt64BigEndian(digits)));
        for (int from = 0, to = 0; to < packed.Length && from + 1 < digits.Length; from += 2, to++)
            packed[to] = (byte)((Nibble(digits[from]) << 4) | Nibble(digits[from + 1]));
    }

    /// <summary>Unpacks to characters.</summary>
    /// <returns>False when a half-byte is not allowed or the pad is wrong; <paramref name="reason"/> and the packed byte <paramref name="at"/> say which.</returns>
    public static bool TryUnpack(ReadOnlySpan<byte> packed, Span<byte> digits, FieldKind kind, BcdAlignment alignment, out ErrorReason reason, out int at)
    {
        uint allowed = kind == FieldKind.Z ? TrackNibbles : DigitNibbles;
        uint valid = 1;
        int first = 0;
        int odd = digits.Length & 1;
        if (odd != 0)
        {
            bool leading = alignment == BcdAlignment.LeadingZero;
            at = leading ? 0 : packed.Length - 1;
            int pair = packed[at];
            reason = ErrorReason.BadPadding;
            if (leading ? pair >> 4 != 0 : (pair & 0xF) != Pad)
                return false;
            int nibble = leading ? pair : pair >> 4;
            valid = allowed >> nibble;
            digits[leading ? 0 : ^1] = Character(nibble);
            first = leading ? 1 : 0;
        }

        Span<byte> rest = digits.Slice(first, digits.Length - odd);
        packed = packed[first..];
        for (; kind == FieldKind.N && rest.Length >= 8; rest = rest[8..], packed = packed[4..])
        {
            ulong nibbles = UnpackEight(BinaryPrimitives.ReadUInt32BigEndian(packed));
            valid &= ((nibbles + EachByte * 6) & (EachByte * 0xF0)) == 0 ? 1u : 0u;
            BinaryPrimitives.WriteUInt64BigEndian(rest, nibbles | (EachByte * '0'));
        }

        for (int from = 0, to = 0; to + 1 < rest.Length && from < packed.Length; from++, to += 2)
        {
            int pair = packed[from];
            valid &= (allowed >> (pair >> 4)) & (allowed >> (pair & 0xF));
            rest[to] = Character(pair >> 4);
            rest[to + 1] = Character(pair & 0xF);
        }

        reason = ErrorReason.BadCharacter;
        at = (valid & 1) != 0 ? -1 : FirstInvalid(digits, allowed, first);
        return at < 0;
    }

    private static int FirstInvalid(ReadOnlySpan<byte> characters, uint allowed, int leadingPad)
    {
        int index = 0;
        while (((allowed >> (characters[index] - '0')) & 1) != 0)
            index++;
        return (index + leadingPad) >> 1;
    }

    // Eight low half-bytes move together by pairs: into bytes, then into two, then into four.
    private static uint PackEight(ulong characters)
    {
        ulong nibbles = characters & (EachByte * 0x0F);
        nibbles = (nibbles | (nibbles >> 4)) & 0x00FF_00FF_00FF_00FF;
        nibbles = (nibbles | (nibbles >> 8)) & 0x0000_FFFF_0000_FFFF;
        return (uint)(nibbles | (nibbles >> 16));
    }

    private static ulong UnpackEight(uint packed)
    {
        ulong nibbles = (packed | ((ulong)packed << 16)) & 0x0000_FFFF_0000_FFFF;
        nibbles = (nibbles | (nibbles << 8)) & 0x00FF_00FF_00FF_00FF;
        return (nibbles | (nibbles << 4)) & (EachByte * 0x0F);
    }

    private static int Nibble(byte character) => character & 0xF;

    private static byte Character(int nibble) => (byte)('0' + nibble);
}
