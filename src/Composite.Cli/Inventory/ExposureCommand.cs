using System.CommandLine;
using System.Text.Json;
using Composite.Cli.Answers;
using Composite.Cli.Commands;
using Composite.Cli.Connections;
using Composite.Cli.Screens;

namespace Composite.Cli.Inventory;

/// <summary>Builds <c>inventory exposure</c>.</summary>
internal static class ExposureCommand
{
    private static readonly Column[] Totals =
        [Cells.Status("OUTCOME", "status"), Cells.Number("PAYMENTS", "count"), new("AMOUNT", row => Amounts.Show(row.Number("amountMinor"), row.Text("currency"))) { Right = true }];

    private static readonly Column[] Payments =
    [
        Cells.Instant("AT", "at"), Cells.Text("PAYMENT", "paymentId"), Cells.Text("MERCHANT", "merchantId"), Cells.Status("OUTCOME", "status"),
        new("AMOUNT", row => Amounts.Show(row.Number("amountMinor"), row.Text("currency"))) { Right = true }, Cells.Text("SDK", "sdkComponentId"), Cells.Text("VERSION", "sdkVersion"),
    ];

    public static OperatorCommand Build(CommandContext context)
    {
        OperatorCommand command = new(
            "exposure", "List every payment that ran on a component, or on versions of it, between two instants, with totals.",
            "inventory exposure sdk-tap --of-version 3.2.x --from 2026-07-01 --to 2026-07-31", "inventory exposure sdk-tap --from 2026-07-31T08:00:00Z --limit 500 --json");
        Argument<string> component = CommandContext.Id("component");
        Option<string?> version = new("--of-version") { HelpName = "VERSION", Description = "Only this version, such as 3.2.1 or 3.2.x." };
        Option<string?> from = InventoryCommands.InstantOption("--from", "From this instant or day on (RFC 3339, or YYYY-MM-DD).");
        Option<string?> to = InventoryCommands.InstantOption("--to", "Until this instant or day (RFC 3339, or YYYY-MM-DD); now when left out.");
        Option<int?> limit = new("--limit") { HelpName = "ROWS", Description = "Payments of a page, 1 to 500." };
        Option<string?> after = new("--after") { HelpName = "CURSOR", Description = "Begin behind this cursor." };
        command.Arguments.Add(component);
        foreach (Option option in (Option[])[version, from, to, limit, after]) command.Options.Add(option);
        command.SetAction(context.Connected(async (session, parse, cancellationToken) =>
        {
            string path = ApiPath.Query(
                ApiPath.Of("exposure"),
                [
                    ("component", parse.GetRequiredValue(component)), ("version", parse.GetValue(version)), ("from", parse.GetValue(from)), ("to", parse.GetValue(to)),
                    ("limit", parse.GetValue(limit)?.ToString(System.Globalization.CultureInfo.InvariantCulture)), ("after", parse.GetValue(after)),
                ]);
            return session.Show(await session.Api.GetAsync(path, cancellationToken), answer => Show(session.Screen, answer));
        }));
        return command;
    }

    private static void Show(Screen screen, JsonElement exposure)
    {
        screen.Title($"Payments on {$"{exposure.Text("componentId")} {exposure.Text("version")}".TrimEnd()}");
        screen.Fact("devices", exposure.Text("devices"));
        screen.Fact("merchants", exposure.Text("merchants"));
        screen.Section("Totals", Totals, exposure.Items("totals"));
        screen.Section("Payments", Payments, exposure.Items("rows"));
        screen.Line();
        if (exposure.Text("next") is { Length: > 0 } next) screen.Line(($"There are more: --after '{next}'.", Tone.Faint));
        screen.Line(($"From {Instants.Show(exposure.Text("from"))} to {Instants.Show(exposure.Text("to"))}; as of journal position {exposure.Text("position")}.", Tone.Faint));
    }
}
