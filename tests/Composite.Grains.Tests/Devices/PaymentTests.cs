using Composite.Contracts.Payments;
using Composite.Domain.Payments;
using Composite.Domain.Ports;
using Composite.Grains.Tests.Installation;
using Xunit;

namespace Composite.Grains.Tests.Devices;

/// <summary>A payment's way: append, send, append, reply.</summary>
public sealed class PaymentTests(InstallationFixture installation) : DeviceTests(installation)
{
    [Fact]
    public async Task Pay_AcquirerApproves_IsApprovedInTwoAppends()
    {
        TestDevice device = await Installation.EnrolDeviceAsync();
        SubmitPayment payment = device.Purchase();
        PaymentAnswer answer = await First.PayAsync(device, payment);

        PurchaseMessage sent = Assert.Single(Line(device).Purchases);
        Assert.Equal(
            (PaymentOutcome.Approved, "00", "A1B2C3", 1234L, "EUR", "476173******0119"),
            (answer.Outcome, answer.ResponseCode, answer.AuthorizationCode, answer.AmountMinor, answer.Currency, answer.MaskedPan));
        Assert.Equal((sent.Stan, sent.Rrn), (answer.Stan!.Value, answer.Rrn));
        Assert.Equal((device.Route, Clock.Now + SolutionEvents.ResponseTimeout), (sent.Route, sent.Deadline));
        Assert.Equal([nameof(PaymentSubmitted), nameof(PaymentApproved)], await EventNamesAsync(device, payment.PaymentId));
        Assert.False(Line(device).SentTooEarly);
        Assert.Null(Installation.DueOf(device, payment.PaymentId));
    }

    [Fact]
    public async Task Pay_AcquirerDeclines_IsDeclined()
    {
        TestDevice device = await Installation.EnrolDeviceAsync();
        Line(device).Purchase = _ => Task.FromResult(ScriptedLinks.Declined);
        PaymentAnswer answer = await First.PayAsync(device, device.Purchase());
        Assert.Equal((PaymentOutcome.Declined, "05"), (answer.Outcome, answer.ResponseCode));
    }

    [Fact]
    public async Task Pay_NothingLeftForTheAcquirer_IsNotSentAndNeedsNoReversal()
    {
        TestDevice device = await Installation.EnrolDeviceAsync();
        SubmitPayment payment = device.Purchase();
        Line(device).Purchase = _ => Task.FromResult(ScriptedLinks.NotSent);
        Assert.Equal(PaymentOutcome.NotSent, (await First.PayAsync(device, payment)).Outcome);
        Assert.Null(Installation.DueOf(device, payment.PaymentId));
    }

    [Fact]
    public async Task Pay_SubmissionBeingAppended_NothingIsSentYet()
    {
        TestDevice device = await Installation.EnrolDeviceAsync();
        (Task reached, Action release) = HoldAppend<PaymentSubmitted>(First, device);
        Task<PaymentAnswer> paying = First.PayAsync(device, device.Purchase());
        await reached;
        Assert.Empty(Line(device).Purchases);
        release();
        Assert.Equal(PaymentOutcome.Approved, (await paying).Outcome);
        Assert.False(Line(device).SentTooEarly);
    }

    [Fact]
    public async Task Pay_OutcomeBeingAppended_IsNotAnsweredYet()
    {
        TestDevice device = await Installation.EnrolDeviceAsync();
        SubmitPayment payment = device.Purchase();
        (Task reached, Action release) = HoldAppend<PaymentApproved>(First, device);
        Task<PaymentAnswer> paying = First.PayAsync(device, payment);
        await reached;
        Assert.Equal([nameof(PaymentSubmitted)], await EventNamesAsync(device, payment.PaymentId));
        Assert.False(paying.IsCompleted);
        release();
        Assert.Equal(PaymentOutcome.Approved, (await paying).Outcome);
        Assert.Contains(nameof(PaymentApproved), await EventNamesAsync(device, payment.PaymentId));
    }

    [Fact]
    public async Task Pay_JournalFailsAtTheSubmission_NothingIsSentAndANewRequestPays()
    {
        TestDevice device = await Installation.EnrolDeviceAsync();
        SubmitPayment payment = device.Purchase();
        First.Journal.OnAppend(PaymentsOf(device), (_, _) => throw ObservedJournal.Unavailable());
        await Assert.ThrowsAsync<JournalUnavailableException>(() => First.PayAsync(device, payment));
        Assert.Empty(Line(device).Purchases);

        First.Journal.AppendFreely(PaymentsOf(device));
        Assert.Equal(PaymentOutcome.Approved, (await First.PayAsync(device, payment)).Outcome);
        Assert.Single(Line(device).Purchases);
    }

