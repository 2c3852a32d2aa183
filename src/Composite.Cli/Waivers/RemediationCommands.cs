using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using Composite.Cli.Answers;
using Composite.Cli.Commands;
using Composite.Cli.Connections;
using Composite.Cli.Screens;

namespace Composite.Cli.Waivers;

/// <summary>Builds <c>remediations</c>.</summary>
internal static class RemediationCommands
{
    public static OperatorCommand Build(CommandContext context) => OperatorCommand.Group(
        "remediations", "Listings in remediation, on each of which somebody must decide.",
        ListCommand.Build(context, new ListSubject
        {
            One = "listing in remediation",
            Many = "listings in remediation",
            Path = ApiPath.Of("remediations"),
            Description = "List the listings in remediation, the most urgent first.",
            Columns =
            [
                Cells.Text("SUBJECT", "subjectId"), Cells.Text("LISTING", "reference"), Cells.Instant("SINCE", "openedAt"), Cells.Instant("DECISION DUE", "dueAt"), Cells.Text("OVERDUE", "overdue"),
                Cells.Text("DECIDED BY", "decidedBy"), Cells.Flexible("DECISION", "decision"),
            ],
            Filters = [new ListFilter("--valid-at", "validAt", "As of this instant or day"), new ListFilter("--known-at", "knownAt", "As known at this instant")],
            Examples = ["remediations list"],
            Paged = false,
        }),
        Decide(context));

    private static OperatorCommand Decide(CommandContext context)
    {
        OperatorCommand command = new(
            "decide", "Record what was decided on a listing in remediation; a waiver, a revocation and its end are decisions too.",
            "remediations decide sdk-tap 2025-00123.001 --decision \"Go on, block version 3.2.0\" --reason \"The finding concerns 3.2.0 only\"");
        Argument<string> id = CommandContext.Id("component or solution");
        Argument<string> reference = new("REFERENCE") { Description = "The listing's reference, YYYY-NNNNN.NNN." };
        Option<string> decision = new("--decision") { Required = true, HelpName = "TEXT", Description = "What was decided." };
        Option<string> reason = ChangeCommand.Reason();
        command.Arguments.Add(id);
        command.Arguments.Add(reference);
        command.Options.Add(decision);
        command.Options.Add(reason);
        command.SetAction(context.Connected(async (session, parse, cancellationToken) =>
        {
            JsonObject body = new()
            {
                ["subjectId"] = parse.GetRequiredValue(id),
                ["reference"] = parse.GetRequiredValue(reference),
                ["decision"] = parse.GetRequiredValue(decision),
                ["reason"] = parse.GetRequiredValue(reason),
            };
            Outcome<JsonElement> outcome = await session.Api.SendAsync(HttpMethod.Post, ApiPath.Of("remediations", "decisions"), body, cancellationToken);
            return session.Show(outcome, answer => ChangeCommand.Tell(session, answer, $"listing {parse.GetRequiredValue(reference)}", "decided"));
        }));
        return command;
    }
}
