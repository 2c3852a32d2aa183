namespace Composite.Domain.Evidence;

/// <summary>The forms of card numbers (ISO/IEC 7812-1).</summary>
public static class CardNumbers
{
    public const int MinDigits = 13;
    public const int MaxDigits = 19;

    /// <summary>True when the last of the digits (0 to 9 each) is the right check digit (annex B).</summary>
    public static bool HasCheckDigit(ReadOnlySpan<byte> digits)
    {
        int sum = 0;
        for (int i = 0; i < digits.Length; i++)
        {
            int digit = digits[^(i + 1)];
            if (i % 2 == 1 && (digit *= 2) > 9) digit -= 9;
            sum += digit;
        }

        return sum % 10 == 0;
    }

    /// <summary>
    /// True when the digits can be a card number of a payment scheme: so many of them, first digits that schemes use (3 to 6, and 22 to 27), and
    /// the check digit. Timestamps and amounts in long documents mostly begin otherwise.
    /// </summary>
    public static bool IsCardNumber(ReadOnlySpan<byte> digits) =>
        digits.Length is >= MinDigits and <= MaxDigits && digits is [>= 3 and <= 6, ..] or [2, >= 2 and <= 7, ..] && HasCheckDigit(digits);
}
