using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Composite.Cli.Answers;
using Composite.Cli.Commands;
using Composite.Cli.Connections;
using Composite.Cli.Screens;

namespace Composite.Cli.Inventory;

/// <summary>Builds <c>inventory</c>.</summary>
internal static class InventoryCommands
{
    private static readonly string[] Kinds =
        ["mpocSoftware", "mpocApplication", "attestationService", "paymentBackEnd", "decryptionService", "scrpReader", "kernel", "providerPart"];

    private static readonly string[] Statuses =
        ["inForce", "expiring", "checkpointOverdue", "checkpointLapsed", "inRemediation", "notYetInForce", "unknown", "expired", "revoked"];

    private static readonly Column[] Columns =
    [
        Cells.Text("COMPONENT", "componentId"), Cells.Text("KIND", "kind"), Cells.Flexible("NAME", "name"), Cells.Flexible("VENDOR", "vendor"),
        Cells.Text("VERSION", "version"), Cells.Status("RUNS", "versionStatus"), Cells.Status("STATUS", "status"), Cells.Text("LISTING", "listing"),
        Cells.Text("EXPIRES", "expiresOn"), Cells.Text("CHECKPOINT", "checkpointDueOn"), Cells.Text("CRYPTO EXPIRES", "cryptoExpiresOn"),
        Cells.Number("DEVICES", "devices"), Cells.Number("MERCHANTS", "merchants"),
    ];

    public static OperatorCommand Build(CommandContext context) => OperatorCommand.Group(
        "inventory", "What the solutions are made of, with which certification, on how many devices: now or on any past day.",
        List(context), Summary(context), ImpactCommand.Build(context), ExposureCommand.Build(context));

    /// <summary>An instant or a day.</summary>
    public static Option<string?> InstantOption(string name, string description) => new(name) { HelpName = "INSTANT", Description = description };

    private static OperatorCommand List(CommandContext context) => ListCommand.Build(context, new ListSubject
    {
        One = "row",
        Many = "rows",
        Path = ApiPath.Of("inventory"),
        Description = "List components, or their versions or listings, as of any instant, by any attribute, status, date and relation.",
        Columns = Columns,
        HidesEmptyColumns = true,
        Remark = page => $"devices at the end of {page.Text("fleetDay")}; {page.Text("total")} in all",
        Filters =
        [
            new ListFilter("--valid-at", "validAt", "What was so at this instant or on this day (RFC 3339, or YYYY-MM-DD)"),
            new ListFilter("--known-at", "knownAt", "As far as it was known then (RFC 3339, or YYYY-MM-DD)"),
            new ListFilter("--view", "view", "What a row is") { Values = ["components", "versions", "listings"] },
            new ListFilter("--kind", "kind", "Only this kind") { Values = Kinds },
            new ListFilter("--status", "status", "Only this status") { Values = Statuses },
            new ListFilter("--vendor", "vendor", "Only this vendor's"),
            new ListFilter("--third-party", "thirdPartyId", "Only what this third party provides"),
            new ListFilter("--solution", "solutionId", "Only what this solution was composed of"),
            new ListFilter("--of-version", "version", "Only with this version, such as 3.2.1 or 3.2.x"),
            new ListFilter("--listing", "listing", "Only with this listing"),
            new ListFilter("--laboratory", "laboratory", "Only evaluated by this laboratory"),
            new ListFilter("--standard-version", "standardVersion", "Only listed against this version of the standard"),
            new ListFilter("--product-type", "productType", "Only listed under this heading"),
            new ListFilter("--entry-mode", "entryMode", "Only listed for this acceptance channel"),
            new ListFilter("--cvm", "cvm", "Only listed for this cardholder verification method"),
            new ListFilter("--expires-before", "expiresBefore", "Only what ends before this day (YYYY-MM-DD)"),
            new ListFilter("--expires-after", "expiresAfter", "Only what ends on this day or later (YYYY-MM-DD)"),
            new ListFilter("--crypto-expires-before", "cryptoExpiresBefore", "Only with keys to be replaced before this day (YYYY-MM-DD)"),
            new ListFilter("--depends-on", "dependsOn", "Only what names this component"),
            new ListFilter("--used-by", "usedBy", "Only what this component or solution names or contains"),
            new ListFilter("--text", "text", "Only with this in id, name or vendor"),
            new ListFilter("--sort", "sort", "The order") { Values = ["id", "kind", "name", "vendor", "status", "expiresOn", "cryptoExpiresOn"] },
        ],
        Examples =
        [
            "inventory list --status expiring --sort expiresOn", "inventory list --view versions --kind mpocSoftware --of-version 3.2.x",
            "inventory list --solution tap-to-pay --valid-at 2026-03-31 --known-at 2026-03-31",
        ],
    });

    private static OperatorCommand Summary(CommandContext context)
    {
        OperatorCommand command = new("summary", "Count components by kind and status, as of any instant.", "inventory summary", "inventory summary --valid-at 2026-03-31 --json");
        AsOfOptions asOf = AsOfOptions.On(command);
        command.SetAction(context.Connected(async (session, parse, cancellationToken) =>
            session.Show(await session.Api.GetAsync(asOf.Query(ApiPath.Of("inventory", "summary"), parse), cancellationToken), answer => Show(session.Screen, answer))));
        return command;
    }

    // A status as a column's heading: checkpointOverdue, CHECKPOINT OVERDUE.
    private static string Heading(string status) => string.Concat(status.Select(c => char.IsAsciiLetterUpper(c) ? $" {c}" : c.ToString())).ToUpperInvariant();

    private static void Show(Screen screen, JsonElement summary)
    {
        string[] found = [.. Statuses.Where(s => summary.Items("kinds").Any(k => k.Number($"statuses.{s}") is > 0))];
        screen.Table(
            [Cells.Text("KIND", "kind"), Cells.Number("TOTAL", "total"), .. found.Select(s => Cells.Number(Heading(s), $"statuses.{s}"))], summary.Items("kinds"));
        screen.Line();
        screen.Line((string.Create(CultureInfo.InvariantCulture, $"{summary.Text("total")} components; {AsOfLines.Line(summary)}; as of journal position {summary.Text("position")}."), Tone.Faint));
    }
}
