using Composite.Domain.Components;
using Composite.Domain.Policies;

namespace Composite.Domain.Solutions;

/// <summary>What kind of thing warns or refuses.</summary>
public enum CauseKind
{
    /// <summary>A listing's status.</summary>
    Listing,

    /// <summary>A part that needs a listing has none.</summary>
    NoListing,

    /// <summary>An attestation of compliance is not in force.</summary>
    Compliance,

    /// <summary>No version of the SDK or application may run.</summary>
    NoVersion,

    /// <summary>The SDK's listing names no A&amp;M service of the composition.</summary>
    NotPaired,

    /// <summary>The composition has no part of a kind that it needs, or a part of it is not registered.</summary>
    Composition,

    /// <summary>The provider has not activated the solution, or has suspended it.</summary>
    NotActive,
}

/// <summary>One thing that warns or refuses, and how it reaches the solution.</summary>
public sealed record EffectCause
{
    public required CauseKind Kind { get; init; }

    /// <summary>The component, or the solution, that it is about.</summary>
    public required string SubjectId { get; init; }

    /// <summary>The component's kind; null for the solution itself.</summary>
    public ComponentKind? Component { get; init; }

    /// <summary>The listing; null where it is about none.</summary>
    public string? Reference { get; init; }

    /// <summary>The listing's status, whatever is tolerated; null where it is about none.</summary>
    public CertificationStatus? Status { get; init; }

    /// <summary>What it does to whoever uses the part.</summary>
    public required Effects Own { get; init; }

    /// <summary>What of it is left for the solution: where another part can be used instead, a refusal is a warning there.</summary>
    public required Effects OnSolution { get; init; }

    /// <summary>The waiver that tolerates it, or null.</summary>
    public string? WaiverId { get; init; }

    /// <summary>When the waiver, or the grace after expiry, ends; null when neither is used.</summary>
    public DateTimeOffset? ToleratedUntil { get; init; }

    /// <summary>From the solution to the part or listing: <c>solution/…</c>, <c>component/…</c>, <c>listing/…</c>.</summary>
    public required IReadOnlyList<string> Path { get; init; }

    /// <summary>In plain words what is so.</summary>
    public required string Reason { get; init; }
}

/// <summary>What a component does to whoever uses it.</summary>
/// <param name="ComponentId">The component.</param>
/// <param name="Kind">Its kind; null when it is not registered.</param>
/// <param name="Own">By its own listings, attestations and versions.</param>
/// <param name="WithDependencies">And by everything that it depends on.</param>
public sealed record PartEffects(string ComponentId, ComponentKind? Kind, Effects Own, Effects WithDependencies);

/// <summary>What a solution may do at an instant, as known at an instant, and why. Computed from the facts, never stored.</summary>
/// <remarks>
/// A payment runs on one application, one SDK and one A&amp;M service of those in the composition: of these one that bears it is enough. Every
/// kernel, SCRP reader, back-end and decryption service must bear it. The effects are the provider's policy, not PCI's.
/// </remarks>
public sealed record SolutionEffects
{
    public required string SolutionId { get; init; }

    public required AsOf AsOf { get; init; }

    /// <summary>The version of the policy whose table was used.</summary>
    public required int PolicyVersion { get; init; }

    /// <summary>What happens to the solution as a whole.</summary>
    public required Effects Effects { get; init; }

    /// <summary>Everything that warns or refuses, the worst first.</summary>
    public required IReadOnlyList<EffectCause> Causes { get; init; }

    /// <summary>Each component of the composition, in its order.</summary>
    public required IReadOnlyList<PartEffects> Parts { get; init; }

    /// <summary>The effects on a solution; null when none with this id was registered by then.</summary>
    public static SolutionEffects? Of(SolutionFacts facts, string solutionId, AsOf asOf)
    {
        ArgumentNullException.ThrowIfNull(facts);
        return facts.Solutions.GetValueOrDefault(solutionId) is { } solution && solution.RegisteredAt <= asOf.KnownAt
            ? new EffectEvaluation(facts, solution, asOf).Evaluate()
            : null;
    }
}
