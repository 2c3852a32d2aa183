namespace Composite.Host.Signatures;

/// <summary>Reads the part of structured fields (RFC 8941) that signatures need, in canonical form only, from left to right.</summary>
/// <remarks>
/// Canonical only, because then the text as received is what the signer serialised, and can go into the signature base
/// as it is. Each method reads nothing when it returns false.
/// </remarks>
internal ref struct StructuredFieldReader(ReadOnlySpan<char> text)
{
    private readonly ReadOnlySpan<char> _text = text;

    public int Position { get; private set; }

    public readonly bool AtEnd => Position == _text.Length;

    public bool TryRead(ReadOnlySpan<char> literal)
    {
        if (!_text[Position..].StartsWith(literal, StringComparison.Ordinal))
            return false;
        Position += literal.Length;
        return true;
    }

    /// <summary>A string (3.3.3) of visible characters without the two escapes: no value of the profile holds a space, quote or backslash.</summary>
    public bool TryReadString(out ReadOnlySpan<char> value)
    {
        value = default;
        ReadOnlySpan<char> rest = _text[Position..];
        if (rest.IsEmpty || rest[0] != '"')
            return false;

        int end = rest[1..].IndexOf('"');
        if (end < 0 || rest.Slice(1, end).Contains('\\') || !SignatureProfile.IsVisibleAscii(rest.Slice(1, end)))
            return false;
        value = rest.Slice(1, end);
        Position += end + 2;
        return true;
    }

    /// <summary>A key (3.1.2).</summary>
    public bool TryReadKey(out ReadOnlySpan<char> key)
    {
        ReadOnlySpan<char> rest = _text[Position..];
        int length = 0;
        while (length < rest.Length && (char.IsAsciiLetterLower(rest[length]) || rest[length] == '*' || (length > 0 && IsInnerKeyCharacter(rest[length]))))
            length++;
        key = rest[..length];
        Position += length;
        return length > 0;
    }

    /// <summary>An integer (3.3.1) that is not negative, without leading zeros, of at most 15 digits.</summary>
    public bool TryReadInteger(out long value)
    {
        const int maxDigits = 15;
        value = 0;
        ReadOnlySpan<char> rest = _text[Position..];
        int length = 0;
        while (length < rest.Length && char.IsAsciiDigit(rest[length]))
        {
            if (length == maxDigits)
                return false;
            value = (value * 10) + (rest[length++] - '0');
        }

        if (length == 0 || (length > 1 && rest[0] == '0'))
            return false;
        Position += length;
        return true;
    }

    /// <summary>A byte sequence (3.3.5) of exactly the destination's length.</summary>
    public bool TryReadBytes(Span<byte> destination)
    {
        ReadOnlySpan<char> rest = _text[Position..];
        int encodedLength = (destination.Length + 2) / 3 * 4;
        if (rest.Length < encodedLength + 2 || rest[0] != ':' || rest[encodedLength + 1] != ':')
            return false;

        ReadOnlySpan<char> encoded = rest.Slice(1, encodedLength);
        if (encoded.ContainsAny(" \t\r\n")
            || !Convert.TryFromBase64Chars(encoded, destination, out int written)
            || written != destination.Length)
        {
            return false;
        }

        Position += encodedLength + 2;
        return true;
    }

    private static bool IsInnerKeyCharacter(char character) => char.IsAsciiDigit(character) || character is '_' or '-' or '.';
}
