using System.Globalization;
using Composite.Domain.Cases;
using Composite.Domain.Forecast;
using Composite.Domain.Policies;
using Composite.Domain.Solutions;
using Composite.Domain.Webhooks;

namespace Composite.Domain.Notices;

/// <summary>
/// Says which notices are due. After a time in which nobody looked, each deadline is told of once, for the nearest lead. A deadline whose date
/// is corrected is another one to tell of.
/// </summary>
public static class NoticePlanner
{
    /// <summary>An acquirer is told from this many days before on.</summary>
    public const int AcquirerLeadDays = 30;

    /// <summary>The policy's leads, longest first.</summary>
    public static IReadOnlyList<int> LeadDays(PolicyValues policy)
    {
        ArgumentNullException.ThrowIfNull(policy);
        return policy.NoticeLeadDays is { Count: > 0 } days ? [.. days.Distinct().OrderDescending()] : PolicyDefaults.NoticeLeadDays;
    }

    /// <summary>The notices that are due and were not issued, in a stable order.</summary>
    public static IReadOnlyList<NoticeIssued> Plan(SolutionFacts facts, NoticesState issued, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(facts);
        ArgumentNullException.ThrowIfNull(issued);
        WebhookState[] webhooks = [.. facts.Webhooks.Values.Where(w => w.Active).OrderBy(w => w.Id, StringComparer.Ordinal)];
        if (webhooks.Length == 0) return [];
        AsOf asOf = AsOf.Now(now);
        ForecastScope scope = new(facts, asOf);
        IReadOnlyList<int> leads = LeadDays(facts.Policies.At(now).Values);
        DateOnly from = DateOnly.FromDateTime((now - NoticesState.Window).UtcDateTime);
        IReadOnlyList<Deadline> deadlines = Forecast.Forecast.Of(facts, asOf, from, asOf.Day.AddDays(leads[0]));
        return
        [
            .. deadlines.SelectMany(d => webhooks.Select(w => Of(d, w, leads, now))).Concat(
                    facts.Cases.Values.OrderBy(c => c.Id, StringComparer.Ordinal).SelectMany(c => webhooks.SelectMany(w => Of(c, w, scope, now))))
                .OfType<NoticeIssued>().Where(n => !issued.Has(n.WebhookId, n.Key)),
        ];
    }

    /// <summary>A notice that tries a webhook out.</summary>
    public static NoticeIssued Test(string webhookId, DateTimeOffset now)
    {
        string key = string.Create(CultureInfo.InvariantCulture, $"test/{now.UtcTicks}");
        return new NoticeIssued { NoticeId = NoticesState.IdOf(webhookId, key), WebhookId = webhookId, Type = NoticeType.Test, Key = key, About = now };
    }

    private static NoticeIssued? Of(Deadline deadline, WebhookState webhook, IReadOnlyList<int> leads, DateTimeOffset now)
    {
        if (Lead(deadline, leads, now) is not { } lead) return null;
        if (webhook.Settings.AcquirerId is not null && (!deadline.ConcernsAcquirers || lead > AcquirerLeadDays)) return null;
        NoticeType type = lead == 0 ? NoticeType.DeadlinePassed : NoticeType.DeadlineApproaching;
        if (!Wants(webhook, type, deadline.SolutionIds)) return null;
        string key = string.Create(CultureInfo.InvariantCulture, $"{deadline.Id}@{deadline.DueAt.UtcDateTime:yyyyMMdd'T'HHmmss}/{lead}");
        return new NoticeIssued
        {
            NoticeId = NoticesState.IdOf(webhook.Id, key),
            WebhookId = webhook.Id,
            Type = type,
            Key = key,
            About = deadline.DueAt,
            Deadline = new DeadlineNotice(
                deadline.Id, deadline.Kind, deadline.SubjectId, deadline.Reference, deadline.DueAt, lead, deadline.Title, deadline.Consequence, deadline.Owner, deadline.SolutionIds),
        };
    }

    // The nearest lead that has been reached; 0 when what is reckoned in hours has passed; null before the first and after the day.
    private static int? Lead(Deadline deadline, IReadOnlyList<int> leads, DateTimeOffset now)
    {
        if (deadline.DueAt <= now) return deadline.IsReckonedInHours && deadline.DueAt > now - NoticesState.Window ? 0 : null;
        int? nearest = null;
        foreach (int lead in leads)
        {
            if (deadline.DueAt <= now.AddDays(lead)) nearest = lead;
        }

        return nearest;
    }

    private static IEnumerable<NoticeIssued?> Of(CaseState state, WebhookState webhook, ForecastScope scope, DateTimeOffset now)
    {
        IReadOnlyList<string> solutions = scope.SolutionsOf(state.Issue.ComponentId);
        yield return Of(NoticeType.CaseOpened, "opened", state.OpenedAt);
        if (state.Changes > 0) yield return Of(NoticeType.CaseUpdated, string.Create(CultureInfo.InvariantCulture, $"updated-{state.Changes}"), ChangedBeforeClosing(state));
        if (state.Closing is { } closing) yield return Of(NoticeType.CaseClosed, "closed", closing.RecordedAt);

        NoticeIssued? Of(NoticeType type, string stage, DateTimeOffset at)
        {
            if (at <= now - NoticesState.Window || !Wants(webhook, type, solutions)) return null;
            string key = $"case/{state.Id}/{stage}";
            return new NoticeIssued
            {
                NoticeId = NoticesState.IdOf(webhook.Id, key),
                WebhookId = webhook.Id,
                Type = type,
                Key = key,
                About = at,
                Case = new CaseNotice(state.Id, state.Issue, solutions, state.Closing?.Value.Outcome, state.Closing?.Value.Conclusion),
            };
        }
    }

    private static DateTimeOffset ChangedBeforeClosing(CaseState state) => (state with { Closing = null }).ChangedAt;

    // A webhook that names solutions is not told of what concerns none of them; one that names none is told of everything.
    private static bool Wants(WebhookState webhook, NoticeType type, IReadOnlyList<string> solutions) => webhook.Settings.Types.Contains(type)
        && (webhook.Settings.SolutionIds.Count == 0 || solutions.Any(webhook.Settings.SolutionIds.Contains));
}
