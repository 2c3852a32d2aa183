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
        if (!IsFirm(status))
        {
            // By index: an enumerator of the interface would be allocated, for every payment.
            IReadOnlyList<CertificationEffect> rows = policy.CertificationEffects ?? Default;
            for (int i = 0; i < rows.Count; i++)
            {
                if (rows[i].Status == status) return rows[i];
            }
        }

        return RefuseAll(status);
    }

    /// <summary>True for the statuses under which a listing is not in force: they refuse everything, and no policy changes that.</summary>
    public static bool IsFirm(CertificationStatus status) => status
        is CertificationStatus.Unknown or CertificationStatus.NotYetInForce or CertificationStatus.Expired or CertificationStatus.Revoked;

    /// <summary>A whole table: the rows in place of those with the same status.</summary>
    public static IReadOnlyList<CertificationEffect> With(IReadOnlyList<CertificationEffect>? table, IReadOnlyList<CertificationEffect> rows) =>
        [.. (table ?? Default).Select(row => rows.FirstOrDefault(r => r.Status == row.Status) ?? row), .. rows.Where(r => (table ?? Default).All(row => row.Status != r.Status))];

    internal static CertificationEffect RefuseAll(CertificationStatus status) => new(status, Effect.Refuse, Effect.Refuse, Effect.Refuse);
}
