using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using Composite.Cli.Answers;
using Composite.Cli.Commands;
using Composite.Cli.Connections;

namespace Composite.Cli.Controls;

/// <summary>Builds <c>controls</c>.</summary>
internal static class ControlCommands
{
    private const string Document = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";

    private static readonly string[] Groups =
    [
        "thirdParties", "inventory", "merchantIdentification", "provisioning", "keyCustody", "changeManagement", "incidentResponse", "guidance", "backEndSecurity", "penetrationTests", "offline", "anomalies",
    ];

    private static readonly string[] Statuses = ["met", "notMet", "due", "overdue", "notAssessed", "notApplicable"];

    public static OperatorCommand Build(CommandContext context) => OperatorCommand.Group(
        "controls", "The controls of solution management: the provider's own, each with how it is checked and where it stands.",
        [
            ListCommand.Build(context, new ListSubject
            {
                One = "control",
                Many = "controls",
                Path = ApiPath.Of("controls"),
                Description = "List controls, each with where it stands.",
                Columns = ControlSheet.Columns,
                Filters =
                [
                    new ListFilter("--group", "group", "Only this group") { Values = Groups },
                    new ListFilter("--status", "status", "Only what stands here") { Values = Statuses },
                    new ListFilter("--check", "check", "Only what is checked so") { Values = ["automatic", "evidence", "statement"] },
                    new ListFilter("--owner", "owner", "Only what this member or role answers for"),
                    .. AsOf,
                ],
                Examples = ["controls list", "controls list --status notMet", "controls list --valid-at 2026-06-30 --known-at 2026-06-30"],
            }),
            ShowCommand.BuildAsOf(
                context, "control", "controls", "Show a control: what it says, where it stands, and by what proof; as of any instant and as known at any.", ControlSheet.Show,
                "controls show SOL-INV-03", "controls show SOL-INV-03 --valid-at 2026-06-30"),
            ControlAssessCommand.Build(context, AsOf),
            State(context),
            Given(context, "own", "Make a member, or a role, answerable for a control.", "owner", "OWNER", "A member's id, or a role.", ["owner"], HttpMethod.Put, "assigned", "controls own SOL-PEN-01 anna"),
            Given(context, "link", "Put a document of the vault forward as proof of a control.", "sha256", "SHA256", "The document's SHA-256.", ["evidence"], HttpMethod.Post, "linked", $"controls link SOL-PEN-01 {Document}"),
            Unlink(context),
            .. ControlExemptionCommands.Build(context),
            ControlMappingCommands.BuildImport(context),
            ControlMappingCommands.BuildShow(context),
        ]);

    private static IReadOnlyList<ListFilter> AsOf =>
    [
        new("--valid-at", "validAt", "As it was at this instant or on this day, RFC 3339"), new("--known-at", "knownAt", "As far as was known at this instant or on this day, RFC 3339"),
    ];

    private static OperatorCommand State(CommandContext context)
    {
        OperatorCommand command = new(
            "state", "State that a control is met, or own up to a shortcoming. The last statement counts.",
            "controls state SOL-KEY-03 --text \"Looked through with the custodians on 3 May\"",
            "controls state SOL-PEN-01 --shortcoming --text \"The test of May left two findings open\" --valid-until 2026-09-01");
        Argument<string> id = CommandContext.Id("control");
        Option<bool> shortcoming = new("--shortcoming") { Description = "State a shortcoming: the control is not met." };
        Option<string> text = new("--text") { Required = true, HelpName = "TEXT", Description = "What was looked at and found. Must not contain card data." };
        Option<string?> until = new("--valid-until") { HelpName = "DAY", Description = "First day on which it no longer counts, YYYY-MM-DD; the end of the control's cycle when left out." };
        command.Arguments.Add(id);
        foreach (Option option in (Option[])[shortcoming, text, until]) command.Options.Add(option);
        command.SetAction(context.Connected(async (session, parse, cancellationToken) =>
        {
            string control = parse.GetRequiredValue(id);
            JsonObject body = new() { ["met"] = !parse.GetValue(shortcoming), ["text"] = parse.GetRequiredValue(text) };
            if (parse.GetValue(until) is { } day) body["validUntil"] = day;
            Outcome<JsonElement> outcome = await session.Api.SendAsync(HttpMethod.Post, ApiPath.Of("controls", control, "statements"), body, cancellationToken);
            return session.Show(outcome, answer => ChangeCommand.Tell(session, answer, $"control {control}", "stated"));
        }));
        return command;
    }

    // VERB CONTROL VALUE
    private static OperatorCommand Given(
        CommandContext context, string verb, string description, string member, string argument, string argumentDescription, string[] path, HttpMethod method, string done, string example)
    {
        OperatorCommand command = new(verb, description, example);
        Argument<string> id = CommandContext.Id("control");
        Argument<string> value = new(argument) { Description = argumentDescription };
        command.Arguments.Add(id);
        command.Arguments.Add(value);
        command.SetAction(context.Connected(async (session, parse, cancellationToken) =>
        {
            string control = parse.GetRequiredValue(id);
            JsonObject body = new() { [member] = parse.GetRequiredValue(value) };
            Outcome<JsonElement> outcome = await session.Api.SendAsync(method, ApiPath.Of(["controls", control, .. path]), body, cancellationToken);
            return session.Show(outcome, answer => ChangeCommand.Tell(session, answer, $"control {control}", done));
        }));
        return command;
    }

    private static OperatorCommand Unlink(CommandContext context)
    {
        OperatorCommand command = new("unlink", "Say that a document is no proof of a control.", $"controls unlink SOL-PEN-01 {Document} --reason \"Of another system\"");
        Argument<string> id = CommandContext.Id("control");
        Argument<string> sha256 = new("SHA256") { Description = "The document's SHA-256." };
        Option<string> reason = ChangeCommand.Reason();
        command.Arguments.Add(id);
        command.Arguments.Add(sha256);
        command.Options.Add(reason);
        command.SetAction(context.Connected(async (session, parse, cancellationToken) =>
        {
            string control = parse.GetRequiredValue(id);
            Outcome<JsonElement> outcome = await session.Api.SendAsync(
                HttpMethod.Post, ApiPath.Of("controls", control, "evidence", parse.GetRequiredValue(sha256), "removal"), new JsonObject { ["reason"] = parse.GetRequiredValue(reason) }, cancellationToken);
            return session.Show(outcome, answer => ChangeCommand.Tell(session, answer, $"control {control}", "unlinked"));
        }));
        return command;
    }
}
