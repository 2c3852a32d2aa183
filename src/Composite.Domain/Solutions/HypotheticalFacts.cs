using Composite.Domain.Components;

namespace Composite.Domain.Solutions;

/// <summary>Facts as they would be if something had happened: to ask what would stop. Never recorded.</summary>
public static class HypotheticalFacts
{
    private const string Reason = "hypothetical";

    /// <summary>
    /// As if a listing of a component or solution were revoked; with no reference, as if all of its listings were, and its attestations of
    /// compliance ended; a component without any listing has its versions withdrawn, which have no date. Known at every instant.
    /// </summary>
    /// <param name="facts">The facts.</param>
    /// <param name="subjectId">The component or solution; the same facts when there is none.</param>
    /// <param name="reference">One listing, or null for the whole component.</param>
    /// <param name="at">From when.</param>
    public static SolutionFacts WithRevoked(this SolutionFacts facts, string subjectId, string? reference, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(facts);
        SolutionFacts changed = facts;
        if (facts.Components.GetValueOrDefault(subjectId) is { } component) changed = changed with { Components = facts.Components.SetItem(subjectId, Revoked(component, reference, at)) };
        if (facts.Solutions.GetValueOrDefault(subjectId) is { } solution)
            changed = changed with { Solutions = facts.Solutions.SetItem(subjectId, solution with { Listings = Revoked(solution.Listings, reference, at) }) };
        return changed;
    }

    private static ComponentState Revoked(ComponentState component, string? reference, DateTimeOffset at)
    {
        ComponentState revoked = component with { Listings = Revoked(component.Listings, reference, at) };
        if (reference is not null) return revoked;
        bool listed = component.Listings.Rows.Count > 0;
        DateOnly end = DateOnly.FromDateTime(at.UtcDateTime);
        return revoked with
        {
            Compliance = [.. component.Compliance.Select(c => c with { Value = c.Value with { ExpiresOn = c.Value.ExpiresOn < end ? c.Value.ExpiresOn : end } })],
            Withdrawn = listed
                ? component.Withdrawn
                : [.. component.Withdrawn, .. component.Versions.Select(v => new Recorded<ComponentVersionWithdrawn>(new(v.Value.Version, Reason), DateTimeOffset.MinValue))],
        };
    }

    private static ListingBook Revoked(ListingBook book, string? reference, DateTimeOffset at) => book with
    {
        Revocations =
        [
            .. book.Revocations,
            .. book.Rows.Select(r => r.Value.Reference).Distinct(StringComparer.Ordinal).Where(r => reference is null || r == reference)
                .Select(r => new Recorded<ListingRevoked>(new ListingRevoked(r, at, Reason), DateTimeOffset.MinValue)),
        ],
    };
}
