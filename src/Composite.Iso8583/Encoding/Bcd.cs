using Composite.Iso8583.Fields;

namespace Composite.Iso8583.Encoding;

/// <summary>Packs two digits into a byte and back. The track separator <c>=</c> (or <c>D</c>) is the half-byte D.</summary>
internal static class Bcd
{
    private const byte Pad = 0xF;
    private const byte Invalid = 0xFF;
    private const byte Separator = 0xD;

    public static int PackedLength(int digits) => (digits + 1) >> 1;

    /// <summary>Packs checked characters; <paramref name="packed"/> has exactly <see cref="PackedLength"/> bytes.</summary>
    public static void Pack(ReadOnlySpan<byte> digits, Span<byte> packed, BcdAlignment alignment)
    {
        int from = 0;
        int to = 0;
        if ((digits.Length & 1) != 0)
        {
            if (alignment == BcdAlignment.LeadingZero)
            {
                packed[to++] = Nibble(digits[from++]);
            }
            else
            {
                packed[^1] = (byte)((Nibble(digits[^1]) << 4) | Pad);
                packed = packed[..^1];
            }
        }

        digits = digits.Slice(from, (packed.Length - to) * 2);
        for (; to < packed.Length; to++, digits = digits[2..])
            packed[to] = (byte)((Nibble(digits[0]) << 4) | Nibble(digits[1]));
    }

    /// <summary>Unpacks to characters.</summary>
    /// <returns>False when a half-byte is not a digit (or separator, for tracks) or the pad is wrong; <paramref name="fault"/> and <paramref name="at"/> say which.</returns>
    public static bool TryUnpack(ReadOnlySpan<byte> packed, Span<byte> digits, FieldKind kind, BcdAlignment alignment, out ErrorReason fault, out int at)
    {
        fault = ErrorReason.BadPadding;
        bool track = kind == FieldKind.Z;
        int first = 0;
        int full = packed.Length;
        int to = 0;
        if ((digits.Length & 1) != 0)
        {
            bool leading = alignment == BcdAlignment.LeadingZero;
            at = leading ? 0 : packed.Length - 1;
            byte odd = packed[at];
            if (leading ? (odd >> 4) != 0 : (odd & 0xF) != Pad)
                return false;
            byte character = Character(leading ? odd & 0xF : odd >> 4, track);
            fault = ErrorReason.BadCharacter;
            if (character == Invalid)
                return false;
            digits[leading ? 0 : ^1] = character;
            (first, full, to) = leading ? (1, packed.Length, 1) : (0, packed.Length - 1, 0);
        }

        fault = ErrorReason.BadCharacter;
        for (at = first; at < full; at++, to += 2)
        {
            byte high = Character(packed[at] >> 4, track);
            byte low = Character(packed[at] & 0xF, track);
            if (high == Invalid || low == Invalid)
                return false;
            digits[to] = high;
            digits[to + 1] = low;
        }

        return true;
    }

    // The low half of '0'..'9' is the digit; of '=' and of the pad-free 'D' it must become D.
    private static byte Nibble(byte character) => character > (byte)'9' ? Separator : (byte)(character & 0xF);

    private static byte Character(int nibble, bool track) =>
        nibble <= 9 ? (byte)('0' + nibble) : track && nibble == Separator ? (byte)'=' : Invalid;
}
