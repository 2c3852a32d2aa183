using System.Collections.Immutable;
using Composite.Domain.Components;

namespace Composite.Domain.Waivers;

/// <summary>A waiver, and what became of it; each fact with when it was recorded.</summary>
public sealed record WaiverState(Waiver Waiver, string ProposedBy, DateTimeOffset ProposedAt)
{
    public string? ApprovedBy { get; init; }

    public DateTimeOffset? ApprovedAt { get; init; }

    public Recorded<WaiverEnded>? End { get; init; }

    public bool IsOpen => ApprovedAt is null && End is null;

    /// <summary>True when it is in force at an instant, from what was known at another. It never holds before its approval was recorded.</summary>
    public bool ActiveAt(AsOf asOf) => ApprovedAt is { } approved && approved <= asOf.KnownAt && approved <= asOf.ValidAt
        && Waiver.ValidFrom <= asOf.ValidAt && asOf.ValidAt < Waiver.ValidUntil
        && !(End is { } end && end.RecordedAt <= asOf.KnownAt && end.Value.EffectiveAt <= asOf.ValidAt);

    /// <summary>Where it stands at an instant, from what was known at another; null before it was proposed.</summary>
    public WaiverStatus? StatusAt(AsOf asOf)
    {
        if (ProposedAt > asOf.KnownAt) return null;
        if (End is { } end && end.RecordedAt <= asOf.KnownAt && end.Value.EffectiveAt <= asOf.ValidAt) return WaiverStatus.Ended;
        if (ApprovedAt is not { } approved || approved > asOf.KnownAt) return asOf.ValidAt < Waiver.ValidUntil ? WaiverStatus.Proposed : WaiverStatus.Ended;
        if (asOf.ValidAt >= Waiver.ValidUntil) return WaiverStatus.Ended;
        return ActiveAt(asOf) ? WaiverStatus.Active : WaiverStatus.Approved;
    }
}

/// <summary>Where a waiver stands.</summary>
public enum WaiverStatus
{
    /// <summary>Waits for another person.</summary>
    Proposed,

    /// <summary>Approved, and its first instant has not come.</summary>
    Approved,

    /// <summary>In force.</summary>
    Active,

    /// <summary>Turned down, ended, or past its end.</summary>
    Ended,
}

/// <summary>All waivers and decisions on remediations, folded from their one stream.</summary>
public sealed record WaiverBook
{
    public static readonly WaiverBook Empty = new();

    /// <summary>The statuses that a waiver may tolerate. Never a revocation, nor a listing that is not known or not yet in force.</summary>
    public static readonly IReadOnlyList<CertificationStatus> Waivable =
        [CertificationStatus.Expired, CertificationStatus.CheckpointLapsed, CertificationStatus.InRemediation, CertificationStatus.CheckpointOverdue];

    public ImmutableDictionary<string, WaiverState> All { get; init; } = ImmutableDictionary<string, WaiverState>.Empty;

    /// <summary>Ids of the waivers for a listing, by subject and reference, in the order proposed.</summary>
    public ImmutableDictionary<(string SubjectId, string Reference), ImmutableArray<string>> ByListing { get; init; } =
        ImmutableDictionary<(string, string), ImmutableArray<string>>.Empty;

    /// <summary>In the order recorded.</summary>
    public IReadOnlyList<Recorded<RemediationDecided>> Decisions { get; init; } = [];

    public WaiverBook Evolve(IEvent @event, DateTimeOffset recordedAt) => @event switch
    {
        WaiverProposed e => Add(e.Waiver, new WaiverState(e.Waiver, e.ProposedBy, recordedAt)),
        WaiverApproved e when All.GetValueOrDefault(e.WaiverId) is { IsOpen: true } w => With(w with { ApprovedBy = e.ApprovedBy, ApprovedAt = recordedAt }),
        WaiverEnded e when All.GetValueOrDefault(e.WaiverId) is { End: null } w => With(w with { End = new(e, recordedAt) }),
        RemediationDecided e => this with { Decisions = [.. Decisions, new(e, recordedAt)] },
        _ => throw new InvalidOperationException($"{@event.GetType().Name} is not an event that the waivers' stream can have here."),
    };

    /// <summary>The waiver under which a status of a listing is tolerated, the one that lasts longest; null when there is none.</summary>
    public Waiver? Active(string subjectId, string reference, CertificationStatus status, AsOf asOf)
    {
        if (!Waivable.Contains(status) || !ByListing.TryGetValue((subjectId, reference), out ImmutableArray<string> ids)) return null;
        Waiver? best = null;
        foreach (string id in ids)
        {
            WaiverState state = All[id];
            if (state.Waiver.Statuses.Contains(status) && state.ActiveAt(asOf) && (best is null || Better(state.Waiver, best))) best = state.Waiver;
        }

        return best;
    }

    private static bool Better(Waiver waiver, Waiver than) => waiver.CoversAdmission == than.CoversAdmission ? waiver.ValidUntil > than.ValidUntil : waiver.CoversAdmission;

    private WaiverBook Add(Waiver waiver, WaiverState state)
    {
        (string, string) listing = (waiver.SubjectId, waiver.Reference);
        return this with
        {
            All = All.Add(waiver.WaiverId, state),
            ByListing = ByListing.SetItem(listing, [.. ByListing.TryGetValue(listing, out ImmutableArray<string> ids) ? ids : [], waiver.WaiverId]),
        };
    }

    private WaiverBook With(WaiverState state) => this with { All = All.SetItem(state.Waiver.WaiverId, state) };
}
