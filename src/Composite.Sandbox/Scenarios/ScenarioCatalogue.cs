namespace Composite.Sandbox.Scenarios;

/// <summary>All scenarios, in the order in which they run.</summary>
internal static class ScenarioCatalogue
{
    public static IReadOnlyList<Scenario> All { get; } =
    [
        .. OrdinaryPayments.All,
        .. MissingAnswers.All,
        .. RepeatedPayments.All,
        .. AttestationRefusals.All,
        .. SolutionRefusals.All,
        RevocationUnderLoad.Scenario,
        .. HostileRequests.All,
        KilledHost.Scenario,
    ];
}
