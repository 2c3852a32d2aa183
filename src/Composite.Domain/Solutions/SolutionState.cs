using Composite.Domain.Components;

namespace Composite.Domain.Solutions;

/// <summary>A composite solution, folded from its stream.</summary>
public sealed record SolutionState
{
    public required string Id { get; init; }

    public required string Name { get; init; }

    public required string Provider { get; init; }

    public IReadOnlyList<string> ComponentIds { get; init; } = [];

    public IReadOnlyList<PlatformRule> Baseline { get; init; } = [];

    /// <summary>The solution's own rows on the PCI website.</summary>
    public ListingBook Listings { get; init; } = ListingBook.Empty;

    /// <summary>True between activation and suspension.</summary>
    public bool Active { get; init; }

    /// <summary>Why it was last activated or suspended.</summary>
    public string? StatusReason { get; init; }

    public static SolutionState? Evolve(SolutionState? state, IEvent @event, DateTimeOffset recordedAt) => (state, @event) switch
    {
        (null, SolutionRegistered e) => new SolutionState { Id = e.SolutionId, Name = e.Name, Provider = e.Provider },
        ({ } s, SolutionComposed e) => s with { ComponentIds = e.ComponentIds },
        ({ } s, BaselineAdopted e) => s with { Baseline = e.Rules },
        ({ } s, SolutionActivated e) => s with { Active = true, StatusReason = e.Reason },
        ({ } s, SolutionSuspended e) => s with { Active = false, StatusReason = e.Reason },
        ({ } s, _) => s with { Listings = s.Listings.Apply(@event, recordedAt) },
        _ => throw new InvalidOperationException($"A solution's stream starts with {nameof(SolutionRegistered)}, not {@event.GetType().Name}."),
    };
}
