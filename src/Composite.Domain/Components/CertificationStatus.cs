namespace Composite.Domain.Components;

/// <summary>The state of a listing at an instant, as known at an instant. Computed, never stored.</summary>
public enum CertificationStatus
{
    /// <summary>No listing is known. Treated as not in force.</summary>
    Unknown,

    /// <summary>Recorded, and its first day has not come.</summary>
    NotYetInForce,

    InForce,

    /// <summary>In force, and expires within the policy's warning window.</summary>
    Expiring,

    /// <summary>The annual checkpoint is overdue by no more than the policy's tolerance.</summary>
    CheckpointOverdue,

    /// <summary>The annual checkpoint is overdue by more than the policy's tolerance.</summary>
    CheckpointLapsed,

    /// <summary>Under remediation after a finding.</summary>
    InRemediation,

    Expired,

    Revoked,
}
