using Composite.Contracts.Payments;
using Composite.Domain.Acquirers;
using Composite.Domain.Devices;
using Composite.Domain.Merchants;
using Composite.Domain.Payments;
using Composite.Domain.Policies;
using Composite.Domain.Ports;
using Composite.Domain.Rules;
using Composite.Grains.Journaling;

namespace Composite.Grains.Devices;

/// <summary>Takes the payments of one device from the gate to the acquirer and back. Each step is durable before the next is taken.</summary>
/// <param name="journal">The device's payments.</param>
/// <param name="facts">The silo's facts.</param>
/// <param name="links">The lines to the acquirers.</param>
/// <param name="time">The clock.</param>
/// <param name="deviceId">The device.</param>
/// <param name="parties">Reads the device and its merchant as of now; null when not registered.</param>
internal sealed class PaymentDesk(
    PaymentJournal journal, IFacts facts, IAcquirerLinks links, TimeProvider time, string deviceId, Func<ValueTask<(DeviceState? Device, MerchantState? Merchant)>> parties)
{
    // Rounds of deciding anew when another activation of the same device wrote in between.
    private const int MaxRounds = 4;

    // Payments on their way, at most as many as nonces are kept (DeviceGrain.NonceCapacity).
    private readonly Dictionary<string, (string BodySha256, Task<PaymentAnswer> Answer)> _inFlight = new(StringComparer.Ordinal);
    private readonly HashSet<string> _reversing = new(StringComparer.Ordinal);

    private string Actor => "device/" + deviceId;

    /// <summary>
    /// Takes a new payment; one that is known is answered with what is recorded. Concurrent calls with the same id share one run, and a
    /// caller that gives up does not stop it.
    /// </summary>
    /// <param name="request">The payment.</param>
    /// <param name="card">The evidence from before the card was read.</param>
    /// <param name="pin">The evidence from before PIN entry, or null.</param>
    /// <param name="takeNonce">
    /// Asked once, and only for a payment that is new: false when the request was seen before. A retry is answered whatever its nonce,
    /// since the recorded answer is the same for every copy of a request.
    /// </param>
    public Task<PaymentAnswer> PayAsync(PaymentRequest request, AttestationEvidence card, AttestationEvidence? pin, Func<bool> takeNonce)
    {
        if (_inFlight.TryGetValue(request.PaymentId, out (string BodySha256, Task<PaymentAnswer> Answer) running))
        {
            return running.BodySha256 == request.BodySha256 ? running.Answer : Task.FromResult(PaymentAnswers.BodyMismatch(request.PaymentId));
        }

        Task<PaymentAnswer> answer = RunAsync(request, card, pin, takeNonce);
        if (!answer.IsCompleted) _inFlight[request.PaymentId] = (request.BodySha256, answer);
        return answer;
    }

    /// <summary>Where a payment stands.</summary>
    public async ValueTask<PaymentAnswer> QueryAsync(string paymentId, CancellationToken cancellationToken)
    {
        using Turn turn = await journal.EnterAsync(cancellationToken);
        PaymentState? payment = await journal.FindAsync(paymentId, cancellationToken);
        if (payment is null or { IsOpen: true })
        {
            // Another activation may have taken it, or brought it to its end: "not found" would have the device pay again.
            await journal.LoadAsync(cancellationToken);
            payment = await journal.FindAsync(paymentId, cancellationToken);
        }

        return payment is null ? PaymentAnswers.NotFound(paymentId) : PaymentAnswers.Of(payment);
    }

    /// <summary>Makes a void's reversal durable; the sweep sends it.</summary>
    public async ValueTask<PaymentAnswer> VoidAsync(string paymentId, CancellationToken cancellationToken)
    {
        using Turn turn = await EnterFreshAsync(cancellationToken);
        for (int round = 0; round < MaxRounds; round++)
        {
            if (await journal.FindAsync(paymentId, cancellationToken) is not { } payment) return PaymentAnswers.NotFound(paymentId);
            (PaymentStep? step, Domain.Problem? problem) = PaymentDecider.Void(payment, journal.Ledger, deviceId, time.GetUtcNow());
            if (problem is not null) return PaymentAnswers.NotPossible(payment, problem.Reason);
            if (step is null || await journal.AppendAsync(step, Actor, CancellationToken.None))
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
            if (await journal.AppendAsync(PaymentDecider.RecordLate(payment, journal.Ledger, answer), "acquirer/" + answer.AcquirerId, cancellationToken)) return;
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

    private async Task<PaymentAnswer> RunAsync(PaymentRequest request, AttestationEvidence card, AttestationEvidence? pin, Func<bool> takeNonce)
    {
        try
        {
            (PaymentAnswer? answer, PurchaseMessage? message) = await SubmitAsync(request, card, pin, takeNonce);
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
        PaymentRequest request, AttestationEvidence card, AttestationEvidence? pin, Func<bool> takeNonce)
    {
        using Turn turn = await journal.EnterAsync(CancellationToken.None);
        bool isNew = false;
        for (int round = 0; round < MaxRounds; round++)
        {
            if (await journal.FindAsync(request.PaymentId, CancellationToken.None) is { } known) return (PaymentAnswers.Of(known, request.BodySha256), null);
            isNew = isNew || takeNonce();
            if (!isNew) return (PaymentAnswers.Replayed(request.PaymentId), null);
            // The facts first: when they say they are complete, the word of a changed device or merchant is out as well.
            FactsReading reading = facts.Read();
            (DeviceState? device, MerchantState? merchant) = await parties();
            if (device is null) return (PaymentAnswers.NotFound(request.PaymentId), null);
            DateTimeOffset now = time.GetUtcNow();
            // A clock that was set back tells no age; until the facts are read again they count as old by as much.
            TimeSpan age = (now - reading.CompleteAt).Duration();
            GateFacts gate = new(request, now, reading.Facts, age, device, merchant, journal.Ledger, card, pin);
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
        using Turn turn = await journal.EnterAsync(CancellationToken.None);
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

    private PurchaseMessage Message(PaymentRequest request, PaymentSubmitted submitted, AcquirerProfile acquirer, MerchantState merchant) => new()
    {
        Acquirer = acquirer,
        DeviceId = deviceId,
        Request = request,
        Route = submitted.Route,
        Acceptor = new CardAcceptor(merchant.TradingName, merchant.City, merchant.Country, merchant.Mcc),
        Stan = submitted.Stan,
        Rrn = submitted.Rrn,
        TransmittedAt = submitted.TransmittedAt,
        Deadline = submitted.Deadline,
    };

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

    private JournalUnavailableException Contended() =>
        new(JournalFault.Overloaded, $"The payments of device {deviceId} changed {MaxRounds} times while one was decided. Ask again.");
}
