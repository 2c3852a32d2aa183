using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using Composite.Cli.Answers;
using Composite.Cli.Commands;
using Composite.Cli.Connections;
using Composite.Cli.Screens;

namespace Composite.Cli.Waivers;

/// <summary>Builds <c>waivers</c>.</summary>
internal static class WaiverCommands
{
    private static readonly string[] Waivable = ["expired", "checkpointLapsed", "inRemediation", "checkpointOverdue"];

    public static OperatorCommand Build(CommandContext context) => OperatorCommand.Group(
        "waivers", "Lapsed certifications that are tolerated for a while: one member proposes, another approves.",
        ListCommand.Build(context, new ListSubject
        {
            One = "waiver",
            Many = "waivers",
            Path = ApiPath.Of("waivers"),
            Description = "List waivers, with where each stands.",
            Columns =
            [
                Cells.Text("ID", "waiverId"), Cells.Status("STATUS", "status"), Cells.Text("SUBJECT", "subjectId"), Cells.Text("LISTING", "reference"), Cells.Flexible("TOLERATES", "statuses"),
                Cells.Instant("FROM", "validFrom"), Cells.Instant("UNTIL", "validUntil"), Cells.Text("PROPOSED BY", "proposedBy"), Cells.Text("APPROVED BY", "approvedBy"),
            ],
            Filters =
            [
                new ListFilter("--status", "status", "Only these") { Values = ["proposed", "approved", "active", "ended"] },
                new ListFilter("--valid-at", "validAt", "As of this instant or day"),
                new ListFilter("--known-at", "knownAt", "As known at this instant"),
            ],
            Examples = ["waivers list --status active", "waivers list --valid-at 2026-07-31"],
        }),
        ShowCommand.BuildAsOf(
            context, "waiver", "waivers", "Show a waiver: what it tolerates, why, until when, and who decided; as of any instant and as known at any.", Show,
            "waivers show sdk-renewal", "waivers show sdk-renewal --valid-at 2026-07-31"),
        Propose(context),
        ApproveCommand.Build(context, "waiver", id => ["waivers", id, "approval"], "Approve a waiver that another member proposed.", "waivers approve sdk-renewal"),
        ChangeCommand.Build(context, new Change
        {
            Verb = "end",
            Thing = "waiver",
            Done = "ended",
            Description = "Turn a waiver down, or end it before its date.",
            Method = HttpMethod.Post,
            Path = id => ["waivers", id, "end"],
            Body = reason => new JsonObject { ["reason"] = reason },
        }, "waivers end sdk-renewal --reason \"The listing was renewed\""));

    private static OperatorCommand Propose(CommandContext context)
    {
        OperatorCommand command = new(
            "propose", "Propose to tolerate a lapsed certification for a while; it holds once another member approved.",
            "waivers propose sdk-renewal --subject sdk-tap --listing 2025-00123.001 --status expired --until 2026-12-31T00:00:00Z --reason \"Renewal under way\" --control \"Daily review\"")
        {
            Notes = "A revocation can't be tolerated, nor a listing that is not known.",
        };
        Argument<string> id = CommandContext.Id("waiver");
        Option<string> subject = Text("--subject", "ID", "The component, or the solution, whose listing it is.");
        Option<string> listing = Text("--listing", "REFERENCE", "The listing's reference, YYYY-NNNNN.NNN.");
        Option<string[]> statuses = new("--status") { Required = true, HelpName = "STATUS", Description = $"What is tolerated, may be repeated: {string.Join(", ", Waivable)}." };
        statuses.CompletionSources.Add(Waivable);
        Option<DateTimeOffset?> from = new("--from") { HelpName = "INSTANT", Description = "From when, RFC 3339; now when left out.", CustomParser = InstantArgument.Parse };
        Option<DateTimeOffset?> until = new("--until") { Required = true, HelpName = "INSTANT", Description = "Until when, RFC 3339.", CustomParser = InstantArgument.Parse };
        Option<string> control = Text("--control", "TEXT", "What holds the risk down meanwhile.");
        Option<bool> admission = new("--covers-admission") { Description = "Devices may also be enrolled, and merchants admitted, under it." };
        Option<string> reason = ChangeCommand.Reason();
        command.Arguments.Add(id);
        foreach (Option option in (Option[])[subject, listing, statuses, from, until, control, admission, reason]) command.Options.Add(option);
        command.SetAction(context.Connected(async (session, parse, cancellationToken) =>
        {
            JsonObject body = new()
            {
                ["waiverId"] = parse.GetRequiredValue(id),
                ["subjectId"] = parse.GetRequiredValue(subject),
                ["reference"] = parse.GetRequiredValue(listing),
                ["statuses"] = new JsonArray([.. parse.GetRequiredValue(statuses).Select(s => JsonValue.Create(s))]),
                ["validUntil"] = parse.GetValue(until),
                ["reason"] = parse.GetRequiredValue(reason),
                ["compensatingControl"] = parse.GetRequiredValue(control),
                ["coversAdmission"] = parse.GetValue(admission),
            };
            if (parse.GetValue(from) is { } beginning) body["validFrom"] = beginning;
            Outcome<JsonElement> outcome = await session.Api.SendAsync(HttpMethod.Post, ApiPath.Of("waivers"), body, cancellationToken);
            return session.Show(outcome, answer => ChangeCommand.Tell(session, answer, $"waiver {parse.GetRequiredValue(id)}", "proposed; another member must approve it"));
        }));
        return command;
    }

    private static Option<string> Text(string name, string helpName, string description) => new(name) { Required = true, HelpName = helpName, Description = description };

    private static void Show(Screen screen, JsonElement answer)
    {
        JsonElement waiver = answer.At("waiver") ?? answer;
        screen.Title($"Waiver {waiver.Text("waiverId")}");
        screen.Fact("status", waiver.Text("status"), Tones.Of(waiver.Text("status")));
        screen.Fact("listing", $"{waiver.Text("reference")} of {waiver.Text("subjectId")}");
        screen.Fact("tolerates", waiver.Text("statuses"));
        screen.Fact("from", Instants.Show(waiver.Text("validFrom")));
        screen.Fact("until", Instants.Show(waiver.Text("validUntil")));
        screen.Fact("admission too", waiver.Text("coversAdmission"));
        screen.Fact("reason", waiver.Text("reason"));
        screen.Fact("control", waiver.Text("compensatingControl"));
        screen.Fact("proposed by", $"{waiver.Text("proposedBy")}, {Instants.Show(waiver.Text("proposedAt"))}");
        if (waiver.Text("approvedBy").Length > 0) screen.Fact("approved by", $"{waiver.Text("approvedBy")}, {Instants.Show(waiver.Text("approvedAt"))}");
        if (waiver.Text("endedBy").Length > 0) screen.Fact("ended by", $"{waiver.Text("endedBy")}, {Instants.Show(waiver.Text("endedAt"))}: {waiver.Text("endReason")}");
        AsOfLines.Show(screen, answer);
    }
}
