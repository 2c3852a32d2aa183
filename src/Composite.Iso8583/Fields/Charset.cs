using System.Buffers;

namespace Composite.Iso8583.Fields;

/// <summary>Finds characters that a field's kind does not allow, many bytes at a time.</summary>
internal static class Charset
{
    private static readonly SearchValues<byte> Letters =
        SearchValues.Create(" ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"u8);

    private static readonly SearchValues<byte> Alphanumeric =
        SearchValues.Create(" 0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"u8);

    private static readonly SearchValues<byte> Track = SearchValues.Create("0123456789=D"u8);

    /// <summary>The index of the first character outside the kind, or -1.</summary>
    public static int FirstInvalid(FieldKind kind, ReadOnlySpan<byte> content) => kind switch
    {
        FieldKind.N => content.IndexOfAnyExceptInRange((byte)'0', (byte)'9'),
        FieldKind.ANS => content.IndexOfAnyExceptInRange((byte)0x20, (byte)0x7E),
        FieldKind.AN => content.IndexOfAnyExcept(Alphanumeric),
        FieldKind.Z => content.IndexOfAnyExcept(Track),
        FieldKind.A => content.IndexOfAnyExcept(Letters),
        FieldKind.XN => FirstInvalidSigned(content),
        _ => -1,
    };

    private static int FirstInvalidSigned(ReadOnlySpan<byte> content)
    {
        if (content.IsEmpty)
            return -1;
        if (content[0] is not ((byte)'C' or (byte)'D'))
            return 0;
        int index = content[1..].IndexOfAnyExceptInRange((byte)'0', (byte)'9');
        return index < 0 ? -1 : index + 1;
    }
}
