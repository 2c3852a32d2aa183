namespace Composite.Domain.Impact;

/// <summary>What might lapse.</summary>
/// <param name="SubjectId">A component, or a solution for its own listings.</param>
/// <param name="Version">Only devices that run this version: exact, or <c>3.2.x</c>; null for all.</param>
/// <param name="Reference">Only what relies on this listing; null for all.</param>
public sealed record ImpactSubject(string SubjectId, string? Version, string? Reference);

/// <summary>What is supposed to have happened to the subject. Nothing of it is recorded.</summary>
public enum Hypothesis
{
    /// <summary>Its listings are revoked and its attestations of compliance ended; a version is withdrawn.</summary>
    Revoked,

    /// <summary>Its listings and attestations are past their last day; a version is past its crypto-expiry.</summary>
    Expired,

    /// <summary>Its annual checkpoint is overdue by more than the policy tolerates.</summary>
    Lapsed,
}

/// <summary>What becomes of a device's business. In the order from worst to best: the numbers of the groups.</summary>
public enum ImpactEffect
{
    /// <summary>No payments.</summary>
    Stops,

    /// <summary>Payments go on; no new devices or no new merchants.</summary>
    Restricted,

    /// <summary>Everything goes on, and somebody is told.</summary>
    Warned,

    /// <summary>It relies on the subject, and nothing happens.</summary>
    GoesOn,
}

/// <param name="Subject">What might lapse.</param>
/// <param name="Hypothesis">What is supposed, or null for what is so.</param>
/// <param name="AsOf">For which instants. The devices are those of now, whatever the instants.</param>
public sealed record ImpactQuestion(ImpactSubject Subject, Hypothesis? Hypothesis, AsOf AsOf);
