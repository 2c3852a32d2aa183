using Composite.Domain;
using Composite.Domain.Components;
using Composite.Domain.Policies;
using Composite.Domain.Solutions;

namespace Composite.Exchange.Snapshots;

/// <summary>Takes a snapshot of the facts. Pure; linear in what is known.</summary>
public static class SnapshotBuilder
{
    /// <summary>A snapshot, or null when the solution is not known at the instant.</summary>
    /// <param name="facts">Everything that is recorded.</param>
    /// <param name="asOf">The instants.</param>
    /// <param name="solutionId">One solution, or null for everything.</param>
    public static InventorySnapshot? Build(SolutionFacts facts, AsOf asOf, string? solutionId)
    {
        ArgumentNullException.ThrowIfNull(facts);
        PolicyVersion policy = facts.Policies.At(asOf);
        SolutionState[] solutions = [.. facts.Solutions.Values.Where(s => s.RegisteredAt <= asOf.KnownAt && (solutionId is null || s.Id == solutionId)).OrderBy(s => s.Id, StringComparer.Ordinal)];
        if (solutionId is not null && solutions.Length == 0) return null;
        ILookup<string, string> solutionsOf = solutions.SelectMany(s => s.ComponentIdsAt(asOf).Select(c => (Component: c, Solution: s.Id))).ToLookup(x => x.Component, x => x.Solution, StringComparer.Ordinal);
        Dictionary<string, string> ownerOf = OwnersOf(facts, asOf);
        return new InventorySnapshot
        {
            AsOf = asOf,
            Position = facts.Position,
            SolutionId = solutionId,
            Policy = policy,
            Solutions = [.. solutions.Select(s => new SolutionItem(s.Id, s.Name, s.Provider, s.ActiveAt(asOf), s.ComponentIdsAt(asOf), Listings(s.Listings, asOf, policy.Values)))],
            Components =
            [
                .. facts.Components.Values.Where(c => c.RegisteredAt <= asOf.KnownAt && (solutionId is null || solutionsOf.Contains(c.Id)))
                    .OrderBy(c => c.Id, StringComparer.Ordinal)
                    .Select(c => Component(c, asOf, policy.Values, ownerOf, [.. solutionsOf[c.Id]])),
            ],
        };
    }

    private static ComponentItem Component(ComponentState component, AsOf asOf, PolicyValues policy, Dictionary<string, string> ownerOf, IReadOnlyList<string> solutionIds)
    {
        IReadOnlyList<ListingItem> listings = Listings(component.Listings, asOf, policy);
        ComplianceItem[] compliance =
        [
            .. component.Compliance.Where(c => c.RecordedAt <= asOf.KnownAt)
                .Select(c => new ComplianceItem(c.Value, c.Value.ValidFrom <= asOf.Day && asOf.Day < c.Value.ExpiresOn, c.RecordedAt)),
        ];
        return new ComponentItem
        {
            Id = component.Id,
            Kind = component.Kind,
            Name = component.Name,
            Vendor = component.Vendor,
            RegisteredAt = component.RegisteredAt,
            Versions = [.. component.VersionsAt(asOf.KnownAt).Select(v => new VersionItem(v, component.IsWithdrawn(v.Version, asOf.KnownAt)))],
            Listings = listings,
            Compliance = compliance,
            Status = Status(component.Kind, listings, compliance),
            DependsOn = DependsOn(component.Id, listings, ownerOf),
            SolutionIds = solutionIds,
        };
    }

    // A listing names others by reference; their products are the components that have those listings.
    private static IReadOnlyList<string> DependsOn(string componentId, IReadOnlyList<ListingItem> listings, Dictionary<string, string> ownerOf)
    {
        SortedSet<string> ids = new(StringComparer.Ordinal);
        foreach (string reference in listings.SelectMany(l => l.Listing.Dependencies))
        {
            if (ownerOf.TryGetValue(reference, out string? owner) && owner != componentId) ids.Add(owner);
        }

        return [.. ids];
    }

    private static CertificationStatus? Status(ComponentKind kind, IReadOnlyList<ListingItem> listings, ComplianceItem[] compliance)
    {
        if (kind == ComponentKind.ProviderPart) return null;
        ListingItem? best = listings.Where(l => l.Status.AllowsPayments()).MaxBy(l => l.Listing.ExpiresOn) ?? (listings is [var newest, ..] ? newest : null);
        if (best is not null) return best.Status;
        if (compliance.Length == 0) return CertificationStatus.Unknown;
        return compliance.Any(c => c.InForce) ? CertificationStatus.InForce : CertificationStatus.Expired;
    }

    private static IReadOnlyList<ListingItem> Listings(ListingBook book, AsOf asOf, PolicyValues policy) =>
    [
        .. book.References(asOf.KnownAt).Select(reference => new ListingItem(
            book.Row(reference, asOf.KnownAt)!, book.Status(reference, asOf.ValidAt, asOf.KnownAt, policy),
            book.Rows.Last(r => r.RecordedAt <= asOf.KnownAt && r.Value.Reference == reference).RecordedAt)
        {
            CheckpointDueOn = book.Row(reference, asOf.KnownAt)!.CheckpointDueOn,
        }),
    ];

    private static Dictionary<string, string> OwnersOf(SolutionFacts facts, AsOf asOf)
    {
        Dictionary<string, string> owners = new(StringComparer.Ordinal);
        foreach (ComponentState component in facts.Components.Values.OrderBy(c => c.Id, StringComparer.Ordinal))
        {
            foreach (string reference in component.Listings.References(asOf.KnownAt)) owners.TryAdd(reference, component.Id);
        }

        return owners;
    }
}
