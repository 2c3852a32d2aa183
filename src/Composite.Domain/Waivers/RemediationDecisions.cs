using Composite.Domain.Components;
using Composite.Domain.Policies;
using Composite.Domain.Solutions;

namespace Composite.Domain.Waivers;

/// <summary>A listing in remediation, on which somebody must decide.</summary>
/// <param name="SubjectId">The component, or the solution, whose listing it is.</param>
/// <param name="Reference">The listing.</param>
/// <param name="OpenedAt">Since when it is in remediation.</param>
/// <param name="DueAt">By when the decision is due: the policy's hours after the opening, or after it became known where that was later.</param>
/// <param name="DecidedAt">When the decision was recorded; null while it is open.</param>
/// <param name="DecidedBy">Who decided.</param>
/// <param name="Decision">What was decided, or <c>waiver {id}</c>.</param>
public sealed record RemediationDecision(
    string SubjectId, string Reference, DateTimeOffset OpenedAt, DateTimeOffset DueAt, DateTimeOffset? DecidedAt, string? DecidedBy, string? Decision)
{
    public bool Decided => DecidedAt is not null;
}

/// <summary>The decisions that listings in remediation ask for. A revocation, or the end of the remediation, ends the question.</summary>
public static class RemediationDecisions
{
    /// <summary>Every listing in remediation, decided or not, the most urgent first.</summary>
    public static IReadOnlyList<RemediationDecision> Of(SolutionFacts facts, AsOf asOf)
    {
        ArgumentNullException.ThrowIfNull(facts);
        return
        [
            .. facts.Components.Values.Select(c => (c.Id, c.Listings)).Concat(facts.Solutions.Values.Select(s => (s.Id, s.Listings)))
                .Where(subject => subject.Listings.Remediations.Count > 0)
                .SelectMany(subject => subject.Listings.References(asOf.KnownAt).Select(reference => Of(facts, subject.Id, subject.Listings, reference, asOf)))
                .OfType<RemediationDecision>()
                .OrderBy(r => r.DueAt).ThenBy(r => r.SubjectId, StringComparer.Ordinal).ThenBy(r => r.Reference, StringComparer.Ordinal),
        ];
    }

    private static RemediationDecision? Of(SolutionFacts facts, string subjectId, ListingBook book, string reference, AsOf asOf)
    {
        PolicyValues policy = facts.Policies.At(asOf).Values;
        if (book.Status(reference, asOf.ValidAt, asOf.KnownAt, policy) != CertificationStatus.InRemediation) return null;
        Recorded<ListingRemediationChanged> opening = Opening(book, reference, asOf);
        DateTimeOffset asked = opening.RecordedAt > opening.Value.EffectiveAt ? opening.RecordedAt : opening.Value.EffectiveAt;
        RemediationDecision open = new(subjectId, reference, opening.Value.EffectiveAt, asked + facts.Policies.At(asOf with { ValidAt = asked }).Values.RemediationDecisionTime(), null, null, null);
        return facts.Waivers.Decisions.LastOrDefault(d => d.Value.SubjectId == subjectId && d.Value.Reference == reference && Counts(d.RecordedAt)) is { } decided
            ? open with { DecidedAt = decided.RecordedAt, DecidedBy = decided.Value.DecidedBy, Decision = decided.Value.Decision }
            : facts.Waivers.Active(subjectId, reference, CertificationStatus.InRemediation, asOf) is { } waiver && facts.Waivers.All[waiver.WaiverId] is { ApprovedAt: { } approved } state
                ? open with { DecidedAt = approved, DecidedBy = state.ApprovedBy, Decision = $"waiver {waiver.WaiverId}" }
                : open;

        bool Counts(DateTimeOffset recordedAt) => recordedAt >= opening.RecordedAt && recordedAt <= asOf.KnownAt && recordedAt <= asOf.ValidAt;
    }

    // The opening that holds: as ListingBook has it, the one that takes effect last, and of those the one recorded last.
    private static Recorded<ListingRemediationChanged> Opening(ListingBook book, string reference, AsOf asOf)
    {
        Recorded<ListingRemediationChanged>? last = null;
        foreach (Recorded<ListingRemediationChanged> fact in book.Remediations)
        {
            if (fact.RecordedAt <= asOf.KnownAt && fact.Value.EffectiveAt <= asOf.ValidAt && fact.Value.Reference == reference
                && (last is null || fact.Value.EffectiveAt >= last.Value.EffectiveAt))
            {
                last = fact;
            }
        }

        return last ?? throw new InvalidOperationException($"Listing {reference} is in remediation, and no opening is known.");
    }
}
