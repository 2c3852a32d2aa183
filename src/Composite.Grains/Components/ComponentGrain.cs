using Composite.Contracts;
using Composite.Contracts.Components;
using Composite.Domain;
using Composite.Domain.Components;
using Composite.Domain.Ports;
using Composite.Grains.Journaling;

namespace Composite.Grains.Components;

/// <summary>A component: decides on its stream. What it looks like at an instant is read from the facts.</summary>
public sealed class ComponentGrain(IJournal journal, IFacts facts, ListingRegister listings, TimeProvider time) : Grain, IComponentGrain
{
    private JournaledState<ComponentState> _state = null!;

    private string Id => this.GetPrimaryKeyString();

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _state = new(journal, time, Streams.Of(Streams.Component, Id), ComponentState.Evolve);
        return Task.CompletedTask;
    }

    public async Task<CommandResult> ExecuteAsync(ComponentCommand command, string actor, CancellationToken cancellationToken) => command switch
    {
        RegisterComponent c => await _state.DecideAsync(s => ComponentDecider.Register(s, Id, c.Kind.ToDomain(), c.Name, c.Vendor), actor, cancellationToken),
        RecordListing c => await RecordAsync(c, c.Listing.ToDomain(), actor, cancellationToken),
        _ => await _state.DecideExistingAsync(s => Decide(s, command, time.GetUtcNow()), actor, cancellationToken),
    };

    // The facts may lag behind this stream by the feed's interval.
    private ValueTask<CommandResult> RecordAsync(RecordListing c, Listing listing, string actor, CancellationToken cancellationToken) => listings.RecordAsync(
        _state, listing is { Dependencies.Count: > 0 }, (s, known) => ListingDecider.Record(ListingSubject.Of(s), listing, c.Corrects, c.Reason, known.With(s), time.GetUtcNow()), actor, cancellationToken);

    private Decision Decide(ComponentState state, ComponentCommand command, DateTimeOffset now) => command switch
    {
        RenameComponent c => ComponentDecider.Rename(state, c.Name, c.Vendor, c.Reason),
        SetComponentProfile c => ComponentDecider.SetProfile(state, c.ToDomain(), facts.Read().Facts),
        AddComponentVersion c => ComponentDecider.AddVersion(state, c.ToDomain()),
        CorrectComponentVersion c => ComponentDecider.CorrectVersion(state, c.Version.ToDomain(), c.Reason),
        WithdrawComponentVersion c => ComponentDecider.WithdrawVersion(state, c.Version, c.Reason),
        ReinstateComponentVersion c => ComponentDecider.ReinstateVersion(state, c.Version, c.Reason),
        RecordCompliance c => ComponentDecider.RecordCompliance(state, c.ToDomain(), c.Corrects, c.Reason),
        RetractCompliance c => ComponentDecider.RetractCompliance(state, (Domain.Components.ComplianceStandard)c.Standard, c.ValidFrom, c.Reason),
        RegisterAttestationKey c => ComponentDecider.RegisterAttestationKey(state, c.KeyId, c.X, c.Y),
        RevokeAttestationKey c => ComponentDecider.RevokeAttestationKey(state, c.KeyId, c.Reason),
        _ => DecideListing(state, command, now),
    };

    private static Decision DecideListing(ComponentState state, ComponentCommand command, DateTimeOffset now) => command switch
    {
        RetractListing c => ListingDecider.Retract(state.Listings, c.Reference, c.Reason),
        RevokeListing c => ListingDecider.Revoke(state.Listings, c.Reference, c.EffectiveAt ?? now, c.Reason),
        WithdrawRevocation c => ListingDecider.WithdrawRevocation(state.Listings, c.Reference, c.Reason),
        ChangeRemediation c => ListingDecider.ChangeRemediation(state.Listings, c.Reference, c.Open, c.EffectiveAt ?? now, c.Reason),
        CompleteCheckpoint c => ListingDecider.CompleteCheckpoint(state.Listings, c.Reference, c.CompletedOn, c.NextDueOn, now),
        _ => throw new ArgumentException($"{command.GetType().Name} is not a command that this version knows.", nameof(command)),
    };
}
