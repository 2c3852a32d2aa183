namespace Composite.Iso8583.Tlv;

/// <summary>Checks a whole BER-TLV structure: every level, duplicates, and <see cref="TlvLimits"/>. Allocates only for a fault.</summary>
public static class TlvCheck
{
    /// <summary>The first fault, or null when the bytes are well formed.</summary>
    public static TlvFault? Find(ReadOnlySpan<byte> bytes)
    {
        int remaining = TlvLimits.MaxElements;
        Span<uint> tags = stackalloc uint[TlvLimits.MaxElements];
        return FindIn(bytes, 0, 1, tags, ref remaining);
    }

    private static TlvFault? FindIn(ReadOnlySpan<byte> bytes, int start, int depth, Span<uint> free, ref int remaining)
    {
        var reader = new TlvReader(bytes);
        int count = 0;
        ulong seen = 0;
        while (reader.TryRead(out TlvElement element))
        {
            TlvTag tag = element.Tag;
            if (remaining-- == 0)
                return At(ErrorReason.TooManyElements, element, start, $"is more than the {TlvLimits.MaxElements} elements allowed");

            // Most tags fall on a bit of their own, which spares the look through those before.
            ulong bit = 1UL << (int)((tag.Value * 0x9E37_79B1u) >> 26);
            if ((seen & bit) != 0 && free[..count].Contains(tag.Value) && !MayRepeat(tag))
                return At(ErrorReason.DuplicateTag, element, start, "appears twice in one template");
            seen |= bit;
            free[count++] = tag.Value;
            if (!tag.IsConstructed)
                continue;
            if (depth == TlvLimits.MaxDepth)
                return At(ErrorReason.NestedTooDeep, element, start, $"nests deeper than {TlvLimits.MaxDepth} templates");
            TlvFault? inner = FindIn(element.Value, start + element.ValueOffset, depth + 1, free[count..], ref remaining);
            if (inner is not null)
                return inner with { Path = inner.Path.Length == 0 ? tag.ToString() : $"{tag}/{inner.Path}" };
        }

        return reader.Fault is { } fault ? fault with { Offset = start + fault.Offset } : null;
    }

    // Issuer script templates and the commands within them come as often as the issuer likes (EMV Book 3, 10.10).
    private static bool MayRepeat(TlvTag tag) => tag.Value is 0x71 or 0x72 or 0x86;

    private static TlvFault At(ErrorReason reason, TlvElement element, int start, string detail) =>
        new(reason, element.Tag.ToString(), start + element.Offset, detail);
}
