using Composite.Domain.Payments;
using Composite.Domain.Policies;
using Composite.Domain.Ports;
using Composite.Domain.Rules;
using Composite.Domain.Tests.Rules;
using Xunit;

namespace Composite.Domain.Tests.Payments;

public sealed class PaymentDeciderTests
{
    private static readonly PaymentSubmitted Submitted = (PaymentSubmitted)PaymentDecider.Submit(GateScenario.Valid.Facts()).Events[0];
    private static readonly PaymentLedger Ledger = PaymentLedger.Empty.Evolve(Submitted, GateScenario.Noon);

    [Fact]
    public void Submit_Allowed_RecordsWhatAReversalNeedsAndItsDeadline()
    {
        PaymentStep step = PaymentDecider.Submit(GateScenario.Valid.At(GateScenario.Noon.AddMilliseconds(400)).Facts());
        PaymentSubmitted e = Assert.IsType<PaymentSubmitted>(Assert.Single(step.Events));
        Assert.Equal(new PaymentRoute("acquirer-a", "MID000000000001", "TERM0001", "bakery"), e.Route);
        Assert.Equal((1, "616612000001", GateScenario.Noon, GateScenario.Noon.AddMilliseconds(8400)), (e.Stan, e.Rrn, e.TransmittedAt, e.Deadline));
        DueWork work = Assert.Single(step.Schedule);
        Assert.Equal((PaymentDueWork.DeadlineKind, "device-1", e.Deadline + PaymentDecider.SweepGrace), (work.Kind, work.Lane, work.DueAt));
        Assert.Equal(("device-1", e.PaymentId), PaymentDueWork.Parse(work));
    }

    [Fact]
    public void Submit_Refused_SendsNothingAndSaysWhy()
    {
        PaymentStep step = PaymentDecider.Submit((GateScenario.Valid with { Acquirer = null }).Facts());
        PaymentRefused e = Assert.IsType<PaymentRefused>(Assert.Single(step.Events));
        Assert.Equal([RuleCodes.AcquirerActive], e.Evaluation.Failures().Select(f => f.Code));
        Assert.Empty(step.Schedule);
        Assert.Equal(PaymentStatus.Refused, PaymentLedger.Empty.Evolve(e, GateScenario.Noon).Payments[e.PaymentId].Status);
    }

    [Fact]
    public void Settle_SecondAnswer_ChangesNothing()
    {
        AcquirerAnswer approved = new AcquirerAnswer.Answered(true, "00", "123456", AcquirerExchange.None);
        PaymentStep first = PaymentDecider.Settle(Ledger, "device-1", Submitted.PaymentId, approved, GateScenario.Noon)!;
        PaymentLedger settled = Ledger.Evolve(first.Events[0], GateScenario.Noon);
        Assert.Null(PaymentDecider.Settle(settled, "device-1", Submitted.PaymentId, approved, GateScenario.Noon));
        Assert.Null(PaymentDecider.Expire(settled, "device-1", Submitted.PaymentId, GateScenario.Noon.AddDays(1)));
        Assert.Null(PaymentDecider.Settle(settled, "device-1", "unknown", approved, GateScenario.Noon));
    }

    [Theory]
    [InlineData(PaymentStatus.Submitted)]
    [InlineData(PaymentStatus.Declined)]
    [InlineData(PaymentStatus.Refused)]
    [InlineData(PaymentStatus.NotSent)]
    public void Void_NotApproved_IsRefusedWithAReason(PaymentStatus status)
    {
        (PaymentStep? step, Problem? problem) = PaymentDecider.Void(Ledger.Payments[Submitted.PaymentId] with { Status = status }, Ledger, "device-1", GateScenario.Noon);
        Assert.Null(step);
        Assert.Equal("not-approved", problem!.Code);
        Assert.Contains(status.ToString(), problem.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Void_AskedAgain_IsAlreadyUnderWay()
    {
        PaymentState voided = Ledger.Payments[Submitted.PaymentId] with { Status = PaymentStatus.Reversing, ReversalReason = ReversalReason.Void };
        Assert.Equal((null, null), PaymentDecider.Void(voided, Ledger, "device-1", GateScenario.Noon));
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 1)]
    [InlineData(2, 2)]
    [InlineData(6, 60)]
    [InlineData(59, 60)]
    public void SettleReversal_NotAcknowledged_WaitsAsThePolicySays(int attempt, int waitSeconds)
    {
        PaymentStep step = SettleReversal(attempt, new AcquirerAnswer.NoAnswer("silent", AcquirerExchange.None));
        Assert.IsType<ReversalAttempted>(Assert.Single(step.Events));
        Assert.Equal((GateScenario.Noon.AddSeconds(waitSeconds), attempt), (step.Schedule[0].DueAt, step.Schedule[0].Attempt));
    }

    [Theory]
    [InlineData(59, false)]
    [InlineData(60, true)]
    [InlineData(61, true)]
    public void SettleReversal_AttemptsUsedUp_ParksForAPerson(int attempt, bool parked)
    {
        PaymentStep step = SettleReversal(attempt, new AcquirerAnswer.Answered(false, "96", null, AcquirerExchange.None));
        Assert.Equal(parked, step.Events.OfType<ReversalParked>().Any());
        Assert.Equal(parked ? 0 : 1, step.Schedule.Count);
        Assert.Equal(parked ? 1 : 0, step.Complete.Count);
        Assert.Equal("answered 96", step.Events.OfType<ReversalAttempted>().Single().Result);
    }

    [Theory]
    [InlineData("2026-01-01T00:00:00Z", 7, "600100000007")]
    [InlineData("2028-12-31T23:59:59Z", 999_999, "836623999999")]
    public void Rrn_YearDayHourStan_IsTwelveDigits(string at, int stan, string rrn) => Assert.Equal(rrn, PaymentDecider.Rrn(DateTimeOffset.Parse(at, null), stan));

    [Theory]
    [InlineData("1234567890ABCDEF0000001A", true, "1234567890ABCDEF", 26u)]
    [InlineData("1234567890abcdef0000001A", false, "", 0u)]
    [InlineData("1234567890ABCDEF0000001", false, "", 0u)]
    [InlineData("1234567890ABCDEF0000001A0", false, "", 0u)]
    [InlineData("1234567890ABCDEF 000001A", false, "", 0u)]
    [InlineData(null, false, "", 0u)]
    public void KeySerialNumber_Text_SplitsOnlyTheExactForm(string? ksn, bool parsed, string key, uint counter)
    {
        Assert.Equal(parsed, KeySerialNumber.TryParse(ksn, out string initialKeyId, out uint found));
        Assert.Equal((key, counter), (initialKeyId, found));
    }

    private static PaymentStep SettleReversal(int attempt, AcquirerAnswer answer) =>
        PaymentDecider.SettleReversal(Ledger.Payments[Submitted.PaymentId] with { Status = PaymentStatus.Reversing }, "device-1", attempt, answer, PolicyValues.Default, GateScenario.Noon)!;
}
