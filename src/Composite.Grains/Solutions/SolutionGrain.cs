using Composite.Contracts;
using Composite.Contracts.Solutions;
using Composite.Domain;
using Composite.Domain.Components;
using Composite.Domain.Ports;
using Composite.Domain.Scope;
using Composite.Domain.Solutions;
using Composite.Grains.Components;
using Composite.Grains.Journaling;

namespace Composite.Grains.Solutions;

/// <summary>A composite solution.</summary>
public sealed class SolutionGrain(IJournal journal, IFacts facts, ListingRegister listings, TimeProvider time) : Grain, ISolutionGrain
{
    private JournaledState<SolutionState> _state = null!;

    private string Id => this.GetPrimaryKeyString();

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _state = new(journal, time, Streams.Of(Streams.Solution, Id), SolutionState.Evolve);
        return Task.CompletedTask;
    }

    public async Task<CommandResult> ExecuteAsync(SolutionCommand command, string actor, CancellationToken cancellationToken) => command switch
    {
        RegisterSolution c => await _state.DecideAsync(s => SolutionDecider.Register(s, Id, c.Name, c.Provider), actor, cancellationToken),
        RecordSolutionListing c => await RecordAsync(c, c.Listing.ToDomain(), actor, cancellationToken),
        _ => await _state.DecideExistingAsync(s => Decide(s, command, actor, time.GetUtcNow()), actor, cancellationToken),
    };

    private Decision Decide(SolutionState state, SolutionCommand command, string actor, DateTimeOffset now) => command switch
    {
        ComposeSolution c => SolutionDecider.Compose(state, c.ComponentIds, id => facts.Read().Facts.Components.GetValueOrDefault(id)?.Kind),
        DeclareScope c => ScopeDecider.Declare(state, c.ToDomain(), actor),
        AdoptBaseline c => SolutionDecider.AdoptBaseline(state, [.. c.Rules.Select(r => new PlatformRule(r.Os, r.MinVersion, r.MinPatchLevel, r.BlockedModels))]),
        RecordPlatformSupport c => SolutionDecider.RecordPlatformSupport(state, new PlatformSupportRecorded(c.Os, c.Version, c.EndsOn, c.Source)),
        SetSolutionActive { Active: true } c => SolutionDecider.Activate(state, c.Reason),
        SetSolutionActive c => SolutionDecider.Suspend(state, c.Reason),
        _ => DecideListing(state, command, now),
    };

    private static Decision DecideListing(SolutionState state, SolutionCommand command, DateTimeOffset now) => command switch
    {
        RetractSolutionListing c => ListingDecider.Retract(state.Listings, c.Reference, c.Reason),
        RevokeSolutionListing c => ListingDecider.Revoke(state.Listings, c.Reference, c.EffectiveAt ?? now, c.Reason),
        WithdrawSolutionRevocation c => ListingDecider.WithdrawRevocation(state.Listings, c.Reference, c.Reason),
        ChangeSolutionRemediation c => ListingDecider.ChangeRemediation(state.Listings, c.Reference, c.Open, c.EffectiveAt ?? now, c.Reason),
        CompleteSolutionCheckpoint c => ListingDecider.CompleteCheckpoint(state.Listings, c.Reference, c.CompletedOn, c.NextDueOn, now),
        _ => throw new ArgumentException($"{command.GetType().Name} is not a command that this version knows.", nameof(command)),
    };

    // The facts may lag behind this stream by the feed's interval.
    private ValueTask<CommandResult> RecordAsync(RecordSolutionListing c, Listing listing, string actor, CancellationToken cancellationToken) => listings.RecordAsync(
        _state, listing is { Dependencies.Count: > 0 }, (s, known) => ListingDecider.Record(ListingSubject.Of(s), listing, c.Corrects, c.Reason, known.With(s), time.GetUtcNow()), actor, cancellationToken);
}
