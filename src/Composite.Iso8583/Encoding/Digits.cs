using System.Buffers.Binary;
using Composite.Iso8583.Fields;

namespace Composite.Iso8583.Encoding;

/// <summary>Numbers as ASCII or packed digits: type indicators and length prefixes, and the numbers that fields are set to.</summary>
internal static class Digits
{
    private const ulong TenToTheEighth = 100_000_000;

    public static int EncodedLength(int digits, DigitEncoding encoding) =>
        encoding == DigitEncoding.Ascii ? digits : Bcd.PackedLength(digits);

    /// <summary>The number, or -1 when a byte holds no digit.</summary>
    public static int Read(ReadOnlySpan<byte> source, DigitEncoding encoding) =>
        encoding == DigitEncoding.Ascii ? ReadAscii(source) : ReadPacked(source);

    /// <summary>Fills the whole destination, with zeros before the number; the caller knows that it fits.</summary>
    public static void Write(Span<byte> destination, int value, DigitEncoding encoding)
    {
        uint rest = (uint)value;
        for (int i = destination.Length - 1; i >= 0; i--)
        {
            if (encoding == DigitEncoding.Ascii)
            {
                (rest, uint digit) = Math.DivRem(rest, 10);
                destination[i] = (byte)('0' + digit);
            }
            else
            {
                (rest, uint pair) = Math.DivRem(rest, 100);
                destination[i] = (byte)(pair + (pair / 10 * 6));
            }
        }
    }

    /// <summary>Fills the whole destination with ASCII digits, with zeros before the number; the caller knows that it fits.</summary>
    public static void WriteAscii(Span<byte> destination, ulong number)
    {
        int left = destination.Length;
        for (; left >= sizeof(ulong); left -= sizeof(ulong))
        {
            (number, ulong eight) = Math.DivRem(number, TenToTheEighth);
            BinaryPrimitives.WriteUInt64LittleEndian(destination[(left - sizeof(ulong))..], EightDigits(eight));
        }

        if (left > 0)
            ShortBytes.Write(destination[..left], EightDigits(number) >> ((sizeof(ulong) - left) * 8));
    }

    private static int ReadAscii(ReadOnlySpan<byte> source)
    {
        int value = 0;
        foreach (byte octet in source)
        {
            uint digit = (uint)(octet - '0');
            if (digit > 9)
                return -1;
            value = (value * 10) + (int)digit;
        }

        return value;
    }

    private static int ReadPacked(ReadOnlySpan<byte> source)
    {
        int value = 0;
        foreach (byte octet in source)
        {
            int high = octet >> 4;
            int low = octet & 0xF;
            if (high > 9 || low > 9)
                return -1;
            value = (value * 100) + (high * 10) + low;
        }

        return value;
    }

    /// <summary>Eight ASCII digits of a number below 10^8, the first in the lowest byte.</summary>
    /// <remarks>Halves into fours, twos and ones in all lanes at once: 10486 / 2^20 is a hundredth and 103 / 2^10 a tenth, exact this far.</remarks>
    private static ulong EightDigits(ulong number)
    {
        ulong fours = (number / 10_000) | ((number % 10_000) << 32);
        ulong hundreds = ((fours * 10_486) >> 20) & 0x0000_007F_0000_007F;
        ulong twos = hundreds | ((fours - (hundreds * 100)) << 16);
        ulong tens = ((twos * 103) >> 10) & 0x000F_000F_000F_000F;
        ulong ones = tens | ((twos - (tens * 10)) << 8);
        return ones | 0x3030_3030_3030_3030;
    }
}
