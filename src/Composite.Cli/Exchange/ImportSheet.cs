using System.Text.Json;
using Composite.Cli.Answers;
using Composite.Cli.Commands;
using Composite.Cli.Connections;
using Composite.Cli.Screens;

namespace Composite.Cli.Exchange;

/// <summary>The report of an import on the screen.</summary>
internal static class ImportSheet
{
    private static readonly Column[] Errors =
        [Cells.Number("ROW", "row"), Cells.Text("FIELD", "field"), Cells.Flexible("REASON", "reason"), Cells.Flexible("REMEDY", "remedy")];

    private static readonly Column[] Rows =
    [
        Cells.Number("ROW", "row"), Cells.Text("COMPONENT", "componentId"), Cells.Text("REFERENCE", "reference"), Cells.Text("MEANS", "verdict"), Cells.Status("OUTCOME", "outcome"),
        new("CHANGES", row => string.Join("; ", row.Items("changes").Select(Change))) { Flexible = true },
    ];

    /// <summary>Shows the report, whether the file was applied, only looked at or refused; a file without a report is told as any refusal.</summary>
    public static ExitCode Show(Session session, Outcome<StatusAnswer> outcome)
    {
        if (!outcome.TryGet(out StatusAnswer? answer, out Failure? failure)) return session.Screen.Report(failure);
        JsonElement? report = answer.Succeeded ? answer.Body : answer.Body.At("import");
        if (report is not { ValueKind: JsonValueKind.Object } shown) return session.Screen.Report(answer.Succeeded ? StaffApi.Unreadable : ProblemDetails.Read(answer.Status, answer.Text));
        if (session.AsJson) session.Screen.Json(JsonPrinting.Print(shown));
        else Show(session.Screen, shown);
        if (answer.Succeeded) return ExitOf(shown);
        ExitCode exit = ProblemDetails.Read(answer.Status, answer.Text).Exit;
        if (!session.AsJson && answer.Body.Text("title") is { Length: > 0 } title) session.Screen.Note($"{title} {answer.Body.Text("detail")}");
        return exit;
    }

    // A dry run that found errors ends as a check that found problems does.
    private static ExitCode ExitOf(JsonElement report) => report.Text("outcome") switch
    {
        "partlyApplied" => ExitCode.Refused,
        "dryRun" when report.Number("counts.errors") > 0 => ExitCode.Refused,
        _ => ExitCode.Ok,
    };

    private static void Show(Screen screen, JsonElement report)
    {
        (string title, Tone tone) = report.Text("outcome") switch
        {
            "dryRun" => ("Dry run: nothing was changed", Tone.Strong),
            "applied" => ("Applied", Tone.Good),
            "partlyApplied" => ("Applied in part", Tone.Careful),
            "interrupted" => ("Broken off", Tone.Bad),
            _ => ("Not applied: nothing was changed", Tone.Bad),
        };
        screen.Line((title, tone));
        screen.Fact("rows", report.Text("counts.rows"));
        foreach ((string label, string path) in (ReadOnlySpan<(string, string)>)[("new", "counts.new"), ("corrections", "counts.corrects"), ("the same", "counts.same"), ("repeated", "counts.repeats"), ("conflicts", "counts.conflicts"), ("invalid", "counts.invalid")])
        {
            if (report.Number(path) > 0) screen.Fact(label, report.Text(path));
        }

        foreach ((string label, string path) in (ReadOnlySpan<(string, string)>)[("applied", "results.applied"), ("already so", "results.alreadySo"), ("left out", "results.leftOut"), ("refused", "results.refused"), ("not known", "results.unknown"), ("not tried", "results.notTried")])
        {
            if (report.Number(path) > 0) screen.Fact(label, report.Text(path));
        }

        screen.Fact("known", $"as of journal position {report.Text("position")}");
        screen.Fact("file", $"SHA-256 {report.Text("fileSha256")}");
        screen.Fact("digest", report.Text("digest"));
        screen.Fact("import", report.Text("importId"));
        screen.Section("Errors", Errors, report.Items("errors"));
        if (report.Number("counts.errors") - report.Items("errors").Count is > 0 and long more) screen.Line($"and {more} more errors");
        screen.Section("What the rows mean", Rows, report.Items("rows"));
        if (report.Number("rowsNotListed") is > 0 and long rest) screen.Line($"and {rest} more rows");
    }

    private static string Change(JsonElement change) => $"{change.Text("field")}: {Value(change, "old")} -> {Value(change, "new")}";

    private static string Value(JsonElement change, string name) => change.Text(name) is { Length: > 0 } value ? value : "(none)";
}
