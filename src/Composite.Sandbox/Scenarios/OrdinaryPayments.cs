using Composite.Domain.Payments;
using Composite.Sandbox.Acquirer;
using Composite.Sandbox.Devices;

namespace Composite.Sandbox.Scenarios;

/// <summary>Payments as they should be.</summary>
internal static class OrdinaryPayments
{
    private const string WrongPin = "840315926072";

    public static IReadOnlyList<Scenario> All { get; } =
    [
        new("contactless", "approved, one 0200", (stage, cancellationToken) => stage.ApprovedAsync(stage.North, new Purchase(12_34), cancellationToken)),
        new("contactless with PIN", "approved, the acquirer decrypted the PIN", (stage, cancellationToken) =>
            stage.ApprovedAsync(stage.North, new Purchase(75_00) { Card = TestCard.Mastercard, Pin = TestCard.Pin }, cancellationToken)),
        new("acquirer with the binary dialect", "approved, one 0200", (stage, cancellationToken) =>
            stage.ApprovedAsync(stage.South, new Purchase(18_90) { Pin = TestCard.Pin }, cancellationToken)),
        new("declined by the acquirer", "declined with 51", (stage, cancellationToken) => DeclinedAsync(stage, new Purchase(900_51), "51", cancellationToken)),
        new("wrong PIN", "declined with 55", (stage, cancellationToken) =>
            DeclinedAsync(stage, new Purchase(20_00) { Pin = WrongPin }, AuthorisationDesk.WrongPinCode, cancellationToken)),
        new("void of an approved payment", "voided, the ledger has it reversed", VoidAsync),
    ];

    private static async Task DeclinedAsync(ScenarioStage stage, Purchase purchase, string responseCode, CancellationToken cancellationToken)
    {
        int before = stage.World.Acquirers.Requests;
        DeviceReply reply = await stage.North.PayAsync(purchase, cancellationToken);
        Expect.Equal("the device's answer", "declined", ScenarioStage.Told(reply));
        Expect.Equal("the response code", responseCode, reply.Payment!.ResponseCode);
        Expect.Equal("requests at the acquirer", 1, stage.World.Acquirers.Requests - before);
        Expect.Equal("the ledger", LedgerState.Declined, stage.Entry(stage.North, reply).State);
        await stage.RecordedAsync(reply.Payment.PaymentId, PaymentStatus.Declined, "submitted → declined", cancellationToken);
    }

    private static async Task VoidAsync(ScenarioStage stage, CancellationToken cancellationToken)
    {
        DeviceReply approved = await stage.ApprovedAsync(stage.North, new Purchase(9_99), cancellationToken);
        string paymentId = approved.Payment!.PaymentId;
        DeviceReply voiding = await stage.North.VoidAsync(paymentId, cancellationToken);
        Expect.That(voiding.Outcome is "voiding" or "voided", $"the void's answer: expected voiding or voided, got {ScenarioStage.Told(voiding)}");
        await stage.OutcomeAsync(stage.North, paymentId, "voided", cancellationToken);
        Expect.Equal("the ledger", LedgerState.Reversed, stage.Entry(stage.North, approved).State);
        await stage.RecordedAsync(paymentId, PaymentStatus.Reversed, "submitted → approved → reversal-due → reversal-acknowledged", cancellationToken);
    }
}
