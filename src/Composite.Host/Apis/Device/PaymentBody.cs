using Composite.Contracts.Components;

namespace Composite.Host.Apis.Device;

/// <summary>A purchase as a device asks for it.</summary>
internal sealed record PaymentBody
{
    /// <summary>UUIDv7 in lower case, made and stored by the device before it first asks.</summary>
    public required string PaymentId { get; init; }

    /// <summary>Minor units of the currency, 1 to 999,999,999,999.</summary>
    public required long AmountMinor { get; init; }

    /// <summary>ISO 4217 alphabetic code.</summary>
    public required string Currency { get; init; }

    public required EntryMode EntryMode { get; init; }

    public required Cvm Cvm { get; init; }

    /// <summary>Card scheme, lower case: visa, mastercard.</summary>
    public required string Scheme { get; init; }

    /// <summary>First six and last four digits, asterisks between; 13 to 19 characters.</summary>
    public required string MaskedPan { get; init; }

    /// <summary>Key serial number: 24 hexadecimal digits in upper case.</summary>
    public required string Ksn { get; init; }

    /// <summary>Encrypted account data, 1 to 1024 bytes.</summary>
    public required ReadOnlyMemory<byte> AccountData { get; init; }

    /// <summary>Encrypted PIN block, 16 bytes; only for online PIN.</summary>
    public ReadOnlyMemory<byte>? PinBlock { get; init; }

    /// <summary>Chip data (BER-TLV), at most 1024 bytes, without account data in clear; empty for manual entry.</summary>
    public required ReadOnlyMemory<byte> Emv { get; init; }

    /// <summary>The result from immediately before the card was read.</summary>
    public required AttestationField Attestation { get; init; }

    /// <summary>The result from immediately before PIN entry.</summary>
    public AttestationField? PinAttestation { get; init; }
}

/// <summary>An attestation result's token, or word that the A&amp;M service did not answer: exactly one of both.</summary>
internal sealed record AttestationField
{
    public string? Token { get; init; }

    public bool? Unavailable { get; init; }
}
