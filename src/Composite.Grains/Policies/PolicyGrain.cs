using Composite.Contracts;
using Composite.Contracts.Policies;
using Composite.Domain;
using Composite.Domain.Policies;
using Composite.Domain.Ports;
using Composite.Grains.Journaling;

namespace Composite.Grains.Policies;

/// <summary>The effective-dated policies: one person proposes, another approves.</summary>
public sealed class PolicyGrain(IJournal journal, TimeProvider time) : Grain, IPolicyGrain
{
    private JournaledState<PolicyTable> _state = null!;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _state = new(
            journal, time, Streams.Of(Streams.Policy, this.GetPrimaryKeyString()), (table, @event, recordedAt) => (table ?? PolicyTable.BuiltIn).Evolve(@event, recordedAt));
        return Task.CompletedTask;
    }

    public async Task<CommandResult> ProposeAsync(ProposePolicy command, string actor, CancellationToken cancellationToken) => await _state.DecideAsync(
        table => PolicyDecider.Propose(
            table ?? PolicyTable.BuiltIn, command.ProposalId, command.EffectiveFrom,
            Merge((table ?? PolicyTable.BuiltIn).At(command.EffectiveFrom).Values, command.Values), command.Reason, actor, time.GetUtcNow()),
        actor, cancellationToken);

    public async Task<CommandResult> ApproveAsync(string proposalId, string actor, CancellationToken cancellationToken) => await _state.DecideAsync(
        table => PolicyDecider.Approve(table ?? PolicyTable.BuiltIn, proposalId, actor, time.GetUtcNow()), actor, cancellationToken);

    public async Task<PolicyView> GetAsync(CancellationToken cancellationToken)
    {
        await _state.LoadAsync(cancellationToken);
        PolicyTable table = _state.Value ?? PolicyTable.BuiltIn;
        return new PolicyView
        {
            VersionInForce = table.At(time.GetUtcNow()).Version,
            Versions = [.. table.Versions.Select(v => new PolicyVersionView(v.Version, v.EffectiveFrom, ToWire(v.Values)))],
            Proposals = [.. table.Proposals.Select(p => new PolicyProposalView(p.ProposalId, p.EffectiveFrom, ToWire(p.Values), p.Reason, p.ProposedBy))],
        };
    }

    private static PolicyValues Merge(PolicyValues v, PolicyValuesInfo w) => v with
    {
        AttestationMaxAge = Ms(w.AttestationMaxAgeMs) ?? v.AttestationMaxAge,
        ClockSkew = Ms(w.ClockSkewMs) ?? v.ClockSkew,
        FactsMaxAge = Ms(w.FactsMaxAgeMs) ?? v.FactsMaxAge,
        ExpiryWarningDays = w.ExpiryWarningDays ?? v.ExpiryWarningDays,
        CheckpointToleranceDays = w.CheckpointToleranceDays ?? v.CheckpointToleranceDays,
        ActivationCodeLifetime = Ms(w.ActivationCodeLifetimeMs) ?? v.ActivationCodeLifetime,
        ActivationMaxAttempts = w.ActivationMaxAttempts ?? v.ActivationMaxAttempts,
        ReversalWaits = w.ReversalWaitsMs is { } waits ? [.. waits.Select(ms => TimeSpan.FromMilliseconds(ms))] : v.ReversalWaits,
        ReversalMaxAttempts = w.ReversalMaxAttempts ?? v.ReversalMaxAttempts,
    };

    private static PolicyValuesInfo ToWire(PolicyValues v) => new()
    {
        AttestationMaxAgeMs = (int)v.AttestationMaxAge.TotalMilliseconds,
        ClockSkewMs = (int)v.ClockSkew.TotalMilliseconds,
        FactsMaxAgeMs = (int)v.FactsMaxAge.TotalMilliseconds,
        ExpiryWarningDays = v.ExpiryWarningDays,
        CheckpointToleranceDays = v.CheckpointToleranceDays,
        ActivationCodeLifetimeMs = (int)v.ActivationCodeLifetime.TotalMilliseconds,
        ActivationMaxAttempts = v.ActivationMaxAttempts,
        ReversalWaitsMs = [.. v.ReversalWaits.Select(w => (int)w.TotalMilliseconds)],
        ReversalMaxAttempts = v.ReversalMaxAttempts,
    };

    private static TimeSpan? Ms(int? value) => value is { } ms ? TimeSpan.FromMilliseconds(ms) : null;
}
