using Composite.Domain.Components;
using Composite.Domain.Scope;

namespace Composite.Domain.Solutions;

/// <summary>A composite solution, folded from its stream.</summary>
public sealed record SolutionState
{
    public required string Id { get; init; }

    public required string Name { get; init; }

    public required string Provider { get; init; }

    /// <summary>When the journal took the solution in.</summary>
    public DateTimeOffset RegisteredAt { get; init; }

    /// <summary>The composition as of now.</summary>
    public IReadOnlyList<string> ComponentIds { get; init; } = [];

    /// <summary>Every composition, in the order recorded; each holds until the next. The last is <see cref="ComponentIds"/>.</summary>
    public IReadOnlyList<Recorded<IReadOnlyList<string>>> Compositions { get; init; } = [];

    /// <summary>Every activation (true) and suspension (false), in the order recorded.</summary>
    public IReadOnlyList<Recorded<bool>> Activations { get; init; } = [];

    /// <summary>Every declaration of scope, in the order recorded; each holds until the next.</summary>
    public IReadOnlyList<Recorded<ScopeDeclared>> Scopes { get; init; } = [];

    /// <summary>The COTS baseline as of now; <see cref="BaselineAt"/> for earlier.</summary>
    public IReadOnlyList<PlatformRule> Baseline { get; init; } = [];

    /// <summary>Every baseline, in the order recorded; each holds until the next.</summary>
    public IReadOnlyList<Recorded<IReadOnlyList<PlatformRule>>> Baselines { get; init; } = [];

    /// <summary>Ends of support of operating systems, in the order recorded; a later one for the same version corrects the earlier one.</summary>
    public IReadOnlyList<Recorded<PlatformSupportRecorded>> PlatformSupport { get; init; } = [];

    /// <summary>The solution's own rows on the PCI website.</summary>
    public ListingBook Listings { get; init; } = ListingBook.Empty;

    /// <summary>True between activation and suspension.</summary>
    public bool Active { get; init; }

    /// <summary>Why it was last activated or suspended.</summary>
    public string? StatusReason { get; init; }

    public static SolutionState? Evolve(SolutionState? state, IEvent @event, DateTimeOffset recordedAt) => (state, @event) switch
    {
        (null, SolutionRegistered e) => new SolutionState { Id = e.SolutionId, Name = e.Name, Provider = e.Provider, RegisteredAt = recordedAt },
        ({ } s, SolutionComposed e) => s with { ComponentIds = e.ComponentIds, Compositions = [.. s.Compositions, new(e.ComponentIds, recordedAt)] },
        ({ } s, ScopeDeclared e) => s with { Scopes = [.. s.Scopes, new(e, recordedAt)] },
        ({ } s, BaselineAdopted e) => s with { Baseline = e.Rules, Baselines = [.. s.Baselines, new(e.Rules, recordedAt)] },
        ({ } s, PlatformSupportRecorded e) => s with { PlatformSupport = [.. s.PlatformSupport, new(e, recordedAt)] },
        ({ } s, SolutionActivated e) => s with { Active = true, StatusReason = e.Reason, Activations = [.. s.Activations, new(true, recordedAt)] },
        ({ } s, SolutionSuspended e) => s with { Active = false, StatusReason = e.Reason, Activations = [.. s.Activations, new(false, recordedAt)] },
        ({ } s, _) => s with { Listings = s.Listings.Apply(@event, recordedAt) },
        _ => throw new InvalidOperationException($"A solution's stream starts with {nameof(SolutionRegistered)}, not {@event.GetType().Name}."),
    };

    /// <summary>The composition at an instant as known at it: a composition holds from its recording on.</summary>
    public IReadOnlyList<string> ComponentIdsAt(AsOf asOf) => Last(Compositions, asOf) ?? [];

    /// <summary>The COTS baseline at an instant as known at it.</summary>
    public IReadOnlyList<PlatformRule> BaselineAt(AsOf asOf) => Last(Baselines, asOf) ?? [];

    /// <summary>The ends of support known at an instant, one for each system and version, in the order first recorded.</summary>
    public IReadOnlyList<PlatformSupportRecorded> PlatformSupportAt(DateTimeOffset knownAt) =>
    [
        .. PlatformSupport.Where(f => f.RecordedAt <= knownAt).Select(f => f.Value).GroupBy(e => (e.Os, e.Version)).Select(same => same.Last()),
    ];

    /// <summary>True when the solution was in service at the instant.</summary>
    public bool ActiveAt(AsOf asOf) => Last(Activations, asOf);

    /// <summary>The declaration of scope at an instant as known at it, or null.</summary>
    public Recorded<ScopeDeclared>? ScopeAt(AsOf asOf) => Scopes.LastOrDefault(s => s.RecordedAt <= asOf.ValidAt && s.RecordedAt <= asOf.KnownAt);

    private static T? Last<T>(IReadOnlyList<Recorded<T>> facts, AsOf asOf)
    {
        for (int i = facts.Count - 1; i >= 0; i--)
        {
            if (facts[i].RecordedAt <= asOf.ValidAt && facts[i].RecordedAt <= asOf.KnownAt) return facts[i].Value;
        }

        return default;
    }
}
