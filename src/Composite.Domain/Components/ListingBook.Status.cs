using Composite.Domain.Policies;
using Composite.Domain.Solutions;
using Composite.Domain.Waivers;

namespace Composite.Domain.Components;

public sealed partial record ListingBook
{
    /// <summary>The status of one listing at <paramref name="validAt"/>, from what was known at <paramref name="knownAt"/>.</summary>
    public CertificationStatus Status(string reference, DateTimeOffset validAt, DateTimeOffset knownAt, PolicyValues policy) =>
        Row(reference, knownAt) is { } row ? Status(row, new AsOf(validAt, knownAt), policy) : CertificationStatus.Unknown;

    /// <summary>Every listing known at the instant with its status, newest first.</summary>
    public IReadOnlyList<ListingStatus> StatusesAt(AsOf asOf, PolicyValues policy)
    {
        List<ListingStatus> statuses = [];
        for (int i = Rows.Count - 1; i >= 0; i--)
        {
            if (IsCurrent(i, asOf.KnownAt)) statuses.Add(StatusOf(Rows[i], asOf, policy));
        }

        return statuses;
    }

    /// <summary>
    /// The listing that counts, as the gate sees it for payments: <see cref="ListingStanding.InUse"/>. Its status is shown as it is, whatever
    /// grace or a waiver tolerates. Where no listing covers the version there is none here; the gate then names the newest in its refusal.
    /// </summary>
    /// <param name="waivers">All waivers: with one, a lapsed listing may bear payments.</param>
    /// <param name="subjectId">The component or solution whose listings these are.</param>
    /// <param name="asOf">The instants.</param>
    /// <param name="policy">The policy in force at them: it says what each status does.</param>
    /// <param name="version">A running version, to look only at listings that cover it; null for all.</param>
    public ListingStatus? InUse(WaiverBook waivers, string subjectId, AsOf asOf, PolicyValues policy, string? version = null)
    {
        if (ListingStanding.InUse(waivers, subjectId, this, version, Business.Payments, asOf, policy) is not { } standing) return null;
        if (version is not null && !standing.Row.Covers(version)) return null;
        int i = Rows.Count - 1;
        while (!ReferenceEquals(Rows[i].Value, standing.Row)) i--;
        return new(standing.Row, standing.Status, CheckpointDueOn(standing.Row, asOf), Rows[i].RecordedAt);
    }

    /// <summary>
    /// The day by which the next annual checkpoint is due, as of the instants; null where there is none. The last checkpoint passed by then
    /// moves the row's day on, never back.
    /// </summary>
    public DateOnly? CheckpointDueOn(Listing row, AsOf asOf)
    {
        ArgumentNullException.ThrowIfNull(row);
        CheckpointCompleted? last = null;
        DateOnly day = asOf.Day;
        for (int i = 0; i < Checkpoints.Count; i++)
        {
            Recorded<CheckpointCompleted> fact = Checkpoints[i];
            if (fact.RecordedAt <= asOf.KnownAt && fact.Value.CompletedOn <= day && (last is null || fact.Value.CompletedOn >= last.CompletedOn)
                && string.Equals(fact.Value.Reference, row.Reference, StringComparison.Ordinal))
            {
                last = fact.Value;
            }
        }

        return last is not null && (row.CheckpointDueOn is not { } due || last.NextDueOn > due) ? last.NextDueOn : row.CheckpointDueOn;
    }

    /// <summary>The earliest instant from which the listing is revoked as known at an instant, or null.</summary>
    public DateTimeOffset? RevokedFrom(string reference, DateTimeOffset knownAt)
    {
        DateTimeOffset? first = null;
        for (int i = 0; i < Revocations.Count; i++)
        {
            Recorded<ListingRevoked> fact = Revocations[i];
            if (fact.RecordedAt <= knownAt && (first is null || fact.Value.EffectiveAt < first) && string.Equals(fact.Value.Reference, reference, StringComparison.Ordinal)
                && !RevocationsWithdrawn.Void(reference, i, knownAt))
            {
                first = fact.Value.EffectiveAt;
            }
        }

        return first;
    }

    private ListingStatus StatusOf(Recorded<Listing> row, AsOf asOf, PolicyValues policy) =>
        new(row.Value, Status(row.Value, asOf, policy), CheckpointDueOn(row.Value, asOf), row.RecordedAt);

    private CertificationStatus Status(Listing row, AsOf asOf, PolicyValues policy)
    {
        ArgumentNullException.ThrowIfNull(policy);
        if (RevokedFrom(row.Reference, asOf.KnownAt) <= asOf.ValidAt) return CertificationStatus.Revoked;
        DateOnly day = asOf.Day;
        if (day < row.ListedOn) return CertificationStatus.NotYetInForce;
        if (day >= row.ExpiresOn) return CertificationStatus.Expired;
        if (IsInRemediation(row.Reference, asOf)) return CertificationStatus.InRemediation;
        if (CheckpointDueOn(row, asOf) is { } due && day > due)
        {
            return day.DayNumber - due.DayNumber > policy.CheckpointToleranceDays
                ? CertificationStatus.CheckpointLapsed
                : CertificationStatus.CheckpointOverdue;
        }

        return row.ExpiresOn.DayNumber - day.DayNumber <= policy.ExpiryWarningDays ? CertificationStatus.Expiring : CertificationStatus.InForce;
    }

    private bool IsInRemediation(string reference, AsOf asOf)
    {
        ListingRemediationChanged? last = null;
        for (int i = 0; i < Remediations.Count; i++)
        {
            Recorded<ListingRemediationChanged> fact = Remediations[i];
            if (fact.RecordedAt <= asOf.KnownAt && fact.Value.EffectiveAt <= asOf.ValidAt && (last is null || fact.Value.EffectiveAt >= last.EffectiveAt)
                && string.Equals(fact.Value.Reference, reference, StringComparison.Ordinal))
            {
                last = fact.Value;
            }
        }

        return last is { Open: true };
    }
}

/// <summary>A listing's row and its status at an instant.</summary>
/// <param name="Row">As known then.</param>
/// <param name="Status">Computed.</param>
/// <param name="CheckpointDueOn">The next annual checkpoint, with those passed by then; or null.</param>
/// <param name="RecordedAt">When the row, as it stands here, was recorded.</param>
public readonly record struct ListingStatus(Listing Row, CertificationStatus Status, DateOnly? CheckpointDueOn, DateTimeOffset RecordedAt);
