using Composite.Contracts.Devices;
using Composite.Contracts.Payments;
using Composite.Domain.Ports;
using Composite.Domain.Rules;
using Composite.Grains.Tests.Installation;
using Xunit;

namespace Composite.Grains.Tests.Devices;

/// <summary>The same request again, and requests that only look the same.</summary>
public sealed class RetryTests(InstallationFixture installation) : DeviceTests(installation)
{
    [Fact]
    public async Task Pay_TwentyTimesAtOnce_IsSentOnceAndAnsweredTwentyTimesTheSame()
    {
        TestDevice device = await Installation.EnrolDeviceAsync();
        SubmitPayment payment = device.Purchase();
        RequestProof proof = device.Proof();
        PaymentAnswer[] answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => First.Device(device).PayAsync(proof, payment, CancellationToken.None)));
        Assert.Single(Line(device).Purchases);
        Assert.All(answers, a => Assert.Equal((PaymentOutcome.Approved, answers[0].Stan, answers[0].Rrn, "A1B2C3"), (a.Outcome, a.Stan, a.Rrn, a.AuthorizationCode)));
    }

    [Fact]
    public async Task Pay_AgainWhileTheAcquirerIsAsked_WaitsForTheOneAnswer()
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
        Task<PaymentAnswer> first = First.PayAsync(device, payment);
        await asked.Task.WaitAsync(Patience);
        Task<PaymentAnswer> again = First.PayAsync(device, payment);
        Assert.Equal(PaymentOutcome.BodyMismatch, (await First.PayAsync(device, payment with { BodySha256 = new string('b', 64) })).Outcome);
        answer.SetResult(ScriptedLinks.Declined);
        Assert.Equal(PaymentOutcome.Declined, (await first).Outcome);
        Assert.Equal(PaymentOutcome.Declined, (await again).Outcome);
        Assert.Single(Line(device).Purchases);
    }

    [Fact]
    public async Task Pay_KnownIdWithAnotherBody_IsAMismatch()
    {
        TestDevice device = await Installation.EnrolDeviceAsync();
        SubmitPayment payment = await ApprovedAsync(device);
        Assert.Equal(PaymentOutcome.BodyMismatch, (await First.PayAsync(device, payment with { BodySha256 = new string('b', 64) })).Outcome);
        Assert.Single(Line(device).Purchases);
    }

    [Fact]
    public async Task Pay_UsedNonce_IsAReplayForANewPaymentAndTheRecordedAnswerForAKnownOne()
    {
        TestDevice device = await Installation.EnrolDeviceAsync();
        SubmitPayment payment = device.Purchase();
        RequestProof proof = device.Proof();
        PaymentAnswer approved = await First.Device(device).PayAsync(proof, payment, CancellationToken.None);
        PaymentAnswer again = await First.Device(device).PayAsync(proof, payment, CancellationToken.None);
        PaymentAnswer other = await First.Device(device).PayAsync(proof, device.Purchase(), CancellationToken.None);
        Assert.Equal((PaymentOutcome.Approved, approved.Stan), (again.Outcome, again.Stan));
        Assert.Equal(PaymentOutcome.Replayed, other.Outcome);
        Assert.Single(Line(device).Purchases);
    }

    [Fact]
    public async Task Requests_UsedNonce_AreAllRefused()
    {
        TestDevice device = await Installation.EnrolDeviceAsync();
        SubmitPayment payment = await ApprovedAsync(device);
        IDeviceGrain grain = First.Device(device);
        RequestProof used = device.Proof();
        Assert.False((await grain.ConfigureAsync(used, CancellationToken.None)).Replayed);

        Assert.True((await grain.ConfigureAsync(used, CancellationToken.None)).Replayed);
        Assert.Equal(PaymentOutcome.Replayed, (await grain.QueryAsync(used, payment.PaymentId, CancellationToken.None)).Outcome);
        Assert.Equal(PaymentOutcome.Replayed, (await grain.VoidAsync(used, payment.PaymentId, CancellationToken.None)).Outcome);
        Assert.Equal("request-replayed", Assert.Single((await grain.ReportAttestationAsync(used, device.Attestation($"{device.Id}:startup", Clock.Now), CancellationToken.None)).Problems).Code);
        Assert.Equal(PaymentOutcome.Approved, (await First.QueryAsync(device, payment.PaymentId)).Outcome);
    }

    [Fact]
    public async Task Pay_UsedKeySerialNumber_IsRefusedByItsRule()
    {
        TestDevice device = await Installation.EnrolDeviceAsync();
        SubmitPayment payment = await ApprovedAsync(device);
        PaymentAnswer refused = await First.PayAsync(device, device.Purchase() with { Ksn = payment.Ksn });
        Assert.Equal(PaymentOutcome.Refused, refused.Outcome);
        Assert.Equal(RuleCodes.KsnIncreasing, Assert.Single(refused.Failures).Code);
        Assert.Single(Line(device).Purchases);
    }

    [Fact]
    public async Task Pay_UnknownDevice_IsNotFound()
    {
        TestDevice device = await Installation.ForeseeDeviceAsync();
        Assert.Equal(PaymentOutcome.NotFound, (await First.PayAsync(device, device.Purchase())).Outcome);
        Assert.Null((await First.Device(device).ConfigureAsync(device.Proof(), CancellationToken.None)).Configuration);
        Assert.Null(await First.Device(device).GetAsync(CancellationToken.None));
    }
}
