using System.Text.Json;
using System.Text.Json.Nodes;
using Composite.Cli.Answers;
using Composite.Cli.Commands;
using Composite.Cli.Connections;
using Composite.Cli.Screens;

namespace Composite.Cli.Acquirers;

/// <summary>Builds <c>acquirers</c>.</summary>
internal static class AcquirerCommands
{
    public static OperatorCommand Build(CommandContext context) => OperatorCommand.Group(
        "acquirers", "Acquirers and their lines.",
        ListCommand.Build(context, new ListSubject
        {
            One = "acquirer",
            Many = "acquirers",
            Path = ApiPath.Of("acquirers"),
            Description = "List acquirers.",
            Columns =
            [
                Cells.Text("ID", "acquirerId"), Cells.Flexible("NAME", "name"), new Column("STATUS", Status) { Toned = true },
                Cells.Text("DIALECT", "dialect"), new Column("LINE", Line), Cells.Flexible("REASON", "statusReason"),
            ],
            Filters = [new ListFilter("--valid-at", "validAt", "As of this instant or day"), new ListFilter("--known-at", "knownAt", "As known at this instant")],
            Examples = ["acquirers list", "acquirers list --valid-at 2026-03-31"],
        }),
        ShowCommand.BuildAsOf(
            context, "acquirer", "acquirers", "Show an acquirer with its terms of notification, as of any instant and as known at any.", Show,
            "acquirers show nordbank", "acquirers show nordbank --valid-at 2026-03-31"),
        Activation(context, "suspend", "suspended", false, "Send no more payments to an acquirer; reversals still go out.", "acquirers suspend nordbank --reason \"Their maintenance until 04:00\""),
        Activation(context, "reinstate", "reinstated", true, "Send payments to an acquirer again.", "acquirers reinstate nordbank --reason \"Maintenance is over\""),
        FormCommand.Build(context, new Form
        {
            Verb = "set-notification-terms",
            Description = "Record within how many hours the contract has an acquirer told of a security issue, and whom.",
            Arguments = [("ID", "The acquirer's id.")],
            Method = HttpMethod.Put,
            Path = ids => ["acquirers", ids[0], "notification-terms"],
            Fields =
            [
                new FormField("--hours", "hours", "HOURS", "1 to 2160, from the discovery.") { Kind = FieldKind.Number },
                new FormField("--contact", "contact.name", "NAME", "The person or desk to tell."),
                new FormField("--email", "contact.email", "ADDRESS", "Its e-mail address."),
                new FormField("--phone", "contact.phone", "NUMBER", "Its telephone number.") { Required = false },
            ],
            Tell = (session, answer, ids) => ChangeCommand.Tell(session, answer, $"acquirer {ids[0]}", "terms recorded"),
            Examples = ["acquirers set-notification-terms nordbank --hours 24 --contact \"Incident desk\" --email desk@nordbank.example"],
        }));

    private static OperatorCommand Activation(CommandContext context, string verb, string done, bool active, string description, string example) => ChangeCommand.Build(
        context,
        new Change
        {
            Verb = verb,
            Thing = "acquirer",
            Done = done,
            Description = description,
            Method = HttpMethod.Put,
            Path = id => ["acquirers", id, "activation"],
            Body = reason => new JsonObject { ["active"] = active, ["reason"] = reason },
        },
        example);

    private static string Status(JsonElement acquirer) => acquirer.Flag("active") ? "active" : "suspended";

    private static string Line(JsonElement profile) => $"{profile.Text("host")}:{profile.Text("port")}";

    private static void Show(Screen screen, JsonElement acquirer)
    {
        screen.Title($"Acquirer {acquirer.Text("acquirerId")}");
        screen.Fact("name", acquirer.Text("profile.name"));
        screen.Fact("status", Status(acquirer), Tones.Of(Status(acquirer)));
        screen.Fact("reason", acquirer.Text("statusReason"));
        screen.Fact("dialect", acquirer.Text("profile.dialect"));
        if (acquirer.At("profile") is { } profile) screen.Fact("line", Line(profile));
        screen.Fact("TLS certificate", acquirer.Text("profile.tlsCertificateSha256") is { Length: > 0 } pinned ? pinned : "none: plain TCP");
        screen.Fact("institution", acquirer.Text("profile.institutionId"));
        screen.Fact("answers within", $"{acquirer.Text("profile.responseTimeoutMs")} ms");
        screen.Fact("in flight", $"{acquirer.Text("profile.maxInFlight")} at most");
        if (acquirer.At("notificationTerms") is { } terms)
            screen.Fact("security issues", $"told within {terms.Text("hours")} h: {terms.Text("contact.name")}, {terms.Text("contact.email")} {terms.Text("contact.phone")}".TrimEnd());
        AsOfLines.Show(screen, acquirer);
    }
}
