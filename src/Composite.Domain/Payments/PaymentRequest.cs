using System.Buffers;
using Composite.Domain.Components;

namespace Composite.Domain.Payments;

/// <summary>A purchase as the device asks for it, after its form was checked. Carries no clear account data.</summary>
public sealed record PaymentRequest
{
    /// <summary>UUIDv7 in the 8-4-4-4-12 form, made and stored by the client before it first asked.</summary>
    public required string PaymentId { get; init; }

    /// <summary>SHA-256 of the request's body, hexadecimal: the same id with another body is refused.</summary>
    public required string BodySha256 { get; init; }

    /// <summary>When the device signed the request.</summary>
    public required DateTimeOffset SignedAt { get; init; }

    /// <summary>Amount in minor units of <see cref="Currency"/>, above 0.</summary>
    public required long AmountMinor { get; init; }

    /// <summary>ISO 4217 alphabetic code.</summary>
    public required string Currency { get; init; }

    public required EntryMode EntryMode { get; init; }

    public required Cvm Cvm { get; init; }

    /// <summary>Card scheme, lower case, from the selected application identifier.</summary>
    public required string Scheme { get; init; }

    /// <summary>First six and last four digits with asterisks between.</summary>
    public required string MaskedPan { get; init; }

    /// <summary>AES-DUKPT key serial number: 24 hexadecimal digits, upper case; the last 8 are the transaction counter.</summary>
    public required string Ksn { get; init; }

    /// <summary>Account data, encrypted on the device for the acquirer's decryption zone.</summary>
    public required ReadOnlyMemory<byte> AccountData { get; init; }

    /// <summary>PIN block, encrypted on the device; null unless the CVM is online PIN.</summary>
    public ReadOnlyMemory<byte>? PinBlock { get; init; }

    /// <summary>EMV data (BER-TLV) without tags 57, 5A, 5F20, 5F24 and 9F20; empty for manual entry.</summary>
    public required ReadOnlyMemory<byte> Emv { get; init; }
}

/// <summary>What the journal keeps of a request.</summary>
public sealed record PaymentSummary(long AmountMinor, string Currency, EntryMode EntryMode, Cvm Cvm, string Scheme, string MaskedPan)
{
    public static PaymentSummary Of(PaymentRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return new(request.AmountMinor, request.Currency, request.EntryMode, request.Cvm, request.Scheme, request.MaskedPan);
    }
}

/// <summary>An AES-DUKPT key serial number (ANSI X9.24-3-2017): 8 bytes initial key id, 4 bytes transaction counter.</summary>
public static class KeySerialNumber
{
    public const int HexLength = 24;

    /// <summary>The last transaction counter of a key set; behind it the set is exhausted (X9.24-3-2017, 6.3).</summary>
    public const uint LastCounter = 0xFFFF0000;

    private static readonly SearchValues<char> UpperHex = SearchValues.Create("0123456789ABCDEF");

    /// <summary>Splits a key serial number. False when it is not 24 hexadecimal digits in upper case.</summary>
    public static bool TryParse(string? ksn, out string initialKeyId, out uint counter)
    {
        initialKeyId = string.Empty;
        counter = 0;
        if (ksn is not { Length: HexLength } || ksn.AsSpan().ContainsAnyExcept(UpperHex)) return false;
        initialKeyId = ksn[..16];
        counter = uint.Parse(ksn.AsSpan(16), System.Globalization.NumberStyles.AllowHexSpecifier, System.Globalization.CultureInfo.InvariantCulture);
        return true;
    }
}
