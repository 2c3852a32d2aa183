namespace Composite.Iso8583.Tlv;

/// <summary>What chip data may not carry in clear.</summary>
public static class EmvData
{
    /// <summary>Looks through every level of the chip data for tags that may only travel encrypted.</summary>
    public static EmvInspection Inspect(ReadOnlySpan<byte> chipData)
    {
        if (TlvCheck.Find(chipData) is { } fault)
            return new EmvInspection.Malformed(fault);
        List<string>? paths = null;
        Collect(chipData, string.Empty, ref paths);
        return paths is null ? EmvInspection.Clean.Instance : new EmvInspection.Forbidden(paths);
    }

    /// <summary>True for tags that carry account data or a PIN, and so are neither sent in clear nor shown.</summary>
    /// <remarks>
    /// 57 track 2 equivalent, 5A PAN, 5F20 cardholder name, 5F24 expiry date, 9F20 track 2 discretionary data (our promise names
    /// these five); and their equivalents: 56 and 9F6B track 1 and 2 of magnetic-stripe mode, 9F1F track 1 discretionary data,
    /// 9F0B extended cardholder name, 99 PIN. Source of the meanings: EMV Book 3 annex A, EMV contactless book C-2.
    /// </remarks>
    public static bool IsSensitive(TlvTag tag) =>
        tag.Value is 0x57 or 0x5A or 0x5F20 or 0x5F24 or 0x9F20 or 0x56 or 0x9F6B or 0x9F1F or 0x9F0B or 0x99;

    private static void Collect(ReadOnlySpan<byte> bytes, string prefix, ref List<string>? paths)
    {
        var reader = new TlvReader(bytes);
        while (reader.TryRead(out TlvElement element))
        {
            if (IsSensitive(element.Tag))
                (paths ??= []).Add(prefix + element.Tag);
            else if (element.Tag.IsConstructed)
                Collect(element.Value, $"{prefix}{element.Tag}/", ref paths);
        }
    }
}

/// <summary>What an inspection of chip data found.</summary>
public abstract record EmvInspection
{
    private EmvInspection() { }

    /// <summary>Well formed, and no forbidden tag at any level.</summary>
    public sealed record Clean : EmvInspection
    {
        internal static Clean Instance { get; } = new();
    }

    /// <summary>Tags in clear that may not be: their paths, such as <c>70/5A</c>; never their values.</summary>
    public sealed record Forbidden(IReadOnlyList<string> Paths) : EmvInspection;

    /// <summary>Not BER-TLV, so it cannot be said to be free of account data.</summary>
    public sealed record Malformed(TlvFault Fault) : EmvInspection;
}
