using Composite.Domain.Payments;
using Composite.Sandbox.Acquirer;
using Composite.Sandbox.Devices;
using Composite.Sandbox.Staff;

namespace Composite.Sandbox.Scenarios;

/// <summary>The acquirer does not answer, or too late: the payment is unknown until its reversal is acknowledged.</summary>
internal static class MissingAnswers
{
    private const long SilentAmount = 31_01;
    private const long LateAmount = 31_02;

    /// <summary>How far behind the hasty acquirer's deadline the late answer comes.</summary>
    private static readonly TimeSpan Lateness = TimeSpan.FromMilliseconds(700);

    public static IReadOnlyList<Scenario> All { get; } =
    [
        new("acquirer silent", "unknown, then reversed and acknowledged", SilentAsync),
        new("answer after the deadline", "one reversal, the late answer recorded", LateAsync),
    ];

    private static async Task SilentAsync(ScenarioStage stage, CancellationToken cancellationToken)
    {
        stage.World.Acquirers.South.When(request => request is { Kind: RequestKind.Purchase, AmountMinor: SilentAmount }, new AcquirerBehaviour.Silent());
        DeviceReply reply = await ReversedAsync(stage, SilentAmount, cancellationToken);
        await stage.RecordedAsync(reply.Payment!.PaymentId, PaymentStatus.Reversed, "submitted → reversal-due → reversal-acknowledged", cancellationToken);
    }

    private static async Task LateAsync(ScenarioStage stage, CancellationToken cancellationToken)
    {
        stage.World.Acquirers.South.When(
            request => request is { Kind: RequestKind.Purchase, AmountMinor: LateAmount }, new AcquirerBehaviour.Late(OnceRun.Timeouts.South + Lateness));
        int repeated = stage.World.Acquirers.South.Ledger.Report().RepeatedReversals;
        DeviceReply reply = await ReversedAsync(stage, LateAmount, cancellationToken);
        PaymentTimeline? timeline = await Polling.UntilAsync(
            stage.Time, "the payment's record", "the late answer in it", () => stage.World.Staff.PaymentAsync(reply.Payment!.PaymentId, cancellationToken),
            t => t?.Count("late-answer-recorded") == 1, cancellationToken);
        Expect.Equal("the status in Composite's list", PaymentStatus.Reversed, timeline!.Payment.Status);
        Expect.Equal("reversals", (1, 1), (timeline.Count("reversal-due"), timeline.Count("reversal-acknowledged")));

        // A reversal is repeated only when its own answer was missing, and that is on record.
        repeated = stage.World.Acquirers.South.Ledger.Report().RepeatedReversals - repeated;
        Expect.That(repeated <= timeline.Count("reversal-attempted"), $"the acquirer saw {repeated} repeated reversals that Composite has no record of");
    }

    // The acquirer authorised and Composite does not know it: only the ledger can show that the money came back.
    private static async Task<DeviceReply> ReversedAsync(ScenarioStage stage, long amountMinor, CancellationToken cancellationToken)
    {
        int before = stage.World.Acquirers.Requests;
        DeviceReply reply = await stage.South.PayAsync(new Purchase(amountMinor), cancellationToken);
        Expect.That(reply.Outcome is "unknown" or "reversed", $"the device's answer: expected unknown, got {ScenarioStage.Told(reply)}");
        await stage.OutcomeAsync(stage.South, reply.Payment!.PaymentId, "reversed", cancellationToken);
        Expect.Equal("requests at the acquirer", 1, stage.World.Acquirers.Requests - before);
        LedgerEntry entry = stage.Entry(stage.South, reply);
        Expect.Equal("the ledger", LedgerState.Reversed, entry.State);
        Expect.Equal("the ledger's answer of old", "00", entry.ResponseCode);
        return reply;
    }
}
