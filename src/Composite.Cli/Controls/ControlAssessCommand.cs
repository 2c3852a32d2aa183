using System.CommandLine;
using System.Text.Json;
using Composite.Cli.Answers;
using Composite.Cli.Commands;
using Composite.Cli.Connections;
using Composite.Cli.Screens;

namespace Composite.Cli.Controls;

/// <summary>Builds <c>controls assess</c>.</summary>
internal static class ControlAssessCommand
{
    private static readonly string[] Order = ["notMet", "overdue", "due", "notAssessed", "met", "notApplicable"];

    public static OperatorCommand Build(CommandContext context, IReadOnlyList<ListFilter> asOf)
    {
        OperatorCommand command = new(
            "assess", "Assess every control, worst first, with what stands against each. Ends with 1 when one is not met or overdue.",
            "controls assess", "controls assess --valid-at 2026-06-30 --json > assessment.json");
        List<(ListFilter Filter, Option<string?> Option)> options = [.. asOf.Select(f => (f, new Option<string?>(f.Option) { HelpName = "INSTANT", Description = f.Description + "." }))];
        foreach ((_, Option<string?> option) in options) command.Options.Add(option);
        command.SetAction(context.Connected(async (session, parse, cancellationToken) =>
        {
            string path = ApiPath.Query(ApiPath.Of("controls", "assessment"), options.Select(o => (o.Filter.Parameter, parse.GetValue(o.Option))));
            Outcome<JsonElement> outcome = await session.Api.GetAsync(path, cancellationToken);
            bool stands = outcome.TryGet(out JsonElement answer, out Failure? _) && answer.Items("assessments").Any(a => a.Text("status") is "notMet" or "overdue");
            ExitCode exit = session.Show(outcome, found => Show(session.Screen, found));
            return exit == ExitCode.Ok && stands ? ExitCode.Refused : exit;
        }));
        return command;
    }

    private static void Show(Screen screen, JsonElement answer)
    {
        screen.Title($"Controls as of {Instants.Show(answer.Text("validAt"))}, as known at {Instants.Show(answer.Text("knownAt"))}");
        foreach (string status in Order)
        {
            JsonElement[] these = [.. answer.Items("assessments").Where(a => a.Text("status") == status)];
            if (these.Length == 0) continue;
            screen.Section($"{status}: {these.Length}");
            foreach (JsonElement assessment in these)
            {
                screen.Hanging($"  {assessment.Text("controlId")}  ", assessment.Text("reason"), leadTone: Tones.Of(status));
                ControlSheet.ShowFindings(screen, assessment);
            }
        }

        screen.Line();
        screen.Line(($"As of journal position {answer.Text("position")}.", Tone.Faint));
    }
}
