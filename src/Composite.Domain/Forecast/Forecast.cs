using Composite.Domain.Policies;
using Composite.Domain.Solutions;

namespace Composite.Domain.Forecast;

/// <summary>A source of deadlines: from the facts, as of the scope, those that it knows, in any order and of any date.</summary>
public delegate IEnumerable<Deadline> DeadlineSource(ForecastScope scope);

/// <summary>What expires or is due, computed from the facts as of two instants.</summary>
public static class Forecast
{
    /// <summary>Every source. An area adds its deadlines by adding a function here.</summary>
    public static readonly IReadOnlyList<DeadlineSource> Sources =
    [
        ListingDeadlines.Expiries,
        ListingDeadlines.Checkpoints,
        ComponentDeadlines.CryptoExpiries,
        ComponentDeadlines.ComplianceRenewals,
        PlatformDeadlines.EndsOfSupport,
        WaiverDeadlines.Ends,
        WaiverDeadlines.RemediationDecisions,
        ThirdPartyDeadlines.Reviews,
        ThirdPartyDeadlines.ContractEnds,
        EvidenceDeadlines.Expiries,
        EvidenceDeadlines.ControlCycles,
        CaseDeadlines.Notices,
        CaseDeadlines.Campaigns,
    ];

    /// <summary>The deadlines of the days <paramref name="from"/> to <paramref name="to"/>, both included, in date order.</summary>
    public static IReadOnlyList<Deadline> Of(SolutionFacts facts, AsOf asOf, DateOnly from, DateOnly to)
    {
        ForecastScope scope = new(facts, asOf);
        return
        [
            .. Sources.SelectMany(source => source(scope)).Where(d => d.DueOn >= from && d.DueOn <= to)
                .OrderBy(d => d.DueAt).ThenBy(d => d.Id, StringComparer.Ordinal),
        ];
    }
}

/// <summary>The facts, the two instants, and what every source asks of them.</summary>
public sealed class ForecastScope
{
    private readonly Dictionary<string, List<string>> _solutionsOf = new(StringComparer.Ordinal);

    public ForecastScope(SolutionFacts facts, AsOf asOf)
    {
        ArgumentNullException.ThrowIfNull(facts);
        Facts = facts;
        AsOf = asOf;
        foreach (SolutionState solution in facts.Solutions.Values.OrderBy(s => s.Id, StringComparer.Ordinal))
        {
            foreach (string component in solution.ComponentIdsAt(asOf))
            {
                if (!_solutionsOf.TryGetValue(component, out List<string>? solutions)) _solutionsOf.Add(component, solutions = []);
                solutions.Add(solution.Id);
            }
        }
    }

    public SolutionFacts Facts { get; }

    public AsOf AsOf { get; }

    /// <summary>The solutions that the component is part of, in order.</summary>
    public IReadOnlyList<string> SolutionsOf(string componentId) => _solutionsOf.GetValueOrDefault(componentId) ?? (IReadOnlyList<string>)[];

    /// <summary>The policy that will be in force at an instant, as far as it was known.</summary>
    public PolicyValues PolicyAt(DateTimeOffset instant) => Facts.Policies.At(AsOf with { ValidAt = instant }).Values;
}
