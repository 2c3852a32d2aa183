using Composite.Domain.Components;

namespace Composite.Domain.ThirdParties;

/// <summary>A third party, folded from its stream; every fact with when it was recorded.</summary>
public sealed record ThirdPartyState
{
    public required string Id { get; init; }

    public required string Name { get; init; }

    /// <summary>What it provides, in plain words.</summary>
    public required string Provides { get; init; }

    public DateTimeOffset RegisteredAt { get; init; }

    public IReadOnlyList<Recorded<Contact>> Contacts { get; init; } = [];

    public IReadOnlyList<Recorded<ThirdPartyContract>> Contracts { get; init; } = [];

    public IReadOnlyList<Recorded<IReadOnlyList<Responsibility>>> Responsibilities { get; init; } = [];

    public IReadOnlyList<Recorded<ThirdPartyReviewed>> Reviews { get; init; } = [];

    public IReadOnlyList<Recorded<ThirdPartyEnded>> Ends { get; init; } = [];

    /// <summary>Folds one event; the first of a stream is <see cref="ThirdPartyRegistered"/>.</summary>
    public static ThirdPartyState? Evolve(ThirdPartyState? state, IEvent @event, DateTimeOffset recordedAt) => (state, @event) switch
    {
        (null, ThirdPartyRegistered e) => new ThirdPartyState { Id = e.ThirdPartyId, Name = e.Name, Provides = e.Provides, RegisteredAt = recordedAt },
        ({ } s, ThirdPartyContactSet e) => s with { Contacts = [.. s.Contacts, new(e.Contact, recordedAt)] },
        ({ } s, ThirdPartyContractSet e) => s with { Contracts = [.. s.Contracts, new(e.Contract, recordedAt)] },
        ({ } s, ResponsibilitiesSet e) => s with { Responsibilities = [.. s.Responsibilities, new(e.Responsibilities, recordedAt)] },
        ({ } s, ThirdPartyReviewed e) => s with { Reviews = [.. s.Reviews, new(e, recordedAt)] },
        ({ } s, ThirdPartyEnded e) => s with { Ends = [.. s.Ends, new(e, recordedAt)] },
        _ => throw new InvalidOperationException($"{@event.GetType().Name} is not an event that a third party's stream can have here."),
    };
}
