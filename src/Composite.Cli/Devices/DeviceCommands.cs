using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using Composite.Cli.Answers;
using Composite.Cli.Commands;
using Composite.Cli.Connections;
using Composite.Cli.Screens;

namespace Composite.Cli.Devices;

/// <summary>Builds <c>devices</c>.</summary>
internal static class DeviceCommands
{
    private const string Sample = "019c0000-0000-7000-8000-00000000d001";

    public static OperatorCommand Build(CommandContext context) => OperatorCommand.Group(
        "devices", "Devices: enrolment, trust and status.",
        ListCommand.Build(context, new ListSubject
        {
            One = "device",
            Many = "devices",
            Path = ApiPath.Of("devices"),
            Description = "List devices.",
            Columns =
            [
                Cells.Text("ID", "deviceId"), Cells.Status("STATUS", "status"), Cells.Text("MERCHANT", "merchantId"), Cells.Text("TID", "tid"),
                Cells.Text("SOLUTION", "solutionId"), Cells.Text("SDK", "sdkVersion"), new Column("PLATFORM", row => $"{row.Text("os")} {row.Text("osVersion")}".Trim()),
            ],
            Filters =
            [
                new ListFilter("--merchant", "merchantId", "Only devices of this merchant"),
                new ListFilter("--solution", "solutionId", "Only devices of this solution"),
                new ListFilter("--status", "status", "Only this status") { Values = ["created", "activating", "active", "suspended", "blocked", "decommissioned"] },
            ],
            Examples = ["devices list --merchant cafe-central", "devices list --status blocked --all"],
        }),
        ShowCommand.Build(context, "device", "devices", "Show a device with its last evidence and the trust computed from it.", DeviceSheet.Show, $"devices show {Sample}"),
        Change(context, "suspend", "suspended", "Stop a device's payments for a while.", "Reported lost"),
        Change(context, "reinstate", "reinstated", "Lift a device's suspension.", "Found again, seal intact"),
        Change(context, "block", "blocked", "Stop a device because it is not to be trusted.", "Tamper alarm"),
        Change(context, "decommission", "decommissioned", "Take a device out of service for good.", "Replaced"),
        IssueCode(context));

    private static OperatorCommand Change(CommandContext context, string verb, string done, string description, string reason) => ChangeCommand.Build(
        context,
        new Change
        {
            Verb = verb,
            Thing = "device",
            Done = done,
            Description = description,
            Method = HttpMethod.Post,
            Path = id => ["devices", id, "status-changes"],
            Body = why => new JsonObject { ["change"] = verb, ["reason"] = why },
        },
        $"devices {verb} {Sample} --reason \"{reason}\"");

    private static OperatorCommand IssueCode(CommandContext context)
    {
        OperatorCommand command = new(
            "issue-code", "Issue a single-use activation code. It is shown once: give it to the merchant out of band, never through the device.", $"devices issue-code {Sample}");
        Argument<string> id = CommandContext.Id("device");
        command.Arguments.Add(id);
        command.SetAction(context.Connected(async (session, parse, cancellationToken) =>
        {
            string path = ApiPath.Of("devices", parse.GetRequiredValue(id), "activation-codes");
            Outcome<JsonElement> outcome = await session.Api.SendAsync(HttpMethod.Post, path, null, cancellationToken);
            return session.Show(outcome, answer =>
            {
                session.Screen.Title($"Activation code for device {answer.Text("deviceId")}");
                session.Screen.Fact("code", answer.Text("activationCode"), Tone.Strong);
                session.Screen.Fact("valid until", Instants.Show(answer.Text("expiresAt")));
                session.Screen.Fact("hand it over", "out of band, not through the device; it works once and is not shown again");
            });
        }));
        return command;
    }
}
