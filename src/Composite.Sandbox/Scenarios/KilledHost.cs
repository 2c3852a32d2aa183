using Composite.Domain.Payments;
using Composite.Sandbox.Acquirer;
using Composite.Sandbox.Devices;

namespace Composite.Sandbox.Scenarios;

/// <summary>The process is killed between sending and the answer: what was sent is reversed after the restart.</summary>
internal static class KilledHost
{
    private const long Amount = 41_07;

    public static Scenario Scenario { get; } = new("SIGKILL between send and answer", "after the restart: reversed", RunAsync);

    private static async Task RunAsync(ScenarioStage stage, CancellationToken cancellationToken)
    {
        AcquirerSimulator acquirer = stage.World.Acquirers.South;
        acquirer.When(IsOurs, new AcquirerBehaviour.Silent());
        int before = stage.World.Acquirers.Requests;
        PreparedPayment payment = await stage.South.PrepareAsync(new Purchase(Amount), cancellationToken);
        Task<DeviceReply> paying = stage.South.SendAsync(payment, cancellationToken);
        await acquirer.ReceivedAsync(IsOurs).WaitAsync(Polling.AtMost, stage.Time, cancellationToken);
        await stage.World.Host.KillAsync();
        await stage.World.RestartHostAsync(cancellationToken);

        // The device asked again with the same id and body all the while.
        DeviceReply reply = await paying;
        Expect.That(reply.Outcome is "unknown" or "reversed", $"the device's answer: expected unknown, got {ScenarioStage.Told(reply)}");
        reply = await stage.OutcomeAsync(stage.South, payment.PaymentId, "reversed", cancellationToken);
        Expect.Equal("requests at the acquirer", 1, stage.World.Acquirers.Requests - before);
        Expect.Equal("the ledger", LedgerState.Reversed, stage.Entry(stage.South, reply).State);
        await stage.RecordedAsync(payment.PaymentId, PaymentStatus.Reversed, "submitted → reversal-due → reversal-acknowledged", cancellationToken);
        DeviceReply next = await stage.World.FirstPaymentAsync(stage.North, new Purchase(41_08), cancellationToken);
        Expect.Equal("the next payment's answer", "approved", ScenarioStage.Told(next));
    }

    private static bool IsOurs(SimulatedRequest request) => request is { Kind: RequestKind.Purchase, AmountMinor: Amount };
}
