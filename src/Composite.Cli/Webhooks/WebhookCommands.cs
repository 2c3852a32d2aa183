using System.Text.Json;
using System.Text.Json.Nodes;
using Composite.Cli.Answers;
using Composite.Cli.Commands;
using Composite.Cli.Connections;
using Composite.Cli.Screens;

namespace Composite.Cli.Webhooks;

/// <summary>Builds <c>webhooks</c>.</summary>
internal static class WebhookCommands
{
    private const string Types = "deadlineApproaching, deadlinePassed, caseOpened, caseUpdated, caseClosed";
    private static readonly (string, string) Id = ("ID", "The webhook's id.");

    private static readonly FormField[] Settings =
    [
        new("--url", "url", "URL", "Where messages are posted: https, or http to the server's own machine."),
        new("--types", "types", "TYPES", $"What it is told of, separated by commas: {Types}.") { Kind = FieldKind.List },
        new("--acquirer", "acquirerId", "ID", "The acquirer whose webhook it is: told from 30 days on of what concerns it.") { Required = false },
        new("--solutions", "solutionIds", "IDS", "Only what concerns one of these solutions, separated by commas.") { Required = false, Kind = FieldKind.List },
        new("--description", "description", "TEXT", "For people.") { Required = false },
    ];

    public static OperatorCommand Build(CommandContext context) => OperatorCommand.Group(
        "webhooks", "Who is told of deadlines and security issues by signed HTTP messages; for administrators.",
        ListCommand.Build(context, new ListSubject
        {
            One = "webhook",
            Many = "webhooks",
            Path = ApiPath.Of("webhooks"),
            Description = "List webhooks, with what waits and what was given up.",
            Columns =
            [
                Cells.Text("ID", "webhookId"), new Column("STATUS", Status) { Toned = true }, new Column("FOR", Audience), Cells.Flexible("URL", "url"), Cells.Flexible("TYPES", "types"),
                Cells.Number("WAITING", "waiting"), Cells.Number("PARKED", "parked"), Cells.Flexible("LAST RESULT", "lastResult"), Cells.Instant("AT", "lastAt"),
            ],
            Examples = ["webhooks list"],
        }),
        ShowCommand.Build(context, "webhook", "webhooks", "Show a webhook.", (screen, answer) => Show(screen, answer.At("webhook") ?? answer), "webhooks show desk"),
        Add(context),
        FormCommand.Build(context, new Form
        {
            Verb = "change",
            Description = "Replace a webhook's settings as a whole: what is left out no longer holds.",
            Arguments = [Id],
            Method = HttpMethod.Put,
            Path = ids => ["webhooks", ids[0]],
            Fields = Settings,
            Tell = (session, answer, ids) => ChangeCommand.Tell(session, answer, $"webhook {ids[0]}", "changed"),
            Examples = ["webhooks change desk --url https://hooks.example/v2 --types deadlineApproaching,caseOpened,caseClosed"],
        }),
        Activation(context, "disable", "disabled", false, "Send nothing more to a webhook; what waits is parked.", "webhooks disable desk --reason \"Their maintenance\""),
        Activation(context, "enable", "enabled", true, "Send to a webhook again.", "webhooks enable desk --reason \"Maintenance is over\""),
        FormCommand.Build(context, new Form
        {
            Verb = "rotate",
            Description = "Make a webhook's next signing secret, shown once. The former one signs too for 24 hours.",
            Arguments = [Id],
            Method = HttpMethod.Post,
            Path = ids => ["webhooks", ids[0], "secret-rotation"],
            NoBody = true,
            Tell = ShowSecret,
            Examples = ["webhooks rotate desk"],
        }),
        ChangeCommand.Build(context, new Change
        {
            Verb = "remove",
            Thing = "webhook",
            Done = "removed",
            Description = "End a webhook for good; its id is not used again.",
            Method = HttpMethod.Post,
            Path = id => ["webhooks", id, "removal"],
            Body = reason => new JsonObject { ["reason"] = reason },
        }, "webhooks remove desk --reason \"Replaced by desk-2\""),
        DeliveryCommand.Build(context),
        FormCommand.Build(context, new Form
        {
            Verb = "redeliver",
            Description = "Send a notice again, now.",
            Arguments = [Id, ("NOTICE", "The notice's id, as 'webhooks deliveries' shows it.")],
            Method = HttpMethod.Post,
            Path = ids => ["webhooks", ids[0], "deliveries", ids[1], "redelivery"],
            NoBody = true,
            Tell = (session, answer, ids) => ChangeCommand.Tell(session, answer, $"notice {ids[1]}", "to be sent again"),
            Examples = ["webhooks redeliver desk ntc_0123456789abcdef0123456789abcdef"],
        }),
        FormCommand.Build(context, new Form
        {
            Verb = "test",
            Description = "Send a notice that tries the webhook out.",
            Arguments = [Id],
            Method = HttpMethod.Post,
            Path = ids => ["webhooks", ids[0], "test"],
            NoBody = true,
            Tell = (session, answer, ids) => ChangeCommand.Tell(session, answer, $"webhook {ids[0]}", "a test notice is on its way"),
            Examples = ["webhooks test desk"],
        }));

