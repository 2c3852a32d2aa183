using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Composite.Cli.Answers;
using Composite.Cli.Connections;
using Composite.Cli.Screens;

namespace Composite.Cli.Commands;

/// <summary>Builds <c>history</c>: who recorded what about one thing, when.</summary>
internal static class HistoryCommand
{
    private const int MaxLimit = 500;

    private static readonly Column[] Columns =
    [
        Cells.Number("POSITION", "position"), Cells.Instant("RECORDED", "recordedAt"), Cells.Text("BY", "actor"), Cells.Text("FACT", "type"), Cells.Flexible("DATA", "data"),
    ];

    public static OperatorCommand Build(CommandContext context, string thing, string collection, string example)
    {
        OperatorCommand command = new("history", $"Show every fact about a {thing}: who recorded what, when. Nothing that was recorded is ever rewritten.", example);
        Argument<string> id = CommandContext.Id(thing);
        Option<int> limit = new("--limit") { HelpName = "ROWS", Description = $"Rows of a page, 1 to {MaxLimit} (default 100).", DefaultValueFactory = _ => 100 };
        Option<string?> after = new("--after") { HelpName = "CURSOR", Description = "Begin behind this cursor, which the page before named." };
        command.Arguments.Add(id);
        command.Options.Add(limit);
        command.Options.Add(after);
        command.SetAction(context.Connected(async (session, parse, cancellationToken) =>
        {
            string path = ApiPath.Query(
                ApiPath.Of(collection, parse.GetRequiredValue(id), "history"), [("limit", parse.GetValue(limit).ToString(CultureInfo.InvariantCulture)), ("after", parse.GetValue(after))]);
            return session.Show(await session.Api.GetAsync(path, cancellationToken), answer => Show(session.Screen, answer));
        }));
        return command;
    }

    private static void Show(Screen screen, JsonElement answer)
    {
        screen.Table(Columns, answer.Rows());
        screen.Line();
        screen.Line(($"As of journal position {answer.Text("position")}.", Tone.Faint));
        if (answer.Text("next") is { Length: > 0 } next) screen.Line(($"There are more: --after '{next}'.", Tone.Faint));
    }
}
