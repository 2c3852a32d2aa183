using Composite.Domain.Policies;

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
    /// The listing that counts: of those whose status lets payments go on under the policy the one that lasts longest, and of equals the newest;
    /// when none does, the newest; null when none is known. "Newest" is recorded or corrected last. Allocates nothing.
    /// </summary>
    /// <param name="asOf">The instants.</param>
    /// <param name="policy">The policy in force at them: it says which statuses let payments go on.</param>
    /// <param name="version">A running version, to look only at listings that cover it; null for all.</param>
    public ListingStatus? InUse(AsOf asOf, PolicyValues policy, string? version = null)
    {
        ListingStatus? newest = null;
        ListingStatus? best = null;
        for (int i = Rows.Count - 1; i >= 0; i--)
        {
            if (!IsCurrent(i, asOf.KnownAt) || (version is not null && !Rows[i].Value.Covers(version))) continue;
            ListingStatus listing = StatusOf(Rows[i], asOf, policy);
            newest ??= listing;
            if (policy.EffectOf(listing.Status).Payments == Effect.Refuse) continue;
            if (best is not { } so || listing.Row.ExpiresOn > so.Row.ExpiresOn) best = listing;
        }

        return best ?? newest;
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
