using System.Net;
using Composite.Domain.Components;

namespace Composite.Sandbox.Devices;

/// <summary>What a device sends to enrol; see docs/api.md.</summary>
internal sealed record ActivationMessage(
    string DeviceId, string ActivationCode, PublicKeyMessage PublicKey, string SdkComponentId, string AttestationServiceId,
    string InitialKeyId, string KeyCheckValue, string Attestation);

internal sealed record PublicKeyMessage(string X, string Y);

/// <summary>An attestation result, or word that there is none.</summary>
internal sealed record EvidenceMessage(string? Token, bool? Unavailable);

/// <summary>A purchase as a device asks for it.</summary>
internal sealed record PaymentMessage
{
    public required string PaymentId { get; init; }

    public required long AmountMinor { get; init; }

    public required string Currency { get; init; }

    public required EntryMode EntryMode { get; init; }

    public required Cvm Cvm { get; init; }

    public required string Scheme { get; init; }

    public required string MaskedPan { get; init; }

    public required string Ksn { get; init; }

    public required byte[] AccountData { get; init; }

    public byte[]? PinBlock { get; init; }

    public required byte[] Emv { get; init; }

    public required EvidenceMessage Attestation { get; init; }

    public EvidenceMessage? PinAttestation { get; init; }
}

/// <summary>Composite's answer about a payment.</summary>
public sealed record PaymentReply(
    string PaymentId, string Outcome, long AmountMinor, string? Currency, string? MaskedPan, string? ResponseCode, string? AuthorizationCode,
    int? Stan, string? Rrn, IReadOnlyList<FailureReply> Failures, string? Reason);

/// <summary>A rule that refused a payment.</summary>
public sealed record FailureReply(string Code, string? Reason, string? Remedy);

/// <summary>Composite's answer to a request that is no good (RFC 9457).</summary>
public sealed record ProblemReply(string Type, string Title, int Status, string? Detail, IReadOnlyList<ProblemError>? Errors)
{
    private const string Prefix = "urn:composite:problem:";

    /// <summary>The problem's stable code.</summary>
    public string Code => Type.StartsWith(Prefix, StringComparison.Ordinal) ? Type[Prefix.Length..] : Type;

    public override string ToString() => $"{Status} {Code}: {Title} {Detail} {string.Join("; ", (Errors ?? []).Select(e => $"{e.Field}: {e.Reason} {e.Remedy}"))}".TrimEnd();
}

public sealed record ProblemError(string Code, string? Field, string Reason, string Remedy);

/// <summary>What came back for a device's request: the payment's answer or a problem, and the body as it came.</summary>
public sealed record DeviceReply(HttpStatusCode Status, PaymentReply? Payment, ProblemReply? Problem, string Body)
{
    /// <summary>The payment's outcome, or the problem's status and code: one text to compare.</summary>
    public string Outcome => Payment?.Outcome ?? (Problem is null ? $"{(int)Status}" : $"{(int)Status} {Problem.Code}");

    /// <summary>The codes of the rules that refused, in the order of the rules.</summary>
    public string Refusal => string.Join(", ", (Payment?.Failures ?? []).Select(f => f.Code));

    public override string ToString() => Outcome;
}