    [Fact]
    public async Task Pay_SubmissionDurableButNobodyCouldTell_IsNeverSentAndIsReversed()
    {
        TestDevice device = await Installation.EnrolDeviceAsync();
        SubmitPayment payment = device.Purchase();
        First.Journal.OnAppend(PaymentsOf(device), async (_, next) =>
        {
            await next();
            throw ObservedJournal.Unavailable();
        });
        await Assert.ThrowsAsync<JournalUnavailableException>(() => First.PayAsync(device, payment));
        First.Journal.AppendFreely(PaymentsOf(device));

        Assert.Equal(PaymentOutcome.Unknown, (await First.PayAsync(device, payment)).Outcome);
        Clock.Advance(SolutionEvents.ResponseTimeout + PaymentDecider.SweepGrace);
        await First.RunAsync(Installation.DueOf(device, payment.PaymentId)!);
        await First.RunAsync(Installation.DueOf(device, payment.PaymentId)!);
        Assert.Equal(PaymentOutcome.Reversed, (await First.PayAsync(device, payment)).Outcome);
        Assert.Empty(Line(device).Purchases);
    }

    [Fact]
    public async Task Pay_JournalFailsAtTheOutcome_IsAnExceptionThenUnknownThenReversedAndSentOnce()
    {
        TestDevice device = await Installation.EnrolDeviceAsync();
        SubmitPayment payment = device.Purchase();
        First.Journal.OnAppend(PaymentsOf(device), (append, next) => Has<PaymentApproved>(append) ? throw ObservedJournal.Unavailable() : next());
        await Assert.ThrowsAsync<JournalUnavailableException>(() => First.PayAsync(device, payment));
        First.Journal.AppendFreely(PaymentsOf(device));

        Assert.Equal(PaymentOutcome.Unknown, (await First.PayAsync(device, payment)).Outcome);
        Clock.Advance(SolutionEvents.ResponseTimeout + PaymentDecider.SweepGrace);
        await First.RunAsync(Installation.DueOf(device, payment.PaymentId)!);
        await First.RunAsync(Installation.DueOf(device, payment.PaymentId)!);
        Assert.Equal(PaymentOutcome.Reversed, (await First.PayAsync(device, payment)).Outcome);
        Assert.Single(Line(device).Purchases);
    }

    [Fact]
    public async Task Pay_OutcomeDurableButNobodyCouldTell_ARetryGetsIt()
    {
        TestDevice device = await Installation.EnrolDeviceAsync();
        SubmitPayment payment = device.Purchase();
        First.Journal.OnAppend(PaymentsOf(device), async (append, next) =>
        {
            AppendResult result = await next();
            return Has<PaymentApproved>(append) ? throw ObservedJournal.Unavailable() : result;
        });
        await Assert.ThrowsAsync<JournalUnavailableException>(() => First.PayAsync(device, payment));
        First.Journal.AppendFreely(PaymentsOf(device));
        Assert.Equal(PaymentOutcome.Approved, (await First.PayAsync(device, payment)).Outcome);
        Assert.Single(Line(device).Purchases);
    }

    [Fact]
    public async Task Pay_LinkBreaksItsPromiseAndThrows_ThePaymentIsReversedAndOthersGoOn()
    {
        TestDevice device = await Installation.EnrolDeviceAsync();
        SubmitPayment payment = device.Purchase();
        Line(device).Purchase = _ => throw new InvalidOperationException("a bug in the link");
        await Assert.ThrowsAsync<InvalidOperationException>(() => First.PayAsync(device, payment));
        Line(device).Purchase = _ => Task.FromResult(ScriptedLinks.Approved);
        await ApprovedAsync(device);

        Clock.Advance(SolutionEvents.ResponseTimeout + PaymentDecider.SweepGrace);
        await First.RunAsync(Installation.DueOf(device, payment.PaymentId)!);
        Assert.Equal([nameof(PaymentSubmitted), nameof(ReversalDue)], await EventNamesAsync(device, payment.PaymentId));
    }

    [Fact]
    public async Task Pay_CallerGivesUp_ThePaymentGoesOn()
    {
        TestDevice device = await Installation.EnrolDeviceAsync();
        SubmitPayment payment = device.Purchase();
        (Task reached, Action release) = HoldAppend<PaymentSubmitted>(First, device);
        using CancellationTokenSource caller = new();
        Task<PaymentAnswer> paying = First.Device(device).PayAsync(device.Proof(), payment, caller.Token);
        await reached;
        await caller.CancelAsync();
        release();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => paying);
        Assert.Equal(PaymentOutcome.Approved, (await First.PayAsync(device, payment)).Outcome);
        Assert.Single(Line(device).Purchases);
    }

    [Fact]
    public async Task Query_WhileTheAcquirerIsAsked_IsUnknownAtOnce()
    {
        TestDevice device = await Installation.EnrolDeviceAsync();
        SubmitPayment payment = device.Purchase();
        TaskCompletionSource<AcquirerAnswer> answer = new();
        TaskCompletionSource asked = new();
        Line(device).Purchase = _ =>
        {
            asked.SetResult();
            return answer.Task;
        };
        Task<PaymentAnswer> paying = First.PayAsync(device, payment);
        await asked.Task.WaitAsync(Patience);
        Assert.Equal(PaymentOutcome.Unknown, (await First.QueryAsync(device, payment.PaymentId)).Outcome);
        Assert.Equal(PaymentOutcome.NotFound, (await First.QueryAsync(device, device.Purchase().PaymentId)).Outcome);
        answer.SetResult(ScriptedLinks.Approved);
        Assert.Equal(PaymentOutcome.Approved, (await paying).Outcome);
        Assert.Equal(PaymentOutcome.Approved, (await First.QueryAsync(device, payment.PaymentId)).Outcome);
    }
}
