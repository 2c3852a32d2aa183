using Composite.Contracts;
using Composite.Contracts.Staff;
using Composite.Domain;
using Composite.Domain.Ports;
using Composite.Domain.Staff;
using Composite.Grains.Journaling;

namespace Composite.Grains.Staff;

/// <summary>The members of staff.</summary>
public sealed class StaffGrain(IJournal journal, TimeProvider time) : Grain, IStaffGrain
{
    private JournaledState<StaffMembers> _state = null!;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _state = Follow(journal, time, this.GetPrimaryKeyString());
        return Task.CompletedTask;
    }

    public async Task<CommandResult> BootstrapAsync(AddStaffMember command, CancellationToken cancellationToken) => await _state.DecideAsync(
        members => members is { Bootstrapped: true }
            ? Decision.Reject("already-bootstrapped", "bootstrapSecret", "The bootstrap secret was used before.", "Have an administrator add you.")
            : Add(members, command),
        "system", cancellationToken);

    public async Task<CommandResult> AddAsync(AddStaffMember command, string actor, CancellationToken cancellationToken) =>
        await _state.DecideAsync(members => Add(members, command), actor, cancellationToken);

    public async Task<CommandResult> RemoveAsync(string memberId, string reason, string actor, CancellationToken cancellationToken) =>
        await _state.DecideAsync(members => (members ?? StaffMembers.None).Remove(memberId, reason), actor, cancellationToken);

    public async Task<CommandResult> IssueCalendarTokenAsync(string memberId, string tokenSha256, string actor, CancellationToken cancellationToken) =>
        await _state.DecideAsync(members => (members ?? StaffMembers.None).IssueCalendarToken(memberId, tokenSha256), actor, cancellationToken);

    public async Task<CommandResult> RevokeCalendarTokenAsync(string memberId, string actor, CancellationToken cancellationToken) =>
        await _state.DecideAsync(members => (members ?? StaffMembers.None).RevokeCalendarToken(memberId), actor, cancellationToken);

    public async Task<IReadOnlyList<StaffMemberView>> ListAsync(CancellationToken cancellationToken)
    {
        await _state.LoadAsync(cancellationToken);
        return
        [
            .. (_state.Value ?? StaffMembers.None).ByCredential.Values.OrderBy(m => m.MemberId, StringComparer.Ordinal)
                .Select(m => new StaffMemberView(m.MemberId, m.Name, [.. m.Roles.Select(r => (Contracts.Staff.StaffRole)r)])),
        ];
    }

    /// <summary>The members as the journal has them, for whoever asks who is one: read it anew before each use.</summary>
    internal static JournaledState<StaffMembers> Follow(IJournal journal, TimeProvider time, string key) => new(
        journal, time, Streams.Of(Streams.Staff, key), (members, @event, actor, recordedAt) => (members ?? StaffMembers.None).Evolve(@event, actor, recordedAt));

    private static Decision Add(StaffMembers? members, AddStaffMember c) =>
        (members ?? StaffMembers.None).Add(c.MemberId, c.Name, [.. c.Roles.Select(r => (Domain.Staff.StaffRole)r)], c.CredentialSha256);
}
