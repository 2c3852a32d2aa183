using System.Globalization;

namespace Composite.Iso8583.Tlv;

/// <summary>A BER tag of one to four bytes, held as the number that its bytes spell: 9F02 is 0x9F02.</summary>
/// <remarks>Source: ISO/IEC 8825-1 as narrowed by EMV Book 3 annex B.</remarks>
public readonly record struct TlvTag(uint Value)
{
    /// <summary>Most bytes of a tag.</summary>
    public const int MaxLength = 4;

    /// <summary>In a tag's first byte: the value is a series of elements.</summary>
    internal const int ConstructedBit = 0x20;

    public int Length => Value switch { > 0xFF_FFFF => 4, > 0xFFFF => 3, > 0xFF => 2, _ => 1 };

    /// <summary>True when the value is itself a series of elements.</summary>
    public bool IsConstructed => ((Value >> ((Length - 1) * 8)) & ConstructedBit) != 0;

    /// <summary>True when the bytes form one whole tag: continuation bits say just where it ends.</summary>
    public bool IsWellFormed
    {
        get
        {
            int length = Length;
            if (Value == 0 || (((Value >> ((length - 1) * 8)) & 0x1F) == 0x1F) != (length > 1))
                return false;
            for (int i = length - 2; i >= 0; i--)
            {
                bool continues = ((Value >> (i * 8)) & 0x80) != 0;
                if (continues != (i > 0))
                    return false;
            }

            return true;
        }
    }

    public static implicit operator TlvTag(uint value) => new(value);

    public static TlvTag FromUInt32(uint value) => new(value);

    /// <summary>The tag's bytes as hexadecimal.</summary>
    public override string ToString() => Value.ToString(Value switch
    {
        > 0xFF_FFFF => "X8",
        > 0xFFFF => "X6",
        > 0xFF => "X4",
        _ => "X2",
    }, CultureInfo.InvariantCulture);
}
