using Composite.Contracts;
using Composite.Contracts.Imports;
using Composite.Domain;
using Composite.Domain.Imports;
using Composite.Domain.Ports;
using Composite.Grains.Journaling;

namespace Composite.Grains.Imports;

/// <summary>An import: that it began, and what became of it.</summary>
public sealed class ImportGrain(IJournal journal, TimeProvider time) : Grain, IImportGrain
{
    private JournaledState<ImportState> _state = null!;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _state = new(journal, time, Streams.Of(Streams.Import, this.GetPrimaryKeyString()), (state, @event, _) => ImportState.Evolve(state, @event));
        return Task.CompletedTask;
    }

    public async Task<CommandResult> BeginAsync(BeginImport command, string actor, CancellationToken cancellationToken) => await _state.DecideAsync(
        state => ImportDecider.Begin(state, new ImportBegun(
            this.GetPrimaryKeyString(), command.FileSha256, command.Digest, command.OnlyValidRows, command.Corrections, command.Reason, command.Rows, command.RowsToApply)),
        actor, cancellationToken);

    public async Task<CommandResult> EndAsync(EndImport command, string actor, CancellationToken cancellationToken) =>
        await _state.DecideExistingAsync(state => ImportDecider.End(state, new ImportEnded(command.Applied, command.AlreadySo, command.Refused)), actor, cancellationToken);
}
