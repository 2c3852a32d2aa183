using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using Composite.Cli.Answers;
using Composite.Cli.Commands;
using Composite.Cli.Connections;
using Composite.Cli.Screens;

namespace Composite.Cli.Policies;

/// <summary>Builds <c>policies</c>.</summary>
internal static class PolicyCommands
{
    public static OperatorCommand Build(CommandContext context) => OperatorCommand.Group(
        "policies", "The effective-dated values that PCI does not publish; they are the provider's own.",
        Show(context),
        ListCommand.Build(context, new ListSubject
        {
            One = "proposal",
            Many = "proposals",
            Path = ApiPath.Of("policies", "proposals"),
            Description = "List every proposal, with who proposed and approved it.",
            Columns =
            [
                Cells.Text("ID", "proposalId"), Cells.Status("STATUS", "status"), Cells.Number("VERSION", "version"), Cells.Instant("EFFECTIVE FROM", "effectiveFrom"),
                Cells.Text("PROPOSED BY", "proposedBy"), Cells.Text("APPROVED BY", "approvedBy"), Cells.Text("WITHDRAWN BY", "withdrawnBy"), Cells.Flexible("REASON", "reason"),
            ],
            Filters = [new ListFilter("--status", "status", "Only these") { Values = ["open", "approved", "withdrawn"] }],
            Examples = ["policies list", "policies list --status open"],
        }),
        Propose(context),
        ApproveCommand.Build(context, "proposal", id => ["policies", "proposals", id, "approval"], "Approve a proposal of another member.", "policies approve shorter-checkpoints"),
        ChangeCommand.Build(context, new Change
        {
            Verb = "withdraw",
            Thing = "proposal",
            Done = "withdrawn",
            Description = "Withdraw a proposal, or turn down another member's.",
            Method = HttpMethod.Post,
            Path = id => ["policies", "proposals", id, "withdrawal"],
            Body = reason => new JsonObject { ["reason"] = reason },
        }, "policies withdraw shorter-checkpoints --reason \"Overtaken by the renewal\""));

    private static OperatorCommand Show(CommandContext context)
    {
        OperatorCommand command = new(
            "show", "Show the policy in force with its table of effects, every version, and the open proposals.", "policies show", "policies show --valid-at 2026-07-31", "policies show --json");
        AsOfOptions asOf = AsOfOptions.On(command);
        command.SetAction(context.Connected(async (session, parse, cancellationToken) =>
            session.Show(await session.Api.GetAsync(asOf.Query(ApiPath.Of("policies"), parse), cancellationToken), answer => PolicySheet.Show(session.Screen, answer))));
        return command;
    }

    private static OperatorCommand Propose(CommandContext context)
    {
        OperatorCommand command = new(
            "propose", "Propose to change policy values from an instant on; they hold once another member approved.",
            "policies propose grace-of-3 --effective-from 2026-12-01T00:00:00Z --set expiryGraceDays=3 --reason \"Vendors renew late\"",
            "policies propose overdue-stops --effective-from 2026-12-01T00:00:00Z --effect checkpointLapsed=refuse,refuse,refuse --reason \"Risk review\"")
        {
            Notes = "Values that are left out stay what they are at that instant. Revoked, expired, unknown and not yet in force refuse everything whatever the policy says.",
        };
        Argument<string> id = CommandContext.Id("proposal");
        Option<DateTimeOffset?> from = new("--effective-from") { Required = true, HelpName = "INSTANT", Description = "From when, RFC 3339.", CustomParser = InstantArgument.Parse };
        Option<string[]> set = new("--set") { HelpName = "NAME=VALUE", Description = "A value to change, such as expiryGraceDays=3 or noticeLeadDays=90,30; may be repeated.", CustomParser = result => PolicyValueArgument.Read(result, PolicyValueArgument.Value) };
        Option<string[]> effect = new("--effect") { HelpName = "STATUS=PAYMENTS,DEVICES,MERCHANTS", Description = "A row of the table of effects, each allow, warn or refuse; may be repeated.", CustomParser = result => PolicyValueArgument.Read(result, PolicyValueArgument.Effect) };
        Option<string> reason = ChangeCommand.Reason();
        command.Arguments.Add(id);
        foreach (Option option in (Option[])[from, set, effect, reason]) command.Options.Add(option);
        command.SetAction(context.Connected(async (session, parse, cancellationToken) =>
        {
            JsonObject body = new()
            {
                ["proposalId"] = parse.GetRequiredValue(id),
                ["effectiveFrom"] = parse.GetValue(from),
                ["values"] = PolicyValueArgument.Values(parse.GetValue(set) ?? [], parse.GetValue(effect) ?? []),
                ["reason"] = parse.GetRequiredValue(reason),
            };
            Outcome<JsonElement> outcome = await session.Api.SendAsync(HttpMethod.Post, ApiPath.Of("policies", "proposals"), body, cancellationToken);
            return session.Show(outcome, answer => ChangeCommand.Tell(session, answer, $"proposal {parse.GetRequiredValue(id)}", "proposed; another member must approve it"));
        }));
        return command;
    }
}
