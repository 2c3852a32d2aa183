using Composite.Domain.Controls;
using Composite.Domain.Evidence;

namespace Composite.Domain.Forecast;

/// <summary>Documents that cease to be evidence, and controls whose proof or statement is due again.</summary>
public static class EvidenceDeadlines
{
    private const string Provider = "provider";

    public static IEnumerable<Deadline> Expiries(ForecastScope scope)
    {
        ArgumentNullException.ThrowIfNull(scope);
        foreach (EvidenceEntry entry in scope.Facts.Evidence.KnownAt(scope.AsOf.KnownAt))
        {
            EvidenceDocument document = entry.Document;
            if (document.ExpiresOn is not { } end || entry.IsWithdrawn(scope.AsOf.KnownAt)) continue;
            yield return new Deadline
            {
                Kind = DeadlineKind.EvidenceExpiry,
                SubjectKind = SubjectKind.Evidence,
                SubjectId = document.Sha256,
                Reference = "document",
                DueAt = Deadline.StartOf(end),
                Title = $"'{document.Title}' no longer counts as evidence",
                Consequence = "What it proves is without proof.",
                Owner = Provider,
                SolutionIds = [.. document.Subjects.SelectMany(id => scope.Facts.Solutions.ContainsKey(id) ? [id] : scope.SolutionsOf(id)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)],
            };
        }
    }

    /// <summary>Of every control that people prove or state. Automatic ones are checked whenever somebody asks.</summary>
    public static IEnumerable<Deadline> ControlCycles(ForecastScope scope)
    {
        ArgumentNullException.ThrowIfNull(scope);
        foreach (Control control in ControlCatalogue.Controls)
        {
            if (control.Check.Kind == ControlCheckKind.Automatic) continue;
            ControlAssessment assessment = ControlAssessments.Of(control, scope.Facts, ControlCounts.None, scope.AsOf);
            DateTimeOffset? due = assessment.NextDueOn is { } next ? Deadline.StartOf(next) : assessment.Status == ControlStatus.Overdue ? assessment.Since : null;
            if (due is not { } dueAt) continue;
            yield return new Deadline
            {
                Kind = DeadlineKind.ControlCycle,
                SubjectKind = SubjectKind.Control,
                SubjectId = control.Id,
                Reference = "cycle",
                DueAt = dueAt,
                Title = $"{control.Id} is to be proven again: {control.Title}",
                Consequence = "The control is overdue.",
                Owner = assessment.Owner,
            };
        }
    }
}
