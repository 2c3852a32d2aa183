using Composite.Domain.Components;

namespace Composite.Domain.ThirdParties;

/// <summary>A third party, folded from its stream; every fact with when it was recorded. What corrects what is told by the journal's order.</summary>
public sealed record ThirdPartyState
{
    public required string Id { get; init; }

    /// <summary>As of now; <see cref="NameAt"/> for earlier.</summary>
    public required string Name { get; init; }

    /// <summary>What it provides, in plain words, as of now.</summary>
    public required string Provides { get; init; }

    public DateTimeOffset RegisteredAt { get; init; }

    public IReadOnlyList<Recorded<ThirdPartyName>> Names { get; init; } = [];

    public IReadOnlyList<Recorded<Contact>> Contacts { get; init; } = [];

    public IReadOnlyList<Recorded<ThirdPartyContract>> Contracts { get; init; } = [];

    public IReadOnlyList<Recorded<IReadOnlyList<Responsibility>>> Responsibilities { get; init; } = [];

    /// <summary>In the order recorded; a later one of the same day corrects the earlier one.</summary>
    public IReadOnlyList<Recorded<ThirdPartyReviewed>> Reviews { get; init; } = [];

    /// <summary>In the order recorded; a later one corrects the earlier one.</summary>
    public IReadOnlyList<Recorded<ThirdPartyEnded>> Ends { get; init; } = [];

    /// <summary>Ends that were a mistake.</summary>
    public IReadOnlyList<Retraction<string>> Reinstated { get; init; } = [];

    /// <summary>Folds one event; the first of a stream is <see cref="ThirdPartyRegistered"/>.</summary>
    public static ThirdPartyState? Evolve(ThirdPartyState? state, IEvent @event, DateTimeOffset recordedAt) => (state, @event) switch
    {
        (null, ThirdPartyRegistered e) => new ThirdPartyState { Id = e.ThirdPartyId, Name = e.Name, Provides = e.Provides, RegisteredAt = recordedAt, Names = [new(new(e.Name, e.Provides), recordedAt)] },
        ({ } s, ThirdPartyRenamed e) => s with { Name = e.Name, Provides = e.Provides, Names = [.. s.Names, new(new(e.Name, e.Provides), recordedAt)] },
        ({ } s, ThirdPartyContactSet e) => s with { Contacts = [.. s.Contacts, new(e.Contact, recordedAt)] },
        ({ } s, ThirdPartyContractSet e) => s with { Contracts = [.. s.Contracts, new(e.Contract, recordedAt)] },
        ({ } s, ResponsibilitiesSet e) => s with { Responsibilities = [.. s.Responsibilities, new(e.Responsibilities, recordedAt)] },
        ({ } s, ThirdPartyReviewed e) => s with { Reviews = [.. s.Reviews, new(e, recordedAt)] },
        ({ } s, ThirdPartyEnded e) => s with { Ends = [.. s.Ends, new(e, recordedAt)] },
        ({ } s, ThirdPartyReinstated) => s with { Reinstated = [.. s.Reinstated, new(s.Id, s.Ends.Count, recordedAt)] },
        _ => throw new InvalidOperationException($"{@event.GetType().Name} is not an event that a third party's stream can have here."),
    };

    /// <summary>Name and what it provides as known at an instant, or null before it was known.</summary>
    public ThirdPartyName? NameAt(DateTimeOffset knownAt) => Facts.LastKnown(Names, knownAt)?.Value;

    public Contact? ContactAt(DateTimeOffset knownAt) => Facts.LastKnown(Contacts, knownAt)?.Value;

    public ThirdPartyContract? ContractAt(DateTimeOffset knownAt) => Facts.LastKnown(Contracts, knownAt)?.Value;

    public IReadOnlyList<Responsibility> ResponsibilitiesAt(DateTimeOffset knownAt) => Facts.LastKnown(Responsibilities, knownAt)?.Value ?? [];

    /// <summary>The reviews known at an instant, one for each day, newest day first.</summary>
    public IReadOnlyList<ThirdPartyReviewed> ReviewsAt(DateTimeOffset knownAt) =>
    [
        .. Reviews.Where(r => r.RecordedAt <= knownAt).Select(r => r.Value).GroupBy(r => r.ReviewedOn).Select(sameDay => sameDay.Last()).OrderByDescending(r => r.ReviewedOn),
    ];

    /// <summary>
    /// By when the next yearly review is due: what the last review held by then says; without any, a year after the third party entered the
    /// list. Null once it has ended.
    /// </summary>
    public DateOnly? ReviewDueOn(AsOf asOf)
    {
        if (EndedOn(asOf.KnownAt) <= asOf.Day) return null;
        return ReviewsAt(asOf.KnownAt).FirstOrDefault(r => r.ReviewedOn <= asOf.Day)?.NextDueOn ?? DateOnly.FromDateTime(RegisteredAt.UtcDateTime).AddYears(1);
    }

    /// <summary>The first day on which it provides nothing any more, as known at an instant; null while there is none.</summary>
    public DateOnly? EndedOn(DateTimeOffset knownAt)
    {
        for (int i = Ends.Count - 1; i >= 0; i--)
        {
            if (Ends[i].RecordedAt <= knownAt) return Reinstated.Void(Id, i, knownAt) ? null : Ends[i].Value.EndedOn;
        }

        return null;
    }
}

/// <summary>What a third party is called, and what it provides.</summary>
public sealed record ThirdPartyName(string Name, string Provides);
