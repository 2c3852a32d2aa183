using Composite.Contracts.Payments;
using Composite.Domain.Payments;
using Composite.Grains.Tests.Installation;
using Xunit;

namespace Composite.Grains.Tests.Devices;

/// <summary>Taking an approved payment back.</summary>
public sealed class VoidTests(InstallationFixture installation) : DeviceTests(installation)
{
    [Fact]
    public async Task Void_ApprovedPayment_IsVoidingThenVoided()
    {
        TestDevice device = await Installation.EnrolDeviceAsync();
        SubmitPayment payment = await ApprovedAsync(device);
        Assert.Equal(PaymentOutcome.Voiding, (await First.VoidAsync(device, payment.PaymentId)).Outcome);
        Assert.Equal(PaymentOutcome.Voiding, (await First.QueryAsync(device, payment.PaymentId)).Outcome);
        await First.RunAsync(Installation.DueOf(device, payment.PaymentId)!);
        Assert.Equal(PaymentOutcome.Voided, (await First.QueryAsync(device, payment.PaymentId)).Outcome);
        Assert.Equal(ReversalReason.Void, Assert.Single(Line(device).Reversals).Reason);
    }

    [Fact]
    public async Task Void_Twice_IsAnsweredWithWhereTheVoidStands()
    {
        TestDevice device = await Installation.EnrolDeviceAsync();
        SubmitPayment payment = await ApprovedAsync(device);
        PaymentAnswer[] answers = await Task.WhenAll(First.VoidAsync(device, payment.PaymentId), First.VoidAsync(device, payment.PaymentId));
        Assert.All(answers, a => Assert.Equal(PaymentOutcome.Voiding, a.Outcome));
        await First.RunAsync(Installation.DueOf(device, payment.PaymentId)!);
        Assert.Equal(PaymentOutcome.Voided, (await First.VoidAsync(device, payment.PaymentId)).Outcome);
        Assert.Equal([nameof(PaymentSubmitted), nameof(PaymentApproved), nameof(ReversalDue), nameof(ReversalAcknowledged)], await EventNamesAsync(device, payment.PaymentId));
    }

    [Fact]
    public async Task Void_DeclinedPayment_IsNotPossible()
    {
        TestDevice device = await Installation.EnrolDeviceAsync();
        SubmitPayment payment = device.Purchase();
        Line(device).Purchase = _ => Task.FromResult(ScriptedLinks.Declined);
        await First.PayAsync(device, payment);
        PaymentAnswer answer = await First.VoidAsync(device, payment.PaymentId);
        Assert.Equal(PaymentOutcome.NotPossible, answer.Outcome);
        Assert.Contains("Declined", answer.Reason, StringComparison.Ordinal);
        Assert.Null(Installation.DueOf(device, payment.PaymentId));
    }

    [Fact]
    public async Task Void_UnknownPayment_IsNotFound()
    {
        TestDevice device = await Installation.EnrolDeviceAsync();
        Assert.Equal(PaymentOutcome.NotFound, (await First.VoidAsync(device, device.Purchase().PaymentId)).Outcome);
    }
}
