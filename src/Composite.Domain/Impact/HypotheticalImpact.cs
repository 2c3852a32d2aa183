using Composite.Domain.Components;
using Composite.Domain.Inventory;
using Composite.Domain.Solutions;

namespace Composite.Domain.Impact;

/// <summary>Facts as they would be if something had happened to a subject. Revocation is <see cref="HypotheticalFacts.WithRevoked"/>.</summary>
internal static class HypotheticalImpact
{
    private const string Reason = "hypothetical";

    public static SolutionFacts With(this SolutionFacts facts, ImpactQuestion question)
    {
        (ImpactSubject subject, AsOf asOf) = (question.Subject, question.AsOf);
        return question.Hypothesis switch
        {
            null => facts,
            Hypothesis.Revoked when subject.Version is { } version => facts.OfComponent(subject.SubjectId, c => Withdrawn(c, version)),
            Hypothesis.Revoked => facts.WithRevoked(subject.SubjectId, subject.Reference, asOf.ValidAt),
            Hypothesis.Expired when subject.Version is { } version => facts.OfComponent(subject.SubjectId, c => CryptoExpired(c, version, asOf.Day)),
            Hypothesis.Expired => facts.OfComponent(subject.SubjectId, c => subject.Reference is null ? Ended(c, asOf.Day) : c)
                .OfBook(subject.SubjectId, book => book with { Rows = Change(book, subject.Reference, row => row with { ExpiresOn = Earlier(row.ExpiresOn, asOf.Day) }) }),
            _ => facts.OfBook(subject.SubjectId, book => Lapsed(book, subject.Reference, asOf.Day.AddDays(-facts.Policies.At(asOf).Values.CheckpointToleranceDays - 1))),
        };
    }

    private static SolutionFacts OfComponent(this SolutionFacts facts, string id, Func<ComponentState, ComponentState> change) =>
        facts.Components.GetValueOrDefault(id) is { } component ? facts with { Components = facts.Components.SetItem(id, change(component)) } : facts;

    private static SolutionFacts OfBook(this SolutionFacts facts, string id, Func<ListingBook, ListingBook> change)
    {
        SolutionFacts changed = facts.OfComponent(id, c => c with { Listings = change(c.Listings) });
        return facts.Solutions.GetValueOrDefault(id) is { } solution
            ? changed with { Solutions = facts.Solutions.SetItem(id, solution with { Listings = change(solution.Listings) }) }
            : changed;
    }

    private static ComponentState Withdrawn(ComponentState component, string version) => component with
    {
        Withdrawn =
        [
            .. component.Withdrawn,
            .. component.Versions.Where(v => VersionPattern.Covers(version, v.Value.Version))
                .Select(v => new Recorded<ComponentVersionWithdrawn>(new ComponentVersionWithdrawn(v.Value.Version, Reason), DateTimeOffset.MinValue)),
        ],
    };

    private static ComponentState CryptoExpired(ComponentState component, string version, DateOnly day) => component with
    {
        Versions = [.. component.Versions.Select(v => VersionPattern.Covers(version, v.Value.Version) ? v with { Value = v.Value with { CryptoExpiresOn = Earlier(v.Value.CryptoExpiresOn ?? day, day) } } : v)],
    };

    private static ComponentState Ended(ComponentState component, DateOnly day) =>
        component with { Compliance = [.. component.Compliance.Select(c => c with { Value = c.Value with { ExpiresOn = Earlier(c.Value.ExpiresOn, day) } })] };

    private static ListingBook Lapsed(ListingBook book, string? reference, DateOnly due) => book with
    {
        Rows = Change(book, reference, row => row with { CheckpointDueOn = due }),
        Checkpoints = [.. book.Checkpoints.Where(c => reference is not null && c.Value.Reference != reference)],
    };

    private static IReadOnlyList<Recorded<Listing>> Change(ListingBook book, string? reference, Func<Listing, Listing> change) =>
        [.. book.Rows.Select(row => reference is null || row.Value.Reference == reference ? row with { Value = change(row.Value) } : row)];

    private static DateOnly Earlier(DateOnly a, DateOnly b) => a < b ? a : b;
}
