namespace Composite.Iso8583.Tlv;

/// <summary>Walks one level of BER-TLV without allocating. Zero bytes between elements are skipped (EMV Book 3, B1).</summary>
public ref struct TlvReader
{
    private readonly ReadOnlySpan<byte> _bytes;
    private int _position;

    public TlvReader(ReadOnlySpan<byte> bytes) => _bytes = bytes;

    /// <summary>Set when <see cref="TryRead"/> stopped at bytes that are not an element; null at a clean end.</summary>
    public TlvFault? Fault { get; private set; }

    /// <summary>Reads the next element; false at the end or at a fault.</summary>
    public bool TryRead(out TlvElement element)
    {
        element = default;
        while (_position < _bytes.Length && _bytes[_position] == 0)
            _position++;
        if (_position >= _bytes.Length || Fault is not null)
            return false;
        int start = _position;
        int at = start;
        if (!TryReadTag(ref at, out uint tag))
            return false;
        if (!TryReadLength(ref at, tag, out int length))
            return false;
        if (length > _bytes.Length - at)
            return Stop(ErrorReason.Truncated, tag, $"declares {length} bytes and {_bytes.Length - at} remain");
        element = new TlvElement(tag, _bytes.Slice(at, length), start, at);
        _position = at + length;
        return true;
    }

    /// <summary>Finds a tag at this level of <paramref name="bytes"/>; false when absent or when the bytes break off before it.</summary>
    public static bool TryFind(ReadOnlySpan<byte> bytes, TlvTag tag, out ReadOnlySpan<byte> value)
    {
        var reader = new TlvReader(bytes);
        while (reader.TryRead(out TlvElement element))
        {
            if (element.Tag == tag)
            {
                value = element.Value;
                return true;
            }
        }

        value = default;
        return false;
    }

    private bool TryReadTag(ref int at, out uint tag)
    {
        tag = _bytes[at++];
        if ((tag & 0x1F) != 0x1F)
            return true;
        for (int i = 1; i < TlvTag.MaxLength; i++)
        {
            if (at >= _bytes.Length)
                return Stop(ErrorReason.Truncated, 0, "a tag breaks off");
            byte next = _bytes[at++];
            tag = (tag << 8) | next;
            if ((next & 0x80) == 0)
                return true;
        }

        return Stop(ErrorReason.BadTag, 0, $"a tag is longer than {TlvTag.MaxLength} bytes");
    }

    private bool TryReadLength(ref int at, uint tag, out int length)
    {
        length = 0;
        if (at >= _bytes.Length)
            return Stop(ErrorReason.Truncated, tag, "breaks off before its length");
        int first = _bytes[at++];
        if (first < 0x80)
        {
            length = first;
            return true;
        }

        int count = first & 0x7F;
        if (count is 0 or > 4)
            return Stop(ErrorReason.BadLength, tag, count == 0 ? "has an indefinite length" : $"has a length of {count} bytes");
        if (count > _bytes.Length - at)
            return Stop(ErrorReason.Truncated, tag, "breaks off within its length");
        uint value = 0;
        for (int i = 0; i < count; i++)
            value = (value << 8) | _bytes[at++];
        if (value > int.MaxValue)
            return Stop(ErrorReason.Truncated, tag, $"declares {value} bytes");
        length = (int)value;
        return true;
    }

    private bool Stop(ErrorReason reason, uint tag, string detail)
    {
        Fault = new TlvFault(reason, tag == 0 ? string.Empty : new TlvTag(tag).ToString(), _position, detail);
        return false;
    }
}
