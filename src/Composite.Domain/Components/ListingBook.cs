using Composite.Domain.Policies;

namespace Composite.Domain.Components;

/// <summary>Everything recorded about the listings of one product, each fact with when it was recorded; answers any (valid-at, known-at).</summary>
public sealed record ListingBook
{
    public static readonly ListingBook Empty = new();

    /// <summary>
    /// Known-at for everything that is recorded. Decisions of now use it rather than their own clock: a fact in hand is known, also
    /// when the clock of the server that recorded it runs ahead. A revocation must not wait for that.
    /// </summary>
    public static readonly DateTimeOffset AllThatIsKnown = DateTimeOffset.MaxValue;

    /// <summary>In the order recorded; a later row with the same reference corrects the earlier one.</summary>
    public IReadOnlyList<Recorded<Listing>> Rows { get; init; } = [];

    public IReadOnlyList<Recorded<ListingRevoked>> Revocations { get; init; } = [];

    /// <summary>Remediations opened and closed, in the order recorded.</summary>
    public IReadOnlyList<Recorded<ListingRemediationChanged>> Remediations { get; init; } = [];

    public IReadOnlyList<Recorded<CheckpointCompleted>> Checkpoints { get; init; } = [];

    public ListingBook Apply(IEvent @event, DateTimeOffset recordedAt) => @event switch
    {
        ListingRecorded e => this with { Rows = [.. Rows, new(e.Listing, recordedAt)] },
        ListingRevoked e => this with { Revocations = [.. Revocations, new(e, recordedAt)] },
        ListingRemediationChanged e => this with { Remediations = [.. Remediations, new(e, recordedAt)] },
        CheckpointCompleted e => this with { Checkpoints = [.. Checkpoints, new(e, recordedAt)] },
        _ => this,
    };

    /// <summary>The row of a reference as known at an instant, or null.</summary>
    public Listing? Row(string reference, DateTimeOffset knownAt)
    {
        for (int i = Rows.Count - 1; i >= 0; i--)
        {
            if (Rows[i].RecordedAt <= knownAt && string.Equals(Rows[i].Value.Reference, reference, StringComparison.Ordinal))
            {
                return Rows[i].Value;
            }
        }

        return null;
    }

    /// <summary>The references known at an instant, newest first, each once.</summary>
    public IReadOnlyList<string> References(DateTimeOffset knownAt)
    {
        List<string> references = [];
        for (int i = Rows.Count - 1; i >= 0; i--)
        {
            if (IsCurrent(i, knownAt)) references.Add(Rows[i].Value.Reference);
        }

        return references;
    }

    /// <summary>True when <see cref="Rows"/>[<paramref name="index"/>] is known at the instant and no later known row corrects it.</summary>
    internal bool IsCurrent(int index, DateTimeOffset knownAt)
    {
        if (Rows[index].RecordedAt > knownAt) return false;
        string reference = Rows[index].Value.Reference;
        for (int later = index + 1; later < Rows.Count; later++)
        {
            if (Rows[later].RecordedAt <= knownAt && string.Equals(Rows[later].Value.Reference, reference, StringComparison.Ordinal)) return false;
        }

        return true;
    }

    /// <summary>The status of one listing at <paramref name="validAt"/>, from what was known at <paramref name="knownAt"/>.</summary>
    public CertificationStatus Status(string reference, DateTimeOffset validAt, DateTimeOffset knownAt, PolicyValues policy)
    {
        ArgumentNullException.ThrowIfNull(policy);
        if (Row(reference, knownAt) is not { } row) return CertificationStatus.Unknown;
        if (IsRevoked(reference, validAt, knownAt)) return CertificationStatus.Revoked;
        DateOnly day = DateOnly.FromDateTime(validAt.UtcDateTime);
        if (day < row.ListedOn) return CertificationStatus.NotYetInForce;
        if (day >= row.ExpiresOn) return CertificationStatus.Expired;
        if (IsInRemediation(reference, validAt, knownAt)) return CertificationStatus.InRemediation;
        if (CheckpointDue(row, validAt, knownAt) is { } due && day > due)
        {
            return day.DayNumber - due.DayNumber > policy.CheckpointToleranceDays
                ? CertificationStatus.CheckpointLapsed
                : CertificationStatus.CheckpointOverdue;
        }

        return row.ExpiresOn.DayNumber - day.DayNumber <= policy.ExpiryWarningDays ? CertificationStatus.Expiring : CertificationStatus.InForce;
    }

    /// <summary>The day by which the annual checkpoint of a listing is due, counting those passed by then; null where there is none.</summary>
    public DateOnly? CheckpointDueOn(string reference, AsOf asOf) =>
        Row(reference, asOf.KnownAt) is { } row ? CheckpointDue(row, asOf.ValidAt, asOf.KnownAt) : null;

    private bool IsRevoked(string reference, DateTimeOffset validAt, DateTimeOffset knownAt)
    {
        foreach (Recorded<ListingRevoked> fact in Revocations)
        {
            if (fact.RecordedAt <= knownAt && fact.Value.EffectiveAt <= validAt && fact.Value.Reference == reference) return true;
        }

        return false;
    }

    private bool IsInRemediation(string reference, DateTimeOffset validAt, DateTimeOffset knownAt)
    {
        ListingRemediationChanged? last = null;
        foreach (Recorded<ListingRemediationChanged> fact in Remediations)
        {
            if (fact.RecordedAt <= knownAt && fact.Value.EffectiveAt <= validAt && fact.Value.Reference == reference
                && (last is null || fact.Value.EffectiveAt >= last.EffectiveAt))
            {
                last = fact.Value;
            }
        }

        return last is { Open: true };
    }

    // The last checkpoint passed by validAt moves the due day on. Recorded again for the same day it is a correction: the later record counts.
    private DateOnly? CheckpointDue(Listing row, DateTimeOffset validAt, DateTimeOffset knownAt)
    {
        CheckpointCompleted? last = null;
        DateOnly day = DateOnly.FromDateTime(validAt.UtcDateTime);
        foreach (Recorded<CheckpointCompleted> fact in Checkpoints)
        {
            if (fact.RecordedAt <= knownAt && fact.Value.Reference == row.Reference && fact.Value.CompletedOn <= day
                && (last is null || fact.Value.CompletedOn >= last.CompletedOn))
            {
                last = fact.Value;
            }
        }

        return last is not null && (row.CheckpointDueOn is not { } due || last.NextDueOn > due) ? last.NextDueOn : row.CheckpointDueOn;
    }
}

/// <summary>A fact with the instant at which the journal took it: "when we knew".</summary>
public sealed record Recorded<T>(T Value, DateTimeOffset RecordedAt);
