using Composite.Contracts.Payments;
using Composite.Domain.Acquirers;
using Composite.Domain.Devices;
using Composite.Domain.Merchants;
using Composite.Domain.Payments;
using Composite.Domain.Policies;
using Composite.Domain.Ports;
using Composite.Domain.Rules;

namespace Composite.Grains.Devices;

/// <summary>Takes the payments of one device from the gate to the acquirer and back. Each step is durable before the next is taken.</summary>
internal sealed class PaymentDesk(PaymentJournal journal, IFacts facts, IAcquirerLinks links, TimeProvider time, string deviceId)
{
    // Rounds of deciding anew when another activation of the same device wrote in between.
    private const int MaxRounds = 4;
    private readonly Dictionary<string, (string BodySha256, Task<PaymentAnswer> Answer)> _inFlight = new(StringComparer.Ordinal);
    private readonly HashSet<string> _reversing = new(StringComparer.Ordinal);

    private string Actor => "device/" + deviceId;

    /// <summary>True while a payment is on its way.</summary>
    public bool IsRunning(string paymentId) => _inFlight.ContainsKey(paymentId);

    /// <summary>The answer to a payment that is known or on its way; null when it is new.</summary>
    public async ValueTask<PaymentAnswer?> KnownAsync(string paymentId, string bodySha256, CancellationToken cancellationToken)
    {
        if (_inFlight.TryGetValue(paymentId, out (string BodySha256, Task<PaymentAnswer> Answer) running))
        {
            return running.BodySha256 == bodySha256 ? await running.Answer : PaymentAnswers.BodyMismatch(paymentId);
        }

        using PaymentJournal.Turn turn = await journal.EnterAsync(cancellationToken);
        return await journal.FindAsync(paymentId, cancellationToken) is { } known ? PaymentAnswers.Of(known, bodySha256) : null;
    }

    /// <summary>Takes a new payment. Concurrent calls with the same id share one run; a caller that gives up does not stop it.</summary>
    public Task<PaymentAnswer> PayAsync(PaymentRequest request, AttestationEvidence card, AttestationEvidence? pin, DeviceState device, MerchantState? merchant)
    {
        if (_inFlight.TryGetValue(request.PaymentId, out (string BodySha256, Task<PaymentAnswer> Answer) running))
        {
            return running.BodySha256 == request.BodySha256 ? running.Answer : Task.FromResult(PaymentAnswers.BodyMismatch(request.PaymentId));
        }

        Task<PaymentAnswer> answer = RunAsync(request, card, pin, device, merchant);
        if (!answer.IsCompleted) _inFlight[request.PaymentId] = (request.BodySha256, answer);
        return answer;
    }

    /// <summary>Where a payment stands.</summary>
    public async ValueTask<PaymentAnswer> QueryAsync(string paymentId, CancellationToken cancellationToken)
    {
        using PaymentJournal.Turn turn = await journal.EnterAsync(cancellationToken);
        return await journal.FindAsync(paymentId, cancellationToken) is { } payment ? PaymentAnswers.Of(payment) : PaymentAnswers.NotFound(paymentId);
    }

    /// <summary>Makes a void's reversal durable; the sweep sends it.</summary>
    public async ValueTask<PaymentAnswer> VoidAsync(string paymentId, CancellationToken cancellationToken)
    {
        using PaymentJournal.Turn turn = await journal.EnterAsync(cancellationToken);
        for (int round = 0; round < MaxRounds; round++)
        {
            if (await journal.FindAsync(paymentId, cancellationToken) is not { } payment) return PaymentAnswers.NotFound(paymentId);
            (PaymentStep? step, Domain.Problem? problem) = PaymentDecider.Void(payment, journal.Ledger, deviceId, time.GetUtcNow());
            if (problem is not null) return PaymentAnswers.NotPossible(payment, problem.Reason);
            if (step is null || await journal.AppendAsync(Recalling(payment, step), Actor, CancellationToken.None))
            {
                return PaymentAnswers.Of((await journal.FindAsync(paymentId, cancellationToken))!);
            }
        }

        throw Contended();
    }

    /// <summary>Records an acquirer's answer that came too late.</summary>
    public async ValueTask RecordLateAsync(LateAnswer answer, CancellationToken cancellationToken)
    {
        using PaymentJournal.Turn turn = await journal.EnterAsync(cancellationToken);
        for (int round = 0; round < MaxRounds; round++)
        {
            if (await journal.FindAsync(answer.PaymentId, cancellationToken) is not { } payment) return;
            if (await journal.AppendAsync(Recalling(payment, PaymentDecider.RecordLate(answer)), "acquirer/" + answer.AcquirerId, cancellationToken)) return;
        }

        throw Contended();
    }

    /// <summary>Reverses a submitted payment that nobody waits for any more.</summary>
    public async ValueTask ExpireAsync(string paymentId, CancellationToken cancellationToken)
    {
        if (_inFlight.ContainsKey(paymentId)) return;
        using PaymentJournal.Turn turn = await journal.EnterAsync(cancellationToken);
        for (int round = 0; round < MaxRounds; round++)
        {
            if (PaymentDecider.Expire(journal.Ledger, deviceId, paymentId, time.GetUtcNow()) is not { } step) return;
            if (await journal.AppendAsync(step, "system", cancellationToken)) return;
        }

        throw Contended();
    }

