using Composite.Domain.Components;
using Composite.Domain.Payments;
using Composite.Domain.Ports;
using Composite.Sandbox.Acquirer;
using Composite.Sandbox.Scenarios;

namespace Composite.Sandbox.Tests.Scenarios;

public sealed class ReconciliationTests
{
    private const string Tid = "SBXN0001";
    private static readonly Dictionary<string, string> Tids = new() { ["device"] = Tid };

    [Fact]
    public void Compare_BothSidesAgree_FindsNothing() => Assert.Empty(Reconciliation.Compare(
        [Row(PaymentStatus.Approved, "1"), Row(PaymentStatus.Declined, "2"), Row(PaymentStatus.Reversed, "3"), Row(PaymentStatus.Refused, null), Row(PaymentStatus.NotSent, "5")],
        [Entry(LedgerState.Authorised, "1"), Entry(LedgerState.Declined, "2"), Entry(LedgerState.Reversed, "3")], Tids));

    [Theory]
    [InlineData(PaymentStatus.Approved, LedgerState.Reversed)]
    [InlineData(PaymentStatus.Declined, LedgerState.Authorised)]
    [InlineData(PaymentStatus.Reversed, LedgerState.Authorised)]
    [InlineData(PaymentStatus.Submitted, LedgerState.Authorised)]
    [InlineData(PaymentStatus.NotSent, LedgerState.Authorised)]
    public void Compare_StatesDiffer_SaysWhich(PaymentStatus here, LedgerState there) =>
        Assert.Contains(here.ToString(), Assert.Single(Reconciliation.Compare([Row(here, "1")], [Entry(there, "1")], Tids)), StringComparison.Ordinal);

    [Fact]
    public void Compare_AmountsDiffer_SaysSo() => Assert.Single(Reconciliation.Compare([Row(PaymentStatus.Approved, "1")], [Entry(LedgerState.Authorised, "1") with { AmountMinor = 101 }], Tids));

    [Fact]
    public void Compare_ApprovedAndNotInTheLedger_SaysSo() => Assert.Single(Reconciliation.Compare([Row(PaymentStatus.Approved, "1")], [], Tids));

    [Fact]
    public void Compare_OnlyInTheLedger_SaysSo() => Assert.Single(Reconciliation.Compare([], [Entry(LedgerState.Authorised, "1")], Tids));

    private static PaymentRow Row(PaymentStatus status, string? rrn) => new(
        "payment", "device", "merchant", "acquirer", status, null, new PaymentSummary(100, "EUR", EntryMode.Contactless, Cvm.None, "visa", "476173******0119"), 1, rrn, default);

    private static LedgerEntry Entry(LedgerState state, string rrn) => new()
    {
        Key = new LedgerKey(Tid, int.Parse(rrn, System.Globalization.CultureInfo.InvariantCulture), "0701120000"),
        State = state,
        Rrn = rrn,
        Mid = "MID",
        AmountMinor = 100,
        Currency = "978",
        MaskedPan = null,
        ResponseCode = "00",
        AuthorizationCode = null,
        At = default,
    };
}
