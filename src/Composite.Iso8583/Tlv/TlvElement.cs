namespace Composite.Iso8583.Tlv;

/// <summary>One element, in place.</summary>
public readonly ref struct TlvElement
{
    internal TlvElement(TlvTag tag, ReadOnlySpan<byte> value, int offset, int valueOffset)
    {
        Tag = tag;
        Value = value;
        Offset = offset;
        ValueOffset = valueOffset;
    }

    public TlvTag Tag { get; }

    public ReadOnlySpan<byte> Value { get; }

    /// <summary>Where the tag starts in the reader's bytes.</summary>
    public int Offset { get; }

    /// <summary>Where the value starts in the reader's bytes.</summary>
    public int ValueOffset { get; }
}

/// <summary>Why bytes are not BER-TLV.</summary>
/// <param name="Reason">One of the reasons that concern BER-TLV, <see cref="ErrorReason.Truncated"/> or <see cref="ErrorReason.BadLength"/>.</param>
/// <param name="Path">Tags from the outermost template, such as <c>70/9F02</c>; empty when not even a tag could be read.</param>
/// <param name="Offset">Where the element starts in the outermost bytes.</param>
/// <param name="Detail">Plain words.</param>
public sealed record TlvFault(ErrorReason Reason, string Path, int Offset, string Detail);

/// <summary>Bounds of the BER-TLV that is accepted.</summary>
public static class TlvLimits
{
    /// <summary>Templates within templates; elements of the outermost bytes are at depth 1.</summary>
    public const int MaxDepth = 8;

    /// <summary>Elements in all templates together.</summary>
    public const int MaxElements = 256;
}
