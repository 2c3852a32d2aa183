using Composite.Domain.Webhooks;

namespace Composite.Domain.Ports;

/// <summary>Posts signed messages to webhooks' receivers.</summary>
/// <remarks>An implementation never throws for what the network or the receiver does: each outcome is a <see cref="WebhookAnswer"/>.</remarks>
public interface IWebhookSender
{
    /// <summary>Signs a message as the Standard Webhooks specification says and posts it once.</summary>
    ValueTask<WebhookAnswer> SendAsync(WebhookMessage message, CancellationToken cancellationToken);
}

/// <summary>A message to a receiver.</summary>
/// <param name="WebhookId">Whose secrets sign it.</param>
/// <param name="Secrets">The secrets to sign with, the current one first.</param>
/// <param name="Url">Where to.</param>
/// <param name="MessageId">The same for every attempt.</param>
/// <param name="SentAt">When this attempt is made.</param>
/// <param name="Body">UTF-8 JSON, the same for every attempt.</param>
public sealed record WebhookMessage(string WebhookId, IReadOnlyList<SigningSecret> Secrets, string Url, string MessageId, DateTimeOffset SentAt, ReadOnlyMemory<byte> Body);
