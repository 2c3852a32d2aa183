using Composite.Domain;
using Composite.Domain.Components;
using Composite.Domain.Policies;
using Composite.Domain.Solutions;
using Composite.Domain.Waivers;

namespace Composite.Host.Apis.Staff;

/// <summary>A solution in a list, as of the answer's instants.</summary>
/// <param name="SolutionId">Its id.</param>
/// <param name="Name">Its name.</param>
/// <param name="Provider">Who answers for it.</param>
/// <param name="Active">True when it was in service.</param>
/// <param name="Status">Of its own listing that counts; <c>unknown</c> without one.</param>
/// <param name="Components">How many components it was made of.</param>
internal sealed record SolutionRow(string SolutionId, string Name, string Provider, bool Active, CertificationStatus Status, int Components);

/// <summary>A component that a solution is made of.</summary>
/// <param name="ComponentId">Its id.</param>
/// <param name="Kind">Null where no such component was known.</param>
/// <param name="Name">Likewise.</param>
/// <param name="Status">The worst of its listing that counts and, for each standard, the attestation of compliance that counts.</param>
internal sealed record SolutionPartReply(string ComponentId, ComponentKind? Kind, string? Name, CertificationStatus Status);

/// <summary>A solution with its composition, baseline, listings and their statuses, as of the answer's instants.</summary>
internal sealed record SolutionReply
{
    public required string SolutionId { get; init; }

    public required string Name { get; init; }

    public required string Provider { get; init; }

    public required DateTimeOffset RegisteredAt { get; init; }

    /// <summary>True when it was in service.</summary>
    public required bool Active { get; init; }

    /// <summary>Of its own listing that counts; <c>unknown</c> without one.</summary>
    public required CertificationStatus Status { get; init; }

    /// <summary>What it was made of, in the composition's order.</summary>
    public required IReadOnlyList<SolutionPartReply> Components { get; init; }

    public required IReadOnlyList<PlatformRule> Baseline { get; init; }

    /// <summary>The solution's own rows on the PCI website, newest first.</summary>
    public required IReadOnlyList<ListingReply> Listings { get; init; }

    /// <summary>Until when operating systems are supported.</summary>
    public required IReadOnlyList<PlatformSupportRecorded> PlatformSupport { get; init; }

    /// <summary>What was so at this instant.</summary>
    public required DateTimeOffset ValidAt { get; init; }

    /// <summary>As far as it was known at this instant.</summary>
    public required DateTimeOffset KnownAt { get; init; }

    /// <summary>The journal position that the answer includes.</summary>
    public required long Position { get; init; }
}

/// <summary>Lays solutions out as of two instants.</summary>
internal static class SolutionReplies
{
    public static SolutionRow Row(SolutionState solution, WaiverBook waivers, PolicyValues policy, AsOf asOf) => new(
        solution.Id, solution.Name, solution.Provider, solution.ActiveAt(asOf), solution.Listings.InUse(waivers, solution.Id, asOf, policy)?.Status ?? CertificationStatus.Unknown,
        solution.ComponentIdsAt(asOf).Count);

    public static SolutionReply Whole(SolutionState solution, SolutionFacts facts, AsOfQuery query)
    {
        AsOf asOf = query.AsOf;
        PolicyValues policy = facts.Policies.At(asOf).Values;
        ListingStatus? inUse = solution.Listings.InUse(facts.Waivers, solution.Id, asOf, policy);
        return new SolutionReply
        {
            SolutionId = solution.Id,
            Name = solution.Name,
            Provider = solution.Provider,
            RegisteredAt = solution.RegisteredAt,
            Active = solution.ActiveAt(asOf),
            Status = inUse?.Status ?? CertificationStatus.Unknown,
            Components = [.. solution.ComponentIdsAt(asOf).Select(id => Part(id, facts.Components.GetValueOrDefault(id), facts.Waivers, policy, asOf))],
            Baseline = solution.BaselineAt(asOf),
            Listings = [.. solution.Listings.StatusesAt(asOf, policy).Select(l => ComponentReplies.Listing(solution.Listings, l, inUse, asOf))],
            PlatformSupport = solution.PlatformSupportAt(asOf.KnownAt),
            ValidAt = query.ValidAt,
            KnownAt = query.KnownAt,
            Position = facts.Position,
        };
    }

    private static SolutionPartReply Part(string id, ComponentState? component, WaiverBook waivers, PolicyValues policy, AsOf asOf) => component?.NameAt(asOf.KnownAt) is { } name
        ? new SolutionPartReply(id, component.Kind, name.Name, ComponentStatus.Of(component, waivers, asOf, policy).Status)
        : new SolutionPartReply(id, null, null, CertificationStatus.Unknown);
}
