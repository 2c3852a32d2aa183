using Composite.Contracts;
using Composite.Contracts.Cases;
using Composite.Contracts.Webhooks;
using Composite.Domain;
using Composite.Domain.Cases;
using Composite.Domain.Events;
using Composite.Domain.Notices;
using Composite.Domain.Ports;
using Composite.Domain.Solutions;
using Composite.Domain.Webhooks;
using Composite.Grains.Journaling;
using Orleans.Concurrency;

namespace Composite.Grains.Webhooks;

/// <summary>A webhook: its settings, and the sending of its notices. Reentrant: a command need not wait for a slow receiver.</summary>
[Reentrant]
public sealed class WebhookGrain(IJournal journal, IFacts facts, IWebhookSender sender, TimeProvider time) : Grain, IWebhookGrain
{
    private const string System = "system";
    private JournaledState<WebhookState> _state = null!;

    private string Id => this.GetPrimaryKeyString();

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _state = new(journal, time, Streams.Of(Streams.Webhook, Id), WebhookState.Evolve);
        return Task.CompletedTask;
    }

    public async Task<CommandResult> ExecuteAsync(WebhookCommand command, string actor, CancellationToken cancellationToken) => command switch
    {
        SubscribeWebhook c => await _state.DecideAsync(s => WebhookDecider.Subscribe(s, Id, ToDomain(c.Settings), c.KeyId, Surroundings()), actor, cancellationToken),
        RedeliverNotice c => await RedeliverAsync(c.NoticeId, actor, cancellationToken),
        _ => await _state.DecideExistingAsync(s => Decide(s, command), actor, cancellationToken),
    };

    // The outcome is recorded with the row's end, or its next time, in one append. Cut off before it, the message goes out again: its id is the same.
    public async Task DeliverAsync(string noticeId, int attempts, CancellationToken cancellationToken)
    {
        await _state.LoadAsync(cancellationToken);
        WebhookState state = _state.Value ?? throw new InvalidOperationException($"Notice {noticeId} is for webhook {Id}, which does not exist.");
        int attempt = attempts + 1;
        WebhookAnswer answer = new WebhookAnswer.NotSent(state.Removed ? "the webhook was removed" : "the webhook is disabled");
        if (state.Active)
        {
            (NoticeIssued notice, DateTimeOffset issuedAt) = await FindAsync(noticeId, cancellationToken)
                ?? throw new InvalidOperationException($"Notice {noticeId} is not in the journal.");
            DateTimeOffset now = time.GetUtcNow();
            answer = await sender.SendAsync(
                new WebhookMessage(Id, state.SecretsAt(now), state.Settings.Url, noticeId, now, NoticeBody.Write(notice, issuedAt)), cancellationToken);
            if (answer is WebhookAnswer.Taken && notice.Case is { } about && state.Settings.AcquirerId is { } acquirer) await ProveAsync(about.CaseId, acquirer, noticeId, now, cancellationToken);
        }

        await _state.DecideExistingAsync(
            s => WebhookDecider.Attempted(s, noticeId, attempt, answer, time.GetUtcNow()), System, cancellationToken,
            events => events.OfType<DeliveryFailed>().FirstOrDefault() is { } failed
                ? new DueChanges([DeliveryDueWork.Row(Id, noticeId, failed.NextAt, failed.Attempt)], [])
                : new DueChanges([], [DeliveryDueWork.Row(Id, noticeId, default, 0).Id]));
    }

    private async Task<CommandResult> RedeliverAsync(string noticeId, string actor, CancellationToken cancellationToken)
    {
        if (noticeId is null or { Length: 0 or > 64 } || await FindAsync(noticeId, cancellationToken) is null) return new CommandResult { NotFound = true };
        return await _state.DecideExistingAsync(
            s => WebhookDecider.Redeliver(s, noticeId), actor, cancellationToken, _ => new DueChanges([DeliveryDueWork.Row(Id, noticeId, time.GetUtcNow(), 0)], []));
    }

    // An acquirer that took the notice of a case was told: that is a proof.
    private async Task ProveAsync(string caseId, string acquirerId, string noticeId, DateTimeOffset sentAt, CancellationToken cancellationToken) => await GrainFactory.GetGrain<ICaseGrain>(caseId).ExecuteAsync(
        new RecordNotification { RecipientId = NotificationClocks.AcquirerPrefix + acquirerId, SentAt = sentAt, Channel = $"webhook {Id}", Reference = noticeId }, System, cancellationToken);

    private async ValueTask<(NoticeIssued Notice, DateTimeOffset IssuedAt)?> FindAsync(string noticeId, CancellationToken cancellationToken)
    {
        IReadOnlyList<RecordedEvent> events = await journal.ReadSubjectAsync(Streams.Of(Streams.Notices, Streams.Only), noticeId, maxCount: 1, cancellationToken);
        return events is [var recorded] && EventCodec.Decode(recorded) is NoticeIssued notice && notice.WebhookId == Id ? (notice, recorded.RecordedAt) : null;
    }

    private Decision Decide(WebhookState state, WebhookCommand command) => command switch
    {
        ChangeWebhook c => WebhookDecider.Change(state, ToDomain(c.Settings), Surroundings()),
        RotateWebhookSecret c => WebhookDecider.Rotate(state, c.KeyId),
        SetWebhookActive c => WebhookDecider.SetActive(state, c.Active, c.Reason),
        RemoveWebhook c => WebhookDecider.Remove(state, c.Reason),
        _ => throw new ArgumentException($"{command.GetType().Name} is not a command that this version knows.", nameof(command)),
    };

    private WebhookSurroundings Surroundings()
    {
        SolutionFacts known = facts.Read().Facts;
        return new(known.Webhooks.Values.Count(w => !w.Removed), known.Acquirers.ContainsKey, known.Solutions.ContainsKey);
    }

    private static WebhookSettings ToDomain(WebhookSettingsInfo s) => new()
    {
        Url = s.Url,
        Types = [.. s.Types.Select(t => (Domain.Notices.NoticeType)t)],
        AcquirerId = s.AcquirerId,
        SolutionIds = s.SolutionIds ?? [],
        Description = s.Description,
    };
}
