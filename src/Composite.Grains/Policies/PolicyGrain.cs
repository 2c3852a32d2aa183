using Composite.Contracts;
using Composite.Contracts.Policies;
using Composite.Domain;
using Composite.Domain.Policies;
using Composite.Domain.Ports;
using Composite.Domain.Staff;
using Composite.Grains.Journaling;
using Composite.Grains.Staff;

namespace Composite.Grains.Policies;

/// <summary>The effective-dated policies: one person proposes, another approves.</summary>
public sealed class PolicyGrain(IJournal journal, TimeProvider time) : Grain, IPolicyGrain
{
    private JournaledState<PolicyTable> _state = null!;
    private JournaledState<StaffMembers> _staff = null!;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _state = new(
            journal, time, Streams.Of(Streams.Policy, this.GetPrimaryKeyString()), (table, @event, recordedAt) => (table ?? PolicyTable.BuiltIn).Evolve(@event, recordedAt));
        _staff = StaffGrain.Follow(journal, time, Streams.Only);
        return Task.CompletedTask;
    }

    public async Task<CommandResult> ProposeAsync(ProposePolicy command, string actor, CancellationToken cancellationToken) => await _state.DecideAsync(
        table => PolicyDecider.Propose(
            table ?? PolicyTable.BuiltIn, command.ProposalId, command.EffectiveFrom, command.Values.ToDomain(), command.Reason, actor, time.GetUtcNow()),
        actor, cancellationToken);

    public async Task<CommandResult> ApproveAsync(string proposalId, string actor, CancellationToken cancellationToken)
    {
        await _staff.LoadAsync(cancellationToken);
        return await _state.DecideAsync(
            table => PolicyDecider.Approve(table ?? PolicyTable.BuiltIn, proposalId, actor, _staff.Value ?? StaffMembers.None, time.GetUtcNow()), actor, cancellationToken);
    }

    public async Task<CommandResult> WithdrawAsync(string proposalId, string reason, string actor, CancellationToken cancellationToken) => await _state.DecideAsync(
        table => PolicyDecider.Withdraw(table ?? PolicyTable.BuiltIn, proposalId, reason, actor), actor, cancellationToken);
}
