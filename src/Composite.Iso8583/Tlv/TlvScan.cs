using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace Composite.Iso8583.Tlv;

/// <summary>Reads one element's tag and length: the one place that knows how they are coded.</summary>
internal static class TlvScan
{
    // An element's first bytes, the very first lowest: in a tag that goes on the low five bits are set, in its last byte and in
    // a length of one byte the high bit is clear.
    private const uint ContinuedTag = 0x0000_001F;
    private const uint TwoByteTagMask = 0x0080_801F;
    private const uint TwoByteTag = ContinuedTag;
    private const uint LongLengthBehindOne = 0x0000_8000;

    /// <summary>Reads the element that starts at a byte that exists and is not zero.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryRead(ReadOnlySpan<byte> bytes, int start, out uint tag, out int valueStart, out int length)
    {
        // Nearly every element in chip data: a tag of one or two bytes and a length of one, told from its first bytes at once.
        if (bytes.Length - start >= sizeof(uint))
        {
            uint head = BinaryPrimitives.ReadUInt32LittleEndian(bytes[start..]);
            if ((head & TwoByteTagMask) == TwoByteTag)
            {
                tag = BinaryPrimitives.ReverseEndianness((ushort)head);
                length = (byte)(head >> 16);
                valueStart = start + 3;
                if (length <= bytes.Length - valueStart)
                    return true;
            }
            else if ((head & LongLengthBehindOne) == 0 && (head & ContinuedTag) != ContinuedTag)
            {
                tag = (byte)head;
                length = (byte)(head >> 8);
                valueStart = start + 2;
                if (length <= bytes.Length - valueStart)
                    return true;
            }
        }

        // Locals of its own: the caller's would have to live in memory, for the sake of a path that is hardly ever taken.
        bool isElement = Read(bytes, start, out uint anyTag, out int anyStart, out int anyLength) is null;
        (tag, valueStart, length) = (anyTag, anyStart, anyLength);
        return isElement;
    }

    /// <summary>Reads any element; returns what is wrong, or null.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static TlvFault? Read(ReadOnlySpan<byte> bytes, int start, out uint tag, out int valueStart, out int length)
    {
        valueStart = start;
        length = 0;
        TlvFault? fault = ReadTag(bytes, start, ref valueStart, out tag) ?? ReadLength(bytes, start, ref valueStart, tag, out length);
        return fault is null && length > bytes.Length - valueStart
            ? Fault(ErrorReason.Truncated, start, tag, $"declares {length} bytes and {bytes.Length - valueStart} remain")
            : fault;
    }

    private static TlvFault? ReadTag(ReadOnlySpan<byte> bytes, int start, ref int at, out uint tag)
    {
        tag = bytes[at++];
        if ((tag & 0x1F) != 0x1F)
            return null;
        for (int i = 1; i < TlvTag.MaxLength; i++)
        {
            if (at >= bytes.Length)
                return Fault(ErrorReason.Truncated, start, 0, "a tag breaks off");
            byte next = bytes[at++];
            tag = (tag << 8) | next;
            if ((next & 0x80) == 0)
                return null;
        }

        return Fault(ErrorReason.BadTag, start, 0, $"a tag is longer than {TlvTag.MaxLength} bytes");
    }

    private static TlvFault? ReadLength(ReadOnlySpan<byte> bytes, int start, ref int at, uint tag, out int length)
    {
        length = 0;
        if (at >= bytes.Length)
            return Fault(ErrorReason.Truncated, start, tag, "breaks off before its length");
        int first = bytes[at++];
        if (first < 0x80)
        {
            length = first;
            return null;
        }

        int count = first & 0x7F;
        if (count is 0 or > 4)
            return Fault(ErrorReason.BadLength, start, tag, count == 0 ? "has an indefinite length" : $"has a length of {count} bytes");
        if (count > bytes.Length - at)
            return Fault(ErrorReason.Truncated, start, tag, "breaks off within its length");
        uint value = 0;
        for (int i = 0; i < count; i++)
            value = (value << 8) | bytes[at++];
        if (value > int.MaxValue)
            return Fault(ErrorReason.Truncated, start, tag, $"declares {value} bytes");
        length = (int)value;
        return null;
    }

    private static TlvFault Fault(ErrorReason reason, int start, uint tag, string detail) =>
        new(reason, tag == 0 ? string.Empty : new TlvTag(tag).ToString(), start, detail);
}
