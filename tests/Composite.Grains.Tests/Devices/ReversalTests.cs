using Composite.Contracts.Payments;
using Composite.Domain;
using Composite.Domain.Components;
using Composite.Domain.Payments;
using Composite.Domain.Policies;
using Composite.Domain.Ports;
using Composite.Domain.Rules;
using Composite.Grains.Tests.Installation;
using Xunit;

namespace Composite.Grains.Tests.Devices;

/// <summary>A payment without a sure outcome is reversed until the acquirer acknowledges.</summary>
public sealed class ReversalTests(InstallationFixture installation) : DeviceTests(installation)
{
    public static TheoryData<string> UncertainAnswers => ["no answer", "unusable"];

    [Theory]
    [MemberData(nameof(UncertainAnswers))]
    public async Task Pay_NoCertainAnswer_IsUnknownAndAReversalIsDueNow(string kind)
    {
        TestDevice device = await Installation.EnrolDeviceAsync();
        SubmitPayment payment = device.Purchase();
        Line(device).Purchase = _ => Task.FromResult(kind == "unusable" ? ScriptedLinks.Unusable : ScriptedLinks.NoAnswer);
        Assert.Equal(PaymentOutcome.Unknown, (await First.PayAsync(device, payment)).Outcome);
        ReversalDue due = Assert.IsType<ReversalDue>((await Installation.EventsAsync(device, payment.PaymentId))[^1]);
        Assert.Equal(kind == "unusable" ? ReversalReason.UnusableAnswer : ReversalReason.Timeout, due.Reason);
        DueWork work = Installation.DueOf(device, payment.PaymentId)!;
        Assert.Equal((PaymentDueWork.ReversalKind, Clock.Now, 0), (work.Kind, work.DueAt, work.Attempt));
        Assert.Empty(Line(device).Reversals);
    }

    [Fact]
    public async Task RunDue_NotAcknowledged_RepeatsWithGrowingWaitsUntilItIs()
    {
        TestDevice device = await Installation.EnrolDeviceAsync();
        SubmitPayment payment = await TimedOutAsync(device);
        AcquirerAnswer[] answers = [ScriptedLinks.NoAnswer, ScriptedLinks.NotSent, ScriptedLinks.Unusable, ScriptedLinks.Declined];
        for (int attempt = 0; attempt < answers.Length; attempt++)
        {
            AcquirerAnswer answer = answers[attempt];
            Line(device).Reverse = (_, _) => Task.FromResult(answer);
            await First.RunAsync(Installation.DueOf(device, payment.PaymentId)!);
            DueWork next = Installation.DueOf(device, payment.PaymentId)!;
            Assert.Equal((attempt + 1, Clock.Now + PolicyValues.Default.ReversalWaits[attempt]), (next.Attempt, next.DueAt));
            Assert.Equal(PaymentOutcome.Unknown, (await First.QueryAsync(device, payment.PaymentId)).Outcome);
            Clock.Advance(next.DueAt - Clock.Now);
        }

        Line(device).Reverse = (_, _) => Task.FromResult(ScriptedLinks.Approved);
        await First.RunAsync(Installation.DueOf(device, payment.PaymentId)!);
        Assert.Null(Installation.DueOf(device, payment.PaymentId));
        Assert.Equal(PaymentOutcome.Reversed, (await First.QueryAsync(device, payment.PaymentId)).Outcome);
        Assert.Equal([0, 1, 2, 3, 4], Line(device).Reversals.Select(r => r.Attempt));
        Assert.Single(Line(device).Reversals.Select(r => r.Stan).Distinct());
        Assert.False(Line(device).SentTooEarly);
    }

    [Fact]
    public async Task RunDue_NeverAcknowledged_IsParkedAfterTheCapAndStaysUnknown()
    {
        TestDevice device = await Installation.EnrolDeviceAsync();
        SubmitPayment payment = await TimedOutAsync(device);
        Line(device).Reverse = (_, _) => Task.FromResult(ScriptedLinks.NoAnswer);
        for (int attempt = 0; attempt < PolicyValues.Default.ReversalMaxAttempts; attempt++) await First.RunAsync(Installation.DueOf(device, payment.PaymentId)!);
        Assert.Null(Installation.DueOf(device, payment.PaymentId));
        Assert.IsType<ReversalParked>((await Installation.EventsAsync(device, payment.PaymentId))[^1]);
        Assert.Equal(PaymentOutcome.Unknown, (await First.QueryAsync(device, payment.PaymentId)).Outcome);

        await First.Device(device).RunDueAsync(PaymentDueWork.ReversalKind, payment.PaymentId, PolicyValues.Default.ReversalMaxAttempts, CancellationToken.None);
        Assert.Equal(PolicyValues.Default.ReversalMaxAttempts, Line(device).Reversals.Count);
    }

