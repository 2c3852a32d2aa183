using System.Text.Json;
using System.Text.Json.Nodes;
using Composite.Contracts.Payments;
using Composite.Domain;
using Composite.Domain.Events;
using Composite.Domain.Payments;
using Composite.Domain.Ports;
using Composite.Domain.Rules;
using Composite.Host.Access;
using Composite.Host.Apis.Bodies;
using Composite.Host.Apis.Problems;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Composite.Host.Apis.Staff;

/// <summary>A payment with everything that the journal has about it.</summary>
/// <param name="Payment">Where it stands.</param>
/// <param name="Events">In the order recorded.</param>
internal sealed record PaymentTimeline(PaymentRow Payment, IReadOnlyList<TimelineEvent> Events);

/// <summary>An event of a payment.</summary>
/// <param name="Position">In the journal.</param>
/// <param name="Type">The stable name of its shape.</param>
/// <param name="RecordedAt">When.</param>
/// <param name="Actor">Who caused it.</param>
/// <param name="Data">The event itself: findings with their facts, messages with every ISO 8583 field masked.</param>
internal sealed record TimelineEvent(long Position, string Type, DateTimeOffset RecordedAt, string Actor, JsonElement Data);

/// <summary>Payments, as staff see them.</summary>
internal static class PaymentTimelineApi
{
    private const int MaxEvents = 1000;
    private static readonly TimeSpan MaxLag = TimeSpan.FromSeconds(1);

    public static void MapPaymentTimelines(this IEndpointRouteBuilder routes)
    {
        RouteGroupBuilder payments = routes.Group("/v1/payments", "Payments").AddEndpointFilter(Ids.RequireUuid7).RequireAuthorization(Policies.Staff);
        payments.MapGet("", ListAsync).Describe("listPayments", "Lists payments, youngest first.");
        payments.MapGet("/{id}", GetAsync).Describe("getPayment", "Shows a payment's whole timeline: every event with the gate's findings and the masked ISO 8583 fields.").Problems(404);
    }

    private static async Task<Ok<ListReply<PaymentRow>>> ListAsync(
        ListQuery query, string? deviceId, string? merchantId, string? acquirerId, QueryValue<PaymentStatus> status, QueryValue<DateTimeOffset> from, QueryValue<DateTimeOffset> to,
        IReadModel readModel, CancellationToken cancellationToken)
    {
        PaymentFilter filter = new(deviceId, merchantId, acquirerId, status.Value, from.Value, to.Value);
        Page<PaymentRow> page = await readModel.PaymentsAsync(filter, query.Request, cancellationToken);
        return TypedResults.Ok(new ListReply<PaymentRow>(page.Rows, page.Next, page.Position));
    }

    private static async Task<Results<Ok<PaymentTimeline>, ApiProblem>> GetAsync(string id, IReadModel readModel, IJournal journal, CancellationToken cancellationToken)
    {
        await readModel.ReachAsync(await journal.ReadHeadAsync(cancellationToken), MaxLag, cancellationToken);
        if (await readModel.PaymentAsync(id, cancellationToken) is not { } payment) return ApiProblem.NotFound("No payment with this id is known.");
        IReadOnlyList<RecordedEvent> events = await journal.ReadSubjectAsync(Streams.Of(Streams.Payments, payment.DeviceId), id, MaxEvents, cancellationToken);
        return TypedResults.Ok(new PaymentTimeline(payment, [.. events.Select(Shown)]));
    }

    // What the journal holds is masked already: no event has a field for account data in clear.
    private static TimelineEvent Shown(RecordedEvent recorded) =>
        new(recorded.Position, recorded.Type, recorded.RecordedAt, recorded.Actor, Data(recorded));

    // The journal keeps findings in a form that saves bytes; staff get them as the list that they are.
    private static JsonElement Data(RecordedEvent recorded)
    {
        Evaluation? evaluation = EventCodec.Decode(recorded) switch
        {
            PaymentSubmitted submitted => submitted.Evaluation,
            PaymentRefused refused => refused.Evaluation,
            _ => null,
        };
        if (evaluation is null) return JsonElement.Parse(recorded.Payload.Span);
        JsonObject data = JsonNode.Parse(recorded.Payload.Span)!.AsObject();
        data["evaluation"]!["findings"] = JsonSerializer.SerializeToNode(evaluation.Findings.Select(Finding), StrictJson.Options);
        return JsonSerializer.SerializeToElement(data, StrictJson.Options);
    }

    private static FindingInfo Finding(Finding f) => new(
        f.Code, JsonNamingPolicy.CamelCase.ConvertName(f.Outcome.ToString()), f.Facts.ToDictionary(fact => fact.Name, fact => fact.Value), f.Reason, f.Remedy);
}
