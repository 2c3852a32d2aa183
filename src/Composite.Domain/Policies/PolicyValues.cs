namespace Composite.Domain.Policies;

/// <summary>
/// The values that PCI does not publish and the provider therefore sets. The defaults are ours, conservative, and not from PCI.
/// </summary>
public sealed record PolicyValues
{
    public static readonly PolicyValues Default = new();

    /// <summary>Oldest attestation result that a payment or a PIN entry may rest on. Default 5 minutes.</summary>
    public TimeSpan AttestationMaxAge { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Most that a request's time, or an attestation result's, may lie away from the server's. Default 2 minutes.</summary>
    public TimeSpan ClockSkew { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>A silo refuses payments when its facts are older than this. Default 2 seconds.</summary>
    public TimeSpan FactsMaxAge { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>A listing that expires within these days is shown as expiring. Default 180.</summary>
    public int ExpiryWarningDays { get; init; } = 180;

    /// <summary>Days by which an annual checkpoint may be overdue before admission stops. Default 90.</summary>
    public int CheckpointToleranceDays { get; init; } = 90;

    /// <summary>How long an activation code can be used. Default 15 minutes.</summary>
    public TimeSpan ActivationCodeLifetime { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>Wrong codes after which an activation code is void. Default 5.</summary>
    public int ActivationMaxAttempts { get; init; } = 5;

    /// <summary>Waits before a reversal's repeats; the last one is used again until the cap. Default 1, 2, 5, 10, 30, 60 seconds.</summary>
    public IReadOnlyList<TimeSpan> ReversalWaits { get; init; } =
        [TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(60)];

    /// <summary>Reversal attempts after which a person decides. Default 60.</summary>
    public int ReversalMaxAttempts { get; init; } = 60;

    /// <summary>What each certification status does; null for <see cref="EffectTable.Default"/>.</summary>
    public IReadOnlyList<CertificationEffect>? CertificationEffects { get; init; }

    /// <summary>Days for which payments go on after a listing's expiry; null for the default, 0.</summary>
    public int? ExpiryGraceDays { get; init; }

    /// <summary>Days before a deadline at which a notice goes out; null for the default: 180, 90, 30, 7.</summary>
    public IReadOnlyList<int>? NoticeLeadDays { get; init; }

    /// <summary>Hours within which somebody decides what becomes of a listing in remediation; null for the default, 24.</summary>
    public int? RemediationDecisionHours { get; init; }

    /// <summary>Most days that a waiver may last; null for the default, 90.</summary>
    public int? WaiverMaxDays { get; init; }

    /// <summary>Equal in every value (lists by content).</summary>
    public bool SaysTheSameAs(PolicyValues other)
    {
        ArgumentNullException.ThrowIfNull(other);
        PolicyValues alike = this with { ReversalWaits = other.ReversalWaits, CertificationEffects = other.CertificationEffects, NoticeLeadDays = other.NoticeLeadDays };
        return other.ReversalWaits is not null && alike == other && ReversalWaits.SequenceEqual(other.ReversalWaits)
            && (CertificationEffects ?? []).SequenceEqual(other.CertificationEffects ?? []) && (NoticeLeadDays ?? []).SequenceEqual(other.NoticeLeadDays ?? []);
    }
}

/// <summary>The values of which a policy says nothing.</summary>
public static class PolicyDefaults
{
    public const int ExpiryGraceDays = 0;
    public const int RemediationDecisionHours = 24;
    public const int WaiverMaxDays = 90;

    public static readonly IReadOnlyList<int> NoticeLeadDays = [180, 90, 30, 7];

    public static int GraceDays(this PolicyValues policy) => policy.ExpiryGraceDays ?? ExpiryGraceDays;

    public static IReadOnlyList<int> NoticeDays(this PolicyValues policy) => policy.NoticeLeadDays ?? NoticeLeadDays;

    public static TimeSpan RemediationDecisionTime(this PolicyValues policy) => TimeSpan.FromHours(policy.RemediationDecisionHours ?? RemediationDecisionHours);

    public static TimeSpan WaiverMaxTime(this PolicyValues policy) => TimeSpan.FromDays(policy.WaiverMaxDays ?? WaiverMaxDays);
}
