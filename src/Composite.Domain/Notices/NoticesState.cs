using System.Collections.Immutable;

namespace Composite.Domain.Notices;

/// <summary>What was told, so that nothing is told twice. Bounded: what lies long past is forgotten, and not told again either.</summary>
public sealed record NoticesState
{
    public static readonly NoticesState None = new();

    /// <summary>For how long after its instant something may still be told of.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromDays(30);

    // Longer than the window, so that nothing that may be told is forgotten before.
    private static readonly TimeSpan Memory = Window + TimeSpan.FromDays(2);

    /// <summary>True once the planning has its due work.</summary>
    public bool Started { get; init; }

    /// <summary>What was told, by <see cref="IdOf"/>.</summary>
    public ImmutableDictionary<string, IssuedNotice> Issued { get; init; } = ImmutableDictionary<string, IssuedNotice>.Empty;

    // When something was last forgotten: looking through everything at every notice would make a thousand of them slow.
    private DateTimeOffset PrunedAt { get; init; }

    public NoticesState Evolve(IEvent @event, DateTimeOffset recordedAt) => @event switch
    {
        NoticePlanningStarted => this with { Started = true },
        NoticeIssued e => Forget(recordedAt).With(e, recordedAt),
        _ => throw new InvalidOperationException($"{@event.GetType().Name} is not an event that the notices' stream can have here."),
    };

    /// <summary>True when the webhook was told of this.</summary>
    public bool Has(string webhookId, string key) => Issued.ContainsKey(IdOf(webhookId, key));

    /// <summary>The id of the notice that tells a webhook something: made from both, so that planning it again makes the same notice.</summary>
    public static string IdOf(string webhookId, string key) =>
        "ntc_" + Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes($"{webhookId}\n{key}")))[..32];

    private NoticesState With(NoticeIssued e, DateTimeOffset recordedAt) => this with
    {
        Issued = Issued.SetItem(e.NoticeId, new IssuedNotice(e.NoticeId, e.WebhookId, e.Type, e.Key, e.About, recordedAt)),
    };

    private NoticesState Forget(DateTimeOffset now)
    {
        if (now - PrunedAt < TimeSpan.FromDays(1)) return this;
        return this with { PrunedAt = now, Issued = Issued.RemoveRange(Issued.Values.Where(n => n.About + Memory < now).Select(n => n.NoticeId)) };
    }
}

/// <summary>A notice that was issued.</summary>
public sealed record IssuedNotice(string NoticeId, string WebhookId, NoticeType Type, string Key, DateTimeOffset About, DateTimeOffset IssuedAt);

/// <summary>The due work of planning: one row that is never completed. Between two looks it rests on its lease.</summary>
public static class PlanningDueWork
{
    public const string Kind = "notices.plan";

    public static Ports.DueWork Row(DateTimeOffset dueAt) => new(Kind, Kind, Streams.Notices, dueAt, 0, default);
}
