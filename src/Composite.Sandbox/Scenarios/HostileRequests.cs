using System.Text;
using Composite.Domain.Rules;
using Composite.Sandbox.Devices;

namespace Composite.Sandbox.Scenarios;

/// <summary>Requests that no honest device sends.</summary>
internal static class HostileRequests
{
    // The device API takes 64 KiB.
    private const int OversizedBytes = 80 * 1024;

    public static IReadOnlyList<Scenario> All { get; } =
    [
        new("key serial number replayed", RuleCodes.KsnIncreasing, (stage, cancellationToken) =>
            stage.RefusedAsync(stage.North, new Purchase(7_01) { ReplaysKey = true }, RuleCodes.KsnIncreasing, cancellationToken)),
        new("bad signature", "401, nothing recorded or sent", BadSignatureAsync),
        new("malformed bodies", "400, nothing recorded or sent", MalformedAsync),
        new("card number in clear", "400 clear-account-data", ClearAsync),
        new("oversized body", "413, nothing recorded or sent", OversizedAsync),
    ];

    private static async Task BadSignatureAsync(ScenarioStage stage, CancellationToken cancellationToken)
    {
        PreparedPayment payment = await stage.North.PrepareAsync(new Purchase(7_02), cancellationToken);
        await TurnedAwayAsync(stage, payment, payment.Body, spoilSignature: true, "401 not-authenticated", cancellationToken);
    }

    private static async Task MalformedAsync(ScenarioStage stage, CancellationToken cancellationToken)
    {
        PreparedPayment payment = await stage.North.PrepareAsync(new Purchase(7_03), cancellationToken);
        string good = Encoding.UTF8.GetString(payment.Body.Span);
        string[] bodies =
        [
            "{",
            "null",
            "[]",
            good[..^1],
            good.Replace("\"amountMinor\":703", "\"amountMinor\":\"703\"", StringComparison.Ordinal),
            good.Replace("\"amountMinor\":703", "\"amountMinor\":-703", StringComparison.Ordinal),
            good.Replace("\"amountMinor\":703", "\"amountMinor\":703,\"amountMinor\":1", StringComparison.Ordinal),
            good.Replace("\"currency\":\"EUR\",", string.Empty, StringComparison.Ordinal),
            good.Replace("\"currency\":\"EUR\"", "\"currency\":\"EUR\",\"discount\":1", StringComparison.Ordinal),
            good.Replace(payment.PaymentId, "payment-1", StringComparison.Ordinal),
        ];
        foreach (string body in bodies)
            await TurnedAwayAsync(stage, payment, Encoding.UTF8.GetBytes(body), spoilSignature: false, "400 invalid-request", cancellationToken);
    }

    private static async Task ClearAsync(ScenarioStage stage, CancellationToken cancellationToken)
    {
        PreparedPayment payment = await stage.North.PrepareAsync(new Purchase(7_04), cancellationToken);
        string clear = Encoding.UTF8.GetString(payment.Body.Span).Replace(TestCard.Visa.MaskedPan, TestCard.Visa.Pan, StringComparison.Ordinal);
        await TurnedAwayAsync(stage, payment, Encoding.UTF8.GetBytes(clear), spoilSignature: false, "400 clear-account-data", cancellationToken);
    }

    private static async Task OversizedAsync(ScenarioStage stage, CancellationToken cancellationToken)
    {
        PreparedPayment payment = await stage.North.PrepareAsync(new Purchase(7_05), cancellationToken);
        byte[] body = [.. payment.Body.Span, .. Encoding.ASCII.GetBytes(new string(' ', OversizedBytes - payment.Body.Length))];
        await TurnedAwayAsync(stage, payment, body, spoilSignature: false, "413 body-too-large", cancellationToken);
    }

    private static async Task TurnedAwayAsync(
        ScenarioStage stage, PreparedPayment payment, ReadOnlyMemory<byte> body, bool spoilSignature, string outcome, CancellationToken cancellationToken)
    {
        int before = stage.World.Acquirers.Requests;
        DeviceReply reply = await stage.North.SendOnceAsync(body, spoilSignature, cancellationToken);
        Expect.Equal("the answer", outcome, reply.Outcome);
        Expect.Equal("requests at the acquirer", 0, stage.World.Acquirers.Requests - before);
        Expect.That(await stage.World.Staff.PaymentAsync(payment.PaymentId, cancellationToken) is null, "Composite recorded a payment");
    }
}
