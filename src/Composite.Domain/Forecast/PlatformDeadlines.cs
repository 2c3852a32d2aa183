using Composite.Domain.Solutions;

namespace Composite.Domain.Forecast;

/// <summary>The ends of support of the operating systems that solutions accept.</summary>
public static class PlatformDeadlines
{
    public static IEnumerable<Deadline> EndsOfSupport(ForecastScope scope)
    {
        ArgumentNullException.ThrowIfNull(scope);
        foreach (SolutionState solution in scope.Facts.Solutions.Values)
        {
            foreach (PlatformSupportRecorded support in solution.PlatformSupportAt(scope.AsOf.KnownAt))
            {
                yield return new Deadline
                {
                    Kind = DeadlineKind.PlatformEndOfSupport,
                    SubjectKind = SubjectKind.Solution,
                    SubjectId = solution.Id,
                    Reference = $"{support.Os}-{support.Version}",
                    DueAt = Deadline.StartOf(support.EndsOn),
                    Title = $"{support.Os} {support.Version} is no longer supported",
                    Consequence = "Found unsupported at an annual checkpoint, it must be left by every device before the next (PCI's FAQ on CPoC, assumed for MPoC).",
                    Owner = solution.Provider,
                    SolutionIds = [solution.Id],
                };
            }
        }
    }
}
