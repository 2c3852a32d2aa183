using Composite.Domain.Policies;

namespace Composite.Domain.Components;

/// <summary>Which attestation of compliance (AoC) of a component is meant: a later record with the same key corrects the earlier one.</summary>
public readonly record struct ComplianceKey(ComplianceStandard Standard, DateOnly ValidFrom);

/// <summary>An attestation of compliance and its status at an instant.</summary>
/// <param name="Attestation">As known then.</param>
/// <param name="Status"><see cref="CertificationStatus.NotYetInForce"/>, <see cref="CertificationStatus.InForce"/>, <see cref="CertificationStatus.Expiring"/> or <see cref="CertificationStatus.Expired"/>.</param>
/// <param name="RecordedAt">When the attestation, as it stands here, was recorded.</param>
public readonly record struct ComplianceStatus(ComplianceAttestation Attestation, CertificationStatus Status, DateTimeOffset RecordedAt);

/// <summary>The attestations of compliance of a component at an instant as known at an instant.</summary>
public static class ComplianceBook
{
    /// <summary>Every attestation known at the instant with its status, newest first.</summary>
    public static IReadOnlyList<ComplianceStatus> ComplianceAt(this ComponentState component, AsOf asOf, PolicyValues policy)
    {
        ArgumentNullException.ThrowIfNull(component);
        ArgumentNullException.ThrowIfNull(policy);
        List<ComplianceStatus> statuses = [];
        for (int i = component.Compliance.Count - 1; i >= 0; i--)
        {
            if (component.IsCurrentCompliance(i, asOf.KnownAt)) statuses.Add(StatusOf(component.Compliance[i], asOf.Day, policy));
        }

        return statuses;
    }

    /// <summary>
    /// The attestation under the standard that counts: of those that cover the day the one that lasts longest, and of equals the newest; when
    /// none does, the newest; null when none is known.
    /// </summary>
    public static ComplianceStatus? ComplianceInUse(this ComponentState component, ComplianceStandard standard, AsOf asOf, PolicyValues policy)
    {
        ArgumentNullException.ThrowIfNull(component);
        ArgumentNullException.ThrowIfNull(policy);
        ComplianceStatus? newest = null;
        ComplianceStatus? best = null;
        for (int i = component.Compliance.Count - 1; i >= 0; i--)
        {
            if (component.Compliance[i].Value.Standard != standard || !component.IsCurrentCompliance(i, asOf.KnownAt)) continue;
            ComplianceStatus attestation = StatusOf(component.Compliance[i], asOf.Day, policy);
            newest ??= attestation;
            if (attestation.Status is not (CertificationStatus.InForce or CertificationStatus.Expiring)) continue;
            if (best is not { } so || attestation.Attestation.ExpiresOn > so.Attestation.ExpiresOn) best = attestation;
        }

        return best ?? newest;
    }

    private static ComplianceStatus StatusOf(Recorded<ComplianceAttestation> fact, DateOnly day, PolicyValues policy) => new(fact.Value, fact.Value switch
    {
        { ValidFrom: var first } when day < first => CertificationStatus.NotYetInForce,
        { ExpiresOn: var end } when day >= end => CertificationStatus.Expired,
        { ExpiresOn: var end } => end.DayNumber - day.DayNumber <= policy.ExpiryWarningDays ? CertificationStatus.Expiring : CertificationStatus.InForce,
    }, fact.RecordedAt);
}
