using Composite.Contracts.Components;
using Composite.Contracts.Devices;

namespace Composite.Contracts.Payments;

/// <summary>A purchase as the device asks for it, after its form was checked.</summary>
[GenerateSerializer, Immutable, Alias("submit-payment")]
public sealed record SubmitPayment
{
    /// <summary>UUIDv7, made and stored by the device before it first asked.</summary>
    [Id(0)] public required string PaymentId { get; init; }

    /// <summary>SHA-256 of the request's body, hexadecimal.</summary>
    [Id(1)] public required string BodySha256 { get; init; }
    [Id(2)] public required long AmountMinor { get; init; }
    [Id(3)] public required string Currency { get; init; }
    [Id(4)] public required EntryMode EntryMode { get; init; }
    [Id(5)] public required Cvm Cvm { get; init; }
    [Id(6)] public required string Scheme { get; init; }
    [Id(7)] public required string MaskedPan { get; init; }
    [Id(8)] public required string Ksn { get; init; }
    [Id(9)] public required ReadOnlyMemory<byte> AccountData { get; init; }
    [Id(10)] public ReadOnlyMemory<byte>? PinBlock { get; init; }
    [Id(11)] public required ReadOnlyMemory<byte> Emv { get; init; }
    [Id(12)] public required EvidenceInfo CardEvidence { get; init; }
    [Id(13)] public EvidenceInfo? PinEvidence { get; init; }
}

/// <summary>What came of asking for an attestation result: exactly one of the three is so.</summary>
[GenerateSerializer, Immutable, Alias("evidence")]
public sealed record EvidenceInfo([property: Id(0)] AttestationInfo? Result, [property: Id(1)] bool Unavailable, [property: Id(2)] string? Defect);

/// <summary>Where a payment stands, as its device may know it.</summary>
[GenerateSerializer, Alias("payment-outcome")]
public enum PaymentOutcome
{
    /// <summary>No payment with this id is known.</summary>
    NotFound,

    /// <summary>The id was used with another body. Nothing was done.</summary>
    BodyMismatch,

    /// <summary>The request was seen before (its nonce) and is no retry of a payment. Nothing was done.</summary>
    Replayed,

    /// <summary>The gate refused; the failures say why. Nothing was sent.</summary>
    Refused,
    Approved,
    Declined,

    /// <summary>Provably nothing reached the acquirer.</summary>
    NotSent,

    /// <summary>Neither approved nor declined is certain; ask again. A reversal is on its way where one is due.</summary>
    Unknown,

    /// <summary>The acquirer acknowledged the reversal: no money moved, or it moved back.</summary>
    Reversed,

    /// <summary>The void's reversal is on its way; ask again.</summary>
    Voiding,

    /// <summary>The acquirer acknowledged the void.</summary>
    Voided,

    /// <summary>The command does not fit where the payment stands (a void of a declined payment).</summary>
    NotPossible,
}

/// <summary>The answer about a payment.</summary>
[GenerateSerializer, Immutable, Alias("payment-answer")]
public sealed record PaymentAnswer
{
    [Id(0)] public required string PaymentId { get; init; }
    [Id(1)] public required PaymentOutcome Outcome { get; init; }
    [Id(2)] public long AmountMinor { get; init; }
    [Id(3)] public string? Currency { get; init; }
    [Id(4)] public string? MaskedPan { get; init; }
    [Id(5)] public string? ResponseCode { get; init; }
    [Id(6)] public string? AuthorizationCode { get; init; }
    [Id(7)] public int? Stan { get; init; }
    [Id(8)] public string? Rrn { get; init; }

    /// <summary>For a refusal: every failed rule.</summary>
    [Id(9)] public IReadOnlyList<FindingInfo> Failures { get; init; } = [];

    /// <summary>Why, in plain words, for outcomes that carry no failures.</summary>
    [Id(10)] public string? Reason { get; init; }
}

/// <summary>One rule's finding.</summary>
[GenerateSerializer, Immutable, Alias("finding")]
public sealed record FindingInfo(
    [property: Id(0)] string Code, [property: Id(1)] string Outcome, [property: Id(2)] IReadOnlyDictionary<string, string> Facts,
    [property: Id(3)] string? Reason, [property: Id(4)] string? Remedy);

/// <summary>An acquirer's answer behind its deadline.</summary>
[GenerateSerializer, Immutable, Alias("late-answer")]
public sealed record LateAnswerInfo(
    [property: Id(0)] string AcquirerId, [property: Id(1)] string PaymentId, [property: Id(2)] bool Approved, [property: Id(3)] string ResponseCode,
    [property: Id(4)] string? AuthorizationCode, [property: Id(5)] IReadOnlyList<string> RequestFields, [property: Id(6)] IReadOnlyList<string> ResponseFields);
