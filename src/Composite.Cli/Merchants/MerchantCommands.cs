using System.Text.Json.Nodes;
using Composite.Cli.Commands;
using Composite.Cli.Connections;
using Composite.Cli.Screens;

namespace Composite.Cli.Merchants;

/// <summary>Builds <c>merchants</c>.</summary>
internal static class MerchantCommands
{
    public static OperatorCommand Build(CommandContext context) => OperatorCommand.Group(
        "merchants", "Merchants, their contracts and terminals.",
        ListCommand.Build(context, new ListSubject
        {
            One = "merchant",
            Many = "merchants",
            Path = ApiPath.Of("merchants"),
            Description = "List merchants.",
            Columns =
            [
                Cells.Text("ID", "merchantId"), Cells.Flexible("TRADING NAME", "tradingName"), Cells.Status("STATUS", "status"),
                Cells.Text("SOLUTION", "solutionId"), Cells.Text("MCC", "mcc"), Cells.Number("TERMINALS", "terminals"),
            ],
            Filters =
            [
                new ListFilter("--solution", "solutionId", "Only merchants of this solution"),
                new ListFilter("--status", "status", "Only this status") { Values = ["registered", "active", "suspended"] },
            ],
            Examples = ["merchants list --status suspended", "merchants list --solution tap-to-pay --all"],
        }),
        ShowCommand.Build(context, "merchant", "merchants", "Show a merchant: identification, acceptance profile, contracts and terminals.", MerchantSheet.Show, "merchants show cafe-central"),
        Change(context, "suspend", "suspended", "suspension", "Stop a merchant's payments.", "merchants suspend cafe-central --reason \"Fraud is being looked into, case 118\""),
        Change(context, "approve", "approved", "approval", "Let a merchant accept payments; also lifts a suspension.", "merchants approve cafe-central --reason \"Case 118 is closed\""));

    private static OperatorCommand Change(CommandContext context, string verb, string done, string resource, string description, string example) => ChangeCommand.Build(
        context,
        new Change
        {
            Verb = verb,
            Thing = "merchant",
            Done = done,
            Description = description,
            Method = HttpMethod.Post,
            Path = id => ["merchants", id, resource],
            Body = reason => new JsonObject { ["reason"] = reason },
        },
        example);
}
