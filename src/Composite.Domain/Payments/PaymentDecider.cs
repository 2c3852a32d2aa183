using System.Globalization;
using Composite.Domain.Policies;
using Composite.Domain.Ports;
using Composite.Domain.Rules;

namespace Composite.Domain.Payments;

/// <summary>Events to append together, with the due work that they call for or settle.</summary>
public sealed record PaymentStep(IReadOnlyList<IPaymentEvent> Events)
{
    public IReadOnlyList<DueWork> Schedule { get; init; } = [];

    public IReadOnlyList<string> Complete { get; init; } = [];
}

/// <summary>Decides what happens to a payment: pure, over the device's ledger.</summary>
public static class PaymentDecider
{
    /// <summary>How long after the deadline the sweep leaves a submitted payment to the process that sent it.</summary>
    public static readonly TimeSpan SweepGrace = TimeSpan.FromSeconds(1);

    /// <summary>Evaluates the gate for a new payment and says what to append: a refusal, or the submission with its deadline as due work.</summary>
    public static PaymentStep Submit(GateFacts facts)
    {
        ArgumentNullException.ThrowIfNull(facts);
        Evaluation evaluation = Gate.Evaluate(facts);
        PaymentRequest request = facts.Request;
        if (!evaluation.Allows())
        {
            return new PaymentStep([new PaymentRefused(request.PaymentId, request.BodySha256, PaymentSummary.Of(request), evaluation)]);
        }

        DateTimeOffset transmittedAt = WholeSecond(facts.Now);
        int stan = facts.Ledger.NextStan;
        DateTimeOffset deadline = facts.Now + facts.Acquirer!.Profile.ResponseTimeout;
        PaymentSubmitted submitted = new(
            request.PaymentId, request.BodySha256, PaymentSummary.Of(request),
            new PaymentRoute(facts.Device.AcquirerId, facts.Contract!.Mid, facts.Device.Tid, facts.Device.MerchantId),
            request.Ksn, stan, Rrn(transmittedAt, stan), transmittedAt, deadline, evaluation);
        return new PaymentStep([submitted])
        {
            Schedule = [PaymentDueWork.Deadline(facts.Device.Id, request.PaymentId, deadline + SweepGrace)],
        };
    }

    /// <summary>What the acquirer's answer to a submitted payment comes to. Null when the payment is no longer waiting for one.</summary>
    public static PaymentStep? Settle(PaymentLedger ledger, string deviceId, string paymentId, AcquirerAnswer answer, DateTimeOffset now)
    {
        if (ledger.Payments.GetValueOrDefault(paymentId) is not { Status: PaymentStatus.Submitted }) return null;
        return answer switch
        {
            AcquirerAnswer.Answered { Approved: true } a => Final(deviceId, new PaymentApproved(paymentId, a.ResponseCode, a.AuthorizationCode, a.Exchange)),
            AcquirerAnswer.Answered a => Final(deviceId, new PaymentDeclined(paymentId, a.ResponseCode, a.Exchange)),
            AcquirerAnswer.NotSent n => Final(deviceId, new PaymentNotSent(paymentId, n.Reason)),
            AcquirerAnswer.NoAnswer n => Reverse(ledger, deviceId, paymentId, ReversalReason.Timeout, n.Exchange, now),
            AcquirerAnswer.Unusable u => Reverse(ledger, deviceId, paymentId, ReversalReason.UnusableAnswer, u.Exchange, now),
            _ => throw new InvalidOperationException($"{answer.GetType().Name} is not a known answer."),
        };
    }

    /// <summary>The sweep found a submitted payment behind its deadline: the process that sent it is gone. Null when it is no longer waiting.</summary>
    public static PaymentStep? Expire(PaymentLedger ledger, string deviceId, string paymentId, DateTimeOffset now) =>
        ledger.Payments.GetValueOrDefault(paymentId) is { Status: PaymentStatus.Submitted, Submission: { } s } && now >= s.Deadline
            ? Reverse(ledger, deviceId, paymentId, ReversalReason.Interrupted, null, now)
            : null;

    /// <summary>The merchant takes an approved payment back. The caller puts a <see cref="PaymentRecalled"/> before the step of one that the ledger had dropped.</summary>
    /// <returns>The step (null when the void is already under way or done), or why it can't be.</returns>
    public static (PaymentStep? Step, Problem? Problem) Void(PaymentState payment, PaymentLedger ledger, string deviceId, DateTimeOffset now) => payment switch
    {
        { Status: PaymentStatus.Approved } => (Reverse(ledger, deviceId, payment.PaymentId, ReversalReason.Void, null, now), null),
        { ReversalReason: ReversalReason.Void } => (null, null),
        _ => (null, new Problem("not-approved", "paymentId", $"The payment is {payment.Status}; only an approved payment can be voided.", "Query the payment to see where it stands.")),
    };

