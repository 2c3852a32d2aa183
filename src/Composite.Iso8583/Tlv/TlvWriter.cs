using System.Buffers.Binary;

namespace Composite.Iso8583.Tlv;

/// <summary>Writes BER-TLV into a span without allocating, with the shortest lengths. Nothing is written of an element that does not fit.</summary>
public ref struct TlvWriter
{
    private readonly Span<byte> _destination;

    public TlvWriter(Span<byte> destination) => _destination = destination;

    /// <summary>Bytes written so far.</summary>
    public int Written { get; private set; }

    /// <summary>What was written so far.</summary>
    public readonly ReadOnlySpan<byte> WrittenSpan => _destination[..Written];

    /// <summary>Writes an element; false when it does not fit.</summary>
    /// <exception cref="ArgumentException">The number is not a whole tag.</exception>
    public bool TryWrite(TlvTag tag, ReadOnlySpan<byte> value)
    {
        int tagLength = CheckedLength(tag);
        int lengthBytes = LengthBytes(value.Length);
        if ((long)tagLength + lengthBytes + value.Length > _destination.Length - Written)
            return false;
        WriteTag(tag, tagLength);
        WriteLength(_destination[Written..], value.Length, lengthBytes);
        Written += lengthBytes;
        value.CopyTo(_destination[Written..]);
        Written += value.Length;
        return true;
    }

    /// <summary>Opens a template: what is written until <see cref="TryEnd"/> is its value.</summary>
    /// <param name="tag">A constructed tag.</param>
    /// <param name="mark">To be handed to <see cref="TryEnd"/>; templates close in the reverse order of their opening.</param>
    /// <exception cref="ArgumentException">The tag is not a whole one, or not constructed.</exception>
    public bool TryBegin(TlvTag tag, out int mark)
    {
        int tagLength = CheckedLength(tag);
        if (!tag.IsConstructed)
            throw new ArgumentException($"{tag} is not a constructed tag.", nameof(tag));
        mark = Written + tagLength + 1;
        if (mark > _destination.Length)
            return false;
        WriteTag(tag, tagLength);
        Written++;
        return true;
    }

    /// <summary>Closes a template; false when its length does not fit, and then the bytes are of no use.</summary>
    public bool TryEnd(int mark)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(mark, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(mark, Written);
        int length = Written - mark;
        int lengthBytes = LengthBytes(length);
        if (lengthBytes - 1 > _destination.Length - Written)
            return false;
        if (lengthBytes > 1)
            _destination.Slice(mark, length).CopyTo(_destination[(mark + lengthBytes - 1)..]);
        WriteLength(_destination[(mark - 1)..], length, lengthBytes);
        Written += lengthBytes - 1;
        return true;
    }

    private static int CheckedLength(TlvTag tag) =>
        tag.IsWellFormed ? tag.Length : throw new ArgumentException($"{tag} is not a BER tag.", nameof(tag));

    private static int LengthBytes(int length) => length switch { < 0x80 => 1, <= 0xFF => 2, <= 0xFFFF => 3, _ => 5 };

    private static void WriteLength(Span<byte> destination, int length, int lengthBytes)
    {
        if (lengthBytes == 1)
        {
            destination[0] = (byte)length;
            return;
        }

        Span<byte> number = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32BigEndian(number, length);
        destination[0] = (byte)(0x80 | (lengthBytes - 1));
        number[(5 - lengthBytes)..].CopyTo(destination[1..]);
    }

    private void WriteTag(TlvTag tag, int tagLength)
    {
        for (int i = tagLength - 1; i >= 0; i--)
            _destination[Written++] = (byte)(tag.Value >> (i * 8));
    }
}
