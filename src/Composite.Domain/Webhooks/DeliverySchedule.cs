using Composite.Domain.Ports;

namespace Composite.Domain.Webhooks;

/// <summary>When a message that was not taken is sent again. Ours; the shape is what the Standard Webhooks specification recommends.</summary>
public static class DeliverySchedule
{
    /// <summary>The wait after the first failed attempt, after the second, and so on; after the last one the message is parked.</summary>
    public static readonly IReadOnlyList<TimeSpan> Waits =
    [
        TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(30), TimeSpan.FromHours(2), TimeSpan.FromHours(5),
        TimeSpan.FromHours(10), TimeSpan.FromHours(14), TimeSpan.FromHours(20), TimeSpan.FromHours(24),
    ];

    /// <summary>Attempts in all.</summary>
    public static int MaxAttempts => Waits.Count + 1;

    /// <summary>When to try again after an attempt failed; null when it was the last.</summary>
    /// <param name="attempt">Which attempt failed, 1 for the first.</param>
    /// <param name="now">The clock.</param>
    public static DateTimeOffset? NextAt(int attempt, DateTimeOffset now) => attempt <= Waits.Count ? now + Waits[attempt - 1] : null;
}

/// <summary>The due work of a delivery: one row per webhook and notice, one lane per webhook.</summary>
public static class DeliveryDueWork
{
    public const string Kind = "webhook.deliver";

    /// <param name="webhookId">Where to.</param>
    /// <param name="noticeId">What.</param>
    /// <param name="dueAt">Not before this.</param>
    /// <param name="attempts">Attempts made before.</param>
    public static DueWork Row(string webhookId, string noticeId, DateTimeOffset dueAt, int attempts) =>
        new($"{Kind}/{webhookId}/{noticeId}", Kind, $"{Streams.Webhook}/{webhookId}", dueAt, attempts, default);

    /// <summary>The webhook and the notice of a row.</summary>
    /// <exception cref="ArgumentException">It is not a delivery's row.</exception>
    public static (string WebhookId, string NoticeId) Parse(DueWork work)
    {
        ArgumentNullException.ThrowIfNull(work);
        return work.Id.Split('/') is [Kind, var webhookId, var noticeId]
            ? (webhookId, noticeId)
            : throw new ArgumentException($"'{work.Id}' is not the row of a delivery.", nameof(work));
    }
}
