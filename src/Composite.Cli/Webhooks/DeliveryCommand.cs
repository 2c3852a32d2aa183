using System.CommandLine;
using System.Text.Json;
using Composite.Cli.Answers;
using Composite.Cli.Commands;
using Composite.Cli.Connections;
using Composite.Cli.Screens;

namespace Composite.Cli.Webhooks;

/// <summary>Builds <c>webhooks deliveries ID</c>.</summary>
internal static class DeliveryCommand
{
    private const string Limit = "100";

    private static readonly Column[] Columns =
    [
        Cells.Instant("ISSUED", "issuedAt"), Cells.Text("NOTICE", "noticeId"), Cells.Text("TYPE", "type"), Cells.Status("STATUS", "status"), Cells.Number("ATTEMPTS", "attempts"),
        Cells.Flexible("RESULT", "result"), Cells.Instant("AT", "at"), Cells.Instant("NEXT", "nextAt"), Cells.Flexible("ABOUT", "about"),
    ];

    public static OperatorCommand Build(CommandContext context)
    {
        OperatorCommand command = new(
            "deliveries", "List a webhook's notices of late, the newest first, with where the delivery of each stands.", "webhooks deliveries desk", "webhooks deliveries desk --status parked");
        Argument<string> id = CommandContext.Id("webhook");
        Option<string?> status = new("--status") { HelpName = "STATUS", Description = "Only these: waiting, delivered, parked." };
        Option<string?> after = new("--after") { HelpName = "CURSOR", Description = "Begin behind this cursor, which the answer before named." };
        command.Arguments.Add(id);
        command.Options.Add(status);
        command.Options.Add(after);
        command.SetAction(context.Connected(async (session, parse, cancellationToken) =>
        {
            string path = ApiPath.Query(
                ApiPath.Of("webhooks", parse.GetRequiredValue(id), "deliveries"), [("status", parse.GetValue(status)), ("limit", Limit), ("after", parse.GetValue(after))]);
            return session.Show(await session.Api.GetAsync(path, cancellationToken), page => Show(session.Screen, page));
        }));
        return command;
    }

    private static void Show(Screen screen, JsonElement page)
    {
        IReadOnlyList<JsonElement> rows = page.Rows();
        if (rows.Count > 0) screen.Table(Columns, rows);
        else screen.Line("No deliveries.");
        if (page.Text("next") is { Length: > 0 } next) screen.Line(($"There are more: --after '{next}'.", Tone.Faint));
    }
}
