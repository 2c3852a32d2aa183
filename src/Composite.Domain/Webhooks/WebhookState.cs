using System.Collections.Immutable;

namespace Composite.Domain.Webhooks;

/// <summary>A webhook, folded from its stream, with its latest deliveries.</summary>
public sealed record WebhookState
{
    /// <summary>How long messages are signed with the former secret too (Standard Webhooks: so that a receiver can change it without a gap).</summary>
    public static readonly TimeSpan RotationOverlap = TimeSpan.FromHours(24);

    /// <summary>Deliveries that are kept in memory; the journal keeps them all.</summary>
    public const int MaxDeliveries = 500;

    public required string Id { get; init; }

    public required WebhookSettings Settings { get; init; }

    public required SigningSecret Secret { get; init; }

    /// <summary>The secret before, and when it was replaced; null before the first rotation.</summary>
    public (SigningSecret Secret, DateTimeOffset ReplacedAt)? Former { get; init; }

    public DateTimeOffset SubscribedAt { get; init; }

    public bool Active { get; init; } = true;

    public bool Removed { get; init; }

    /// <summary>Why it was last disabled, enabled or removed.</summary>
    public string? StatusReason { get; init; }

    /// <summary>The latest deliveries by notice, in the order in which they were first attempted.</summary>
    public ImmutableList<Delivery> Deliveries { get; init; } = [];

    /// <summary>The secrets to sign with at an instant, the current one first.</summary>
    public IReadOnlyList<SigningSecret> SecretsAt(DateTimeOffset now) =>
        Former is { } former && now < former.ReplacedAt + RotationOverlap ? [Secret, former.Secret] : [Secret];

    /// <summary>The delivery of a notice; null before its first attempt, or when it is older than those kept.</summary>
    public Delivery? DeliveryOf(string noticeId) => Deliveries.FindLast(d => d.NoticeId == noticeId);

    /// <summary>Folds one event; the first of a stream is <see cref="WebhookSubscribed"/>.</summary>
    public static WebhookState? Evolve(WebhookState? state, IEvent @event, DateTimeOffset recordedAt) => (state, @event) switch
    {
        (null, WebhookSubscribed e) => new WebhookState { Id = e.WebhookId, Settings = e.Settings, Secret = e.Secret, SubscribedAt = recordedAt },
        ({ } s, WebhookChanged e) => s with { Settings = e.Settings },
        ({ } s, WebhookSecretRotated e) => s with { Secret = e.Secret, Former = (s.Secret, recordedAt) },
        ({ } s, WebhookDisabled e) => s with { Active = false, StatusReason = e.Reason },
        ({ } s, WebhookEnabled e) => s with { Active = true, StatusReason = e.Reason },
        ({ } s, WebhookRemoved e) => s with { Active = false, Removed = true, StatusReason = e.Reason },
        ({ } s, DeliveryFailed e) => s.With(new Delivery(e.NoticeId, DeliveryStatus.Waiting, e.Attempt, e.Result, recordedAt, e.NextAt)),
        ({ } s, NoticeDelivered e) => s.With(new Delivery(e.NoticeId, DeliveryStatus.Delivered, e.Attempt, e.Result, recordedAt, null)),
        ({ } s, DeliveryParked e) => s.With(new Delivery(e.NoticeId, DeliveryStatus.Parked, e.Attempts, e.Result, recordedAt, null)),
        ({ } s, RedeliveryRequested e) => s.With(new Delivery(e.NoticeId, DeliveryStatus.Waiting, 0, null, recordedAt, recordedAt)),
        _ => throw new InvalidOperationException($"{@event.GetType().Name} is not an event that a webhook's stream can have here."),
    };

    private WebhookState With(Delivery delivery)
    {
        int place = Deliveries.FindLastIndex(d => d.NoticeId == delivery.NoticeId);
        if (place >= 0) return this with { Deliveries = Deliveries.SetItem(place, delivery) };
        ImmutableList<Delivery> kept = Deliveries.Count < MaxDeliveries ? Deliveries : Deliveries.RemoveAt(0);
        return this with { Deliveries = kept.Add(delivery) };
    }
}

/// <summary>Where the delivery of a notice to a webhook stands.</summary>
/// <param name="NoticeId">The notice; also the message's <c>webhook-id</c>.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="Attempts">How often it was sent since it was last asked for.</param>
/// <param name="Result">What came of the last attempt; null when it was just asked for again.</param>
/// <param name="At">When that was.</param>
/// <param name="NextAt">When it is sent next; null when it is not.</param>
public sealed record Delivery(string NoticeId, DeliveryStatus Status, int Attempts, string? Result, DateTimeOffset At, DateTimeOffset? NextAt);

/// <summary>Where a delivery stands.</summary>
public enum DeliveryStatus
{
    /// <summary>To be sent, for the first time or again.</summary>
    Waiting,

    /// <summary>The receiver took it.</summary>
    Delivered,

    /// <summary>Given up; somebody may ask for it again.</summary>
    Parked,
}
