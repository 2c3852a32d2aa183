using Composite.Contracts;
using Composite.Contracts.ThirdParties;
using Composite.Domain;
using Composite.Domain.Ports;
using Composite.Domain.ThirdParties;
using Composite.Grains.Journaling;

namespace Composite.Grains.ThirdParties;

/// <summary>A third party: decides on its stream. What it looks like at an instant is read from the facts.</summary>
public sealed class ThirdPartyGrain(IJournal journal, TimeProvider time) : Grain, IThirdPartyGrain
{
    private JournaledState<ThirdPartyState> _state = null!;

    private string Id => this.GetPrimaryKeyString();

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _state = new(journal, time, Streams.Of(Streams.ThirdParty, Id), ThirdPartyState.Evolve);
        return Task.CompletedTask;
    }

    public async Task<CommandResult> ExecuteAsync(ThirdPartyCommand command, string actor, CancellationToken cancellationToken) => command is RegisterThirdParty c
        ? await _state.DecideAsync(s => ThirdPartyDecider.Register(s, Id, c.Name, c.Provides), actor, cancellationToken)
        : await _state.DecideExistingAsync(s => Decide(s, command, time.GetUtcNow()), actor, cancellationToken);

    private static Decision Decide(ThirdPartyState state, ThirdPartyCommand command, DateTimeOffset now) => command switch
    {
        RenameThirdParty c => ThirdPartyDecider.Rename(state, c.Name, c.Provides, c.Reason),
        SetThirdPartyContact c => ThirdPartyDecider.SetContact(state, new Contact(c.Name, c.Email, c.Phone)),
        SetThirdPartyContract c => ThirdPartyDecider.SetContract(state, new ThirdPartyContract(c.Reference, c.SignedOn, c.EndsOn, c.SecurityNoticeHours)),
        SetResponsibilities c => ThirdPartyDecider.SetResponsibilities(state, c.Responsibilities.ToDomain()),
        ReviewThirdParty c => ThirdPartyDecider.Review(state, new ThirdPartyReviewed(c.ReviewedOn, c.NextDueOn, c.Conclusion, c.EvidenceSha256), now),
        EndThirdParty c => ThirdPartyDecider.End(state, c.EndedOn, c.Reason),
        ReinstateThirdParty c => ThirdPartyDecider.Reinstate(state, c.Reason),
        _ => throw new ArgumentException($"{command.GetType().Name} is not a command that this version knows.", nameof(command)),
    };
}
