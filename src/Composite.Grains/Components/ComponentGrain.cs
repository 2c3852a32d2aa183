using Composite.Contracts;
using Composite.Contracts.Components;
using Composite.Domain;
using Composite.Domain.Components;
using Composite.Domain.Ports;
using Composite.Grains.Journaling;

namespace Composite.Grains.Components;

/// <summary>A component: decides on its stream, and shows it with statuses computed at the moment of asking.</summary>
public sealed class ComponentGrain(IJournal journal, IFacts facts, TimeProvider time) : Grain, IComponentGrain
{
    private JournaledState<ComponentState> _state = null!;

    private string Id => this.GetPrimaryKeyString();

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _state = new(journal, time, Streams.Of(Streams.Component, Id), ComponentState.Evolve);
        return Task.CompletedTask;
    }

    public async Task<CommandResult> ExecuteAsync(ComponentCommand command, string actor, CancellationToken cancellationToken) => command is RegisterComponent c
        ? await _state.DecideAsync(s => ComponentDecider.Register(s, Id, c.Kind.ToDomain(), c.Name, c.Vendor), actor, cancellationToken)
        : await _state.DecideExistingAsync(s => Decide(s, command, time.GetUtcNow()), actor, cancellationToken);

    public async Task<ComponentView?> GetAsync(CancellationToken cancellationToken)
    {
        await _state.LoadAsync(cancellationToken);
        return _state.Value is { } state ? View(state, time.GetUtcNow()) : null;
    }

    private static Decision Decide(ComponentState state, ComponentCommand command, DateTimeOffset now) => command switch
    {
        AddComponentVersion c => ComponentDecider.AddVersion(state, new ComponentVersion
        {
            Version = c.Version,
            CryptoExpiresOn = c.CryptoExpiresOn,
            PackageName = c.PackageName,
            CertificateSha256s = c.CertificateSha256s,
        }),
        WithdrawComponentVersion c => ComponentDecider.WithdrawVersion(state, c.Version, c.Reason),
        RecordListing c => ComponentDecider.RecordListing(state, c.Listing.ToDomain(), now),
        RevokeListing c => ComponentDecider.RevokeListing(state, c.Reference, c.EffectiveAt ?? now, c.Reason, now),
        ChangeRemediation c => ComponentDecider.ChangeRemediation(state, c.Reference, c.Open, c.EffectiveAt ?? now, c.Reason, now),
        CompleteCheckpoint c => ComponentDecider.CompleteCheckpoint(state, c.Reference, c.CompletedOn, c.NextDueOn, now),
        RecordCompliance c => ComponentDecider.RecordCompliance(state, new ComplianceAttestation(
            (Domain.Components.ComplianceStandard)c.Standard, c.StandardVersion, c.Assessor, c.ValidFrom, c.ExpiresOn)),
        RegisterAttestationKey c => ComponentDecider.RegisterAttestationKey(state, c.KeyId, c.X, c.Y),
        RevokeAttestationKey c => ComponentDecider.RevokeAttestationKey(state, c.KeyId, c.Reason),
        _ => throw new ArgumentException($"{command.GetType().Name} is not a command that this version knows.", nameof(command)),
    };

    private ComponentView View(ComponentState state, DateTimeOffset now)
    {
        DateOnly day = DateOnly.FromDateTime(now.UtcDateTime);
        return new ComponentView
        {
            ComponentId = state.Id,
            Kind = (Contracts.Components.ComponentKind)state.Kind,
            Name = state.Name,
            Vendor = state.Vendor,
            AsOf = now,
            Versions = [.. state.VersionsAt(ListingBook.AllThatIsKnown).Select(v => new ComponentVersionView(v.Version, v.CryptoExpiresOn, v.PackageName, state.UsableVersion(v.Version) is null))],
            Listings = state.Listings.ToWire(now, facts.Read().Facts.Policies.At(now).Values),
            Compliance =
            [
                .. state.Compliance.Select(c => c.Value).Select(a => new ComplianceView(
                    (Contracts.Components.ComplianceStandard)a.Standard, a.StandardVersion, a.Assessor, a.ValidFrom, a.ExpiresOn, a.ValidFrom <= day && day < a.ExpiresOn)),
            ],
            AttestationKeyIds = [.. state.AttestationKeys.Select(k => k.KeyId)],
        };
    }
}
