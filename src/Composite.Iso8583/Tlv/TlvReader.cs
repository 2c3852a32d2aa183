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
        if (!TlvScan.TryRead(_bytes, start, out uint tag, out int valueStart, out int length))
        {
            Fault = TlvScan.Read(_bytes, start, out _, out _, out _);
            return false;
        }

        element = new TlvElement(tag, _bytes.Slice(valueStart, length), start, valueStart);
        _position = valueStart + length;
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
}
