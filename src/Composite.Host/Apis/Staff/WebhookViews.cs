using System.Globalization;
using Composite.Domain.Notices;
using Composite.Domain.Ports;
using Composite.Domain.Solutions;
using Composite.Domain.Webhooks;
using Composite.Host.Apis.Problems;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Composite.Host.Apis.Staff;

/// <summary>A webhook. Its secret is nowhere to be read.</summary>
/// <param name="WebhookId">Its id.</param>
/// <param name="Url">Where messages go.</param>
/// <param name="Types">What it is told of.</param>
/// <param name="AcquirerId">The acquirer whose it is; null for the provider's own.</param>
/// <param name="SolutionIds">Only what concerns one of these; empty for all.</param>
/// <param name="Description">For people.</param>
/// <param name="Active">True when messages are sent.</param>
/// <param name="Removed">True when it ended for good.</param>
/// <param name="StatusReason">Why it was last enabled, disabled or removed.</param>
/// <param name="SecretGeneration">Which secret signs; the first is 1.</param>
/// <param name="Waiting">Deliveries of late that are still to be made.</param>
/// <param name="Parked">Deliveries of late that were given up.</param>
/// <param name="LastResult">What the last attempt came to.</param>
/// <param name="LastAt">When that was.</param>
internal sealed record WebhookRow(
    string WebhookId, string Url, IReadOnlyList<NoticeType> Types, string? AcquirerId, IReadOnlyList<string> SolutionIds, string? Description, bool Active, bool Removed,
    string? StatusReason, int SecretGeneration, int Waiting, int Parked, string? LastResult, DateTimeOffset? LastAt);

/// <summary>One webhook.</summary>
internal sealed record WebhookReply(WebhookRow Webhook, long Position);

/// <summary>A notice to a webhook and where its delivery stands.</summary>
/// <param name="NoticeId">Also the message's <c>webhook-id</c>.</param>
/// <param name="Type">What it tells; null when it is long past.</param>
/// <param name="About">Which deadline with its date and lead, or which case.</param>
/// <param name="IssuedAt">When it was issued.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="Attempts">How often it was sent since it was last asked for.</param>
/// <param name="Result">What the last attempt came to.</param>
/// <param name="At">When that was.</param>
/// <param name="NextAt">When it is sent next.</param>
internal sealed record DeliveryRow(
    string NoticeId, NoticeType? Type, string? About, DateTimeOffset IssuedAt, DeliveryStatus Status, int Attempts, string? Result, DateTimeOffset? At, DateTimeOffset? NextAt);

/// <summary>What the webhooks' readers are answered, from the silo's facts.</summary>
internal static class WebhookViews
{
    public static Ok<ListReply<WebhookRow>> List(ListQuery query, IFacts facts)
    {
        SolutionFacts known = facts.Read().Facts;
        return TypedResults.Ok(query.Page(known.Webhooks.Values, w => w.Id, w => Row(w, known), known.Position));
    }

    public static Results<Ok<WebhookReply>, ApiProblem> Get(string id, IFacts facts)
    {
        SolutionFacts known = facts.Read().Facts;
        return known.Webhooks.TryGetValue(id, out WebhookState? webhook)
            ? TypedResults.Ok(new WebhookReply(Row(webhook, known), known.Position))
            : ApiProblem.NotFound("No webhook has this id.");
    }

    public static Results<Ok<ListReply<DeliveryRow>>, ApiProblem> ListDeliveries(string id, ListQuery query, QueryValue<DeliveryStatus> status, IFacts facts)
    {
        SolutionFacts known = facts.Read().Facts;
        if (!known.Webhooks.TryGetValue(id, out WebhookState? webhook)) return ApiProblem.NotFound("No webhook has this id.");
        IEnumerable<DeliveryRow> rows = Deliveries(webhook, known).Where(d => status.Value is not { } wanted || d.Status == wanted);
        return TypedResults.Ok(query.Page(rows, Place, row => row, known.Position));
    }

    private static WebhookRow Row(WebhookState w, SolutionFacts known)
    {
        DeliveryRow[] deliveries = [.. Deliveries(w, known)];
        DeliveryRow? last = deliveries.Where(d => d.At is not null).MaxBy(d => d.At);
        return new WebhookRow(
            w.Id, w.Settings.Url, w.Settings.Types, w.Settings.AcquirerId, w.Settings.SolutionIds, w.Settings.Description, w.Active, w.Removed, w.StatusReason, w.Secret.Generation,
            deliveries.Count(d => d.Status == DeliveryStatus.Waiting), deliveries.Count(d => d.Status == DeliveryStatus.Parked), last?.Result, last?.At);
    }

    // What was issued and never attempted stands in the notices alone; what was attempted long after it was issued, in the webhook alone.
    private static IEnumerable<DeliveryRow> Deliveries(WebhookState webhook, SolutionFacts known)
    {
        Dictionary<string, Delivery> attempted = webhook.Deliveries.ToDictionary(d => d.NoticeId, StringComparer.Ordinal);
        foreach (IssuedNotice notice in known.Notices.Issued.Values.Where(n => n.WebhookId == webhook.Id))
        {
            if (attempted.Remove(notice.NoticeId, out Delivery? d)) yield return new(notice.NoticeId, notice.Type, notice.Key, notice.IssuedAt, d.Status, d.Attempts, d.Result, d.At, d.NextAt);
            else if (webhook.Deliveries.Count < WebhookState.MaxDeliveries) yield return new(notice.NoticeId, notice.Type, notice.Key, notice.IssuedAt, DeliveryStatus.Waiting, 0, null, null, notice.IssuedAt);
        }

        foreach (Delivery d in attempted.Values) yield return new(d.NoticeId, null, null, d.At, d.Status, d.Attempts, d.Result, d.At, d.NextAt);
    }

    // Sorts the newest first.
    private static string Place(DeliveryRow row) => string.Create(CultureInfo.InvariantCulture, $"{DateTimeOffset.MaxValue.UtcTicks - row.IssuedAt.UtcTicks:D19}~{row.NoticeId}");
}
