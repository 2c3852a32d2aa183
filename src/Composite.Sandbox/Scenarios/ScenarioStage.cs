using Composite.Domain.Payments;
using Composite.Sandbox.Acquirer;
using Composite.Sandbox.Devices;
using Composite.Sandbox.Seeding;
using Composite.Sandbox.Staff;

namespace Composite.Sandbox.Scenarios;

/// <summary>What scenarios act on, and the checks that they have in common: what the device was told, what Composite recorded and what the acquirer's ledger holds.</summary>
internal sealed class ScenarioStage(SandboxWorld world, DeviceSimulator north, DeviceSimulator south)
{
    public SandboxWorld World => world;

    public TimeProvider Time => world.Time;

    /// <summary>A device with the patient acquirer.</summary>
    public DeviceSimulator North => north;

    /// <summary>A device with the hasty acquirer.</summary>
    public DeviceSimulator South => south;

    /// <summary>Pays, and holds the approval against Composite's record and the ledger: exactly one request, authorised.</summary>
    public async Task<DeviceReply> ApprovedAsync(DeviceSimulator device, Purchase purchase, CancellationToken cancellationToken)
    {
        int before = world.Acquirers.Requests;
        DeviceReply reply = await device.PayAsync(purchase, cancellationToken);
        Expect.Equal("the device's answer", "approved", Told(reply));
        Expect.Equal("requests at the acquirer", 1, world.Acquirers.Requests - before);
        LedgerEntry entry = Entry(device, reply);
        Expect.Equal("the ledger", LedgerState.Authorised, entry.State);
        Expect.Equal("the ledger's amount", purchase.AmountMinor, entry.AmountMinor);
        Expect.Equal("the card that the acquirer decrypted", purchase.Card.MaskedPan, entry.MaskedPan);
        Expect.Equal("the authorisation code", entry.AuthorizationCode, reply.Payment!.AuthorizationCode);
        await RecordedAsync(reply.Payment.PaymentId, PaymentStatus.Approved, "submitted → approved", cancellationToken);
        return reply;
    }

    /// <summary>Pays, and holds the refusal: exactly these rules, recorded, and nothing sent.</summary>
    public async Task RefusedAsync(DeviceSimulator device, Purchase purchase, string rules, CancellationToken cancellationToken)
    {
        int before = world.Acquirers.Requests;
        DeviceReply reply = await device.PayAsync(purchase, cancellationToken);
        Expect.Equal("the device's answer", "refused", Told(reply));
        Expect.Equal("the rules that refused", rules, reply.Refusal);
        Expect.That(reply.Payment!.Failures.All(f => f is { Reason.Length: > 0, Remedy.Length: > 0 }), "a refusal came without a reason or a remedy");
        Expect.Equal("requests at the acquirer", 0, world.Acquirers.Requests - before);
        await RecordedAsync(reply.Payment.PaymentId, PaymentStatus.Refused, "refused", cancellationToken);
    }

    /// <summary>Holds what Composite recorded of a payment: its status and its events.</summary>
    public async Task<PaymentTimeline> RecordedAsync(string paymentId, PaymentStatus status, string story, CancellationToken cancellationToken)
    {
        PaymentTimeline timeline = await world.Staff.PaymentAsync(paymentId, cancellationToken)
            ?? throw new ScenarioFailedException($"Composite has no payment {paymentId}");
        Expect.Equal("Composite's record", story, timeline.Story);
        Expect.Equal("the status in Composite's list", status, timeline.Payment.Status);
        return timeline;
    }

    /// <summary>Asks until the payment has an outcome.</summary>
    public Task<DeviceReply> OutcomeAsync(DeviceSimulator device, string paymentId, string outcome, CancellationToken cancellationToken) => Polling.UntilAsync(
        Time, $"payment {paymentId}", outcome, () => device.QueryAsync(paymentId, cancellationToken), reply => reply.Outcome == outcome, cancellationToken);

    /// <summary>The payment's entry in the ledger.</summary>
    public LedgerEntry Entry(DeviceSimulator device, DeviceReply reply) => world.Acquirers.Find(device.Identity.Tid, reply.Payment?.Rrn)
        ?? throw new ScenarioFailedException($"no ledger has terminal {device.Identity.Tid} with RRN {reply.Payment?.Rrn ?? "(none)"}");

    /// <summary>The answer in words: its outcome, and for a refusal that was not expected the rules, for a problem its explanation.</summary>
    public static string Told(DeviceReply reply) =>
        reply.Problem?.ToString() ?? (reply.Outcome == "refused" || reply.Refusal.Length == 0 ? reply.Outcome : $"{reply.Outcome} ({reply.Refusal})");

    /// <summary>A device that is enrolled for one scenario.</summary>
    public Task<DeviceSimulator> EnrolAsync(CancellationToken cancellationToken) => world.EnrolAsync(SampleMerchant.NorthId, cancellationToken);
}
