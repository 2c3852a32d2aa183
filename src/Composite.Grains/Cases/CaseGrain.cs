using Composite.Contracts;
using Composite.Contracts.Cases;
using Composite.Contracts.Components;
using Composite.Domain;
using Composite.Domain.Cases;
using Composite.Domain.Components;
using Composite.Domain.Ports;
using Composite.Domain.Solutions;
using Composite.Grains.Journaling;

namespace Composite.Grains.Cases;

/// <summary>A security issue's case.</summary>
public sealed class CaseGrain(IJournal journal, IFacts facts, TimeProvider time) : Grain, ICaseGrain
{
    private JournaledState<CaseState> _state = null!;

    private string Id => this.GetPrimaryKeyString();

    private SolutionFacts Facts => facts.Read().Facts;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _state = new(journal, time, Streams.Of(Streams.Case, Id), CaseState.Evolve);
        return Task.CompletedTask;
    }

    public async Task<CommandResult> ExecuteAsync(CaseCommand command, string actor, CancellationToken cancellationToken) => command switch
    {
        OpenCase c => await _state.DecideAsync(s => CaseDecider.Open(s, Id, ToDomain(c), Facts.Components.GetValueOrDefault(c.ComponentId ?? string.Empty), time.GetUtcNow()), actor, cancellationToken),
        BlockVersions c => await BlockAsync(c.Reason, actor, cancellationToken),
        _ => await _state.DecideExistingAsync(s => Decide(s, command, Facts, time.GetUtcNow()), actor, cancellationToken),
    };

    private static Decision Decide(CaseState state, CaseCommand command, SolutionFacts facts, DateTimeOffset now)
    {
        ComponentState? component = facts.Components.GetValueOrDefault(state.Issue.ComponentId);
        return command switch
        {
            AmendCase c => CaseDecider.Amend(state, Amended(state.Issue, c), c.Reason, component, now),
            RestrictAdmission c => CaseDecider.Restrict(state, component?.Kind, c.Reason),
            StartCampaign c => CaseDecider.StartCampaign(state, c.Message, c.TargetVersion, c.DeadlineOn, component, now),
            DecideRemedy c => CaseDecider.Decide(state, c.Decision, c.Reason),
            RecordNotification c => CaseDecider.Notify(
                state, new NotificationSent(c.RecipientId, c.SentAt, c.Channel, c.Reference, c.EvidenceSha256), NotificationClocks.Knows(facts, c.RecipientId), now),
            CloseCase c => CaseDecider.Close(state, (Domain.Cases.CaseOutcome)c.Outcome, c.Conclusion, Unproven(facts, state, now)),
            _ => throw new ArgumentException($"{command.GetType().Name} is not a command that this version knows.", nameof(command)),
        };
    }

    // The component is changed first, the case records it then: cut off in between, the same command does the rest.
    private async Task<CommandResult> BlockAsync(string reason, string actor, CancellationToken cancellationToken)
    {
        await _state.LoadAsync(cancellationToken);
        if (_state.Value is not { } state) return new CommandResult { NotFound = true };
        ComponentState? component = Facts.Components.GetValueOrDefault(state.Issue.ComponentId);
        IReadOnlyList<string> versions = CaseDecider.VersionsToBlock(state, component?.VersionsAt(ListingBook.AllThatIsKnown).Select(v => v.Version) ?? []);
        if (CaseDecider.Block(state, versions, reason) is Decision.Accepted)
        {
            IComponentGrain grain = GrainFactory.GetGrain<IComponentGrain>(state.Issue.ComponentId);
            foreach (string version in versions)
            {
                // One that is withdrawn already is answered as done.
                CommandResult withdrawn = await grain.ExecuteAsync(new WithdrawComponentVersion { Version = version, Reason = $"Case {Id}: {reason}" }, actor, cancellationToken);
                if (!withdrawn.Accepted) return withdrawn;
            }
        }

        return await _state.DecideExistingAsync(s => CaseDecider.Block(s, versions, reason), actor, cancellationToken);
    }

    private static IReadOnlyList<string> Unproven(SolutionFacts facts, CaseState state, DateTimeOffset now) =>
        [.. NotificationClocks.Of(facts, state, AsOf.Now(now)).Where(c => c.SentAt is null).Select(c => c.RecipientId)];

    private static SecurityIssue ToDomain(OpenCase c) => new()
    {
        ComponentId = c.ComponentId,
        AffectedVersions = c.AffectedVersions,
        Severity = ToDomain(c.Severity),
        Title = c.Title,
        DiscoveredAt = c.DiscoveredAt,
        Source = c.Source,
        Description = c.Description,
    };

    private static SecurityIssue Amended(SecurityIssue known, AmendCase c) => known with
    {
        AffectedVersions = c.AffectedVersions ?? known.AffectedVersions,
        Severity = c.Severity is { } severity ? ToDomain(severity) : known.Severity,
        Title = c.Title ?? known.Title,
        DiscoveredAt = c.DiscoveredAt ?? known.DiscoveredAt,
        Source = c.Source ?? known.Source,
        Description = c.Description ?? known.Description,
    };

    private static Severity ToDomain(SeverityInfo severity) => new(severity.CvssScore, severity.Words);
}
