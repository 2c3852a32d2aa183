namespace Composite.Iso8583.Masking;

/// <summary>Shows what kind of bytes stand somewhere without showing the bytes.</summary>
/// <remarks>
/// A malformed message may carry a card number anywhere, so no rule by field can protect an error's raw bytes.
/// A shape still tells a shifted field, a wrong encoding or binary where text belongs.
/// </remarks>
public static class ByteShape
{
    /// <summary>Most bytes shown.</summary>
    public const int MaxLength = 24;

    /// <summary><c>9</c> a digit, <c>A</c> a letter, <c>_</c> a space, <c>#</c> other printable, <c>.</c> anything else.</summary>
    public static string Of(ReadOnlySpan<byte> bytes)
    {
        ReadOnlySpan<byte> shown = bytes.Length > MaxLength ? bytes[..MaxLength] : bytes;
        return string.Create(shown.Length, shown, static (text, source) =>
        {
            for (int i = 0; i < text.Length; i++)
                text[i] = Shape(source[i]);
        });
    }

    private static char Shape(byte octet) => octet switch
    {
        >= (byte)'0' and <= (byte)'9' => '9',
        >= (byte)'A' and <= (byte)'Z' or >= (byte)'a' and <= (byte)'z' => 'A',
        (byte)' ' => '_',
        > 0x20 and < 0x7F => '#',
        _ => '.',
    };
}
