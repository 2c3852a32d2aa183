using Composite.Domain;
using Composite.Domain.Components;
using Composite.Domain.Controls;
using Composite.Domain.Evidence;
using Composite.Domain.Inventory;
using Composite.Domain.Policies;
using Composite.Domain.Solutions;
using Composite.Domain.Waivers;

namespace Composite.Exchange.Snapshots;

/// <summary>Takes a snapshot of the facts. Pure; linear in what is known.</summary>
public static class SnapshotBuilder
{
    /// <summary>A snapshot, or null when the solution is not known at the instant.</summary>
    /// <param name="facts">Everything that is recorded.</param>
    /// <param name="asOf">The instants.</param>
    /// <param name="solutionId">One solution, or null for everything.</param>
    /// <param name="counts">What others counted for these instants.</param>
    public static InventorySnapshot? Build(SolutionFacts facts, AsOf asOf, string? solutionId, ControlCounts counts)
    {
        ArgumentNullException.ThrowIfNull(facts);
        PolicyVersion policy = facts.Policies.At(asOf);
        SolutionState[] solutions = [.. facts.Solutions.Values.Where(s => s.RegisteredAt <= asOf.KnownAt && (solutionId is null || s.Id == solutionId)).OrderBy(s => s.Id, StringComparer.Ordinal)];
        if (solutionId is not null && solutions.Length == 0) return null;
        ILookup<string, string> solutionsOf = solutions.SelectMany(s => s.ComponentIdsAt(asOf).Select(c => (Component: c, Solution: s.Id))).ToLookup(x => x.Component, x => x.Solution, StringComparer.Ordinal);
        Dictionary<string, string> ownerOf = OwnersOf(facts, asOf);
        ComponentItem[] components =
        [
            .. facts.Components.Values.Where(c => c.RegisteredAt <= asOf.KnownAt && (solutionId is null || solutionsOf.Contains(c.Id)))
                .OrderBy(c => c.Id, StringComparer.Ordinal)
                .Select(c => Component(c, facts.Waivers, asOf, policy.Values, ownerOf, [.. solutionsOf[c.Id]], solutionId)),
        ];
        return new InventorySnapshot
        {
            AsOf = asOf,
            Position = facts.Position,
            SolutionId = solutionId,
            Policy = policy,
            Solutions = [.. solutions.Select(s => new SolutionItem(s.Id, s.Name, s.Provider, s.ActiveAt(asOf), s.ComponentIdsAt(asOf), Listings(s.Listings, s.Listings.InUse(facts.Waivers, s.Id, asOf, policy.Values), asOf, policy.Values)))],
            Components = components,
            Controls = ControlAssessments.Of(facts, counts, asOf),
            Evidence = Evidence(facts, asOf, solutionId, components),
        };
    }

    private static ComponentItem Component(
        ComponentState component, WaiverBook waivers, AsOf asOf, PolicyValues policy, Dictionary<string, string> ownerOf, IReadOnlyList<string> solutionIds, string? solutionId)
    {
        ComponentStatus status = ComponentStatus.Of(component, waivers, asOf, policy);
        IReadOnlyList<ListingItem> listings = Listings(component.Listings, status.InUse, asOf, policy);
        ComponentName name = component.NameAt(asOf.KnownAt) ?? new(component.Name, component.Vendor);
        bool isOwn = component.Kind == ComponentKind.ProviderPart && listings.Count == 0 && status.Compliance.Count == 0;
        return new ComponentItem
        {
            Id = component.Id,
            Kind = component.Kind,
            Name = name.Name,
            Vendor = name.Vendor,
            RegisteredAt = component.RegisteredAt,
            Profile = component.ProfileAt(asOf.KnownAt),
            Versions = [.. component.VersionsAt(asOf.KnownAt).Select(v => new VersionItem(v, component.VersionStatusAt(v, asOf, policy)) { Count = FleetCounts.OfVersion(component, v, solutionId) })],
            Listings = listings,
            Compliance = [.. status.Compliance.Select(c => new ComplianceItem(c.Attestation, c.Status, c.RecordedAt, status.ComplianceInUse.Contains(c)))],
            Status = isOwn ? null : status.Status,
            DependsOn = DependsOn(component.Id, listings, ownerOf),
            SolutionIds = solutionIds,
            Count = FleetCounts.OfComponent(component, asOf.KnownAt, solutionIds, solutionId),
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

    private static IReadOnlyList<ListingItem> Listings(ListingBook book, ListingStatus? counts, AsOf asOf, PolicyValues policy) =>
    [
        .. book.StatusesAt(asOf, policy).Select(s => new ListingItem(s.Row, s.Status, s.RecordedAt)
        {
            CheckpointDueOn = s.CheckpointDueOn,
            Counts = counts is { } c && c.Row.Reference == s.Row.Reference,
        }),
    ];

    // What is about nothing in particular is about the provider as a whole, and so about each of its solutions.
    private static IReadOnlyList<EvidenceEntry> Evidence(SolutionFacts facts, AsOf asOf, string? solutionId, ComponentItem[] components)
    {
        HashSet<string> subjects = [.. components.Select(c => c.Id), .. components.Select(c => c.Profile?.ThirdPartyId).OfType<string>()];
        if (solutionId is not null) subjects.Add(solutionId);
        return
        [
            .. facts.Evidence.KnownAt(asOf.KnownAt).Where(e => solutionId is null || e.Document.Subjects.Count == 0 || e.Document.Subjects.Any(subjects.Contains))
                .OrderBy(e => e.Order, StringComparer.Ordinal),
        ];
    }

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
