using Composite.Domain.Components;

namespace Composite.Domain.Forecast;

/// <summary>Expiries and annual checkpoints of listings, the components' and the solutions' own. A revoked listing awaits neither.</summary>
public static class ListingDeadlines
{
    public static IEnumerable<Deadline> Expiries(ForecastScope scope)
    {
        ArgumentNullException.ThrowIfNull(scope);
        foreach ((Subject subject, Listing row) in Rows(scope))
        {
            DateTimeOffset due = Deadline.StartOf(row.ExpiresOn);
            yield return subject.Due(
                DeadlineKind.ListingExpiry, row.Reference, due, $"Listing {row.Reference} of {subject.Name} expires",
                Consequences.Of(scope.PolicyAt(due), CertificationStatus.Expired));
        }
    }

    public static IEnumerable<Deadline> Checkpoints(ForecastScope scope)
    {
        ArgumentNullException.ThrowIfNull(scope);
        foreach ((Subject subject, Listing row) in Rows(scope))
        {
            if (subject.Book.CheckpointDueOn(row.Reference, scope.AsOf) is not { } dueOn) continue;
            DateTimeOffset due = Deadline.StartOf(dueOn);
            Policies.PolicyValues policy = scope.PolicyAt(due);
            DateOnly lapsesOn = dueOn.AddDays(policy.CheckpointToleranceDays + 1);
            yield return subject.Due(
                DeadlineKind.Checkpoint, row.Reference, due, $"Annual checkpoint of listing {row.Reference} of {subject.Name}",
                $"Overdue: {Lower(Consequences.Of(policy, CertificationStatus.CheckpointOverdue))} From {lapsesOn:yyyy-MM-dd} on: {Lower(Consequences.Of(policy, CertificationStatus.CheckpointLapsed))}");
        }
    }

    private static IEnumerable<(Subject Subject, Listing Row)> Rows(ForecastScope scope)
    {
        foreach (Subject subject in Subjects(scope))
        {
            foreach (string reference in subject.Book.References(scope.AsOf.KnownAt))
            {
                CertificationStatus status = subject.Book.Status(reference, scope.AsOf.ValidAt, scope.AsOf.KnownAt, scope.PolicyAt(scope.AsOf.ValidAt));
                if (status != CertificationStatus.Revoked && subject.Book.Row(reference, scope.AsOf.KnownAt) is { } row) yield return (subject, row);
            }
        }
    }

    private static IEnumerable<Subject> Subjects(ForecastScope scope) =>
        scope.Facts.Components.Values.Select(c => new Subject(SubjectKind.Component, c.Id, c.Name, c.Vendor, c.Listings, scope.SolutionsOf(c.Id)))
            .Concat(scope.Facts.Solutions.Values.Select(s => new Subject(SubjectKind.Solution, s.Id, s.Name, s.Provider, s.Listings, [s.Id])));

    private static string Lower(string sentence) => $"{char.ToLowerInvariant(sentence[0])}{sentence[1..]}";

    private sealed record Subject(SubjectKind Kind, string Id, string Name, string Owner, ListingBook Book, IReadOnlyList<string> SolutionIds)
    {
        public Deadline Due(DeadlineKind kind, string reference, DateTimeOffset dueAt, string title, string consequence) => new()
        {
            Kind = kind,
            SubjectKind = Kind,
            SubjectId = Id,
            Reference = reference,
            DueAt = dueAt,
            Title = title,
            Consequence = consequence,
            Owner = Owner,
            SolutionIds = SolutionIds,
        };
    }
}
