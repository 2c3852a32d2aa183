using Composite.Contracts;
using Composite.Contracts.Evidence;
using Composite.Domain;
using Composite.Domain.Evidence;
using Composite.Domain.Ports;
using Composite.Grains.Journaling;

namespace Composite.Grains.Evidence;

/// <summary>What is known of the documents in the vault.</summary>
public sealed class EvidenceGrain(IJournal journal, TimeProvider time) : Grain, IEvidenceGrain
{
    private JournaledState<EvidenceBook> _state = null!;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _state = new(journal, time, Streams.Of(Streams.Evidence, this.GetPrimaryKeyString()), (book, @event, recordedAt) => (book ?? EvidenceBook.Empty).Evolve(@event, recordedAt));
        return Task.CompletedTask;
    }

    public async Task<CommandResult> AddAsync(AddEvidence command, string actor, CancellationToken cancellationToken) => await _state.DecideAsync(
        book => EvidenceDecider.Add(book ?? EvidenceBook.Empty, ToDomain(command), actor), actor, cancellationToken);

    public async Task<CommandResult> WithdrawAsync(string sha256, string reason, string actor, CancellationToken cancellationToken) => await _state.DecideAsync(
        book => EvidenceDecider.Withdraw(book ?? EvidenceBook.Empty, sha256, reason, actor), actor, cancellationToken);

    private static EvidenceDocument ToDomain(AddEvidence c) => new()
    {
        Sha256 = c.Sha256,
        Bytes = c.Bytes,
        FileName = c.FileName,
        MediaType = c.MediaType,
        Type = (Domain.Evidence.EvidenceType)c.Type,
        Title = c.Title,
        Subjects = c.Subjects,
        ValidFrom = c.ValidFrom,
        ExpiresOn = c.ExpiresOn,
    };
}
