using System.Buffers;
using System.Buffers.Text;

namespace Composite.Attestation.Verifiers.Ear;

/// <summary>Base64url as RFC 7515 wants it: no padding, no white space, no stray bits. Each octet string has one encoding only.</summary>
/// <remarks>The BCL's decoder is lenient in all three, so that one signed token could be sent in many spellings.</remarks>
internal static class StrictBase64Url
{
    private static readonly SearchValues<byte> Alphabet =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"u8);

    /// <summary>Decodes into <paramref name="destination"/>; false when the text is not strict base64url or does not fit.</summary>
    public static bool TryDecode(ReadOnlySpan<byte> text, Span<byte> destination, out int written)
    {
        written = 0;
        return text.Length % 4 != 1
            && text.IndexOfAnyExcept(Alphabet) < 0
            && HasNoStrayBits(text)
            && Base64Url.GetMaxDecodedLength(text.Length) <= destination.Length
            && Base64Url.TryDecodeFromUtf8(text, destination, out written);
    }

    private static bool HasNoStrayBits(ReadOnlySpan<byte> text) => (text.Length % 4) switch
    {
        // Two characters carry 12 bits for 8, three carry 18 for 16: what is over must be zero.
        2 => (Value(text[^1]) & 0b1111) == 0,
        3 => (Value(text[^1]) & 0b11) == 0,
        _ => true,
    };

    private static int Value(byte character) => character switch
    {
        >= (byte)'A' and <= (byte)'Z' => character - 'A',
        >= (byte)'a' and <= (byte)'z' => character - 'a' + 26,
        >= (byte)'0' and <= (byte)'9' => character - '0' + 52,
        (byte)'-' => 62,
        _ => 63,
    };
}
