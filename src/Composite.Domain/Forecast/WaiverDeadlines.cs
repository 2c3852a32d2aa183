using Composite.Domain.Components;
using Composite.Domain.Waivers;

namespace Composite.Domain.Forecast;

/// <summary>The ends of approved waivers, and the decisions that listings in remediation ask for.</summary>
public static class WaiverDeadlines
{
    private const string Provider = "provider";

    public static IEnumerable<Deadline> Ends(ForecastScope scope)
    {
        ArgumentNullException.ThrowIfNull(scope);
        foreach (WaiverState state in scope.Facts.Waivers.All.Values)
        {
            if (state.StatusAt(scope.AsOf) is not (WaiverStatus.Approved or WaiverStatus.Active)) continue;
            Waiver waiver = state.Waiver;
            Policies.PolicyValues policy = scope.PolicyAt(waiver.ValidUntil);
            string statuses = string.Join(" ", waiver.Statuses.Select(s => $"If the listing is {Rules.SolutionRules.Words(s)}: {Consequences.Of(policy, s)}"));
            yield return Of(
                scope, DeadlineKind.WaiverEnd, waiver.SubjectId, waiver.WaiverId, waiver.ValidUntil, $"Waiver {waiver.WaiverId} for listing {waiver.Reference} of {waiver.SubjectId} ends", statuses);
        }
    }

    public static IEnumerable<Deadline> RemediationDecisions(ForecastScope scope)
    {
        ArgumentNullException.ThrowIfNull(scope);
        foreach (RemediationDecision open in Waivers.RemediationDecisions.Of(scope.Facts, scope.AsOf).Where(r => !r.Decided))
        {
            yield return Of(
                scope, DeadlineKind.RemediationDecision, open.SubjectId, open.Reference, open.DueAt, $"Decide on listing {open.Reference} of {open.SubjectId}, which is in remediation",
                $"The decision is late. While the listing is in remediation: {Consequences.Of(scope.PolicyAt(open.DueAt), CertificationStatus.InRemediation)}");
        }
    }

    private static Deadline Of(ForecastScope scope, DeadlineKind kind, string subjectId, string reference, DateTimeOffset dueAt, string title, string consequence)
    {
        bool isComponent = scope.Facts.Components.ContainsKey(subjectId);
        return new Deadline
        {
            Kind = kind,
            SubjectKind = isComponent ? SubjectKind.Component : SubjectKind.Solution,
            SubjectId = subjectId,
            Reference = reference,
            DueAt = dueAt,
            Title = title,
            Consequence = consequence,
            Owner = Provider,
            SolutionIds = isComponent ? scope.SolutionsOf(subjectId) : [subjectId],
        };
    }
}
