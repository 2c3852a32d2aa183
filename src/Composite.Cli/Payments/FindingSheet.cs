using System.Globalization;
using System.Text.Json;
using Composite.Cli.Answers;
using Composite.Cli.Screens;

namespace Composite.Cli.Payments;

/// <summary>The gate's findings: every rule, with the facts it used, why it failed and what mends it.</summary>
internal static class FindingSheet
{
    private const int WordWidth = 6;
    private const string Margin = "      ";

    public static void Show(Screen screen, JsonElement evaluation)
    {
        IReadOnlyList<JsonElement> findings = evaluation.Items("findings");
        if (findings.Count == 0) return;
        ILookup<string, JsonElement> byWord = findings.ToLookup(Word);
        screen.Hanging("    ", string.Create(
            CultureInfo.InvariantCulture,
            $"gate: {byWord["passed"].Count()} passed, {byWord["FAILED"].Count()} failed, {byWord["n.a."].Count()} n.a.; rule set {evaluation.Text("ruleSet")}, policy {evaluation.Text("policyVersion")}, facts as of position {evaluation.Text("factsPosition")}"));
        int codeWidth = findings.Max(f => TextLayout.Width(f.Text("code")));
        foreach (JsonElement finding in findings) Show(screen, finding, codeWidth);
    }

    private static void Show(Screen screen, JsonElement finding, int codeWidth)
    {
        string word = Word(finding);
        string lead = $"{Margin}{TextLayout.Pad(word, WordWidth)}  {TextLayout.Pad(finding.Text("code"), codeWidth)}  ";
        string[] lines =
        [
            .. new[] { finding.Text("reason"), Labelled("remedy: ", finding.Text("remedy")), Labelled(word == "passed" ? string.Empty : "facts: ", finding.Text("facts")) }
                .Where(t => t.Length > 0).DefaultIfEmpty(string.Empty),
        ];
        screen.Hanging(lead, lines[0], leadTone: Tones.Of(word));
        foreach (string line in lines[1..]) screen.Hanging(new string(' ', lead.Length), line);
    }

    private static string Labelled(string label, string text) => text.Length > 0 ? label + text : string.Empty;

    private static string Word(JsonElement finding) => finding.Text("outcome").ToUpperInvariant() switch
    {
        "PASSED" => "passed",
        "FAILED" => "FAILED",
        "NOTAPPLICABLE" => "n.a.",
        var other => other,
    };
}
