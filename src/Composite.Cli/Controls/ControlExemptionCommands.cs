using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using Composite.Cli.Answers;
using Composite.Cli.Commands;
using Composite.Cli.Connections;

namespace Composite.Cli.Controls;

/// <summary>Builds the commands by which a control is taken as not applicable: one member proposes, another approves.</summary>
internal static class ControlExemptionCommands
{
    public static IReadOnlyList<OperatorCommand> Build(CommandContext context) =>
    [
        Propose(context),
        Approve(context),
        ChangeCommand.Build(
            context,
            new Change
            {
                Verb = "end-exemption",
                Thing = "control",
                Done = "applies",
                Description = "Make a control apply again, or turn the wish down.",
                Method = HttpMethod.Post,
                Path = id => ["controls", id, "exemption", "end"],
                Body = reason => new JsonObject { ["reason"] = reason },
            },
            "controls end-exemption SOL-OFF-01 --reason \"Offline payments begin in May\""),
    ];

    private static OperatorCommand Propose(CommandContext context)
    {
        OperatorCommand command = new(
            "exempt", "Ask that a control be taken as not applicable until a day; another member must approve.", "controls exempt SOL-OFF-01 --reason \"There are no offline payments\" --review-on 2027-03-01");
        Argument<string> id = CommandContext.Id("control");
        Option<string> reason = ChangeCommand.Reason();
        Option<string> reviewOn = new("--review-on") { Required = true, HelpName = "DAY", Description = "First day on which it applies again, YYYY-MM-DD; a year from now at most." };
        command.Arguments.Add(id);
        command.Options.Add(reason);
        command.Options.Add(reviewOn);
        command.SetAction(context.Connected(async (session, parse, cancellationToken) =>
        {
            string control = parse.GetRequiredValue(id);
            JsonObject body = new() { ["reason"] = parse.GetRequiredValue(reason), ["reviewOn"] = parse.GetRequiredValue(reviewOn) };
            Outcome<JsonElement> outcome = await session.Api.SendAsync(HttpMethod.Post, ApiPath.Of("controls", control, "exemption"), body, cancellationToken);
            return session.Show(outcome, answer => ChangeCommand.Tell(session, answer, $"control {control}", "proposed as not applicable"));
        }));
        return command;
    }

    private static OperatorCommand Approve(CommandContext context)
    {
        OperatorCommand command = new("approve-exemption", "Approve that a control does not apply, as another member proposed.", "controls approve-exemption SOL-OFF-01 --proposed-at 2026-03-01T12:00:00.1234567Z");
        Argument<string> id = CommandContext.Id("control");
        Option<string> proposedAt = new("--proposed-at")
        {
            Required = true,
            HelpName = "INSTANT",
            Description = "What you approve: when it was proposed, as \"controls show\" says it. Another proposal that took its place meanwhile is not approved.",
        };
        command.Arguments.Add(id);
        command.Options.Add(proposedAt);
        command.SetAction(context.Connected(async (session, parse, cancellationToken) =>
        {
            string control = parse.GetRequiredValue(id);
            JsonObject body = new() { ["proposedAt"] = parse.GetRequiredValue(proposedAt) };
            Outcome<JsonElement> outcome = await session.Api.SendAsync(HttpMethod.Post, ApiPath.Of("controls", control, "exemption", "approval"), body, cancellationToken);
            return session.Show(outcome, answer => ChangeCommand.Tell(session, answer, $"control {control}", "not applicable"));
        }));
        return command;
    }
}
