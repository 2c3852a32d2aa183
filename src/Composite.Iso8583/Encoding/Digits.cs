using Composite.Iso8583.Fields;

namespace Composite.Iso8583.Encoding;

/// <summary>Numbers outside fields: type indicators and length prefixes, as ASCII or packed digits.</summary>
internal static class Digits
{
    public static int EncodedLength(int digits, DigitEncoding encoding) =>
        encoding == DigitEncoding.Ascii ? digits : Bcd.PackedLength(digits);

    /// <summary>The number, or -1 when a byte holds no digit.</summary>
    public static int Read(ReadOnlySpan<byte> source, DigitEncoding encoding)
    {
        int value = 0;
        foreach (byte octet in source)
        {
            if (encoding == DigitEncoding.Ascii)
            {
                uint digit = (uint)(octet - '0');
                if (digit > 9)
                    return -1;
                value = (value * 10) + (int)digit;
            }
            else
            {
                int high = octet >> 4;
                int low = octet & 0xF;
                if (high > 9 || low > 9)
                    return -1;
                value = (value * 100) + (high * 10) + low;
            }
        }

        return value;
    }

    /// <summary>Fills the whole destination, with zeros before the number; the caller knows that it fits.</summary>
    public static void Write(Span<byte> destination, int value, DigitEncoding encoding)
    {
        for (int i = destination.Length - 1; i >= 0; i--)
        {
            if (encoding == DigitEncoding.Ascii)
            {
                (value, int digit) = Math.DivRem(value, 10);
                destination[i] = (byte)('0' + digit);
            }
            else
            {
                (value, int pair) = Math.DivRem(value, 100);
                destination[i] = (byte)(((pair / 10) << 4) | (pair % 10));
            }
        }
    }
}
