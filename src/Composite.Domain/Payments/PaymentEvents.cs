using Composite.Domain.Rules;

namespace Composite.Domain.Payments;

/// <summary>An event of one payment within its device's payments.</summary>
public interface IPaymentEvent : IEvent
{
    string PaymentId { get; }
}

/// <summary>The gate refused; nothing was sent.</summary>
public sealed record PaymentRefused(string PaymentId, string BodySha256, PaymentSummary Summary, Evaluation Evaluation) : IPaymentEvent;

/// <summary>
/// Durable before a byte leaves: from here on the payment is unknown until an answer or a reversal's answer is durable too.
/// It holds what a reversal needs.
/// </summary>
/// <param name="PaymentId">The payment.</param>
/// <param name="BodySha256">Of the request.</param>
/// <param name="Summary">What was asked.</param>
/// <param name="Route">Where it goes.</param>
/// <param name="Ksn">The key serial number used; counters up to it are spent.</param>
/// <param name="Stan">System trace audit number (DE11), 1 to 999,999.</param>
/// <param name="Rrn">Retrieval reference number (DE37), 12 digits.</param>
/// <param name="TransmittedAt">Transmission date and time (DE7), whole seconds, UTC.</param>
/// <param name="Deadline">An answer behind this instant comes too late.</param>
/// <param name="Evaluation">Every rule's finding.</param>
public sealed record PaymentSubmitted(
    string PaymentId, string BodySha256, PaymentSummary Summary, PaymentRoute Route, string Ksn, int Stan, string Rrn,
    DateTimeOffset TransmittedAt, DateTimeOffset Deadline, Evaluation Evaluation) : IPaymentEvent;

/// <summary>The acquirer approved in time.</summary>
public sealed record PaymentApproved(string PaymentId, string ResponseCode, string? AuthorizationCode, AcquirerExchange Exchange) : IPaymentEvent;

/// <summary>The acquirer declined.</summary>
public sealed record PaymentDeclined(string PaymentId, string ResponseCode, AcquirerExchange Exchange) : IPaymentEvent;

/// <summary>Provably not a byte reached the acquirer.</summary>
public sealed record PaymentNotSent(string PaymentId, string Reason) : IPaymentEvent;

/// <summary>The payment must be reversed until the acquirer acknowledges. <paramref name="Stan"/> is the reversal's own.</summary>
public sealed record ReversalDue(string PaymentId, ReversalReason Reason, int Stan, AcquirerExchange? Exchange) : IPaymentEvent;

/// <summary>A reversal was tried without an acknowledgement.</summary>
public sealed record ReversalAttempted(string PaymentId, int Attempt, string Result) : IPaymentEvent;

/// <summary>The acquirer acknowledged the reversal.</summary>
public sealed record ReversalAcknowledged(string PaymentId, string ResponseCode, AcquirerExchange Exchange) : IPaymentEvent;

/// <summary>The attempts are used up: a person decides. The payment stays unknown.</summary>
public sealed record ReversalParked(string PaymentId, int Attempts) : IPaymentEvent;

/// <summary>The acquirer's answer came after the deadline. It changes nothing: the reversal stands.</summary>
public sealed record LateAnswerRecorded(string PaymentId, string ResponseCode, string? AuthorizationCode, AcquirerExchange Exchange) : IPaymentEvent;

/// <summary>A finished payment that the ledger had dropped is needed again (a void, a late answer): its state, so that folding needs no second read.</summary>
public sealed record PaymentRecalled(string PaymentId, PaymentState State) : IPaymentEvent;

/// <summary>Why a payment is reversed.</summary>
public enum ReversalReason
{
    /// <summary>No answer by the deadline.</summary>
    Timeout,

    /// <summary>The process ended between sending and the answer's append.</summary>
    Interrupted,

    /// <summary>The answer could not be read, or contradicts the request.</summary>
    UnusableAnswer,

    /// <summary>The merchant took the payment back.</summary>
    Void,
}

/// <summary>Where a payment goes: decided once, recorded with the submission.</summary>
public sealed record PaymentRoute(string AcquirerId, string Mid, string Tid, string MerchantId);

/// <summary>The messages of one exchange, masked, as <c>DE39 Response code: 00</c>; for the payment's timeline.</summary>
public sealed record AcquirerExchange(IReadOnlyList<string> Request, IReadOnlyList<string> Response)
{
    public static readonly AcquirerExchange None = new([], []);
}
