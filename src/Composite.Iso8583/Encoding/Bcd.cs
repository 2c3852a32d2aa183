using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Composite.Iso8583.Fields;

namespace Composite.Iso8583.Encoding;

/// <summary>Packs two characters into a byte and back, sixteen characters at a time.</summary>
/// <remarks>
/// A half-byte n stands for the character 0x30 + n: the digits, and for D the track separator <c>=</c>.
/// A block is read and unpacked whole: <see cref="Room"/> bytes behind the content must exist, and hold nothing that matters.
/// </remarks>
internal static class Bcd
{
    /// <summary>Bytes behind content that are read when packing and overwritten when unpacking.</summary>
    public const int Room = BlockCharacters;

    private const byte Pad = 0xF;
    private const int BlockCharacters = 16;
    private const int BlockBytes = 8;

    // A bit per half-byte that may stand in a number, and in a track.
    private const uint DigitNibbles = 0x03FF;
    private const uint TrackNibbles = 0x23FF;

    // The same as bytes to look up: all bits where the half-byte may not stand.
    private static readonly Vector128<byte> NoDigit = ForbiddenOf(DigitNibbles);
    private static readonly Vector128<byte> NoTrack = ForbiddenOf(TrackNibbles);

    public static int PackedLength(int digits) => (digits + 1) >> 1;

    /// <summary>Packs checked characters, the separator as <c>=</c>.</summary>
    /// <param name="characters">The content, and <see cref="Room"/> bytes behind it.</param>
    /// <param name="count">The content's length.</param>
    /// <param name="packed">Exactly <see cref="PackedLength"/> bytes.</param>
    /// <param name="alignment">Where the unused half-byte stands.</param>
    public static void Pack(ReadOnlySpan<byte> characters, int count, Span<byte> packed, BcdAlignment alignment)
    {
        bool isOdd = (count & 1) != 0;
        if (isOdd && alignment == BcdAlignment.LeadingZero)
        {
            packed[0] = (byte)(characters[0] & 0xF);
            characters = characters[1..];
            packed = packed[1..];
            isOdd = false;
        }

        int at = 0;
        for (; packed.Length - at >= BlockBytes; at += BlockBytes)
            BinaryPrimitives.WriteUInt64LittleEndian(packed[at..], PackBlock(characters[(at * 2)..]));
        if (at < packed.Length)
            ShortBytes.Write(packed[at..], PackBlock(characters[(at * 2)..]));
        if (isOdd)
            packed[^1] |= Pad;
    }

    /// <summary>Unpacks to characters.</summary>
    /// <param name="packed">The packed bytes, and <see cref="Room"/> bytes behind them.</param>
    /// <param name="characters">To be filled, with <see cref="Room"/> bytes behind.</param>
    /// <param name="count">The content's length.</param>
    /// <param name="kind">N or Z.</param>
    /// <param name="alignment">Where the unused half-byte stands.</param>
    /// <returns>Where in <paramref name="characters"/> the content starts: behind a leading pad. Negative when a half-byte is not allowed or the pad is wrong: <see cref="FindFault"/> says which.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Unpack(ReadOnlySpan<byte> packed, Span<byte> characters, int count, FieldKind kind, BcdAlignment alignment)
    {
        int start = 0;
        bool isPadRight = true;
        if ((count & 1) != 0)
        {
            bool isLeading = alignment == BcdAlignment.LeadingZero;
            start = isLeading ? 1 : 0;
            isPadRight = isLeading ? packed[0] >> 4 == 0 : (packed[count >> 1] & 0xF) == Pad;
        }

        // A leading pad is checked as a digit too, which its zero is.
        int nibbles = count + start;
        Vector128<byte> forbidden = kind == FieldKind.Z ? NoTrack : NoDigit;
        uint invalid = 0;
        for (int at = 0; at < nibbles; at += BlockCharacters)
        {
            Vector128<byte> block = UnpackBlock(packed[(at / 2)..]);
            uint considered = (uint)((1 << Math.Min(nibbles - at, BlockCharacters)) - 1);
            invalid |= Vector128.ShuffleNative(forbidden, block).ExtractMostSignificantBits() & considered;
            (block | Vector128.Create((byte)'0')).CopyTo(characters[at..]);
        }

        return isPadRight && invalid == 0 ? start : -1;
    }

    /// <summary>What <see cref="Unpack"/> found wrong, and at which of exactly the packed bytes; -1 when nothing is.</summary>
    public static (ErrorReason Reason, int At) FindFault(ReadOnlySpan<byte> packed, int count, FieldKind kind, BcdAlignment alignment)
    {
        bool isOdd = (count & 1) != 0;
        bool isLeading = alignment == BcdAlignment.LeadingZero;
        if (isOdd && (isLeading ? packed[0] >> 4 != 0 : (packed[^1] & 0xF) != Pad))
            return (ErrorReason.BadPadding, isLeading ? 0 : packed.Length - 1);
        uint allowed = kind == FieldKind.Z ? TrackNibbles : DigitNibbles;
        for (int at = 0; at < packed.Length; at++)
        {
            bool hasTrailingPad = isOdd && !isLeading && at == packed.Length - 1;
            uint low = hasTrailingPad ? 1 : allowed >> (packed[at] & 0xF);
            if (((allowed >> (packed[at] >> 4)) & low & 1) == 0)
                return (ErrorReason.BadCharacter, at);
        }

        return (ErrorReason.BadCharacter, -1);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong PackBlock(ReadOnlySpan<byte> characters)
    {
        // In each pair the first character is the low byte: its half-byte goes up, the second's comes down.
        Vector128<ushort> pairs = (Vector128.Create(characters) & Vector128.Create((byte)0x0F)).AsUInt16();
        Vector128<ushort> packed = ((pairs << 4) | (pairs >>> 8)) & Vector128.Create((ushort)0xFF);
        return Vector128.NarrowWithSaturation(packed, packed).AsUInt64().ToScalar();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<byte> UnpackBlock(ReadOnlySpan<byte> packed)
    {
        Vector128<byte> bytes = Vector128.CreateScalarUnsafe(BinaryPrimitives.ReadUInt64LittleEndian(packed)).AsByte();
        Vector128<ushort> pairs = Vector128.WidenLower(bytes);
        return ((pairs >>> 4) | (pairs << 8)).AsByte() & Vector128.Create((byte)0x0F);
    }

    private static Vector128<byte> ForbiddenOf(uint allowed)
    {
        Span<byte> forbidden = stackalloc byte[16];
        for (int nibble = 0; nibble < forbidden.Length; nibble++)
            forbidden[nibble] = ((allowed >> nibble) & 1) != 0 ? (byte)0 : (byte)0xFF;
        return Vector128.Create(forbidden);
    }
}
