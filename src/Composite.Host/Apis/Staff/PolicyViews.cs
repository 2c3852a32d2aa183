using Composite.Contracts.Policies;
using Composite.Domain;
using Composite.Domain.Policies;
using DomainEffect = Composite.Domain.Policies.CertificationEffect;

namespace Composite.Host.Apis.Staff;

/// <summary>A version of the policies: the values that hold from its date on, and who made it so; the built-in version has nobody.</summary>
internal sealed record PolicyVersionRow(
    int Version, DateTimeOffset? EffectiveFrom, PolicyValuesInfo Values, string? ProposalId, string? ProposedBy, string? ApprovedBy, DateTimeOffset? ApprovedAt);

/// <summary>What became of a proposal.</summary>
internal enum ProposalStatus
{
    Open,
    Approved,
    Withdrawn,
}

/// <summary>A proposal: the values that it changes, and what became of it.</summary>
internal sealed record ProposalRow(
    string ProposalId, ProposalStatus Status, DateTimeOffset EffectiveFrom, PolicyValuesInfo Values, string Reason, string ProposedBy, DateTimeOffset ProposedAt,
    int? Version, string? ApprovedBy, DateTimeOffset? ApprovedAt, string? WithdrawnBy, DateTimeOffset? WithdrawnAt, string? WithdrawalReason);

/// <summary>The policies as of two instants.</summary>
internal sealed record PolicyReply(
    DateTimeOffset ValidAt, DateTimeOffset KnownAt, long Position, int VersionInForce, PolicyValuesInfo Values, IReadOnlyList<PolicyVersionRow> Versions, IReadOnlyList<ProposalRow> Proposals);

/// <summary>Shows policies.</summary>
internal static class PolicyViews
{
    public static PolicyReply Reply(PolicyTable table, AsOfQuery asOf, long position)
    {
        PolicyVersion inForce = table.At(asOf.AsOf);
        return new PolicyReply(
            asOf.ValidAt, asOf.KnownAt, position, inForce.Version, Whole(inForce.Values), [.. table.KnownAt(asOf.AsOf.KnownAt).Select(v => Row(v, table))],
            [.. table.History.Where(p => p.ProposedAt <= asOf.AsOf.KnownAt).Select(p => Row(p, asOf.AsOf)).Where(p => p.Status == ProposalStatus.Open)]);
    }

    /// <summary>A proposal as known at an instant.</summary>
    public static ProposalRow Row(PolicyProposal p, AsOf asOf)
    {
        PolicyApproval? approval = p.Approval?.ApprovedAt <= asOf.KnownAt ? p.Approval : null;
        PolicyWithdrawal? withdrawal = p.Withdrawal?.WithdrawnAt <= asOf.KnownAt ? p.Withdrawal : null;
        return new ProposalRow(
            p.ProposalId, approval is not null ? ProposalStatus.Approved : withdrawal is not null ? ProposalStatus.Withdrawn : ProposalStatus.Open, p.EffectiveFrom, Changed(p.Change), p.Reason,
            p.ProposedBy, p.ProposedAt, approval?.Version, approval?.ApprovedBy, approval?.ApprovedAt, withdrawal?.WithdrawnBy, withdrawal?.WithdrawnAt, withdrawal?.Reason);
    }

    private static PolicyVersionRow Row(PolicyVersion v, PolicyTable table)
    {
        PolicyProposal? proposal = table.History.FirstOrDefault(p => p.Approval?.Version == v.Version);
        return new PolicyVersionRow(
            v.Version, v.Version == 0 ? null : v.EffectiveFrom, Whole(v.Values), proposal?.ProposalId, proposal?.ProposedBy, proposal?.Approval?.ApprovedBy, proposal?.Approval?.ApprovedAt);
    }

    private static PolicyValuesInfo Whole(PolicyValues v) => new()
    {
        AttestationMaxAgeMs = Ms(v.AttestationMaxAge),
        ClockSkewMs = Ms(v.ClockSkew),
        FactsMaxAgeMs = Ms(v.FactsMaxAge),
        ExpiryWarningDays = v.ExpiryWarningDays,
        CheckpointToleranceDays = v.CheckpointToleranceDays,
        ActivationCodeLifetimeMs = Ms(v.ActivationCodeLifetime),
        ActivationMaxAttempts = v.ActivationMaxAttempts,
        ReversalWaitsMs = Waits(v.ReversalWaits),
        ReversalMaxAttempts = v.ReversalMaxAttempts,
        CertificationEffects = Rows(EffectTable.Default.Select(r => v.EffectOf(r.Status))),
        ExpiryGraceDays = v.GraceDays(),
        NoticeLeadDays = v.NoticeDays(),
        RemediationDecisionHours = (int)v.RemediationDecisionTime().TotalHours,
        WaiverMaxDays = (int)v.WaiverMaxTime().TotalDays,
    };

    private static PolicyValuesInfo Changed(PolicyChange c) => new()
    {
        AttestationMaxAgeMs = Ms(c.AttestationMaxAge),
        ClockSkewMs = Ms(c.ClockSkew),
        FactsMaxAgeMs = Ms(c.FactsMaxAge),
        ExpiryWarningDays = c.ExpiryWarningDays,
        CheckpointToleranceDays = c.CheckpointToleranceDays,
        ActivationCodeLifetimeMs = Ms(c.ActivationCodeLifetime),
        ActivationMaxAttempts = c.ActivationMaxAttempts,
        ReversalWaitsMs = c.ReversalWaits is { } waits ? Waits(waits) : null,
        ReversalMaxAttempts = c.ReversalMaxAttempts,
        CertificationEffects = c.CertificationEffects is { } rows ? Rows(rows) : null,
        ExpiryGraceDays = c.ExpiryGraceDays,
        NoticeLeadDays = c.NoticeLeadDays,
        RemediationDecisionHours = c.RemediationDecisionHours,
        WaiverMaxDays = c.WaiverMaxDays,
    };

    private static IReadOnlyList<CertificationEffectInfo> Rows(IEnumerable<DomainEffect> rows) =>
        [.. rows.Select(r => new CertificationEffectInfo((CertificationStatus)r.Status, (Contracts.Policies.Effect)r.Payments, (Contracts.Policies.Effect)r.NewDevices, (Contracts.Policies.Effect)r.NewMerchants))];

    private static int[] Waits(IReadOnlyList<TimeSpan> waits) => [.. waits.Select(w => (int)w.TotalMilliseconds)];

    private static int? Ms(TimeSpan? value) => value is { } span ? (int)span.TotalMilliseconds : null;
}
