using Composite.Contracts.Payments;
using Composite.Host.Apis.Problems;

namespace Composite.Host.Apis.Device;

/// <summary>Where a payment stands, as its device may know it.</summary>
internal enum PaymentStanding
{
    Approved,
    Declined,
    Refused,
    NotSent,
    Unknown,
    Reversed,
    Voiding,
    Voided,
}

/// <summary>The answer about a payment.</summary>
internal sealed record PaymentReply
{
    public required string PaymentId { get; init; }

    public required PaymentStanding Outcome { get; init; }

    public required long AmountMinor { get; init; }

    public string? Currency { get; init; }

    public string? MaskedPan { get; init; }

    /// <summary>The acquirer's response code (DE39).</summary>
    public string? ResponseCode { get; init; }

    public string? AuthorizationCode { get; init; }

    public int? Stan { get; init; }

    public string? Rrn { get; init; }

    /// <summary>For a refusal: every rule that failed.</summary>
    public required IReadOnlyList<FailureReply> Failures { get; init; }

    /// <summary>Why, in plain words, for outcomes without failures.</summary>
    public string? Reason { get; init; }

    /// <summary>The reply, or the problem that the outcome is; exactly one is null.</summary>
    public static (PaymentReply? Reply, ApiProblem? Problem) Of(PaymentAnswer answer) => answer.Outcome switch
    {
        PaymentOutcome.Approved => (Of(answer, PaymentStanding.Approved), null),
        PaymentOutcome.Declined => (Of(answer, PaymentStanding.Declined), null),
        PaymentOutcome.Refused => (Of(answer, PaymentStanding.Refused), null),
        PaymentOutcome.NotSent => (Of(answer, PaymentStanding.NotSent), null),
        PaymentOutcome.Unknown => (Of(answer, PaymentStanding.Unknown), null),
        PaymentOutcome.Reversed => (Of(answer, PaymentStanding.Reversed), null),
        PaymentOutcome.Voiding => (Of(answer, PaymentStanding.Voiding), null),
        PaymentOutcome.Voided => (Of(answer, PaymentStanding.Voided), null),
        PaymentOutcome.NotFound => (null, ApiProblem.NotFound("This device has no payment with this id.")),
        PaymentOutcome.BodyMismatch => (null, ApiProblem.PaymentBodyMismatch()),
        PaymentOutcome.Replayed => (null, ApiProblem.RequestReplayed()),
        PaymentOutcome.NotPossible => (null, ApiProblem.NotPossible(answer.Reason)),
        _ => throw new InvalidOperationException($"{answer.Outcome} is not a known outcome."),
    };

    private static PaymentReply Of(PaymentAnswer answer, PaymentStanding outcome) => new()
    {
        PaymentId = answer.PaymentId,
        Outcome = outcome,
        AmountMinor = answer.AmountMinor,
        Currency = answer.Currency,
        MaskedPan = answer.MaskedPan,
        ResponseCode = answer.ResponseCode,
        AuthorizationCode = answer.AuthorizationCode,
        Stan = answer.Stan,
        Rrn = answer.Rrn,
        Failures = [.. answer.Failures.Select(f => new FailureReply(f.Code, f.Reason, f.Remedy, f.Facts))],
        Reason = answer.Reason,
    };
}

/// <summary>A rule that refused a payment.</summary>
internal sealed record FailureReply(string Code, string? Reason, string? Remedy, IReadOnlyDictionary<string, string> Facts);
