using Composite.Contracts;
using Composite.Contracts.Acquirers;
using Composite.Domain;
using Composite.Domain.Acquirers;
using Composite.Domain.Ports;
using Composite.Domain.ThirdParties;
using Composite.Grains.Journaling;

namespace Composite.Grains.Acquirers;

/// <summary>An acquirer: how to reach it, and whether payments go to it.</summary>
public sealed class AcquirerGrain(IJournal journal, TimeProvider time, DialectNames dialects) : Grain, IAcquirerGrain
{
    private JournaledState<AcquirerState> _state = null!;

    private string Id => this.GetPrimaryKeyString();

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _state = new(journal, time, Streams.Of(Streams.Acquirer, Id), AcquirerState.Evolve);
        return Task.CompletedTask;
    }

    public async Task<CommandResult> ExecuteAsync(AcquirerCommand command, string actor, CancellationToken cancellationToken) => command switch
    {
        RegisterAcquirer c => await _state.DecideAsync(s => AcquirerDecider.Register(s, Profile(c), dialects.Names), actor, cancellationToken),
        SetNotificationTerms c => await _state.DecideExistingAsync(s => AcquirerDecider.SetNotificationTerms(s, c.Hours, Contact(c.Contact)), actor, cancellationToken),
        SetAcquirerActive { Active: true } c => await _state.DecideExistingAsync(s => AcquirerDecider.Reinstate(s, c.Reason), actor, cancellationToken),
        SetAcquirerActive c => await _state.DecideExistingAsync(s => AcquirerDecider.Suspend(s, c.Reason), actor, cancellationToken),
        _ => throw new ArgumentException($"{command.GetType().Name} is not a command that this version knows.", nameof(command)),
    };

    private static Contact Contact(NotificationContact c) => new(c.Name, c.Email, c.Phone);

    private AcquirerProfile Profile(RegisterAcquirer c) => new()
    {
        AcquirerId = Id,
        Name = c.Name,
        Dialect = c.Dialect,
        Host = c.Host,
        Port = c.Port,
        TlsCertificateSha256 = c.TlsCertificateSha256,
        InstitutionId = c.InstitutionId,
        ResponseTimeout = TimeSpan.FromMilliseconds(c.ResponseTimeoutMs),
        MaxInFlight = c.MaxInFlight,
    };
}

/// <summary>The names of the dialects that the silo's links speak.</summary>
public sealed record DialectNames(IReadOnlyCollection<string> Names);
