using System.Text;
using Composite.Domain.Payments;
using Composite.Sandbox.Devices;

namespace Composite.Sandbox.Scenarios;

/// <summary>One payment id, many requests.</summary>
internal static class RepeatedPayments
{
    private const int Copies = 20;

    public static IReadOnlyList<Scenario> All { get; } =
    [
        new("same payment id again", "one 0200, the same answer", (stage, cancellationToken) => RepeatAsync(stage, together: false, cancellationToken)),
        new($"same payment id ×{Copies} at once", "one 0200, the same answer", (stage, cancellationToken) => RepeatAsync(stage, together: true, cancellationToken)),
        new("same id, other body", "422 payment-body-mismatch, nothing sent", OtherBodyAsync),
    ];

    private static async Task RepeatAsync(ScenarioStage stage, bool together, CancellationToken cancellationToken)
    {
        int before = stage.World.Acquirers.Requests;
        PreparedPayment payment = await stage.North.PrepareAsync(new Purchase(4_20), cancellationToken);
        List<DeviceReply> replies = [];
        if (together)
        {
            replies.AddRange(await Task.WhenAll(Enumerable.Range(0, Copies).Select(_ => stage.North.SendAsync(payment, cancellationToken))));
        }
        else
        {
            replies.Add(await stage.North.SendAsync(payment, cancellationToken));
            replies.Add(await stage.North.SendAsync(payment, cancellationToken));
        }

        Expect.Equal("the first answer", "approved", ScenarioStage.Told(replies[0]));
        Expect.Equal("different answers", 1, replies.Select(reply => reply.Body).Distinct(StringComparer.Ordinal).Count());
        Expect.Equal("requests at the acquirer", 1, stage.World.Acquirers.Requests - before);
        await stage.RecordedAsync(payment.PaymentId, PaymentStatus.Approved, "submitted → approved", cancellationToken);
    }

    private static async Task OtherBodyAsync(ScenarioStage stage, CancellationToken cancellationToken)
    {
        PreparedPayment payment = await stage.North.PrepareAsync(new Purchase(4_30), cancellationToken);
        Expect.Equal("the first answer", "approved", ScenarioStage.Told(await stage.North.SendAsync(payment, cancellationToken)));
        int before = stage.World.Acquirers.Requests;
        string other = Encoding.UTF8.GetString(payment.Body.Span).Replace("\"amountMinor\":430", "\"amountMinor\":4300", StringComparison.Ordinal);
        DeviceReply reply = await stage.North.SendAsync(payment with { Body = Encoding.UTF8.GetBytes(other) }, cancellationToken);
        Expect.Equal("the answer to another body", "422 payment-body-mismatch", reply.Outcome);
        Expect.Equal("requests at the acquirer", 0, stage.World.Acquirers.Requests - before);
        await stage.RecordedAsync(payment.PaymentId, PaymentStatus.Approved, "submitted → approved", cancellationToken);
    }
}
