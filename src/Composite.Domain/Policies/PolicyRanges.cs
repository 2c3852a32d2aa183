using Composite.Domain.Components;

namespace Composite.Domain.Policies;

/// <summary>Within what bounds the provider may set each value, and what no policy can change. Ours, not from PCI.</summary>
public static class PolicyRanges
{
    public const int MaxReversalWaits = 20;
    public const int MaxNoticeLeads = 10;
    public const int MaxNoticeLeadDays = 730;
    public const int MaxExpiryGraceDays = 90;
    public const int MaxRemediationDecisionHours = 168;
    public const int MaxWaiverDays = 180;

    /// <summary>Adds every defect of the changed values to <paramref name="problems"/>.</summary>
    internal static void Check(PolicyChange c, Problems problems)
    {
        Range(problems, "attestationMaxAge", c.AttestationMaxAge, TimeSpan.FromSeconds(1), TimeSpan.FromHours(1));
        Range(problems, "clockSkew", c.ClockSkew, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(10));
        Range(problems, "factsMaxAge", c.FactsMaxAge, TimeSpan.FromMilliseconds(500), TimeSpan.FromSeconds(10));
        Range(problems, "activationCodeLifetime", c.ActivationCodeLifetime, TimeSpan.FromMinutes(1), TimeSpan.FromHours(24));
        Range(problems, "activationMaxAttempts", c.ActivationMaxAttempts, 1, 10);
        Range(problems, "expiryWarningDays", c.ExpiryWarningDays, 0, MaxNoticeLeadDays);
        Range(problems, "checkpointToleranceDays", c.CheckpointToleranceDays, 0, 365);
        Range(problems, "reversalMaxAttempts", c.ReversalMaxAttempts, 1, 1000);
        Range(problems, "expiryGraceDays", c.ExpiryGraceDays, 0, MaxExpiryGraceDays);
        Range(problems, "remediationDecisionHours", c.RemediationDecisionHours, 1, MaxRemediationDecisionHours);
        Range(problems, "waiverMaxDays", c.WaiverMaxDays, 1, MaxWaiverDays);
        if (c.ReversalWaits is not null)
        {
            foreach (TimeSpan wait in problems.Items("reversalWaits", c.ReversalWaits, 1, MaxReversalWaits)) Range<TimeSpan>(problems, "reversalWaits", wait, TimeSpan.FromMilliseconds(1), TimeSpan.FromHours(1));
        }

        if (c.NoticeLeadDays is not null)
        {
            foreach (int days in problems.Items("noticeLeadDays", c.NoticeLeadDays, 1, MaxNoticeLeads)) Range<int>(problems, "noticeLeadDays", days, 1, MaxNoticeLeadDays);
            problems.Require(c.NoticeLeadDays.Distinct().Count() == c.NoticeLeadDays.Count, "duplicate", "noticeLeadDays", "A number of days is named twice.", "Name each once.");
        }

        if (c.CertificationEffects is not null) Effects(c.CertificationEffects, problems);
    }

    private static void Effects(IReadOnlyList<CertificationEffect> rows, Problems problems)
    {
        const string Field = "certificationEffects";
        rows = problems.Items(Field, rows, 1, EffectTable.Default.Count);
        problems.Require(rows.Select(r => r.Status).Distinct().Count() == rows.Count, "duplicate", Field, "A status is named twice.", "Name each once.");
        foreach (CertificationEffect row in rows)
        {
            problems.Defined(Field, row.Status).Defined(Field, row.Payments).Defined(Field, row.NewDevices).Defined(Field, row.NewMerchants)
                .Require(!EffectTable.IsFirm(row.Status) || row == EffectTable.RefuseAll(row.Status), "firm", Field,
                    $"A listing that is {row.Status} refuses payments, new devices and new merchants, whatever the policy says.",
                    row.Status == CertificationStatus.Expired ? "Leave the row out; set expiryGraceDays, or propose a waiver." : "Leave the row out.")
                .Require(EffectTable.IsFirm(row.Status) || (row.NewDevices >= row.Payments && row.NewMerchants >= row.Payments), "admission-beyond-payments", Field,
                    $"{row.Status} would admit what then could not pay.", "Let admission allow no more than payments do.");
        }
    }

    private static void Range<T>(Problems problems, string field, T? value, T least, T most)
        where T : struct, IComparable<T>
    {
        if (value is { } given)
        {
            problems.Require(given.CompareTo(least) >= 0 && given.CompareTo(most) <= 0, "range", field, $"{given} lies outside {least} to {most}.", $"Give {least} to {most}.");
        }
    }
}
