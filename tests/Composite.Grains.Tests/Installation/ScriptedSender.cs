using System.Collections.Concurrent;
using Composite.Domain.Ports;
using Composite.Domain.Webhooks;

namespace Composite.Grains.Tests.Installation;

/// <summary>Receivers of webhooks: what was sent to them, and what they answer.</summary>
public sealed class ScriptedSender : IWebhookSender
{
    /// <summary>Every message, in the order sent.</summary>
    public ConcurrentQueue<WebhookMessage> Sent { get; } = new();

    /// <summary>What the receiver of a message answers.</summary>
    public Func<WebhookMessage, WebhookAnswer> Answer { get; set; } = _ => new WebhookAnswer.Taken("HTTP 204");

    public ValueTask<WebhookAnswer> SendAsync(WebhookMessage message, CancellationToken cancellationToken)
    {
        Sent.Enqueue(message);
        return new(Answer(message));
    }
}
