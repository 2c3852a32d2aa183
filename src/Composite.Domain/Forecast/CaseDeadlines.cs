using Composite.Domain.Cases;

namespace Composite.Domain.Forecast;

/// <summary>What security-issue cases call for: telling each recipient in time, and moving devices by a campaign's day.</summary>
public static class CaseDeadlines
{
    private const string Provider = "provider";

    /// <summary>Every recipient's clock that still runs: of open cases, and not stopped by a proof.</summary>
    public static IEnumerable<Deadline> Notices(ForecastScope scope)
    {
        foreach (CaseState open in Open(scope))
        {
            foreach (NotificationClock clock in NotificationClocks.Of(scope.Facts, open, scope.AsOf))
            {
                if (clock.SentAt is not null) continue;
                yield return Of(
                    scope, open, DeadlineKind.SecurityNotice, clock.RecipientId, clock.DueAt, $"Case {open.Id}: {clock.Name} is to be told",
                    $"The notice to {clock.Name} is late; the contract's or PCI SSC's rules apply.");
            }
        }
    }

    /// <summary>The day of each campaign of an open case.</summary>
    public static IEnumerable<Deadline> Campaigns(ForecastScope scope)
    {
        foreach (CaseState open in Open(scope))
        {
            if (open.Campaigns.Count == 0) continue;
            CampaignStarted campaign = open.Campaigns[^1].Value;
            yield return Of(
                scope, open, DeadlineKind.Campaign, campaign.TargetVersion, Deadline.StartOf(campaign.DeadlineOn), $"Case {open.Id}: devices are on {campaign.TargetVersion}",
                "Devices that stay on the affected versions are to be blocked or accepted by decision.");
        }
    }

    private static IEnumerable<CaseState> Open(ForecastScope scope)
    {
        ArgumentNullException.ThrowIfNull(scope);
        return scope.Facts.Cases.Values.Select(c => c.AsKnownAt(scope.AsOf.KnownAt)).OfType<CaseState>().Where(c => c.Closing is null);
    }

    private static Deadline Of(ForecastScope scope, CaseState open, DeadlineKind kind, string reference, DateTimeOffset dueAt, string title, string consequence) => new()
    {
        Kind = kind,
        SubjectKind = SubjectKind.Case,
        SubjectId = open.Id,
        Reference = reference,
        DueAt = dueAt,
        Title = title,
        Consequence = consequence,
        Owner = Provider,
        SolutionIds = scope.SolutionsOf(open.Issue.ComponentId),
    };
}
