using Composite.Contracts.Payments;
using Composite.Domain.Acquirers;
using Composite.Domain.Payments;
using Composite.Domain.Policies;
using Composite.Domain.Ports;
using Composite.Grains.Journaling;

namespace Composite.Grains.Devices;

/// <summary>What takes a payment back: voids, late answers, deadlines and reversals.</summary>
internal sealed partial class PaymentDesk
{
    /// <summary>Makes a void's reversal durable; the sweep sends it.</summary>
    public async ValueTask<PaymentAnswer> VoidAsync(string paymentId, CancellationToken cancellationToken)
    {
        using Turn turn = await EnterFreshAsync(cancellationToken);
        for (int round = 0; round < MaxRounds; round++)
        {
            if (await journal.FindAsync(paymentId, cancellationToken) is not { } payment) return PaymentAnswers.NotFound(paymentId);
            (PaymentStep? step, Domain.Problem? problem) = PaymentDecider.Void(payment, journal.Ledger, deviceId, time.GetUtcNow());
            if (problem is not null) return PaymentAnswers.NotPossible(payment, problem.Reason);
            if (step is null || await journal.AppendAsync(Recalling(payment, step), Actor, CancellationToken.None))
            {
                return PaymentAnswers.Of((await journal.FindAsync(paymentId, CancellationToken.None))!);
            }
        }

        throw Contended();
    }

    /// <summary>Records an acquirer's answer that came too late.</summary>
    public async ValueTask RecordLateAsync(LateAnswer answer, CancellationToken cancellationToken)
    {
        using Turn turn = await EnterFreshAsync(cancellationToken);
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
        using Turn turn = await EnterFreshAsync(cancellationToken);
        for (int round = 0; round < MaxRounds; round++)
        {
            if (PaymentDecider.Expire(journal.Ledger, deviceId, paymentId, time.GetUtcNow()) is not { } step) return;
            if (await journal.AppendAsync(step, "system", cancellationToken)) return;
        }

        throw Contended();
    }

    /// <summary>Sends a reversal that is due, and records what came of it. Once it is sent, a caller that gives up changes nothing.</summary>
    public async ValueTask ReverseAsync(string paymentId, int attempt, CancellationToken cancellationToken)
    {
        if (!_reversing.Add(paymentId)) return;
        try
        {
            PaymentState? payment;
            using (Turn turn = await EnterFreshAsync(cancellationToken)) payment = journal.Ledger.Payments.GetValueOrDefault(paymentId);
            // Work of an earlier attempt was leased before that attempt was recorded: the wait after it is not over.
            if (payment is not { Status: PaymentStatus.Reversing, Submission: { } submission } || attempt < payment.ReversalAttempts) return;
            // The payment went to this acquirer, so it is registered: these facts are not complete yet, and the lease brings the work again.
            if (facts.Read().Facts.Acquirers.GetValueOrDefault(submission.Route.AcquirerId) is not { } acquirer) return;
            AcquirerAnswer answer = await links.ReverseAsync(Message(payment, submission, acquirer.Profile, attempt), CancellationToken.None);
            await SettleReversalAsync(paymentId, attempt + 1, answer);
        }
        finally
        {
            _reversing.Remove(paymentId);
        }
    }

    private async ValueTask SettleReversalAsync(string paymentId, int attempt, AcquirerAnswer answer)
    {
        using Turn turn = await journal.EnterAsync(CancellationToken.None);
        for (int round = 0; round < MaxRounds; round++)
        {
            DateTimeOffset now = time.GetUtcNow();
            PolicyValues policy = facts.Read().Facts.Policies.At(now).Values;
            if (journal.Ledger.Payments.GetValueOrDefault(paymentId) is not { } payment
                || PaymentDecider.SettleReversal(payment, deviceId, attempt, answer, policy, now) is not { } step) return;
            if (await journal.AppendAsync(step, "system", CancellationToken.None)) return;
        }

        throw Contended();
    }

    // A payment that the ledger dropped is brought back in the same append, so that folding the stream needs no second read.
    private PaymentStep Recalling(PaymentState payment, PaymentStep step) => journal.Ledger.Payments.ContainsKey(payment.PaymentId)
        ? step
        : step with { Events = [new PaymentRecalled(payment.PaymentId, payment), .. step.Events] };

    // For what is rare and must not be decided on the memory of an activation that another one overtook.
    private async ValueTask<Turn> EnterFreshAsync(CancellationToken cancellationToken)
    {
        Turn turn = await journal.EnterAsync(cancellationToken);
        try
        {
            await journal.LoadAsync(cancellationToken);
            return turn;
        }
        catch
        {
            turn.Dispose();
            throw;
        }
    }

    private ReversalMessage Message(PaymentState payment, PaymentSubmission submission, AcquirerProfile acquirer, int attempt)
    {
        DateTimeOffset now = time.GetUtcNow();
        return new ReversalMessage
        {
            Acquirer = acquirer,
            DeviceId = deviceId,
            PaymentId = payment.PaymentId,
            Original = submission,
            Summary = payment.Summary,
            Reason = payment.ReversalReason!.Value,
            Stan = payment.ReversalStan,
            Attempt = attempt,
            TransmittedAt = now,
            Deadline = now + acquirer.ResponseTimeout,
        };
    }
}
