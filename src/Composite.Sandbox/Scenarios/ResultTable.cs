using System.Globalization;

namespace Composite.Sandbox.Scenarios;

/// <summary>The scenarios as a table that grows while they run: what passed takes one line, what failed a second one with the reason.</summary>
internal sealed class ResultTable
{
    private const int ResultWidth = 6;
    private const int TimeWidth = 7;

    private readonly TextWriter _screen;
    private readonly int _nameWidth;
    private readonly int _expectationWidth;

    public ResultTable(TextWriter screen, IReadOnlyList<Scenario> scenarios)
    {
        _screen = screen;
        _nameWidth = scenarios.Max(scenario => scenario.Name.Length);
        _expectationWidth = scenarios.Max(scenario => scenario.Expectation.Length);
    }

    public void Head()
    {
        Line("SCENARIO", "EXPECTATION", "RESULT", "MS");
        Line(new string('-', _nameWidth), new string('-', _expectationWidth), new string('-', ResultWidth), new string('-', TimeWidth));
    }

    public void Row(ScenarioResult result)
    {
        Line(
            result.Scenario.Name, result.Scenario.Expectation, result.Passed ? "passed" : "FAILED",
            result.Elapsed.TotalMilliseconds.ToString("0", CultureInfo.InvariantCulture));
        if (result.Failure is { } failure)
            _screen.WriteLine("  " + failure);
    }

    private void Line(string name, string expectation, string result, string time) =>
        _screen.WriteLine($"{name.PadRight(_nameWidth)}  {expectation.PadRight(_expectationWidth)}  {result.PadRight(ResultWidth)}  {time.PadLeft(TimeWidth)}");
}