    private static OperatorCommand Add(CommandContext context) => FormCommand.Build(context, new Form
    {
        Verb = "add",
        Description = "Add a webhook. Its signing secret is shown once.",
        Arguments = [("ID", "The new webhook's id.")],
        Method = HttpMethod.Post,
        Path = _ => ["webhooks"],
        IdMember = "webhookId",
        Fields = Settings,
        Tell = ShowSecret,
        Examples =
        [
            "webhooks add desk --url https://hooks.example/composite --types deadlineApproaching,caseOpened,caseClosed",
            "webhooks add nordbank --url https://nordbank.example/in --types deadlineApproaching,caseOpened --acquirer nordbank",
        ],
    });

    private static OperatorCommand Activation(CommandContext context, string verb, string done, bool active, string description, string example) => ChangeCommand.Build(context, new Change
    {
        Verb = verb,
        Thing = "webhook",
        Done = done,
        Description = description,
        Method = HttpMethod.Put,
        Path = id => ["webhooks", id, "activation"],
        Body = reason => new JsonObject { ["active"] = active, ["reason"] = reason },
    }, example);

    private static string Status(JsonElement webhook) => webhook.Flag("removed") ? "removed" : webhook.Flag("active") ? "active" : "disabled";

    private static string Audience(JsonElement webhook) => webhook.Text("acquirerId") is { Length: > 0 } acquirer ? $"acquirer {acquirer}" : "provider";

    private static void ShowSecret(Session session, JsonElement answer, IReadOnlyList<string> ids)
    {
        session.Screen.Title($"Signing secret of webhook {answer.Text("webhookId")}");
        session.Screen.Fact("secret", answer.Text("secret"), Tone.Strong);
        session.Screen.Fact("former until", Instants.Show(answer.Text("formerValidUntil")));
        session.Screen.Fact("give it to", "the receiver; it is not shown again");
    }

    private static void Show(Screen screen, JsonElement webhook)
    {
        screen.Title($"Webhook {webhook.Text("webhookId")}");
        screen.Fact("status", Status(webhook), Tones.Of(Status(webhook)));
        screen.Fact("reason", webhook.Text("statusReason"));
        screen.Fact("for", Audience(webhook));
        screen.Fact("url", webhook.Text("url"));
        screen.Fact("types", webhook.Text("types"));
        screen.Fact("solutions", webhook.Text("solutionIds") is { Length: > 0 } some ? some : "all");
        screen.Fact("description", webhook.Text("description"));
        screen.Fact("secret", $"generation {webhook.Text("secretGeneration")}");
        screen.Fact("deliveries", $"{webhook.Text("waiting")} waiting, {webhook.Text("parked")} parked");
        screen.Fact("last result", webhook.Text("lastResult") is { Length: > 0 } result ? $"{result}, {Instants.Show(webhook.Text("lastAt"))}" : string.Empty);
    }
}
