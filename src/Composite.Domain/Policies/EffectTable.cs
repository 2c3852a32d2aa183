using Composite.Domain.Components;

namespace Composite.Domain.Policies;

/// <summary>What each certification status does. Ours, not from PCI; effective-dated with the policies that hold it.</summary>
public static class EffectTable
{
    /// <summary>The default: conservative, a row for every status.</summary>
    public static readonly IReadOnlyList<CertificationEffect> Default =
    [
        new(CertificationStatus.Unknown, Effect.Refuse, Effect.Refuse, Effect.Refuse),
        new(CertificationStatus.NotYetInForce, Effect.Refuse, Effect.Refuse, Effect.Refuse),
        new(CertificationStatus.InForce, Effect.Allow, Effect.Allow, Effect.Allow),
        new(CertificationStatus.Expiring, Effect.Warn, Effect.Warn, Effect.Warn),
        new(CertificationStatus.CheckpointOverdue, Effect.Warn, Effect.Warn, Effect.Warn),
        new(CertificationStatus.CheckpointLapsed, Effect.Warn, Effect.Refuse, Effect.Refuse),
        new(CertificationStatus.InRemediation, Effect.Warn, Effect.Refuse, Effect.Warn),
        new(CertificationStatus.Expired, Effect.Refuse, Effect.Refuse, Effect.Refuse),
        new(CertificationStatus.Revoked, Effect.Refuse, Effect.Refuse, Effect.Refuse),
    ];

    /// <summary>The row of a status; a status without a row refuses everything.</summary>
    public static CertificationEffect EffectOf(this PolicyValues policy, CertificationStatus status)
    {
        ArgumentNullException.ThrowIfNull(policy);
        foreach (CertificationEffect row in policy.CertificationEffects ?? Default)
        {
            if (row.Status == status) return row;
        }

        return new CertificationEffect(status, Effect.Refuse, Effect.Refuse, Effect.Refuse);
    }
}
