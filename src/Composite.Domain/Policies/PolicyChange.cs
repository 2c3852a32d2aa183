namespace Composite.Domain.Policies;

/// <summary>Some of the policy values, to replace those that hold; what is null stays as it is. The members mean what they mean in <see cref="PolicyValues"/>.</summary>
public sealed record PolicyChange
{
    public TimeSpan? AttestationMaxAge { get; init; }

    public TimeSpan? ClockSkew { get; init; }

    public TimeSpan? FactsMaxAge { get; init; }

    public int? ExpiryWarningDays { get; init; }

    public int? CheckpointToleranceDays { get; init; }

    public TimeSpan? ActivationCodeLifetime { get; init; }

    public int? ActivationMaxAttempts { get; init; }

    /// <summary>The whole list.</summary>
    public IReadOnlyList<TimeSpan>? ReversalWaits { get; init; }

    public int? ReversalMaxAttempts { get; init; }

    /// <summary>Rows to replace, by status; the other rows stay.</summary>
    public IReadOnlyList<CertificationEffect>? CertificationEffects { get; init; }

    public int? ExpiryGraceDays { get; init; }

    /// <summary>The whole list.</summary>
    public IReadOnlyList<int>? NoticeLeadDays { get; init; }

    public int? RemediationDecisionHours { get; init; }

    public int? WaiverMaxDays { get; init; }

    /// <summary>True when nothing would change.</summary>
    public bool IsEmpty() => this == new PolicyChange();

    /// <summary>The values with these in place of theirs.</summary>
    public PolicyValues On(PolicyValues values)
    {
        ArgumentNullException.ThrowIfNull(values);
        return values with
        {
            AttestationMaxAge = AttestationMaxAge ?? values.AttestationMaxAge,
            ClockSkew = ClockSkew ?? values.ClockSkew,
            FactsMaxAge = FactsMaxAge ?? values.FactsMaxAge,
            ExpiryWarningDays = ExpiryWarningDays ?? values.ExpiryWarningDays,
            CheckpointToleranceDays = CheckpointToleranceDays ?? values.CheckpointToleranceDays,
            ActivationCodeLifetime = ActivationCodeLifetime ?? values.ActivationCodeLifetime,
            ActivationMaxAttempts = ActivationMaxAttempts ?? values.ActivationMaxAttempts,
            ReversalWaits = ReversalWaits ?? values.ReversalWaits,
            ReversalMaxAttempts = ReversalMaxAttempts ?? values.ReversalMaxAttempts,
            CertificationEffects = CertificationEffects is { } rows ? EffectTable.With(values.CertificationEffects, rows) : values.CertificationEffects,
            ExpiryGraceDays = ExpiryGraceDays ?? values.ExpiryGraceDays,
            NoticeLeadDays = NoticeLeadDays ?? values.NoticeLeadDays,
            RemediationDecisionHours = RemediationDecisionHours ?? values.RemediationDecisionHours,
            WaiverMaxDays = WaiverMaxDays ?? values.WaiverMaxDays,
        };
    }

    /// <summary>What <paramref name="to"/> changes of <paramref name="from"/>: what somebody meant who proposed a whole set of values.</summary>
    public static PolicyChange Between(PolicyValues from, PolicyValues to)
    {
        ArgumentNullException.ThrowIfNull(from);
        ArgumentNullException.ThrowIfNull(to);
        return new PolicyChange
        {
            AttestationMaxAge = Changed(from.AttestationMaxAge, to.AttestationMaxAge),
            ClockSkew = Changed(from.ClockSkew, to.ClockSkew),
            FactsMaxAge = Changed(from.FactsMaxAge, to.FactsMaxAge),
            ExpiryWarningDays = Changed(from.ExpiryWarningDays, to.ExpiryWarningDays),
            CheckpointToleranceDays = Changed(from.CheckpointToleranceDays, to.CheckpointToleranceDays),
            ActivationCodeLifetime = Changed(from.ActivationCodeLifetime, to.ActivationCodeLifetime),
            ActivationMaxAttempts = Changed(from.ActivationMaxAttempts, to.ActivationMaxAttempts),
            ReversalWaits = from.ReversalWaits.SequenceEqual(to.ReversalWaits) ? null : to.ReversalWaits,
            ReversalMaxAttempts = Changed(from.ReversalMaxAttempts, to.ReversalMaxAttempts),
        };
    }

    /// <summary>Equal in every value (lists by content).</summary>
    public bool SaysTheSameAs(PolicyChange other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return this with { ReversalWaits = null, CertificationEffects = null, NoticeLeadDays = null } == other with { ReversalWaits = null, CertificationEffects = null, NoticeLeadDays = null }
            && Same(ReversalWaits, other.ReversalWaits) && Same(CertificationEffects, other.CertificationEffects) && Same(NoticeLeadDays, other.NoticeLeadDays);
    }

    private static bool Same<T>(IReadOnlyList<T>? a, IReadOnlyList<T>? b) => a is null || b is null ? a is null && b is null : a.SequenceEqual(b);

    private static T? Changed<T>(T from, T to)
        where T : struct => EqualityComparer<T>.Default.Equals(from, to) ? null : to;
}
