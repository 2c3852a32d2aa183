using Composite.Contracts;
using Composite.Contracts.Notices;
using Composite.Domain;
using Composite.Domain.Notices;
using Composite.Domain.Ports;
using Composite.Domain.Webhooks;
using Composite.Grains.Journaling;

namespace Composite.Grains.Notices;

/// <summary>Plans the notices. Nothing's status depends on it: what was not told today is told at the next look.</summary>
public sealed class NoticesGrain(IJournal journal, IFacts facts, TimeProvider time) : Grain, INoticesGrain
{
    /// <summary>Most notices of one append: each brings a due-work row.</summary>
    public const int MaxBatch = 60;

    private const string System = "system";
    private JournaledState<NoticesState> _state = null!;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _state = new(journal, time, Streams.Of(Streams.Notices, Streams.Only), (state, @event, recordedAt) => (state ?? NoticesState.None).Evolve(@event, recordedAt));
        return Task.CompletedTask;
    }

    // Started again, it finds the row where the journal keeps it: the row is never completed, only leased anew.
    public async Task StartAsync(CancellationToken cancellationToken) => await _state.DecideAsync(
        state => state is { Started: true } ? Decision.Accept() : Decision.Accept(new NoticePlanningStarted()), System, cancellationToken,
        _ => new DueChanges([PlanningDueWork.Row(time.GetUtcNow())], []));

    public async Task PlanAsync(CancellationToken cancellationToken)
    {
        // An append that loses to another activation's is planned again on what that one wrote; nothing is issued twice.
        while ((await IssueAsync(state => NoticePlanner.Plan(facts.Read().Facts, state, time.GetUtcNow()), System, cancellationToken)).Position > 0) { }
    }

    public async Task<CommandResult> TestAsync(string webhookId, string actor, CancellationToken cancellationToken)
    {
        if (!facts.Read().Facts.Webhooks.TryGetValue(webhookId, out WebhookState? webhook)) return new CommandResult { NotFound = true };
        if (!webhook.Active) return new CommandResult { Problems = [new ProblemInfo("disabled", "webhookId", "The webhook is disabled or removed.", "Enable it first, or add a new one.")] };
        return await IssueAsync(_ => [NoticePlanner.Test(webhookId, time.GetUtcNow())], actor, cancellationToken);
    }

    private async Task<CommandResult> IssueAsync(Func<NoticesState, IReadOnlyList<NoticeIssued>> plan, string actor, CancellationToken cancellationToken) => await _state.DecideAsync(
        state => new Decision.Accepted([.. plan(state ?? NoticesState.None).Take(MaxBatch)]), actor, cancellationToken,
        events => new DueChanges([.. events.OfType<NoticeIssued>().Select(n => DeliveryDueWork.Row(n.WebhookId, n.NoticeId, time.GetUtcNow(), attempts: 0))], []));
}
