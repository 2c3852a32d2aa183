namespace Composite.Sandbox.Scenarios;

/// <summary>Something that Composite must get right, shown from outside.</summary>
/// <param name="Name">What happens.</param>
/// <param name="Expectation">What must come of it.</param>
/// <param name="RunAsync">Makes it happen, and holds what came of it against the expectation.</param>
internal sealed record Scenario(string Name, string Expectation, Func<ScenarioStage, CancellationToken, Task> RunAsync);

/// <summary>What came of a scenario.</summary>
/// <param name="Scenario">Which.</param>
/// <param name="Failure">What was expected and what was seen instead; null when it passed.</param>
/// <param name="Elapsed">How long it took.</param>
internal sealed record ScenarioResult(Scenario Scenario, string? Failure, TimeSpan Elapsed)
{
    public bool Passed => Failure is null;
}

/// <summary>Something was not as a scenario expects it.</summary>
internal sealed class ScenarioFailedException(string message) : Exception(message);

/// <summary>Compares what is with what must be.</summary>
internal static class Expect
{
    /// <exception cref="ScenarioFailedException">They differ.</exception>
    public static void Equal<T>(string what, T expected, T actual)
    {
        if (!EqualityComparer<T>.Default.Equals(expected, actual))
            throw new ScenarioFailedException($"{what}: expected {expected}, got {actual}");
    }

    /// <exception cref="ScenarioFailedException">It is not so.</exception>
    public static void That(bool holds, string otherwise)
    {
        if (!holds)
            throw new ScenarioFailedException(otherwise);
    }
}
