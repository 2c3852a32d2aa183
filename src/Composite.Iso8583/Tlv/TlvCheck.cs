using System.Runtime.CompilerServices;

namespace Composite.Iso8583.Tlv;

/// <summary>Checks a whole BER-TLV structure: every level, duplicates, and <see cref="TlvLimits"/>. Allocates only for a fault.</summary>
public static class TlvCheck
{
    /// <summary>The first fault, or null when the bytes are well formed.</summary>
    public static TlvFault? Find(ReadOnlySpan<byte> bytes)
    {
        int remaining = TlvLimits.MaxElements;
        return FindIn(bytes, 0, 1, ref remaining);
    }

    // All that is rare is in methods of its own, and this one is compiled by itself: so the loop's values stay in registers.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static TlvFault? FindIn(ReadOnlySpan<byte> bytes, int start, int depth, ref int remaining)
    {
        TlvTagSet seen = default;
        int position = 0;
        while (position < bytes.Length)
        {
            int first = bytes[position];
            if (first == 0)
            {
                position++;
                continue;
            }

            if (!TlvScan.TryRead(bytes, position, out uint tag, out int valueStart, out int length))
                return Diagnose(bytes, position, start);
            if (remaining-- == 0)
                return Fault(ErrorReason.TooManyElements, tag, start + position);
            bool isNew = tag <= TlvTagSet.MaxTag ? seen.TryAdd(tag) : !Contains(bytes[..position], tag);
            if (!isNew && !MayRepeat(tag))
                return Fault(ErrorReason.DuplicateTag, tag, start + position);
            if ((first & TlvTag.ConstructedBit) != 0)
            {
                if (depth == TlvLimits.MaxDepth)
                    return Fault(ErrorReason.NestedTooDeep, tag, start + position);
                if (FindIn(bytes.Slice(valueStart, length), start + valueStart, depth + 1, ref remaining) is { } inner)
                    return Within(tag, inner);
            }

            position = valueStart + length;
        }

        return null;
    }

    // Out of the loop's way: a tag of more than two bytes is rare, and is looked for among the elements before it.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static bool Contains(ReadOnlySpan<byte> before, uint tag) => TlvReader.TryFind(before, tag, out _);

    // Issuer script templates and the commands within them come as often as the issuer likes (EMV Book 3, 10.10).
    private static bool MayRepeat(uint tag) => tag is 0x71 or 0x72 or 0x86;

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static TlvFault? Diagnose(ReadOnlySpan<byte> bytes, int position, int start)
    {
        TlvFault? fault = TlvScan.Read(bytes, position, out _, out _, out _);
        return fault is null ? null : fault with { Offset = start + position };
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static TlvFault Within(uint tag, TlvFault inner) =>
        inner with { Path = inner.Path.Length == 0 ? new TlvTag(tag).ToString() : $"{new TlvTag(tag)}/{inner.Path}" };

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static TlvFault Fault(ErrorReason reason, uint tag, int offset) => new(reason, new TlvTag(tag).ToString(), offset, reason switch
    {
        ErrorReason.TooManyElements => $"is more than the {TlvLimits.MaxElements} elements allowed",
        ErrorReason.DuplicateTag => "appears twice in one template",
        _ => $"nests deeper than {TlvLimits.MaxDepth} templates",
    });
}
