using Composite.Contracts;
using Composite.Contracts.Acquirers;
using Composite.Domain;
using Composite.Domain.Acquirers;
using Composite.Domain.Components;
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

    public async Task<AcquirerView?> GetAsync(CancellationToken cancellationToken)
    {
        await _state.LoadAsync(cancellationToken);
        return _state.Value is { Profile: var p } state
            ? new AcquirerView
            {
                AcquirerId = p.AcquirerId,
                Active = state.Active,
                StatusReason = state.StatusReason,
                NotificationTerms = ToWire(state.NotificationTermsAt(ListingBook.AllThatIsKnown)),
                Profile = new RegisterAcquirer
                {
                    Name = p.Name,
                    Dialect = p.Dialect,
                    Host = p.Host,
                    Port = p.Port,
                    TlsCertificateSha256 = p.TlsCertificateSha256,
                    InstitutionId = p.InstitutionId,
                    ResponseTimeoutMs = (int)p.ResponseTimeout.TotalMilliseconds,
                    MaxInFlight = p.MaxInFlight,
                },
            }
            : null;
    }

    private static Contact Contact(NotificationContact c) => new(c.Name, c.Email, c.Phone);

    private static SetNotificationTerms? ToWire(AcquirerNotificationTermsSet? terms) => terms is null
        ? null
        : new SetNotificationTerms { Hours = terms.Hours, Contact = new NotificationContact { Name = terms.Contact.Name, Email = terms.Contact.Email, Phone = terms.Contact.Phone } };

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
