using Composite.Domain.Payments;
using Composite.Domain.Tests.Rules;
using CsCheck;
using Xunit;

namespace Composite.Domain.Tests.Payments;

public sealed class PaymentLedgerTests
{
    private static readonly Gen<(int Kind, int Which)[]> Steps = Gen.Select(Gen.Int[0, 12], Gen.Int[0, 10_000]).Array[0, 60];

    [Fact]
    public void Steps_AnySequence_KeepEveryInvariant() => Gen.Select(Steps, Gen.Int[0, 10_000]).Sample((steps, cut) =>
    {
        PaymentModel model = new(lastStan: 999_990);
        foreach ((int kind, int which) in steps) model.Step(kind, which);
        model.AssertSnapshotAt(cut);
    }, iter: 200);

    [Fact]
    public void Steps_BeyondWhatIsKept_DropOnlyFinishedPaymentsAndRecallThem() => Gen.Select(Steps, Steps, Gen.Int[0, 10_000]).Sample((before, after, cut) =>
    {
        PaymentModel model = new(lastStan: 0);
        foreach ((int kind, int which) in before) model.Step(kind, which);
        model.Step(13, 0);
        model.Step(13, 0);
        Assert.True(model.Dropped > 0);
        foreach ((int kind, int which) in after) model.Step(kind, which);
        model.AssertSnapshotAt(cut);
    }, iter: 10);

    [Fact]
    public void MayHaveDropped_NothingDropped_IsFalse() => Assert.False(PaymentLedger.Empty.MayHaveDropped("0197a1b2-c3d4-7e5f-8a9b-000000000001"));

    [Theory]
    [InlineData(0, 1)]
    [InlineData(41, 42)]
    [InlineData(999_998, 999_999)]
    [InlineData(999_999, 1)]
    public void NextStan_GoesRound_WithinSixDigits(int last, int next) => Assert.Equal(next, (PaymentLedger.Empty with { LastStan = last }).NextStan);

    [Fact]
    public void Today_ClockGoesBackADay_KeepsCountingTheLaterDay()
    {
        DateOnly day = GateScenario.Today;
        DayTotals totals = DayTotals.None.Add(day, "EUR", 100).Add(day.AddDays(-1), "EUR", 50).Add(day, "USD", 7);
        Assert.Equal((day, 3), (totals.Day, totals.Count));
        Assert.Equal((150L, 7L), (totals.AmountMinor["EUR"], totals.AmountMinor["USD"]));
        Assert.Same(totals, totals.On(day.AddDays(-1)));
        Assert.Equal(0, totals.On(day.AddDays(1)).Count);
        Assert.Equal(1, totals.Add(day.AddDays(1), "EUR", 1).Count);
    }

    [Fact]
    public void Evolve_EventThatCannotFollow_Throws()
    {
        PaymentApproved approved = new("0197a1b2-c3d4-7e5f-8a9b-000000000001", "00", null, AcquirerExchange.None);
        Assert.Throws<InvalidOperationException>(() => PaymentLedger.Empty.Evolve(approved, GateScenario.Noon));
        PaymentLedger ledger = PaymentLedger.Empty.Evolve(PaymentDecider.Submit(GateScenario.Valid.Facts()).Events[0], GateScenario.Noon)
            .Evolve(new ReversalDue(approved.PaymentId, ReversalReason.Timeout, 2, null), GateScenario.Noon);
        Assert.Throws<InvalidOperationException>(() => ledger.Evolve(approved, GateScenario.Noon));
    }
}