    [Fact]
    public async Task RunDue_SameWorkTwiceAtOnce_IsSentOnce()
    {
        TestDevice device = await Installation.EnrolDeviceAsync();
        SubmitPayment payment = await TimedOutAsync(device);
        TaskCompletionSource<AcquirerAnswer> answer = new();
        TaskCompletionSource asked = new();
        Line(device).Reverse = (_, _) =>
        {
            asked.SetResult();
            return answer.Task;
        };
        DueWork work = Installation.DueOf(device, payment.PaymentId)!;
        Task first = First.RunAsync(work);
        await asked.Task.WaitAsync(Patience);
        await First.RunAsync(work);
        answer.SetResult(ScriptedLinks.Approved);
        await first;
        Assert.Single(Line(device).Reversals);
    }

    /// <summary>A row that was leased before an attempt and run after it: the attempt was made, and its wait is not over.</summary>
    [Fact]
    public async Task RunDue_WorkOfAnEarlierAttempt_DoesNothing()
    {
        TestDevice device = await Installation.EnrolDeviceAsync();
        SubmitPayment payment = await TimedOutAsync(device);
        Line(device).Reverse = (_, _) => Task.FromResult(ScriptedLinks.NoAnswer);
        DueWork first = Installation.DueOf(device, payment.PaymentId)!;
        await First.RunAsync(first);
        await First.RunAsync(Installation.DueOf(device, payment.PaymentId)!);
        await First.RunAsync(first);
        Assert.Equal([0, 1], Line(device).Reversals.Select(r => r.Attempt));
        Assert.Equal(2, Installation.DueOf(device, payment.PaymentId)!.Attempt);
    }

    [Fact]
    public async Task RunDue_CallerGivesUpWhileTheAcquirerIsAsked_TheAcknowledgementIsRecorded()
    {
        TestDevice device = await Installation.EnrolDeviceAsync();
        SubmitPayment payment = await TimedOutAsync(device);
        TaskCompletionSource<AcquirerAnswer> answer = new();
        TaskCompletionSource asked = new();
        Line(device).Reverse = (_, cancellationToken) =>
        {
            asked.SetResult();
            return answer.Task.WaitAsync(cancellationToken);
        };
        (Task appended, Action release) = HoldAppend<ReversalAcknowledged>(First, device);
        using CancellationTokenSource sweep = new();
        DueWork work = Installation.DueOf(device, payment.PaymentId)!;
        Task running = First.Device(device).RunDueAsync(work.Kind, payment.PaymentId, work.Attempt, sweep.Token);
        await asked.Task.WaitAsync(Patience);
        await sweep.CancelAsync();
        // The cancellation has reached the grain when a later call is answered.
        await First.Device(device).GetAsync(CancellationToken.None);
        answer.SetResult(ScriptedLinks.Approved);
        await appended;
        release();
        await Record.ExceptionAsync(() => running);
        Assert.Equal(PaymentOutcome.Reversed, (await First.QueryAsync(device, payment.PaymentId)).Outcome);
        Assert.Single(Line(device).Reversals);
    }

    [Fact]
    public async Task RunDue_LinkThrows_TheWorkCanRunAgain()
    {
        TestDevice device = await Installation.EnrolDeviceAsync();
        SubmitPayment payment = await TimedOutAsync(device);
        Line(device).Reverse = (_, _) => throw new InvalidOperationException("a bug in the link");
        await Assert.ThrowsAsync<InvalidOperationException>(() => First.RunAsync(Installation.DueOf(device, payment.PaymentId)!));
        Line(device).Reverse = (_, _) => Task.FromResult(ScriptedLinks.Approved);
        await First.RunAsync(Installation.DueOf(device, payment.PaymentId)!);
        Assert.Equal(PaymentOutcome.Reversed, (await First.QueryAsync(device, payment.PaymentId)).Outcome);
    }

    [Fact]
    public async Task RunDue_ProcessDiedBetweenSubmissionAndAnswer_AnotherReversesAndTheAnswerChangesNothing()
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

