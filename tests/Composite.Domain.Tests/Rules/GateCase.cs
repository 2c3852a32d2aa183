using Composite.Domain.Rules;

namespace Composite.Domain.Tests.Rules;

/// <summary>One row of the rules' table.</summary>
/// <param name="Name">The row's name, unique within the table.</param>
/// <param name="Code">The rule that it is about.</param>
/// <param name="Outcome">What the rule must come to.</param>
/// <param name="Scenario">The world.</param>
/// <param name="Reason">A part of the finding's reason that tells this failure from the rule's others.</param>
/// <param name="Also">Other rules that must fail for the same cause; no further rule may.</param>
public sealed record GateCase(string Name, string Code, FindingOutcome Outcome, GateScenario Scenario, string? Reason, string[] Also)
{
    public static GateCase Pass(string code, string name, GateScenario scenario, params string[] also) => new($"{code} passes {name}", code, FindingOutcome.Passed, scenario, null, also);

    public static GateCase Fail(string code, string name, string reason, GateScenario scenario, params string[] also) => new($"{code} fails {name}", code, FindingOutcome.Failed, scenario, reason, also);

    public static GateCase Skip(string code, string name, GateScenario scenario, params string[] also) => new($"{code} skips {name}", code, FindingOutcome.NotApplicable, scenario, null, also);
}
