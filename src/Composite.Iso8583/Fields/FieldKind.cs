namespace Composite.Iso8583.Fields;

/// <summary>What characters a field holds, in the letters of ISO 8583.</summary>
public enum FieldKind
{
    /// <summary>Digits.</summary>
    N,

    /// <summary>Letters and blanks.</summary>
    A,

    /// <summary>Letters, digits and blanks.</summary>
    AN,

    /// <summary>Printable ASCII, 0x20 to 0x7E.</summary>
    ANS,

    /// <summary>Bytes.</summary>
    B,

    /// <summary>Track 2 and 3 code set: digits and the separator <c>=</c> or <c>D</c> (ISO/IEC 7813).</summary>
    Z,

    /// <summary><c>C</c> (credit) or <c>D</c> (debit), then digits.</summary>
    XN,
}

/// <summary>Whether a field's length is fixed, or how many digits its length prefix has.</summary>
public enum LengthForm
{
    Fixed = 0,
    L = 1,
    LL = 2,
    LLL = 3,
    LLLL = 4,
}

/// <summary>How a field's content travels.</summary>
public enum FieldEncoding
{
    /// <summary>A byte per character.</summary>
    Ascii,

    /// <summary>Two digits per byte; kinds N and Z. A track separator is the half-byte D.</summary>
    Bcd,

    /// <summary>The bytes themselves; kind B.</summary>
    Binary,

    /// <summary>Two hexadecimal digits per byte; kind B.</summary>
    HexAscii,
}

/// <summary>How digits outside fields travel: the type indicator and length prefixes.</summary>
public enum DigitEncoding
{
    /// <summary>A byte per digit.</summary>
    Ascii,

    /// <summary>Two digits per byte, an odd one behind a leading zero.</summary>
    Bcd,
}

/// <summary>What a length prefix counts.</summary>
public enum LengthUnit
{
    /// <summary>Characters, digits or bytes of the content.</summary>
    Content,

    /// <summary>Hexadecimal digits: twice the content's bytes. For <see cref="FieldEncoding.HexAscii"/> only.</summary>
    HexDigits,
}

/// <summary>What brings a short value to a fixed field's length.</summary>
public enum FieldPadding
{
    /// <summary>Nothing: the value must have the exact length.</summary>
    None,

    /// <summary>Zeros before it.</summary>
    LeadingZeros,

    /// <summary>Blanks behind it.</summary>
    TrailingSpaces,
}

/// <summary>Where the unused half-byte of a packed field of odd length stands.</summary>
public enum BcdAlignment
{
    /// <summary>First, as 0.</summary>
    LeadingZero,

    /// <summary>Last, as F.</summary>
    TrailingF,
}

/// <summary>Whether a field's bytes have a structure that is checked.</summary>
public enum FieldContent
{
    Plain,

    /// <summary>BER-TLV, within <see cref="Tlv.TlvLimits"/>; kind B.</summary>
    BerTlv,
}