        DueWork deadline = Installation.DueOf(device, payment.PaymentId)!;
        Assert.Equal((PaymentDueWork.DeadlineKind, Clock.Now + SolutionEvents.ResponseTimeout + PaymentDecider.SweepGrace), (deadline.Kind, deadline.DueAt));
        await Second.RunAsync(deadline);
        Assert.Equal(deadline, Installation.DueOf(device, payment.PaymentId));
        Clock.Advance(deadline.DueAt - Clock.Now);
        await First.RunAsync(deadline);
        Assert.Equal(deadline, Installation.DueOf(device, payment.PaymentId));

        await Second.RunAsync(deadline);
        Assert.Equal(ReversalReason.Interrupted, Assert.IsType<ReversalDue>((await Installation.EventsAsync(device, payment.PaymentId))[^1]).Reason);
        await Second.RunAsync(Installation.DueOf(device, payment.PaymentId)!);
        Assert.Equal(PaymentOutcome.Reversed, (await Second.QueryAsync(device, payment.PaymentId)).Outcome);

        answer.SetResult(ScriptedLinks.Approved);
        Assert.Equal(PaymentOutcome.Reversed, (await paying).Outcome);
        Assert.DoesNotContain(nameof(PaymentApproved), await EventNamesAsync(device, payment.PaymentId));
    }

    [Fact]
    public async Task RecordLateAnswer_PaymentBeingReversed_IsRecordedAndTheReversalStands()
    {
        TestDevice device = await Installation.EnrolDeviceAsync();
        SubmitPayment payment = await TimedOutAsync(device);
        await First.Device(device).RecordLateAnswerAsync(TestDevice.LateApproval(payment.PaymentId), CancellationToken.None);
        LateAnswerRecorded late = Assert.IsType<LateAnswerRecorded>((await Installation.EventsAsync(device, payment.PaymentId))[^1]);
        Assert.Equal(("00", "LATE01"), (late.ResponseCode, late.AuthorizationCode));
        Assert.Equal(PaymentOutcome.Unknown, (await First.QueryAsync(device, payment.PaymentId)).Outcome);
        await First.RunAsync(Installation.DueOf(device, payment.PaymentId)!);
        Assert.Equal(PaymentOutcome.Reversed, (await First.QueryAsync(device, payment.PaymentId)).Outcome);
    }

    [Fact]
    public async Task RecordLateAnswer_UnknownPayment_IsIgnored()
    {
        TestDevice device = await Installation.EnrolDeviceAsync();
        string paymentId = device.Purchase().PaymentId;
        await First.Device(device).RecordLateAnswerAsync(TestDevice.LateApproval(paymentId), CancellationToken.None);
        Assert.Empty(await Installation.EventsAsync(device, paymentId));
    }

    /// <summary>A silo that has just started and does not know the acquirer yet: nothing was sent, so no attempt is used up.</summary>
    [Fact]
    public async Task RunDue_AcquirerNotInTheFactsYet_UsesUpNoAttempt()
    {
        TestDevice device = await Installation.EnrolDeviceAsync();
        SubmitPayment payment = device.Purchase();
        await SolutionEvents.AppendAsync(
            Installation.Journal, Clock.Now, Streams.Payments, device.Id,
            new PaymentSubmitted(
                payment.PaymentId, payment.BodySha256, new PaymentSummary(1234, "EUR", EntryMode.Contactless, Cvm.None, "visa", payment.MaskedPan),
                device.Route with { AcquirerId = "acquirer-of-tomorrow" }, payment.Ksn, 1, "616612000001", Clock.Now, Clock.Now, new Evaluation(1, 0, 1, [])),
            new ReversalDue(payment.PaymentId, ReversalReason.Timeout, 2, null));
        await First.Device(device).RunDueAsync(PaymentDueWork.ReversalKind, payment.PaymentId, 0, CancellationToken.None);
        Assert.Empty(Line(device).Reversals);
        Assert.IsType<ReversalDue>((await Installation.EventsAsync(device, payment.PaymentId))[^1]);
    }

    [Fact]
    public async Task RunDue_UnknownKind_Throws()
    {
        TestDevice device = await Installation.EnrolDeviceAsync();
        await Assert.ThrowsAsync<ArgumentException>(() => First.Device(device).RunDueAsync("payment.gift", "any", 0, CancellationToken.None));
    }
}
