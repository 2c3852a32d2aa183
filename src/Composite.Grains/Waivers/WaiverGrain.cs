using Composite.Contracts;
using Composite.Contracts.Waivers;
using Composite.Domain;
using Composite.Domain.Components;
using Composite.Domain.Ports;
using Composite.Domain.Staff;
using Composite.Domain.Waivers;
using Composite.Grains.Journaling;
using Composite.Grains.Staff;

namespace Composite.Grains.Waivers;

/// <summary>Waivers of lapsed certifications: one person proposes, another approves; and decisions on remediations.</summary>
public sealed class WaiverGrain(IJournal journal, IFacts facts, TimeProvider time) : Grain, IWaiverGrain
{
    private JournaledState<WaiverBook> _state = null!;
    private JournaledState<StaffMembers> _staff = null!;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _state = new(journal, time, Streams.Of(Streams.Waivers, this.GetPrimaryKeyString()), (book, @event, recordedAt) => (book ?? WaiverBook.Empty).Evolve(@event, recordedAt));
        _staff = StaffGrain.Follow(journal, time, Streams.Only);
        return Task.CompletedTask;
    }

    public async Task<CommandResult> ExecuteAsync(WaiverCommand command, string actor, CancellationToken cancellationToken)
    {
        if (command is ApproveWaiver) await _staff.LoadAsync(cancellationToken);
        return await _state.DecideAsync(book => Decide(book ?? WaiverBook.Empty, command, actor, time.GetUtcNow()), actor, cancellationToken);
    }

    private Decision Decide(WaiverBook book, WaiverCommand command, string actor, DateTimeOffset now) => command switch
    {
        ProposeWaiver c => WaiverDecider.Propose(book, ToDomain(book, c, now), actor, facts.Read().Facts, now),
        ApproveWaiver c => WaiverDecider.Approve(book, c.WaiverId, actor, _staff.Value ?? StaffMembers.None, now),
        EndWaiver c => WaiverDecider.End(book, c.WaiverId, c.Reason, actor, now),
        DecideRemediation c => WaiverDecider.DecideRemediation(book, c.SubjectId, c.Reference, c.Decision, c.Reason, actor, facts.Read().Facts, now),
        _ => throw new ArgumentException($"{command.GetType().Name} is not a command that this version knows.", nameof(command)),
    };

    // Sent again without a beginning, it means the beginning that it was given the first time.
    private static Waiver ToDomain(WaiverBook book, ProposeWaiver c, DateTimeOffset now) => new()
    {
        WaiverId = c.WaiverId,
        SubjectId = c.SubjectId,
        Reference = c.Reference,
        Statuses = [.. c.Statuses.Select(s => (CertificationStatus)s)],
        ValidFrom = c.ValidFrom ?? book.All.GetValueOrDefault(c.WaiverId)?.Waiver.ValidFrom ?? now,
        ValidUntil = c.ValidUntil,
        Reason = c.Reason,
        CompensatingControl = c.CompensatingControl,
        CoversAdmission = c.CoversAdmission,
    };
}
