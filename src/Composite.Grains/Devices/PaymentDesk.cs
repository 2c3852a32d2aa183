using Composite.Contracts.Payments;
using Composite.Domain.Acquirers;
using Composite.Domain.Devices;
using Composite.Domain.Merchants;
using Composite.Domain.Payments;
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
internal sealed partial class PaymentDesk(
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
            (FactsReading reading, DeviceState? device, MerchantState? merchant) = await ReadAsync();
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

    // The facts first: when they say they are complete, the word of a changed device or merchant is out as well. When one of these had to
    // be loaded, as after a restart for every device at once, the facts grew old meanwhile, so both are read once more.
    private async ValueTask<(FactsReading Reading, DeviceState? Device, MerchantState? Merchant)> ReadAsync()
    {
        for (int round = 1; ; round++)
        {
            FactsReading reading = facts.Read();
            ValueTask<(DeviceState? Device, MerchantState? Merchant)> read = parties();
            bool fromMemory = read.IsCompleted;
            (DeviceState? device, MerchantState? merchant) = await read;
            if (fromMemory || round == MaxRounds) return (reading, device, merchant);
        }
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

    private JournalUnavailableException Contended() =>
        new(JournalFault.Overloaded, $"The payments of device {deviceId} changed {MaxRounds} times while one was decided. Ask again.");
}
