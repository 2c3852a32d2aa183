using Composite.Domain.Components;

namespace Composite.Domain.Cases;

/// <summary>A security issue's case, folded from its stream; every fact with when it was recorded.</summary>
public sealed record CaseState
{
    public required string Id { get; init; }

    /// <summary>How the issue was understood, first to last.</summary>
    public required IReadOnlyList<Recorded<SecurityIssue>> Issues { get; init; }

    public IReadOnlyList<Recorded<CaseAmended>> Amendments { get; init; } = [];

    public IReadOnlyList<Recorded<VersionsBlocked>> Blocks { get; init; } = [];

    public IReadOnlyList<Recorded<AdmissionRestricted>> Restrictions { get; init; } = [];

    public IReadOnlyList<Recorded<CampaignStarted>> Campaigns { get; init; } = [];

    public IReadOnlyList<Recorded<RemedyDecided>> Decisions { get; init; } = [];

    public IReadOnlyList<Recorded<NotificationSent>> Notifications { get; init; } = [];

    public Recorded<CaseClosed>? Closing { get; init; }

    /// <summary>The issue as it is understood now.</summary>
    public SecurityIssue Issue => Issues[^1].Value;

    public DateTimeOffset OpenedAt => Issues[0].RecordedAt;

    /// <summary>When it last changed, proofs of notification apart.</summary>
    public DateTimeOffset ChangedAt => new[]
    {
        Issues[^1].RecordedAt, Last(Blocks), Last(Restrictions), Last(Campaigns), Last(Decisions), Closing?.RecordedAt ?? DateTimeOffset.MinValue,
    }.Max();

    /// <summary>How often it changed since it was opened, proofs of notification apart.</summary>
    public int Changes => Issues.Count - 1 + Blocks.Count + Restrictions.Count + Campaigns.Count + Decisions.Count;

    /// <summary>True when new devices are refused on this version of this component.</summary>
    public bool Restricts(string componentId, string? version) =>
        Closing is null && Restrictions.Count > 0 && Issue.ComponentId == componentId && Issue.Affects(version);

    /// <summary>The case as the journal held it at an instant; null before it was opened.</summary>
    public CaseState? AsKnownAt(DateTimeOffset knownAt) => OpenedAt > knownAt
        ? null
        : knownAt == ListingBook.AllThatIsKnown
            ? this
            : this with
            {
                Issues = Known(Issues, knownAt),
                Amendments = Known(Amendments, knownAt),
                Blocks = Known(Blocks, knownAt),
                Restrictions = Known(Restrictions, knownAt),
                Campaigns = Known(Campaigns, knownAt),
                Decisions = Known(Decisions, knownAt),
                Notifications = Known(Notifications, knownAt),
                Closing = Closing?.RecordedAt <= knownAt ? Closing : null,
            };

    /// <summary>Folds one event; the first of a stream is <see cref="CaseOpened"/>.</summary>
    public static CaseState? Evolve(CaseState? state, IEvent @event, DateTimeOffset recordedAt) => (state, @event) switch
    {
        (null, CaseOpened e) => new CaseState { Id = e.CaseId, Issues = [new(e.Issue, recordedAt)] },
        ({ } s, CaseAmended e) => s with { Issues = [.. s.Issues, new(e.Issue, recordedAt)], Amendments = [.. s.Amendments, new(e, recordedAt)] },
        ({ } s, VersionsBlocked e) => s with { Blocks = [.. s.Blocks, new(e, recordedAt)] },
        ({ } s, AdmissionRestricted e) => s with { Restrictions = [.. s.Restrictions, new(e, recordedAt)] },
        ({ } s, CampaignStarted e) => s with { Campaigns = [.. s.Campaigns, new(e, recordedAt)] },
        ({ } s, RemedyDecided e) => s with { Decisions = [.. s.Decisions, new(e, recordedAt)] },
        ({ } s, NotificationSent e) => s with { Notifications = [.. s.Notifications, new(e, recordedAt)] },
        ({ } s, CaseClosed e) => s with { Closing = new(e, recordedAt) },
        _ => throw new InvalidOperationException($"{@event.GetType().Name} is not an event that a case's stream can have here."),
    };

    private static DateTimeOffset Last<T>(IReadOnlyList<Recorded<T>> facts) => facts.Count == 0 ? DateTimeOffset.MinValue : facts[^1].RecordedAt;

    private static IReadOnlyList<Recorded<T>> Known<T>(IReadOnlyList<Recorded<T>> facts, DateTimeOffset knownAt) => [.. facts.Where(f => f.RecordedAt <= knownAt)];
}
