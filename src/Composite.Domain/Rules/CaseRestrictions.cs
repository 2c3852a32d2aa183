using Composite.Domain.Cases;
using Composite.Domain.Solutions;

namespace Composite.Domain.Rules;

/// <summary>Open security-issue cases that keep new devices from versions of a part.</summary>
public static class CaseRestrictions
{
    /// <summary>Adds a problem for every case that restricts the running version of the part.</summary>
    public static void Of(SolutionFacts facts, string? componentId, string? version, string field, List<Problem> problems)
    {
        ArgumentNullException.ThrowIfNull(facts);
        ArgumentNullException.ThrowIfNull(problems);
        if (componentId is null) return;
        foreach (CaseState restricting in facts.Cases.Values.Where(c => c.Restricts(componentId, version)).OrderBy(c => c.Id, StringComparer.Ordinal))
        {
            problems.Add(new("restricted", field, $"Version {Problems.Shown(version)} of '{componentId}' has a security issue (case {restricting.Id}): no new device is admitted on it.", "Install a version that is not affected."));
        }
    }
}