    /// <summary>What an answer to a reversal comes to. Null when the payment is not being reversed.</summary>
    /// <param name="payment">The payment.</param>
    /// <param name="deviceId">Its device.</param>
    /// <param name="attempt">Which sending this answers: 1 for the first.</param>
    /// <param name="answer">How it ended.</param>
    /// <param name="policy">The policy in force.</param>
    /// <param name="now">The clock.</param>
    public static PaymentStep? SettleReversal(PaymentState payment, string deviceId, int attempt, AcquirerAnswer answer, PolicyValues policy, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(policy);
        if (payment.Status != PaymentStatus.Reversing) return null;
        string workId = PaymentDueWork.Reversal(deviceId, payment.PaymentId, now, 0).Id;
        if (answer is AcquirerAnswer.Answered { Approved: true } acknowledged)
        {
            return new PaymentStep([new ReversalAcknowledged(payment.PaymentId, acknowledged.ResponseCode, acknowledged.Exchange)]) { Complete = [workId] };
        }

        ReversalAttempted attempted = new(payment.PaymentId, attempt, answer switch
        {
            AcquirerAnswer.Answered a => $"answered {a.ResponseCode}",
            AcquirerAnswer.NotSent n => $"not sent: {n.Reason}",
            AcquirerAnswer.NoAnswer n => $"no answer: {n.Reason}",
            AcquirerAnswer.Unusable u => $"unusable answer: {u.Reason}",
            _ => throw new InvalidOperationException($"{answer.GetType().Name} is not a known answer."),
        });
        if (attempt >= policy.ReversalMaxAttempts)
        {
            return new PaymentStep([attempted, new ReversalParked(payment.PaymentId, attempt)]) { Complete = [workId] };
        }

        TimeSpan wait = policy.ReversalWaits[Math.Clamp(attempt - 1, 0, policy.ReversalWaits.Count - 1)];
        return new PaymentStep([attempted]) { Schedule = [PaymentDueWork.Reversal(deviceId, payment.PaymentId, now + wait, attempt)] };
    }

    /// <summary>An answer behind its deadline is recorded and changes nothing. Recalling is as with <see cref="Void"/>.</summary>
    public static PaymentStep RecordLate(LateAnswer answer)
    {
        ArgumentNullException.ThrowIfNull(answer);
        return new PaymentStep([new LateAnswerRecorded(answer.PaymentId, answer.ResponseCode, answer.AuthorizationCode, answer.Exchange)]);
    }

    /// <summary>The retrieval reference number: last digit of the year, day of the year, hour, STAN (the field's usual construction of DE37).</summary>
    public static string Rrn(DateTimeOffset at, int stan) =>
        string.Create(CultureInfo.InvariantCulture, $"{at.Year % 10}{at.DayOfYear:000}{at.Hour:00}{stan:000000}");

    private static PaymentStep Final(string deviceId, IPaymentEvent outcome) => new([outcome])
    {
        Complete = [PaymentDueWork.Deadline(deviceId, outcome.PaymentId, default).Id],
    };

    // Durable before the first 0400 leaves: the sweep sends it, so that no process has to live on for it.
    private static PaymentStep Reverse(PaymentLedger ledger, string deviceId, string paymentId, ReversalReason reason, AcquirerExchange? exchange, DateTimeOffset now) =>
        new([new ReversalDue(paymentId, reason, ledger.NextStan, exchange)])
        {
            Complete = [PaymentDueWork.Deadline(deviceId, paymentId, default).Id],
            Schedule = [PaymentDueWork.Reversal(deviceId, paymentId, now, 0)],
        };

    private static DateTimeOffset WholeSecond(DateTimeOffset at) => new(at.UtcTicks - (at.UtcTicks % TimeSpan.TicksPerSecond), TimeSpan.Zero);
}

/// <summary>The kinds of due work of payments, and how a row names its payment.</summary>
public static class PaymentDueWork
{
    public const string DeadlineKind = "payment.deadline";
    public const string ReversalKind = "payment.reversal";

    /// <summary>Look after a submitted payment that got no outcome.</summary>
    public static DueWork Deadline(string deviceId, string paymentId, DateTimeOffset dueAt) =>
        new($"{DeadlineKind}/{deviceId}/{paymentId}", DeadlineKind, deviceId, dueAt, 0, ReadOnlyMemory<byte>.Empty);

    /// <summary>Send a reversal.</summary>
    public static DueWork Reversal(string deviceId, string paymentId, DateTimeOffset dueAt, int attempt) =>
        new($"{ReversalKind}/{deviceId}/{paymentId}", ReversalKind, deviceId, dueAt, attempt, ReadOnlyMemory<byte>.Empty);

    /// <summary>The device and payment that a row is about.</summary>
    public static (string DeviceId, string PaymentId) Parse(DueWork work)
    {
        ArgumentNullException.ThrowIfNull(work);
        string[] parts = work.Id.Split('/');
        return (parts[1], parts[2]);
    }
}
