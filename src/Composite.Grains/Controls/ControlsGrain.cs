using Composite.Contracts;
using Composite.Contracts.Controls;
using Composite.Domain;
using Composite.Domain.Components;
using Composite.Domain.Controls;
using Composite.Domain.Ports;
using Composite.Domain.Staff;
using Composite.Grains.Journaling;
using Composite.Grains.Staff;

namespace Composite.Grains.Controls;

/// <summary>What people record about the controls.</summary>
public sealed class ControlsGrain(IJournal journal, IFacts facts, TimeProvider time) : Grain, IControlsGrain
{
    private JournaledState<ControlBook> _state = null!;
    private JournaledState<StaffMembers> _staff = null!;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _state = new(journal, time, Streams.Of(Streams.Controls, this.GetPrimaryKeyString()), (book, @event, recordedAt) => (book ?? ControlBook.Empty).Evolve(@event, recordedAt));
        _staff = StaffGrain.Follow(journal, time, Streams.Only);
        return Task.CompletedTask;
    }

    public async Task<CommandResult> ExecuteAsync(string controlId, ControlCommand command, string actor, CancellationToken cancellationToken)
    {
        if (ControlCatalogue.Find(controlId) is null) return new CommandResult { NotFound = true };
        if (command is ApproveControlExemption) await _staff.LoadAsync(cancellationToken);
        return await _state.DecideAsync(book => Decide(book ?? ControlBook.Empty, controlId, command, actor, time.GetUtcNow()), actor, cancellationToken);
    }

    public async Task<CommandResult> ImportMappingAsync(string mappingSet, ImportRequirementMapping command, string actor, CancellationToken cancellationToken) => await _state.DecideAsync(
        book => RequirementMappings.Import(
            book ?? ControlBook.Empty, mappingSet, command.SourceEdition, [.. command.Entries.Select(e => new RequirementMappingEntry(e.ControlId, e.RequirementIds))], actor),
        actor, cancellationToken);

    private Decision Decide(ControlBook book, string controlId, ControlCommand command, string actor, DateTimeOffset now) => command switch
    {
        AssignControlOwner c => ControlDecider.AssignOwner(book, controlId, c.Owner, actor),
        StateControl c => ControlDecider.State(book, controlId, c.Met, c.Text, c.ValidUntil, actor, now),
        LinkControlEvidence c => ControlDecider.Link(book, controlId, c.Sha256, facts.Read().Facts.Evidence.Find(c.Sha256, ListingBook.AllThatIsKnown), actor),
        ProposeControlExemption c => ControlExemptions.Propose(book, controlId, c.Reason, c.ReviewOn, actor, now),
        ApproveControlExemption c => ControlExemptions.Approve(book, controlId, c.ProposedAt, _staff.Value ?? StaffMembers.None, actor, now),
        EndControlExemption c => ControlExemptions.End(book, controlId, c.Reason, actor),
        UnlinkControlEvidence c => ControlDecider.Unlink(book, controlId, c.Sha256, c.Reason, actor),
        _ => throw new ArgumentException($"{command.GetType().Name} is not a command that this version knows.", nameof(command)),
    };
}
