using Composite.Contracts.Payments;
using Composite.Domain.Events;
using Composite.Domain.Payments;
using Composite.Domain.Ports;
using Composite.Domain.Rules;
using Composite.Grains.Tests.Installation;
using Xunit;

namespace Composite.Grains.Tests.Devices;

/// <summary>Orleans does not promise one activation: the journal's versions decide between two.</summary>
public sealed class TwoActivationsTests(InstallationFixture installation) : DeviceTests(installation)
{
    [Fact]
    public async Task Pay_ThroughBothInTurn_LosesNoPaymentAndNoTraceNumber()
    {
        TestDevice device = await Installation.EnrolDeviceAsync();
        List<PaymentAnswer> answers = [];
        for (int i = 0; i < 10; i++) answers.Add(await (i % 2 == 0 ? First : Second).PayAsync(device, device.Purchase()));
        Assert.All(answers, a => Assert.Equal(PaymentOutcome.Approved, a.Outcome));
        Assert.Equal(Enumerable.Range(1, 10), answers.Select(a => a.Stan!.Value));
        foreach (PaymentAnswer answer in answers) Assert.Equal(PaymentOutcome.Approved, (await First.QueryAsync(device, answer.PaymentId)).Outcome);
    }

    [Fact]
    public async Task Pay_ThroughBothAtOnce_OneWinsEachVersionAndEveryTraceNumberIsUsedOnce()
    {
        TestDevice device = await Installation.EnrolDeviceAsync();
        Task<PaymentAnswer>[] paying = [.. Enumerable.Range(0, 12).Select(i => (i % 2 == 0 ? First : Second).PayAsync(device, device.Purchase()))];
        // One that lost every round is told to ask again, and nothing was sent for it.
        foreach (Task<PaymentAnswer> one in paying) await Record.ExceptionAsync(() => one);
        Assert.All(paying.Where(p => p.IsFaulted), p => Assert.IsType<JournalUnavailableException>(p.Exception!.InnerException));

        IReadOnlyList<RecordedEvent> events = await Installation.Journal.ReadStreamAsync(PaymentsOf(device), 0, JournalLimits.MaxReadCount, CancellationToken.None);
        Assert.Equal(Enumerable.Range(1, events.Count).Select(v => (long)v), events.Select(e => e.Version));
        PaymentSubmitted[] submitted = [.. events.Select(EventCodec.Decode).OfType<PaymentSubmitted>()];
        Assert.Equal(submitted.Length, submitted.Select(s => s.Stan).Distinct().Count());
        Assert.Equal(submitted.Length, submitted.Select(s => s.Ksn).Distinct().Count());
        Assert.Equal(
            submitted.Select(s => s.PaymentId).Order(StringComparer.Ordinal),
            First.Links.Of(device.Id).Purchases.Concat(Second.Links.Of(device.Id).Purchases).Select(p => p.Request.PaymentId).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Pay_SameKeySerialNumberThroughBoth_IsTakenOnce()
    {
        TestDevice device = await Installation.EnrolDeviceAsync();
        SubmitPayment payment = device.Purchase();
        SubmitPayment clone = device.Purchase() with { Ksn = payment.Ksn };
        (Task reached, Action release) = HoldAppend<PaymentSubmitted>(First, device);
        Task<PaymentAnswer> first = First.PayAsync(device, payment);
        await reached;
        Assert.Equal(PaymentOutcome.Approved, (await Second.PayAsync(device, clone)).Outcome);
        release();
        PaymentAnswer refused = await first;
        Assert.Equal(RuleCodes.KsnIncreasing, Assert.Single(refused.Failures).Code);
        Assert.Empty(First.Links.Of(device.Id).Purchases);
    }

    [Fact]
    public async Task Pay_SamePaymentThroughBoth_IsSentOnce()
    {
        TestDevice device = await Installation.EnrolDeviceAsync();
        SubmitPayment payment = device.Purchase();
        (Task reached, Action release) = HoldAppend<PaymentSubmitted>(First, device);
        Task<PaymentAnswer> first = First.PayAsync(device, payment);
        await reached;
        PaymentAnswer second = await Second.PayAsync(device, payment);
        release();
        Assert.Equal((PaymentOutcome.Approved, second.Stan), ((await first).Outcome, (await first).Stan));
        Assert.Empty(First.Links.Of(device.Id).Purchases);
        Assert.Single(Second.Links.Of(device.Id).Purchases);
    }

    [Fact]
    public async Task Void_ThroughBothAtOnce_IsOneReversal()
    {
        TestDevice device = await Installation.EnrolDeviceAsync();
        SubmitPayment payment = await ApprovedAsync(device);
        (Task reached, Action release) = HoldAppend<ReversalDue>(First, device);
        Task<PaymentAnswer> first = First.VoidAsync(device, payment.PaymentId);
        await reached;
        Assert.Equal(PaymentOutcome.Voiding, (await Second.VoidAsync(device, payment.PaymentId)).Outcome);
        release();
        Assert.Equal(PaymentOutcome.Voiding, (await first).Outcome);
        Assert.Single(await Installation.EventsAsync(device, payment.PaymentId), e => e is ReversalDue);
    }

    [Fact]
    public async Task RunDue_PaymentTakenThroughTheOther_IsReversed()
    {
        TestDevice device = await Installation.EnrolDeviceAsync();
        await ApprovedAsync(device);
        Second.Links.Of(device.Id).Purchase = _ => Task.FromResult(ScriptedLinks.NoAnswer);
        SubmitPayment payment = device.Purchase();
        Assert.Equal(PaymentOutcome.Unknown, (await Second.PayAsync(device, payment)).Outcome);
        await First.RunAsync(Installation.DueOf(device, payment.PaymentId)!);
        Assert.Single(First.Links.Of(device.Id).Reversals);
        Assert.Equal(PaymentOutcome.Reversed, (await Second.QueryAsync(device, payment.PaymentId)).Outcome);
    }

    [Fact]
    public async Task Void_PaymentTakenThroughTheOther_IsVoiding()
    {
        TestDevice device = await Installation.EnrolDeviceAsync();
        await ApprovedAsync(device);
        SubmitPayment payment = device.Purchase();
        Assert.Equal(PaymentOutcome.Approved, (await Second.PayAsync(device, payment)).Outcome);
        Assert.Equal(PaymentOutcome.Voiding, (await First.VoidAsync(device, payment.PaymentId)).Outcome);
    }

    [Fact]
    public async Task Pay_AlwaysOvertaken_IsToldToAskAgainAndNothingIsSent()
    {
        TestDevice device = await Installation.EnrolDeviceAsync();
        SubmitPayment payment = device.Purchase();
        First.Journal.OnAppend(PaymentsOf(device), async (_, next) =>
        {
            await Second.PayAsync(device, device.Purchase() with { Ksn = device.Ksn(0) });
            return await next();
        });
        JournalUnavailableException contended = await Assert.ThrowsAsync<JournalUnavailableException>(() => First.PayAsync(device, payment));
        Assert.Equal(JournalFault.Overloaded, contended.Fault);
        Assert.Empty(First.Links.Of(device.Id).Purchases);
        First.Journal.AppendFreely(PaymentsOf(device));
        Assert.Equal(PaymentOutcome.Approved, (await First.PayAsync(device, payment)).Outcome);
    }
}
