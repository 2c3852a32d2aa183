namespace Composite.Contracts.Webhooks;

/// <summary>A webhook; the key is its id.</summary>
[Alias("webhook-grain")]
public interface IWebhookGrain : IGrainWithStringKey
{
    [Alias("execute")]
    Task<CommandResult> ExecuteAsync(WebhookCommand command, string actor, CancellationToken cancellationToken);

    /// <summary>Sends a notice, as its due work says.</summary>
    /// <param name="noticeId">The notice.</param>
    /// <param name="attempts">Attempts made before.</param>
    /// <param name="cancellationToken">The process ends.</param>
    [Alias("deliver")]
    Task DeliverAsync(string noticeId, int attempts, CancellationToken cancellationToken);
}

/// <summary>A command about one webhook.</summary>
[GenerateSerializer, Immutable, Alias("webhook-command")]
public abstract record WebhookCommand;

/// <summary>Mirrors the domain's types of notices.</summary>
[GenerateSerializer, Alias("notice-type")]
public enum NoticeType { DeadlineApproaching, DeadlinePassed, CaseOpened, CaseUpdated, CaseClosed, Test }

/// <summary>Where a webhook goes and what it is told.</summary>
[GenerateSerializer, Immutable, Alias("webhook-settings")]
public sealed record WebhookSettingsInfo
{
    /// <summary>Where messages are posted: https, or http to this machine.</summary>
    [Id(0)] public required string Url { get; init; }
    [Id(1)] public required IReadOnlyList<NoticeType> Types { get; init; }

    /// <summary>The acquirer whose webhook it is; left out for the provider's own.</summary>
    [Id(2)] public string? AcquirerId { get; init; }

    /// <summary>Only what concerns one of these solutions; left out for all.</summary>
    [Id(3)] public IReadOnlyList<string>? SolutionIds { get; init; }
    [Id(4)] public string? Description { get; init; }
}

/// <summary>Adds the webhook.</summary>
/// <param name="Settings">Its settings.</param>
/// <param name="KeyId">The key file that its secret is derived from; the secret itself never reaches a grain.</param>
[GenerateSerializer, Immutable, Alias("subscribe-webhook")]
public sealed record SubscribeWebhook([property: Id(0)] WebhookSettingsInfo Settings, [property: Id(1)] string KeyId) : WebhookCommand;

/// <summary>Replaces the settings as a whole.</summary>
[GenerateSerializer, Immutable, Alias("change-webhook")]
public sealed record ChangeWebhook([property: Id(0)] WebhookSettingsInfo Settings) : WebhookCommand;

/// <summary>Signs with the next secret.</summary>
/// <param name="KeyId">The key file in use.</param>
[GenerateSerializer, Immutable, Alias("rotate-webhook-secret")]
public sealed record RotateWebhookSecret([property: Id(0)] string KeyId) : WebhookCommand;

/// <summary>Sends messages (<see cref="Active"/>), or no more.</summary>
[GenerateSerializer, Immutable, Alias("set-webhook-active")]
public sealed record SetWebhookActive([property: Id(0)] bool Active, [property: Id(1)] string Reason) : WebhookCommand;

/// <summary>Ends the webhook for good.</summary>
[GenerateSerializer, Immutable, Alias("remove-webhook")]
public sealed record RemoveWebhook([property: Id(0)] string Reason) : WebhookCommand;

/// <summary>Sends a notice again that was delivered or given up.</summary>
[GenerateSerializer, Immutable, Alias("redeliver-notice")]
public sealed record RedeliverNotice([property: Id(0)] string NoticeId) : WebhookCommand;
