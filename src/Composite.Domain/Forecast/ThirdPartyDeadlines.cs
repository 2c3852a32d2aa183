using Composite.Domain.Components;
using Composite.Domain.ThirdParties;

namespace Composite.Domain.Forecast;

/// <summary>Yearly reviews of third parties (PCI DSS 12.8.4), and the ends of their contracts. One that has ended awaits neither.</summary>
public static class ThirdPartyDeadlines
{
    private const int YearDays = 365;

    /// <summary>The next review; of one that was never reviewed, a year after it was registered.</summary>
    public static IEnumerable<Deadline> Reviews(ForecastScope scope)
    {
        foreach (ThirdPartyState party in Current(scope))
        {
            DateOnly due = Known(party.Reviews, scope)?.NextDueOn ?? DateOnly.FromDateTime(party.RegisteredAt.UtcDateTime).AddDays(YearDays);
            yield return Of(scope, party, DeadlineKind.ThirdPartyReview, "review", due, $"Review of {party.Name}'s compliance", "The yearly review of a third party is overdue (PCI DSS 12.8.4).", "provider");
        }
    }

    public static IEnumerable<Deadline> ContractEnds(ForecastScope scope)
    {
        foreach (ThirdPartyState party in Current(scope))
        {
            if (Known(party.Contracts, scope) is not { EndsOn: { } end } contract) continue;
            yield return Of(
                scope, party, DeadlineKind.ContractEnd, contract.Reference, end, $"Contract {contract.Reference} with {party.Name} ends",
                "Nothing binds the third party to what it provides any more.", party.Name);
        }
    }

    private static IEnumerable<ThirdPartyState> Current(ForecastScope scope)
    {
        ArgumentNullException.ThrowIfNull(scope);
        return scope.Facts.ThirdParties.Values.Where(p => p.RegisteredAt <= scope.AsOf.KnownAt && Known(p.Ends, scope) is null);
    }

    private static T? Known<T>(IReadOnlyList<Recorded<T>> facts, ForecastScope scope)
        where T : class => facts.LastOrDefault(f => f.RecordedAt <= scope.AsOf.KnownAt)?.Value;

    private static Deadline Of(ForecastScope scope, ThirdPartyState party, DeadlineKind kind, string reference, DateOnly dueOn, string title, string consequence, string owner) => new()
    {
        Kind = kind,
        SubjectKind = SubjectKind.ThirdParty,
        SubjectId = party.Id,
        Reference = reference,
        DueAt = Deadline.StartOf(dueOn),
        Title = title,
        Consequence = consequence,
        Owner = owner,
        SolutionIds =
        [
            .. scope.Facts.Components.Values.Where(c => c.ProfileAt(scope.AsOf.KnownAt)?.ThirdPartyId == party.Id)
                .SelectMany(c => scope.SolutionsOf(c.Id)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal),
        ],
    };
}