    /// <summary>Sends a reversal that is due, and records what came of it.</summary>
    public async ValueTask ReverseAsync(string paymentId, int attempt, CancellationToken cancellationToken)
    {
        if (!_reversing.Add(paymentId)) return;
        try
        {
            PaymentState? payment;
            using (PaymentJournal.Turn turn = await journal.EnterAsync(cancellationToken)) payment = journal.Ledger.Payments.GetValueOrDefault(paymentId);
            if (payment is not { Status: PaymentStatus.Reversing, Submission: { } submission }) return;
            AcquirerAnswer answer = facts.Read().Facts.Acquirers.GetValueOrDefault(submission.Route.AcquirerId) is { } acquirer
                ? await links.ReverseAsync(Message(payment, submission, acquirer.Profile, attempt), cancellationToken)
                : new AcquirerAnswer.NotSent("the acquirer is not registered");
            await SettleReversalAsync(paymentId, attempt + 1, answer, cancellationToken);
        }
        finally
        {
            _reversing.Remove(paymentId);
        }
    }

    private async Task<PaymentAnswer> RunAsync(PaymentRequest request, AttestationEvidence card, AttestationEvidence? pin, DeviceState device, MerchantState? merchant)
    {
        try
        {
            (PaymentAnswer? answer, PurchaseMessage? message) = await SubmitAsync(request, card, pin, device, merchant);
            if (answer is not null) return answer;
            return await SettleAsync(request.PaymentId, await links.PurchaseAsync(message!, CancellationToken.None));
        }
        finally
        {
            _inFlight.Remove(request.PaymentId);
        }
    }

    // Decides and appends under the turn; the message leaves only when this append was won.
    private async ValueTask<(PaymentAnswer? Answer, PurchaseMessage? Message)> SubmitAsync(
        PaymentRequest request, AttestationEvidence card, AttestationEvidence? pin, DeviceState device, MerchantState? merchant)
    {
        using PaymentJournal.Turn turn = await journal.EnterAsync(CancellationToken.None);
        for (int round = 0; round < MaxRounds; round++)
        {
            if (await journal.FindAsync(request.PaymentId, CancellationToken.None) is { } known) return (PaymentAnswers.Of(known, request.BodySha256), null);
            FactsReading reading = facts.Read();
            DateTimeOffset now = time.GetUtcNow();
            GateFacts gate = new(request, now, reading.Facts, now - reading.CompleteAt, device, merchant, journal.Ledger, card, pin);
            PaymentStep step = PaymentDecider.Submit(gate);
            if (!await journal.AppendAsync(step, Actor, CancellationToken.None)) continue;
            return step.Events[0] is PaymentSubmitted submitted
                ? (null, Message(request, submitted, gate.Acquirer!.Profile, merchant!))
                : (PaymentAnswers.Of(journal.Ledger.Payments[request.PaymentId]), null);
        }

        throw Contended();
    }

    private async ValueTask<PaymentAnswer> SettleAsync(string paymentId, AcquirerAnswer answer)
    {
        using PaymentJournal.Turn turn = await journal.EnterAsync(CancellationToken.None);
        for (int round = 0; round < MaxRounds; round++)
        {
            PaymentStep? step = PaymentDecider.Settle(journal.Ledger, deviceId, paymentId, answer, time.GetUtcNow());
            if (step is null || await journal.AppendAsync(step, Actor, CancellationToken.None))
            {
                return PaymentAnswers.Of((await journal.FindAsync(paymentId, CancellationToken.None))!);
            }
        }

        throw Contended();
    }

    private async ValueTask SettleReversalAsync(string paymentId, int attempt, AcquirerAnswer answer, CancellationToken cancellationToken)
    {
        using PaymentJournal.Turn turn = await journal.EnterAsync(cancellationToken);
        for (int round = 0; round < MaxRounds; round++)
        {
            DateTimeOffset now = time.GetUtcNow();
            PolicyValues policy = facts.Read().Facts.Policies.At(now).Values;
            if (journal.Ledger.Payments.GetValueOrDefault(paymentId) is not { } payment
                || PaymentDecider.SettleReversal(payment, deviceId, attempt, answer, policy, now) is not { } step) return;
            if (await journal.AppendAsync(step, "system", cancellationToken)) return;
        }

        throw Contended();
    }

    // A payment that the ledger dropped is brought back in the same append, so that folding the stream needs no second read.
    private PaymentStep Recalling(PaymentState payment, PaymentStep step) => journal.Ledger.Payments.ContainsKey(payment.PaymentId)
        ? step
        : step with { Events = [new PaymentRecalled(payment.PaymentId, payment), .. step.Events] };

    private PurchaseMessage Message(PaymentRequest request, PaymentSubmitted submitted, AcquirerProfile acquirer, MerchantState merchant) => new()
    {
        Acquirer = acquirer, DeviceId = deviceId, Request = request, Route = submitted.Route,
        Acceptor = new CardAcceptor(merchant.TradingName, merchant.City, merchant.Country, merchant.Mcc),
        Stan = submitted.Stan, Rrn = submitted.Rrn, TransmittedAt = submitted.TransmittedAt, Deadline = submitted.Deadline,
    };

    private ReversalMessage Message(PaymentState payment, PaymentSubmission submission, AcquirerProfile acquirer, int attempt)
    {
        DateTimeOffset now = time.GetUtcNow();
        return new ReversalMessage
        {
            Acquirer = acquirer, DeviceId = deviceId, PaymentId = payment.PaymentId, Original = submission, Summary = payment.Summary,
            Reason = payment.ReversalReason!.Value, Stan = payment.ReversalStan, Attempt = attempt, TransmittedAt = now, Deadline = now + acquirer.ResponseTimeout,
        };
    }

    private JournalUnavailableException Contended() =>
        new(JournalFault.Overloaded, $"The payments of device {deviceId} changed {MaxRounds} times while one was decided. Ask again.");
}
