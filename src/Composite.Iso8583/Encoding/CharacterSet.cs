using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Composite.Iso8583.Fields;

/// <summary>Finds characters that a field's kind does not allow, a vector at a time where there is one.</summary>
/// <remarks>
/// It looks at the source, never at a copy just made: a vector read of bytes that were just written one by one waits for
/// them to leave the processor's store buffer, which cost more than all the rest of setting a field.
/// </remarks>
internal static class Charset
{
    /// <summary>What a character outside ASCII becomes: a byte that no kind of text allows.</summary>
    private const byte Invalid = 0xFF;

    private static readonly byte[] KindsOf = BuildKinds();

    /// <summary>The index of the first character outside the kind, or -1.</summary>
    /// <param name="kind">What is allowed.</param>
    /// <param name="bytes">The content, and what stands behind it when there is more: that is read, but left out of account.</param>
    /// <param name="length">The content's length.</param>
    public static int FirstInvalid(FieldKind kind, ReadOnlySpan<byte> bytes, int length)
    {
        if (kind == FieldKind.B || length == 0)
            return -1;
        if (kind == FieldKind.XN && !IsSign(bytes[0]))
            return 0;
        for (int at = kind == FieldKind.XN ? 1 : 0; at < length; at += Vector128<byte>.Count)
        {
            if (bytes.Length - at < Vector128<byte>.Count)
            {
                int index = FirstInvalidOf(kind, bytes[at..length]);
                return index < 0 ? -1 : at + index;
            }

            uint invalid = InvalidMask(kind, Vector128.Create(bytes[at..]));
            if (length - at < Vector128<byte>.Count)
                invalid &= (1u << (length - at)) - 1;
            if (invalid != 0)
                return at + BitOperations.TrailingZeroCount(invalid);
        }

        return -1;
    }

    /// <summary>Turns text into bytes, checking it; the destination has the text's length.</summary>
    /// <returns>The index of the first character outside the kind, or -1.</returns>
    public static int Narrow(FieldKind kind, ReadOnlySpan<char> text, Span<byte> destination)
    {
        int count = Vector128<ushort>.Count;
        if (text.Length < count || kind == FieldKind.XN)
            return NarrowSingly(kind, text, destination);
        ReadOnlySpan<ushort> units = MemoryMarshal.Cast<char, ushort>(text);
        for (int at = 0; at < units.Length - count; at += count)
        {
            uint invalid = NarrowBlock(kind, units[at..], destination[at..]);
            if (invalid != 0)
                return at + BitOperations.TrailingZeroCount(invalid);
        }

        // The last block may overlap the one before it, which spares a loop over single characters.
        uint last = NarrowBlock(kind, units[^count..], destination[^count..]);
        return last == 0 ? -1 : units.Length - count + BitOperations.TrailingZeroCount(last);
    }

    private static int NarrowSingly(FieldKind kind, ReadOnlySpan<char> text, Span<byte> destination)
    {
        byte[] kinds = KindsOf;
        int bit = 1 << (int)kind;
        for (int i = 0; i < text.Length && i < destination.Length; i++)
        {
            byte character = text[i] <= 0x7F ? (byte)text[i] : Invalid;
            destination[i] = character;
            bool allowed = kind == FieldKind.XN && i == 0 ? IsSign(character) : (kinds[character] & bit) != 0;
            if (!allowed)
                return i;
        }

        return -1;
    }

    private static uint NarrowBlock(FieldKind kind, ReadOnlySpan<ushort> units, Span<byte> destination)
    {
        Vector128<ushort> block = Vector128.Create(units);
        Vector128<byte> bytes = Vector128.NarrowWithSaturation(block, block);
        bytes.GetLower().CopyTo(destination);
        return InvalidMask(kind, bytes) & 0xFF;
    }

    private static int FirstInvalidOf(FieldKind kind, ReadOnlySpan<byte> content)
    {
        byte[] kinds = KindsOf;
        int bit = 1 << (int)kind;
        for (int i = 0; i < content.Length; i++)
        {
            if ((kinds[content[i]] & bit) == 0)
                return i;
        }

        return -1;
    }

    private static uint InvalidMask(FieldKind kind, Vector128<byte> block) => ~Allowed(kind, block).ExtractMostSignificantBits() & 0xFFFF;

    private static bool IsSign(byte character) => character is (byte)'C' or (byte)'D';

    private static Vector128<byte> Allowed(FieldKind kind, Vector128<byte> block) => kind switch
    {
        FieldKind.N or FieldKind.XN => InRange(block, (byte)'0', 9),
        FieldKind.ANS => InRange(block, 0x20, 0x7E - 0x20),
        FieldKind.AN => InRange(block, (byte)'0', 9) | LettersAndBlanks(block),
        FieldKind.A => LettersAndBlanks(block),
        _ => InRange(block, (byte)'0', 9) | Vector128.Equals(block, Vector128.Create((byte)'=')) | Vector128.Equals(block, Vector128.Create((byte)'D')),
    };

    private static Vector128<byte> LettersAndBlanks(Vector128<byte> block) =>
        InRange(block | Vector128.Create((byte)0x20), (byte)'a', 'z' - 'a') | Vector128.Equals(block, Vector128.Create((byte)' '));

    private static Vector128<byte> InRange(Vector128<byte> block, byte first, byte span) =>
        Vector128.LessThanOrEqual(block - Vector128.Create(first), Vector128.Create(span));

    /// <summary>For every byte, a bit per kind that allows it: made by the vectors' rules, so that the two cannot differ.</summary>
    private static byte[] BuildKinds()
    {
        byte[] kinds = new byte[256];
        foreach (FieldKind kind in Enum.GetValues<FieldKind>().Where(kind => kind != FieldKind.B))
        {
            for (int octet = 0; octet < kinds.Length; octet++)
            {
                if (InvalidMask(kind, Vector128.Create((byte)octet)) == 0)
                    kinds[octet] |= (byte)(1 << (int)kind);
            }
        }

        return kinds;
    }
}
