using Composite.Domain.Cases;
using Composite.Domain.Components;
using Composite.Domain.Ports;
using Composite.Domain.Solutions;
using Composite.Host.Apis.Problems;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Composite.Host.Apis.Staff;

/// <summary>Whether a case is open.</summary>
internal enum CaseStatus
{
    Open,
    Closed,
}

/// <summary>A case in a list.</summary>
/// <param name="CaseId">Its id.</param>
/// <param name="ComponentId">The component.</param>
/// <param name="AffectedVersions">Exact, or with a trailing wildcard.</param>
/// <param name="Title">One line.</param>
/// <param name="CvssScore">CVSS base score.</param>
/// <param name="Rating">Its qualitative rating.</param>
/// <param name="Status">Open or closed.</param>
/// <param name="DiscoveredAt">When the provider learnt of it.</param>
/// <param name="NextNoticeDueAt">The most urgent clock that still runs; null when everybody was told.</param>
/// <param name="OverdueNotices">How many recipients should have been told by now.</param>
internal sealed record CaseRow(
    string CaseId, string ComponentId, IReadOnlyList<string> AffectedVersions, string Title, decimal CvssScore, string Rating, CaseStatus Status, DateTimeOffset DiscoveredAt,
    DateTimeOffset? NextNoticeDueAt, int OverdueNotices);

/// <summary>A recipient's clock.</summary>
/// <param name="RecipientId">Who is to be told.</param>
/// <param name="Name">For people.</param>
/// <param name="Hours">The term.</param>
/// <param name="DueAt">By when.</param>
/// <param name="SentAt">When it was told; null while it was not.</param>
/// <param name="OverdueMinutes">By how much it was, or is by now, late; null when it is not.</param>
/// <param name="Channel">By which way.</param>
/// <param name="Reference">What finds the notice again.</param>
/// <param name="EvidenceSha256">The document in the vault.</param>
internal sealed record ClockRow(
    string RecipientId, string Name, int Hours, DateTimeOffset DueAt, DateTimeOffset? SentAt, long? OverdueMinutes, string? Channel, string? Reference, string? EvidenceSha256);

/// <summary>Something that was done about a case.</summary>
/// <param name="At">When it was recorded.</param>
/// <param name="What">amended, blocked, restricted, campaign, decided, notified or closed.</param>
/// <param name="Detail">In words.</param>
internal sealed record CaseStep(DateTimeOffset At, string What, string Detail);

/// <summary>One case as of two instants; <c>fleetDay</c>, <c>fleetPosition</c> and <c>notCounted</c> are about the campaigns' devices, see <see cref="CampaignsView"/>.</summary>
internal sealed record CaseReply(
    DateTimeOffset ValidAt, DateTimeOffset KnownAt, long Position, CaseRow Case, string Source, string Description, string SeverityWords, DateTimeOffset OpenedAt, bool Restricted,
    IReadOnlyList<string> SolutionIds, IReadOnlyList<ClockRow> Clocks, IReadOnlyList<CampaignRow> Campaigns, DateOnly? FleetDay, long? FleetPosition, string? NotCounted,
    IReadOnlyList<CaseStep> Steps);

/// <summary>What the cases' readers are answered, from the silo's facts.</summary>
internal static class CaseViews
{
    public static Ok<AsOfListReply<CaseRow>> List(ListQuery query, AsOfQuery asOf, QueryValue<CaseStatus> status, [FromQuery] string? componentId, IFacts facts)
    {
        SolutionFacts known = facts.Read().Facts;
        IEnumerable<CaseRow> rows = known.Cases.Values.Select(c => c.AsKnownAt(asOf.AsOf.KnownAt)).OfType<CaseState>()
            .Select(c => Row(c, NotificationClocks.Of(known, c, asOf.AsOf), asOf.ValidAt))
            .Where(r => (status.Value is not { } wanted || r.Status == wanted) && (componentId is null || r.ComponentId == componentId));
        return TypedResults.Ok(AsOfListReply<CaseRow>.Of(query.Page(rows, r => r.CaseId, r => r, known.Position), asOf));
    }

    public static async Task<Results<Ok<CaseReply>, ApiProblem>> GetAsync(string id, AsOfQuery asOf, IFacts facts, CountedLists lists, CancellationToken cancellationToken)
    {
        SolutionFacts known = facts.Read().Facts;
        if (known.Cases.GetValueOrDefault(id)?.AsKnownAt(asOf.AsOf.KnownAt) is not { } state) return ApiProblem.NotFound("No case with this id was opened by then.");
        IReadOnlyList<NotificationClock> clocks = NotificationClocks.Of(known, state, asOf.AsOf);
        CampaignsView campaigns = await CampaignsView.OfAsync(state, known, asOf.AsOf, lists, cancellationToken);
        return TypedResults.Ok(new CaseReply(
            asOf.ValidAt, asOf.KnownAt, known.Position, Row(state, clocks, asOf.ValidAt), state.Issue.Source, state.Issue.Description, state.Issue.Severity.Words, state.OpenedAt,
            state.Closing is null && state.Restrictions.Count > 0, new Domain.Forecast.ForecastScope(known, asOf.AsOf).SolutionsOf(state.Issue.ComponentId),
            [.. clocks.Select(c => Row(c, asOf.ValidAt))],
            campaigns.Rows, campaigns.FleetDay, campaigns.FleetPosition, campaigns.NotCounted, [.. Steps(state).OrderBy(s => s.At)]));
    }

    private static CaseRow Row(CaseState state, IReadOnlyList<NotificationClock> clocks, DateTimeOffset now) => new(
        state.Id, state.Issue.ComponentId, state.Issue.AffectedVersions, state.Issue.Title, state.Issue.Severity.CvssScore, state.Issue.Severity.Rating(),
        state.Closing is null ? CaseStatus.Open : CaseStatus.Closed, state.Issue.DiscoveredAt,
        clocks.Where(c => c.SentAt is null).Select(c => (DateTimeOffset?)c.DueAt).Min(), clocks.Count(c => c.SentAt is null && c.DueAt < now));

    private static ClockRow Row(NotificationClock clock, DateTimeOffset now) => new(
        clock.RecipientId, clock.Name, clock.Hours, clock.DueAt, clock.SentAt, clock.OverdueAt(now) is { } late ? (long)late.TotalMinutes : null,
        clock.Proof?.Channel, clock.Proof?.Reference, clock.Proof?.EvidenceSha256);

    private static IEnumerable<CaseStep> Steps(CaseState s) =>
        Of(s.Amendments, "amended", a => a.Reason)
            .Concat(Of(s.Blocks, "blocked", b => $"{string.Join(", ", b.Versions)}: {b.Reason}"))
            .Concat(Of(s.Restrictions, "restricted", r => r.Reason))
            .Concat(Of(s.Campaigns, "campaign", c => $"to {c.TargetVersion} by {c.DeadlineOn:yyyy-MM-dd}: {c.Message}"))
            .Concat(Of(s.Decisions, "decided", d => $"{d.Decision}: {d.Reason}"))
            .Concat(Of(s.Notifications, "notified", n => $"{n.RecipientId} by {n.Channel}, {n.Reference}"))
            .Concat(s.Closing is { } closing ? Of([closing], "closed", c => $"{c.Outcome}: {c.Conclusion}") : []);

    private static IEnumerable<CaseStep> Of<T>(IReadOnlyList<Recorded<T>> facts, string what, Func<T, string> detail) =>
        facts.Select(f => new CaseStep(f.RecordedAt, what, detail(f.Value)));
}
