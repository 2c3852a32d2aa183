using System.Text.Json.Serialization;

namespace Composite.Domain.Rules;

/// <summary>What a rule came to.</summary>
public enum FindingOutcome
{
    Passed,
    Failed,

    /// <summary>The rule does not concern this payment, or another finding already says that its facts are not to be had.</summary>
    NotApplicable,
}

/// <summary>A fact that a rule used.</summary>
public readonly record struct Fact(string Name, string Value);

/// <summary>One rule's answer for one payment.</summary>
/// <param name="Code">The rule's stable code; see <see cref="RuleCodes"/>.</param>
/// <param name="Outcome">What it came to.</param>
/// <param name="Facts">What it used.</param>
/// <param name="Reason">Why it failed, or why it does not apply; null when it passed.</param>
/// <param name="Remedy">What mends a failure; null otherwise.</param>
public sealed record Finding(string Code, FindingOutcome Outcome, IReadOnlyList<Fact> Facts, string? Reason = null, string? Remedy = null)
{
    public static Finding Pass(string code, params ReadOnlySpan<Fact> facts) => new(code, FindingOutcome.Passed, facts.ToArray());

    public static Finding Fail(string code, string reason, string remedy, params ReadOnlySpan<Fact> facts) =>
        new(code, FindingOutcome.Failed, facts.ToArray(), reason, remedy);

    public static Finding Skip(string code, string reason) => new(code, FindingOutcome.NotApplicable, [], reason);
}

/// <summary>The whole answer of the gate.</summary>
/// <param name="RuleSet">The version of the rules' code.</param>
/// <param name="PolicyVersion">The policy version whose values were used.</param>
/// <param name="FactsPosition">The journal position up to which the silo's facts were read.</param>
/// <param name="Findings">One per rule, in the order of evaluation.</param>
public sealed record Evaluation(
    int RuleSet, int PolicyVersion, long FactsPosition, [property: JsonConverter(typeof(FindingsJsonConverter))] IReadOnlyList<Finding> Findings)
{
    public bool Allows()
    {
        foreach (Finding finding in Findings)
        {
            if (finding.Outcome == FindingOutcome.Failed) return false;
        }

        return true;
    }

    public IReadOnlyList<Finding> Failures() => [.. Findings.Where(f => f.Outcome == FindingOutcome.Failed)];
}
