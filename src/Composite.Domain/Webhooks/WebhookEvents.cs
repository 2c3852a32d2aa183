using Composite.Domain.Notices;

namespace Composite.Domain.Webhooks;

/// <summary>Somebody is told by webhook from now on.</summary>
/// <param name="WebhookId">The subscription.</param>
/// <param name="Settings">What it is told, and where.</param>
/// <param name="Secret">The first signing secret's place among those derived from the key file; the secret itself is never recorded.</param>
public sealed record WebhookSubscribed(string WebhookId, WebhookSettings Settings, SigningSecret Secret) : IEvent;

/// <summary>The settings were (re)defined as a whole.</summary>
public sealed record WebhookChanged(WebhookSettings Settings) : IEvent;

/// <summary>Messages are signed with a new secret, and for <see cref="WebhookState.RotationOverlap"/> with the former one too.</summary>
public sealed record WebhookSecretRotated(SigningSecret Secret) : IEvent;

/// <summary>Nothing is sent any more; what waits is parked.</summary>
public sealed record WebhookDisabled(string Reason) : IEvent;

/// <summary>Messages are sent again.</summary>
public sealed record WebhookEnabled(string Reason) : IEvent;

/// <summary>The subscription ended for good; its id is not used again, and so neither are its secrets.</summary>
public sealed record WebhookRemoved(string Reason) : IEvent;

/// <summary>A message was sent and not taken; it is sent again at <paramref name="NextAt"/>.</summary>
public sealed record DeliveryFailed(string NoticeId, int Attempt, string Result, DateTimeOffset NextAt) : IEvent, ISubjectEvent
{
    string ISubjectEvent.Subject => NoticeId;
}

/// <summary>The receiver took the message.</summary>
/// <param name="NoticeId">The message.</param>
/// <param name="Attempt">Which attempt it was, 1 for the first.</param>
/// <param name="Result">What the receiver answered, such as <c>HTTP 204</c>.</param>
public sealed record NoticeDelivered(string NoticeId, int Attempt, string Result) : IEvent, ISubjectEvent
{
    string ISubjectEvent.Subject => NoticeId;
}

/// <summary>The message is not sent any more, until somebody asks for it.</summary>
public sealed record DeliveryParked(string NoticeId, int Attempts, string Result) : IEvent, ISubjectEvent
{
    string ISubjectEvent.Subject => NoticeId;
}

/// <summary>Somebody asked that a message is sent again.</summary>
public sealed record RedeliveryRequested(string NoticeId) : IEvent, ISubjectEvent
{
    string ISubjectEvent.Subject => NoticeId;
}

/// <summary>Which secret signs: the generation, and which key file it is derived from.</summary>
/// <param name="Generation">1 for the first; each rotation takes the next.</param>
/// <param name="KeyId">Tells key files apart; derived from the key and nothing that helps to find it.</param>
public sealed record SigningSecret(int Generation, string KeyId);

/// <summary>Where a webhook goes and what it is told.</summary>
public sealed record WebhookSettings
{
    /// <summary>Where messages are posted: https, or http to this machine.</summary>
    public required string Url { get; init; }

    /// <summary>What it is told of.</summary>
    public required IReadOnlyList<NoticeType> Types { get; init; }

    /// <summary>The acquirer whose webhook it is, told from 30 days on of what concerns it; null for the provider's own.</summary>
    public string? AcquirerId { get; init; }

    /// <summary>Only what concerns one of these solutions; empty for all.</summary>
    public IReadOnlyList<string> SolutionIds { get; init; } = [];

    /// <summary>For people; null when there is nothing to say.</summary>
    public string? Description { get; init; }

    /// <summary>Equal in every setting, lists by content.</summary>
    public bool SaysTheSameAs(WebhookSettings other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return this with { Types = other.Types, SolutionIds = other.SolutionIds } == other
            && Types.SequenceEqual(other.Types) && SolutionIds.SequenceEqual(other.SolutionIds);
    }
}
