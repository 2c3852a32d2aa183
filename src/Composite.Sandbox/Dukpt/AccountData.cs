using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Composite.Sandbox.Dukpt;

/// <summary>What a card gave up to the device: in clear only inside the simulators, and never in a log.</summary>
/// <param name="Pan">The card number, 12 to 19 digits.</param>
/// <param name="Expiry">Its expiry as YYMM.</param>
/// <param name="Track2">The track-2 equivalent, up to 37 characters of digits, <c>D</c> and <c>F</c>; null when there is none.</param>
public sealed record AccountData(string Pan, string Expiry, string? Track2)
{
    /// <summary>Longest encoding in bytes: three values, each with a tag and a length.</summary>
    public const int MaxEncodedLength = (3 * 2) + PinBlock.MaxPanLength + ExpiryLength + MaxTrack2Length;

    private const int ExpiryLength = 4;
    private const int MaxTrack2Length = 37;
    private const byte PanTag = 0x01;
    private const byte ExpiryTag = 0x02;
    private const byte Track2Tag = 0x03;

    /// <summary>BIN and last four digits only.</summary>
    public override string ToString() =>
        Pan.Length >= PinBlock.MinPanLength ? $"{Pan[..6]}{new string('*', Pan.Length - 10)}{Pan[^4..]}" : "(no card number)";

    /// <summary>Tag, length and ASCII value of each element, in the order of the tags.</summary>
    /// <exception cref="ArgumentException">An element of another length or form.</exception>
    internal byte[] Encode()
    {
        if (!IsValid(this))
            throw new ArgumentException("The account data is not a card number, an expiry as YYMM and a track-2 equivalent.");
        byte[] track2 = Track2 is null ? [] : Element(Track2Tag, Track2);
        return [.. Element(PanTag, Pan), .. Element(ExpiryTag, Expiry), .. track2];
    }

    internal static bool TryDecode(ReadOnlySpan<byte> encoded, [NotNullWhen(true)] out AccountData? data)
    {
        data = null;
        if (!TryTake(ref encoded, PanTag, out string? pan) || !TryTake(ref encoded, ExpiryTag, out string? expiry))
            return false;
        string? track2 = null;
        if (!encoded.IsEmpty && !TryTake(ref encoded, Track2Tag, out track2))
            return false;
        var decoded = new AccountData(pan, expiry, track2);
        if (!encoded.IsEmpty || !IsValid(decoded))
            return false;
        data = decoded;
        return true;
    }

    private static byte[] Element(byte tag, string value) => [tag, (byte)value.Length, .. Encoding.ASCII.GetBytes(value)];

    private static bool TryTake(ref ReadOnlySpan<byte> rest, byte tag, [NotNullWhen(true)] out string? value)
    {
        value = null;
        if (rest.Length < 2 || rest[0] != tag || rest.Length < 2 + rest[1])
            return false;
        value = Encoding.ASCII.GetString(rest.Slice(2, rest[1]));
        rest = rest[(2 + rest[1])..];
        return true;
    }

    private static bool IsValid(AccountData data) =>
        data.Pan.Length is >= PinBlock.MinPanLength and <= PinBlock.MaxPanLength && data.Pan.All(char.IsAsciiDigit)
        && data.Expiry.Length == ExpiryLength && data.Expiry.All(char.IsAsciiDigit)
        && (data.Track2 is null || (data.Track2.Length is >= 1 and <= MaxTrack2Length && data.Track2.All(c => char.IsAsciiDigit(c) || c is 'D' or 'F')));
}
