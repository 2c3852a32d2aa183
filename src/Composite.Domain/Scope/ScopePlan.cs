using Composite.Domain.Components;
using Composite.Domain.ThirdParties;

namespace Composite.Domain.Scope;

/// <summary>Who has what evaluated, domain by domain, as of an instant. Computed from the declaration and the listings; never stored.</summary>
/// <param name="SolutionId">The solution; null for a plan that nobody saved.</param>
/// <param name="Declaration">What it is planned by; null when nothing was declared.</param>
/// <param name="DeclaredBy">Who declared it, or null.</param>
/// <param name="DeclaredAt">When, or null.</param>
/// <param name="Domains">The five domains, in order.</param>
public sealed record ScopePlan(string? SolutionId, ScopeDeclaration? Declaration, string? DeclaredBy, DateTimeOffset? DeclaredAt, IReadOnlyList<ScopeDomain> Domains)
{
    /// <summary>True when no domain misses anything.</summary>
    public bool Complete => Domains.All(d => d.Missing.Count == 0);
}

/// <summary>How a domain is covered.</summary>
public enum ScopeCoverage
{
    /// <summary>The provider has it evaluated itself.</summary>
    EvaluatedByYou,

    /// <summary>It is relied on through listings.</summary>
    ReliedOn,

    /// <summary>The provider has its share evaluated; the rest is others'.</summary>
    Shared,

    /// <summary>Something is not covered by anybody.</summary>
    Missing,
}

/// <summary>One of the five domains.</summary>
public sealed record ScopeDomain
{
    /// <summary>1 to 5.</summary>
    public required int Domain { get; init; }

    public required string Name { get; init; }

    /// <summary>What the provider has evaluated itself, in words.</summary>
    public IReadOnlyList<string> EvaluatedByYou { get; init; } = [];

    /// <summary>What is relied on through listings.</summary>
    public IReadOnlyList<ScopeReliance> ReliedOn { get; init; } = [];

    /// <summary>Who does what, from the third parties' splits of responsibility.</summary>
    public IReadOnlyList<ScopeShare> Shared { get; init; } = [];

    /// <summary>What nobody covers.</summary>
    public IReadOnlyList<ScopeGap> Missing { get; init; } = [];

    public ScopeCoverage Coverage => this switch
    {
        { Missing.Count: > 0 } => ScopeCoverage.Missing,
        { EvaluatedByYou.Count: 0 } => ScopeCoverage.ReliedOn,
        { ReliedOn.Count: > 0 } or { Shared.Count: > 0 } => ScopeCoverage.Shared,
        _ => ScopeCoverage.EvaluatedByYou,
    };
}

/// <summary>A part, or its vendor's share, that is relied on through a listing.</summary>
/// <param name="Part">The part.</param>
/// <param name="Reference">The listing.</param>
/// <param name="ComponentId">The component that has it.</param>
/// <param name="Status">Its status as of the answer.</param>
/// <param name="Until">First day (UTC) on which the listing is no longer in force.</param>
public sealed record ScopeReliance(ScopePartName Part, string Reference, string ComponentId, CertificationStatus Status, DateOnly Until);

/// <summary>One line of a third party's split of responsibility.</summary>
public sealed record ScopeShare(ScopePartName Part, string ThirdPartyId, string Area, ResponsibleParty Party, string Detail);

/// <summary>Something that nobody covers.</summary>
/// <param name="Part">The part, or null where it is the whole.</param>
/// <param name="Reason">What is missing.</param>
/// <param name="Remedy">What mends it.</param>
/// <param name="Since">From when, where the facts say it.</param>
public sealed record ScopeGap(ScopePartName? Part, string Reason, string Remedy, DateTimeOffset? Since = null);
