using System.Text.Json.Serialization;

namespace Composite.Domain.Payments;

/// <summary>Where a payment stands.</summary>
public enum PaymentStatus
{
    /// <summary>The gate refused; nothing was sent. Final.</summary>
    Refused,

    /// <summary>Sent or about to be sent: unknown.</summary>
    Submitted,

    /// <summary>Final unless voided.</summary>
    Approved,

    /// <summary>Final.</summary>
    Declined,

    /// <summary>Provably nothing reached the acquirer. Final.</summary>
    NotSent,

    /// <summary>A reversal (or a void's reversal) is under way: unknown.</summary>
    Reversing,

    /// <summary>The acquirer acknowledged the reversal. Final.</summary>
    Reversed,

    /// <summary>No acknowledgement after all attempts: unknown until a person decides.</summary>
    ReversalParked,
}

/// <summary>One payment, folded from its events.</summary>
public sealed record PaymentState
{
    public required string PaymentId { get; init; }

    public required string BodySha256 { get; init; }

    public required PaymentSummary Summary { get; init; }

    public required PaymentStatus Status { get; init; }

    /// <summary>The submission's facts that a reversal needs; null for a refused payment.</summary>
    public PaymentSubmission? Submission { get; init; }

    /// <summary>The failed findings of a refused payment.</summary>
    [JsonConverter(typeof(Rules.FindingsJsonConverter))]
    public IReadOnlyList<Rules.Finding> Failures { get; init; } = [];

    /// <summary>The acquirer's response code (DE39), when it answered in time.</summary>
    public string? ResponseCode { get; init; }

    public string? AuthorizationCode { get; init; }

    /// <summary>Why nothing was sent.</summary>
    public string? NotSentReason { get; init; }

    public ReversalReason? ReversalReason { get; init; }

    public int ReversalStan { get; init; }

    public int ReversalAttempts { get; init; }

    /// <summary>True while money may have moved without our knowing how it ended.</summary>
    [JsonIgnore]
    public bool IsOpen => Status is PaymentStatus.Submitted or PaymentStatus.Reversing or PaymentStatus.ReversalParked;

    /// <exception cref="InvalidOperationException">The event can't follow: a bug, which must not turn one outcome into another.</exception>
    public static PaymentState Evolve(PaymentState? state, IPaymentEvent @event) => (state, @event) switch
    {
        (null, PaymentRefused e) => new PaymentState
        {
            PaymentId = e.PaymentId,
            BodySha256 = e.BodySha256,
            Summary = e.Summary,
            Status = PaymentStatus.Refused,
            Failures = e.Evaluation.Failures(),
        },
        (null, PaymentSubmitted e) => new PaymentState
        {
            PaymentId = e.PaymentId,
            BodySha256 = e.BodySha256,
            Summary = e.Summary,
            Status = PaymentStatus.Submitted,
            Submission = new(e.Route, e.Stan, e.Rrn, e.TransmittedAt, e.Deadline),
        },
        ({ Status: PaymentStatus.Submitted } s, PaymentApproved e) => s with { Status = PaymentStatus.Approved, ResponseCode = e.ResponseCode, AuthorizationCode = e.AuthorizationCode },
        ({ Status: PaymentStatus.Submitted } s, PaymentDeclined e) => s with { Status = PaymentStatus.Declined, ResponseCode = e.ResponseCode },
        ({ Status: PaymentStatus.Submitted } s, PaymentNotSent e) => s with { Status = PaymentStatus.NotSent, NotSentReason = e.Reason },
        ({ Status: PaymentStatus.Submitted or PaymentStatus.Approved } s, ReversalDue e) => s with { Status = PaymentStatus.Reversing, ReversalReason = e.Reason, ReversalStan = e.Stan },
        ({ Status: PaymentStatus.Reversing } s, ReversalAttempted e) => s with { ReversalAttempts = e.Attempt },
        ({ Status: PaymentStatus.Reversing } s, ReversalAcknowledged) => s with { Status = PaymentStatus.Reversed },
        ({ Status: PaymentStatus.Reversing } s, ReversalParked) => s with { Status = PaymentStatus.ReversalParked },
        ({ } s, LateAnswerRecorded) => s,
        (_, PaymentRecalled e) => e.State,
        _ => throw new InvalidOperationException($"{@event.GetType().Name} cannot follow {(state is null ? "nothing" : state.Status.ToString())} in payment {@event.PaymentId}."),
    };
}

/// <summary>What was submitted, as far as an answer's match and a reversal need it.</summary>
public sealed record PaymentSubmission(PaymentRoute Route, int Stan, string Rrn, DateTimeOffset TransmittedAt, DateTimeOffset Deadline);
