using System.CommandLine;
using System.Text.Json;
using Composite.Cli.Answers;
using Composite.Cli.Commands;
using Composite.Cli.Connections;
using Composite.Cli.Screens;

namespace Composite.Cli.Inventory;

/// <summary>Builds <c>inventory impact</c>.</summary>
internal static class ImpactCommand
{
    private static readonly Column[] Effects =
    [
        Cells.Status("EFFECT", "effect"), Cells.Number("SOLUTIONS", "solutions"), Cells.Number("MERCHANTS", "merchants"), Cells.Number("DEVICES", "devices"),
        Cells.Number("ACQUIRERS", "acquirers"), new("PAID IN 30 DAYS", row => string.Join(", ", row.Items("volume").Select(v => Amounts.Show(v.Number("amountMinor"), v.Text("currency"))))),
    ];

    private static readonly Column[] Reasons = [Cells.Status("EFFECT", "effect"), Cells.Number("DEVICES", "devices"), Cells.Flexible("WHY", "reason")];

    private static readonly Column[] Solutions =
    [
        Cells.Text("SOLUTION", "solutionId"), Cells.Status("PAYMENTS NOW", "now.payments"), Cells.Status("THEN", "then.payments"), Cells.Number("STOPS", "devices.stops"),
        Cells.Number("RESTRICTED", "devices.restricted"), Cells.Number("WARNED", "devices.warned"), Cells.Number("GOES ON", "devices.goesOn"),
    ];

    private static readonly Column[] Acquirers =
    [
        Cells.Text("ACQUIRER", "acquirerId"), Cells.Number("STOPS", "devices.stops"), Cells.Number("RESTRICTED", "devices.restricted"), Cells.Number("WARNED", "devices.warned"),
        Cells.Number("GOES ON", "devices.goesOn"),
    ];

    private static readonly Column[] Merchants =
        [Cells.Text("MERCHANT", "merchantId"), Cells.Flexible("NAME", "tradingName"), Cells.Status("EFFECT", "effect"), Cells.Number("DEVICES", "devices")];

    private static readonly Column[] Devices =
    [
        Cells.Text("DEVICE", "deviceId"), Cells.Text("MERCHANT", "merchantId"), Cells.Text("TID", "tid"), Cells.Status("EFFECT", "effect"), Cells.Text("SDK", "sdkComponentId"),
        Cells.Text("VERSION", "sdkVersion"), Cells.Flexible("APPLICATION", "packageName"),
    ];

    public static OperatorCommand Build(CommandContext context)
    {
        OperatorCommand command = new(
            "impact", "Show what stops, is restricted or is warned of when a component, a version of it or a listing lapses; or list the merchants or devices that it concerns.",
            "inventory impact 2025-00123.001 --hypothesis revoked", "inventory impact sdk-tap --of-version 3.2.x --hypothesis revoked --list devices", "inventory impact sdk-tap --at 2026-12-31");
        Argument<string> subject = new("SUBJECT") { Description = "A component's id, or a listing's reference YYYY-NNNNN.NNN." };
        subject.Validators.Add(result => CommandContext.RequireSegment(result, subject));
        Option<string?> version = new("--of-version") { HelpName = "VERSION", Description = "Only this version of the component, such as 3.2.1 or 3.2.x." };
        Option<string?> hypothesis = Words("--hypothesis", "HYPOTHESIS", "What is supposed to have happened", "revoked", "expired", "lapsed");
        Option<string?> at = InventoryCommands.InstantOption("--at", "At this instant or on this day (RFC 3339, or YYYY-MM-DD); the devices are those of now.");
        Option<string?> knownAt = InventoryCommands.InstantOption("--known-at", "As far as it was known then (RFC 3339, or YYYY-MM-DD).");
        Option<string?> list = Words("--list", "WHAT", "List a page of what it concerns", "merchants", "devices");
        Option<string?> effect = Words("--effect", "EFFECT", "With --list, only those", "stops", "restricted", "warned", "goesOn");
        Option<int?> limit = new("--limit") { HelpName = "ROWS", Description = "With --list, rows of a page, 1 to 500." };
        Option<string?> after = new("--after") { HelpName = "CURSOR", Description = "With --list, begin behind this cursor." };
        command.Arguments.Add(subject);
        foreach (Option option in (Option[])[version, hypothesis, at, knownAt, list, effect, limit, after]) command.Options.Add(option);
        command.SetAction(context.Connected(async (session, parse, cancellationToken) =>
        {
            string? what = parse.GetValue(list);
            string path = ApiPath.Query(
                ApiPath.Of([.. Path(parse.GetRequiredValue(subject), parse.GetValue(version)), .. what is null ? (string[])[] : [what]]),
                [
                    ("at", parse.GetValue(at)), ("knownAt", parse.GetValue(knownAt)), ("hypothesis", parse.GetValue(hypothesis)), ("effect", parse.GetValue(effect)),
                    ("limit", parse.GetValue(limit)?.ToString(System.Globalization.CultureInfo.InvariantCulture)), ("after", parse.GetValue(after)),
                ]);
            return session.Show(await session.Api.GetAsync(path, cancellationToken), answer => Show(session.Screen, answer, what));
        }));
        return command;
    }

    private static string[] Path(string subject, string? version) => subject.Contains('.', StringComparison.Ordinal)
        ? ["impact", "listings", subject]
        : version is null ? ["impact", "components", subject] : ["impact", "components", subject, "versions", version];

    private static Option<string?> Words(string name, string helpName, string description, params string[] words)
    {
        Option<string?> option = new(name) { HelpName = helpName, Description = $"{description}: {string.Join(", ", words)}." };
        option.CompletionSources.Add(words);
        return option;
    }

    private static void Show(Screen screen, JsonElement answer, string? list)
    {
        if (list is not null)
        {
            screen.Table(list == "merchants" ? Merchants : Devices, answer.Rows());
            screen.Line();
            if (answer.Text("next") is { Length: > 0 } next) screen.Line(($"There are more: --after '{next}'.", Tone.Faint));
        }
        else ShowImpact(screen, answer);

        screen.Line(($"Certification {AsOfLines.Line(answer)}; devices of now; as of journal position {answer.Text("fleetPosition")}.", Tone.Faint));
    }

    private static void ShowImpact(Screen screen, JsonElement impact)
    {
        string what = impact.Text("listing") is { Length: > 0 } listing ? $"listing {listing} of {impact.Text("subjectId")}" : $"{impact.Text("subjectId")} {impact.Text("version")}".TrimEnd();
        screen.Title($"Impact of {what}{(impact.Text("hypothesis") is { Length: > 0 } hypothesis ? $", if it were {hypothesis}" : string.Empty)}");
        screen.Table(Effects, impact.Items("effects"));
        screen.Section("Why", Reasons, impact.Items("reasons"));
        screen.Section("Devices by solution", Solutions, impact.Items("solutions"));
        screen.Section("Devices by acquirer", Acquirers, impact.Items("acquirers"));
        screen.Line();
    }
}
