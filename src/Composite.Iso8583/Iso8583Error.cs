namespace Composite.Iso8583;

/// <summary>Why a message could not be read or written. Carries no card data, whatever the message held.</summary>
/// <param name="Reason">The stable reason.</param>
/// <param name="Path">Where: <c>MTI</c>, <c>Bitmap</c>, <c>DE4</c>, <c>DE55/9F02</c>, or <c>Message</c>.</param>
/// <param name="Offset">Byte offset from the message's start when reading, from the field's start when building.</param>
/// <param name="Detail">Plain words with the numbers that matter.</param>
/// <param name="MaskedBytes">
/// The shape of the bytes at the offset, never their values: <c>9</c> a digit, <c>A</c> a letter, <c>_</c> a space,
/// <c>#</c> other printable, <c>.</c> anything else. Bounded to <see cref="Masking.ByteShape.MaxLength"/>.
/// </param>
public sealed record Iso8583Error(ErrorReason Reason, string Path, int Offset, string Detail, string MaskedBytes)
{
    /// <summary>One line for a log.</summary>
    public override string ToString() =>
        MaskedBytes.Length == 0 ? $"{Path} at byte {Offset}: {Detail}" : $"{Path} at byte {Offset}: {Detail} [{MaskedBytes}]";
}

/// <summary>The closed list of reasons for refusing a message.</summary>
public enum ErrorReason
{
    /// <summary>The type indicator is not four digits or not a defined one.</summary>
    BadMti,

    /// <summary>The bitmap is not hexadecimal.</summary>
    BadBitmap,

    /// <summary>Bit 65 is set: a third bitmap, which no spec here has.</summary>
    TertiaryBitmap,

    /// <summary>The bitmap names a field that the spec lacks. Its length is unknown, so nothing behind it can be read.</summary>
    UnknownField,

    /// <summary>The bytes end before the element does.</summary>
    Truncated,

    /// <summary>A length prefix is not a number, or not one that the field's encoding can have.</summary>
    BadLength,

    /// <summary>Longer than the field's maximum.</summary>
    TooLong,

    /// <summary>Shorter than the field's minimum, or than a fixed field that is not padded.</summary>
    TooShort,

    /// <summary>A character outside the field's kind.</summary>
    BadCharacter,

    /// <summary>The unused half-byte of a packed field of odd length is not its pad.</summary>
    BadPadding,

    /// <summary>A negative number, or a number in a field that does not hold one.</summary>
    OutOfRange,

    /// <summary>Bytes remain behind the last field.</summary>
    TrailingBytes,

    /// <summary>The spec requires this field in messages of this type.</summary>
    MissingField,

    /// <summary>The whole message is longer than the spec's bound.</summary>
    MessageTooLong,

    /// <summary>The destination cannot take the message.</summary>
    DestinationTooSmall,

    /// <summary>A BER-TLV tag is longer than four bytes.</summary>
    BadTag,

    /// <summary>The same BER-TLV tag twice in one template.</summary>
    DuplicateTag,

    /// <summary>BER-TLV templates nested beyond the bound.</summary>
    NestedTooDeep,

    /// <summary>More BER-TLV elements than the bound.</summary>
    TooManyElements,
}
