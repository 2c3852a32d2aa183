namespace Composite.Contracts.Policies;

/// <summary>The effective-dated policies; one grain, key <c>main</c>.</summary>
[Alias("policy-grain")]
public interface IPolicyGrain : IGrainWithStringKey
{
    /// <summary>Proposes values; they hold once another person approved them.</summary>
    [Alias("propose")]
    Task<CommandResult> ProposeAsync(ProposePolicy command, string actor, CancellationToken cancellationToken);

    /// <summary>Approves a proposal of another person.</summary>
    [Alias("approve")]
    Task<CommandResult> ApproveAsync(string proposalId, string actor, CancellationToken cancellationToken);

    [Alias("get")]
    Task<PolicyView> GetAsync(CancellationToken cancellationToken);
}

/// <summary>Values that PCI does not publish; ours, not from PCI. Those left out keep the value in force at the effective date.</summary>
[GenerateSerializer, Immutable, Alias("policy-values")]
public sealed record PolicyValuesInfo
{
    [Id(0)] public int? AttestationMaxAgeMs { get; init; }
    [Id(1)] public int? ClockSkewMs { get; init; }
    [Id(2)] public int? FactsMaxAgeMs { get; init; }
    [Id(3)] public int? ExpiryWarningDays { get; init; }
    [Id(4)] public int? CheckpointToleranceDays { get; init; }
    [Id(5)] public int? ActivationCodeLifetimeMs { get; init; }
    [Id(6)] public int? ActivationMaxAttempts { get; init; }
    [Id(7)] public IReadOnlyList<int>? ReversalWaitsMs { get; init; }
    [Id(8)] public int? ReversalMaxAttempts { get; init; }
}

/// <summary>Proposes policy values from an instant on.</summary>
[GenerateSerializer, Immutable, Alias("propose-policy")]
public sealed record ProposePolicy
{
    [Id(0)] public required string ProposalId { get; init; }
    [Id(1)] public required DateTimeOffset EffectiveFrom { get; init; }
    [Id(2)] public required PolicyValuesInfo Values { get; init; }
    [Id(3)] public required string Reason { get; init; }
}

/// <summary>The policies: versions oldest first, then open proposals.</summary>
[GenerateSerializer, Immutable, Alias("policy-view")]
public sealed record PolicyView
{
    [Id(0)] public required int VersionInForce { get; init; }
    [Id(1)] public required IReadOnlyList<PolicyVersionView> Versions { get; init; }
    [Id(2)] public required IReadOnlyList<PolicyProposalView> Proposals { get; init; }
}

/// <summary>A version of the policies.</summary>
[GenerateSerializer, Immutable, Alias("policy-version-view")]
public sealed record PolicyVersionView([property: Id(0)] int Version, [property: Id(1)] DateTimeOffset EffectiveFrom, [property: Id(2)] PolicyValuesInfo Values);

/// <summary>An open proposal.</summary>
[GenerateSerializer, Immutable, Alias("policy-proposal-view")]
public sealed record PolicyProposalView(
    [property: Id(0)] string ProposalId, [property: Id(1)] DateTimeOffset EffectiveFrom, [property: Id(2)] PolicyValuesInfo Values,
    [property: Id(3)] string Reason, [property: Id(4)] string ProposedBy);
