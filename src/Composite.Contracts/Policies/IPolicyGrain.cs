namespace Composite.Contracts.Policies;

/// <summary>The effective-dated policies; one grain, key <c>main</c>. They are read from the silo's facts.</summary>
[Alias("policy-grain")]
public interface IPolicyGrain : IGrainWithStringKey
{
    /// <summary>Proposes to change values; they hold once another person approved them.</summary>
    [Alias("propose")]
    Task<CommandResult> ProposeAsync(ProposePolicy command, string actor, CancellationToken cancellationToken);

    /// <summary>Approves a proposal of another person.</summary>
    [Alias("approve")]
    Task<CommandResult> ApproveAsync(string proposalId, string actor, CancellationToken cancellationToken);

    /// <summary>Withdraws a proposal, or turns down another person's.</summary>
    [Alias("withdraw")]
    Task<CommandResult> WithdrawAsync(string proposalId, string reason, string actor, CancellationToken cancellationToken);
}

/// <summary>Values that PCI does not publish; ours, not from PCI. Those left out stay what they are at the effective date.</summary>
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

    /// <summary>Rows of the table of effects, by status; those left out stay.</summary>
    [Id(9)] public IReadOnlyList<CertificationEffectInfo>? CertificationEffects { get; init; }

    /// <summary>Days for which payments go on after a listing's expiry.</summary>
    [Id(10)] public int? ExpiryGraceDays { get; init; }

    /// <summary>Days before a deadline at which a notice goes out.</summary>
    [Id(11)] public IReadOnlyList<int>? NoticeLeadDays { get; init; }

    /// <summary>Hours within which somebody decides what becomes of a listing in remediation.</summary>
    [Id(12)] public int? RemediationDecisionHours { get; init; }

    /// <summary>Most days that a waiver may last.</summary>
    [Id(13)] public int? WaiverMaxDays { get; init; }
}

/// <summary>What a status of a listing does.</summary>
[GenerateSerializer, Immutable, Alias("certification-effect")]
public sealed record CertificationEffectInfo(
    [property: Id(0)] CertificationStatus Status, [property: Id(1)] Effect Payments, [property: Id(2)] Effect NewDevices, [property: Id(3)] Effect NewMerchants);

/// <summary>Mirrors the domain's statuses.</summary>
[GenerateSerializer, Alias("certification-status")]
public enum CertificationStatus { Unknown, NotYetInForce, InForce, Expiring, CheckpointOverdue, CheckpointLapsed, InRemediation, Expired, Revoked }

/// <summary>Mirrors the domain's effects.</summary>
[GenerateSerializer, Alias("effect")]
public enum Effect { Allow, Warn, Refuse }

/// <summary>Proposes to change policy values from an instant on.</summary>
[GenerateSerializer, Immutable, Alias("propose-policy")]
public sealed record ProposePolicy
{
    [Id(0)] public required string ProposalId { get; init; }
    [Id(1)] public required DateTimeOffset EffectiveFrom { get; init; }
    [Id(2)] public required PolicyValuesInfo Values { get; init; }
    [Id(3)] public required string Reason { get; init; }
}
