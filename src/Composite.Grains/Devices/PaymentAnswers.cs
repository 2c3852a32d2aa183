using Composite.Contracts.Payments;
using Composite.Domain.Payments;

namespace Composite.Grains.Devices;

/// <summary>What a device is told of a payment. An open payment is unknown: never failed, never approved.</summary>
internal static class PaymentAnswers
{
    public static PaymentAnswer NotFound(string paymentId) => new() { PaymentId = paymentId, Outcome = PaymentOutcome.NotFound };

    public static PaymentAnswer BodyMismatch(string paymentId) => new() { PaymentId = paymentId, Outcome = PaymentOutcome.BodyMismatch };

    public static PaymentAnswer Replayed(string paymentId) => new() { PaymentId = paymentId, Outcome = PaymentOutcome.Replayed };

    public static PaymentAnswer NotPossible(PaymentState payment, string reason) => Of(payment) with { Outcome = PaymentOutcome.NotPossible, Reason = reason };

    /// <summary>The recorded answer, when the request is the one that was recorded.</summary>
    public static PaymentAnswer Of(PaymentState payment, string bodySha256) =>
        payment.BodySha256 == bodySha256 ? Of(payment) : BodyMismatch(payment.PaymentId);

    public static PaymentAnswer Of(PaymentState payment)
    {
        (PaymentOutcome outcome, string? reason) = Outcome(payment);
        return new PaymentAnswer
        {
            PaymentId = payment.PaymentId,
            Outcome = outcome,
            Reason = reason,
            AmountMinor = payment.Summary.AmountMinor,
            Currency = payment.Summary.Currency,
            MaskedPan = payment.Summary.MaskedPan,
            ResponseCode = payment.ResponseCode,
            AuthorizationCode = payment.AuthorizationCode,
            Stan = payment.Submission?.Stan,
            Rrn = payment.Submission?.Rrn,
            Failures = payment.Failures.Count == 0 ? [] : [.. payment.Failures.Select(f => f.ToWire())],
        };
    }

    private static (PaymentOutcome Outcome, string? Reason) Outcome(PaymentState payment) => payment.Status switch
    {
        PaymentStatus.Refused => (PaymentOutcome.Refused, null),
        PaymentStatus.Approved => (PaymentOutcome.Approved, null),
        PaymentStatus.Declined => (PaymentOutcome.Declined, "The acquirer declined."),
        PaymentStatus.NotSent => (PaymentOutcome.NotSent, $"Nothing reached the acquirer: {payment.NotSentReason}. Start a new payment."),
        PaymentStatus.Submitted => (PaymentOutcome.Unknown, "The acquirer has not answered yet. Ask again."),
        PaymentStatus.Reversed when payment.ReversalReason == ReversalReason.Void => (PaymentOutcome.Voided, null),
        PaymentStatus.Reversed => (PaymentOutcome.Reversed, "The acquirer confirmed the reversal: the cardholder is not charged."),
        PaymentStatus.Reversing when payment.ReversalReason == ReversalReason.Void => (PaymentOutcome.Voiding, "The void is on its way to the acquirer. Ask again."),
        PaymentStatus.Reversing => (PaymentOutcome.Unknown, "The payment is being reversed. Hand nothing over; ask again."),
        PaymentStatus.ReversalParked => (PaymentOutcome.Unknown, "The acquirer did not confirm the reversal. The provider looks into it; hand nothing over."),
        _ => throw new InvalidOperationException($"{payment.Status} is not a known status."),
    };
}
