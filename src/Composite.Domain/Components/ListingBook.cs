namespace Composite.Domain.Components;

/// <summary>
/// Everything recorded about the listings of one product, each fact with when it was recorded; answers any (valid-at, known-at).
/// What corrects what is told by the order in the journal, never by a clock.
/// </summary>
public sealed partial record ListingBook
{
    public static readonly ListingBook Empty = new();

    /// <summary>
    /// Known-at for everything that is recorded. Decisions of now use it rather than their own clock: a fact in hand is known, also
    /// when the clock of the server that recorded it runs ahead. A revocation must not wait for that.
    /// </summary>
    public static readonly DateTimeOffset AllThatIsKnown = DateTimeOffset.MaxValue;

    /// <summary>In the order recorded; a later row with the same reference corrects the earlier one.</summary>
    public IReadOnlyList<Recorded<Listing>> Rows { get; init; } = [];

    /// <summary>Rows that were recorded by mistake.</summary>
    public IReadOnlyList<Retraction<string>> Retractions { get; init; } = [];

    public IReadOnlyList<Recorded<ListingRevoked>> Revocations { get; init; } = [];

    /// <summary>Revocations that were recorded by mistake.</summary>
    public IReadOnlyList<Retraction<string>> RevocationsWithdrawn { get; init; } = [];

    /// <summary>Remediations opened and closed, in the order recorded; a later one with the same instant corrects the earlier one.</summary>
    public IReadOnlyList<Recorded<ListingRemediationChanged>> Remediations { get; init; } = [];

    /// <summary>Checkpoints passed, in the order recorded; a later one of the same day corrects the earlier one.</summary>
    public IReadOnlyList<Recorded<CheckpointCompleted>> Checkpoints { get; init; } = [];

    public ListingBook Apply(IEvent @event, DateTimeOffset recordedAt) => @event switch
    {
        ListingRecorded e => this with { Rows = [.. Rows, new(e.Listing, recordedAt)] },
        ListingCorrected e => this with { Rows = [.. Rows, new(e.Listing, recordedAt)] },
        ListingRetracted e => this with { Retractions = [.. Retractions, new(e.Reference, Rows.Count, recordedAt)] },
        ListingRevoked e => this with { Revocations = [.. Revocations, new(e, recordedAt)] },
        ListingRevocationWithdrawn e => this with { RevocationsWithdrawn = [.. RevocationsWithdrawn, new(e.Reference, Revocations.Count, recordedAt)] },
        ListingRemediationChanged e => this with { Remediations = [.. Remediations, new(e, recordedAt)] },
        CheckpointCompleted e => this with { Checkpoints = [.. Checkpoints, new(e, recordedAt)] },
        _ => this,
    };

    /// <summary>The row of a reference as known at an instant, or null when none was recorded or it had been retracted.</summary>
    public Listing? Row(string reference, DateTimeOffset knownAt)
    {
        for (int i = Rows.Count - 1; i >= 0; i--)
        {
            if (Rows[i].RecordedAt <= knownAt && string.Equals(Rows[i].Value.Reference, reference, StringComparison.Ordinal))
            {
                return Retractions.Void(reference, i, knownAt) ? null : Rows[i].Value;
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

    /// <summary>True when <see cref="Rows"/>[<paramref name="index"/>] is known at the instant and nothing known corrects or retracts it.</summary>
    internal bool IsCurrent(int index, DateTimeOffset knownAt)
    {
        if (Rows[index].RecordedAt > knownAt) return false;
        string reference = Rows[index].Value.Reference;
        for (int later = index + 1; later < Rows.Count; later++)
        {
            if (Rows[later].RecordedAt <= knownAt && string.Equals(Rows[later].Value.Reference, reference, StringComparison.Ordinal)) return false;
        }

        return !Retractions.Void(reference, index, knownAt);
    }
}

/// <summary>A fact with the instant at which the journal took it: "when we knew".</summary>
public sealed record Recorded<T>(T Value, DateTimeOffset RecordedAt);

/// <summary>Reads lists of facts.</summary>
internal static class Facts
{
    /// <summary>The fact recorded last of those known at an instant, or null. The journal's order tells which is last.</summary>
    public static Recorded<T>? LastKnown<T>(IReadOnlyList<Recorded<T>> facts, DateTimeOffset knownAt)
    {
        for (int i = facts.Count - 1; i >= 0; i--)
        {
            if (facts[i].RecordedAt <= knownAt) return facts[i];
        }

        return null;
    }
}
