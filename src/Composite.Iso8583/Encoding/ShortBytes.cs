using System.Buffers.Binary;

namespace Composite.Iso8583.Encoding;

/// <summary>Writes of one to eight bytes that touch nothing behind them.</summary>
internal static class ShortBytes
{
    /// <summary>Fills a destination of one to eight bytes from a number's bytes, the lowest first.</summary>
    public static void Write(Span<byte> destination, ulong lowestFirst)
    {
        int length = destination.Length;
        if (length == sizeof(ulong))
        {
            BinaryPrimitives.WriteUInt64LittleEndian(destination, lowestFirst);
        }
        else if (length >= sizeof(uint))
        {
            // Two writes that overlap.
            int second = length - sizeof(uint);
            BinaryPrimitives.WriteUInt32LittleEndian(destination, (uint)lowestFirst);
            BinaryPrimitives.WriteUInt32LittleEndian(destination[second..], (uint)(lowestFirst >> (second * 8)));
        }
        else if (length >= sizeof(ushort))
        {
            int second = length - sizeof(ushort);
            BinaryPrimitives.WriteUInt16LittleEndian(destination, (ushort)lowestFirst);
            BinaryPrimitives.WriteUInt16LittleEndian(destination[second..], (ushort)(lowestFirst >> (second * 8)));
        }
        else
        {
            destination[0] = (byte)lowestFirst;
        }
    }
}
