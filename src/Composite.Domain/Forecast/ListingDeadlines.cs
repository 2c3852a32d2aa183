using Composite.Domain.Components;
using Composite.Domain.Policies;
using Composite.Domain.Solutions;

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
            if (subject.Book.CheckpointDueOn(row, scope.AsOf) is not { } dueOn) continue;
            DateTimeOffset due = Deadline.StartOf(dueOn);
            PolicyValues policy = scope.PolicyAt(due);
            DateOnly lapsesOn = dueOn.AddDays(policy.CheckpointToleranceDays + 1);
            yield return subject.Due(
                DeadlineKind.Checkpoint, row.Reference, due, $"Annual checkpoint of listing {row.Reference} of {subject.Name}",
                $"Overdue: {Lower(Consequences.Of(policy, CertificationStatus.CheckpointOverdue))} From {lapsesOn:yyyy-MM-dd} on: {Lower(Consequences.Of(policy, CertificationStatus.CheckpointLapsed))}");
        }
    }

    private static IEnumerable<(Subject Subject, Listing Row)> Rows(ForecastScope scope)
    {
        PolicyValues policy = scope.PolicyAt(scope.AsOf.ValidAt);
        foreach (Subject subject in Subjects(scope))
        {
            foreach (ListingStatus listing in subject.Book.StatusesAt(scope.AsOf, policy))
            {
                if (listing.Status != CertificationStatus.Revoked) yield return (subject, listing.Row);
            }
        }
    }

    private static IEnumerable<Subject> Subjects(ForecastScope scope)
    {
        foreach (ComponentState component in scope.Facts.Components.Values)
        {
            if (component.NameAt(scope.AsOf.KnownAt) is { } known) yield return new(SubjectKind.Component, component.Id, known.Name, known.Vendor, component.Listings, scope.SolutionsOf(component.Id));
        }

        foreach (SolutionState solution in scope.Facts.Solutions.Values)
        {
            if (solution.RegisteredAt <= scope.AsOf.KnownAt) yield return new(SubjectKind.Solution, solution.Id, solution.Name, solution.Provider, solution.Listings, [solution.Id]);
        }
    }

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
