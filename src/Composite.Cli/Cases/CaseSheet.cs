using System.Globalization;
using System.Text.Json;
using Composite.Cli.Answers;
using Composite.Cli.Screens;

namespace Composite.Cli.Cases;

/// <summary>One case on the screen.</summary>
internal static class CaseSheet
{
    private const int HourMinutes = 60;

    private static readonly Column[] Clocks =
    [
        Cells.Text("RECIPIENT", "recipientId"), Cells.Flexible("NAME", "name"), Cells.Number("HOURS", "hours"), Cells.Instant("DUE", "dueAt"), Cells.Instant("SENT", "sentAt"),
        new("LATE BY", row => Late(row.Number("overdueMinutes"))), Cells.Flexible("CHANNEL", "channel"), Cells.Flexible("REFERENCE", "reference"),
    ];

    private static readonly Column[] Campaigns =
    [
        Cells.Text("TARGET", "targetVersion"), Cells.Text("BY", "deadlineOn"), Cells.Instant("STARTED", "startedAt"), Cells.Number("DEVICES AT START", "progress.devicesAtStart"),
        Cells.Number("DEVICES", "progress.devices"), Cells.Number("MERCHANTS", "progress.merchants"), Cells.Number("% DONE", "progress.percentDone"), Cells.Flexible("MESSAGE", "message"),
    ];

    private static readonly Column[] Versions =
    [
        Cells.Text("VERSION", "version"), Cells.Number("DEVICES AT START", "devicesAtStart"), Cells.Number("DEVICES", "devices"),
        Cells.Number("MERCHANTS AT START", "merchantsAtStart"), Cells.Number("MERCHANTS", "merchants"),
    ];

    private static readonly Column[] Steps = [Cells.Instant("AT", "at"), Cells.Text("WHAT", "what"), Cells.Flexible("DETAIL", "detail")];

    public static void Show(Screen screen, JsonElement answer)
    {
        screen.Title($"Case {answer.Text("case.caseId")}: {answer.Text("case.title")}");
        screen.Fact("status", answer.Text("case.status"), Tones.Of(answer.Text("case.status")));
        screen.Fact("severity", $"CVSS {answer.Text("case.cvssScore")}, {answer.Text("case.rating")}: {answer.Text("severityWords")}");
        screen.Fact("component", answer.Text("case.componentId"));
        screen.Fact("versions", answer.Text("case.affectedVersions"));
        screen.Fact("solutions", answer.Text("solutionIds"));
        screen.Fact("discovered", Instants.Show(answer.Text("case.discoveredAt")));
        screen.Fact("opened", Instants.Show(answer.Text("openedAt")));
        screen.Fact("source", answer.Text("source"));
        screen.Fact("new devices", answer.Flag("restricted") ? "refused on the affected versions" : "not restricted by the case");
        screen.Fact("description", answer.Text("description"));
        screen.Fact("as of", $"{Instants.Show(answer.Text("validAt"))}, known at {Instants.Show(answer.Text("knownAt"))}, journal position {answer.Text("position")}");
        screen.Section("Clocks", Clocks, answer.Items("clocks"));
        ShowCampaigns(screen, answer);
        screen.Section("What was done", Steps, answer.Items("steps"));
    }

    private static void ShowCampaigns(Screen screen, JsonElement answer)
    {
        screen.Section("Campaigns: active devices on affected versions", Campaigns, answer.Items("campaigns"));
        foreach (JsonElement campaign in answer.Items("campaigns"))
            screen.Section($"Affected versions since the campaign of {Instants.Show(campaign.Text("startedAt"))}", Versions, campaign.Items("progress.versions"));
        if (answer.Text("fleetDay") is { Length: > 0 } day) screen.Line($"Devices at the end of {day} (UTC), as of journal position {answer.Text("fleetPosition")}.");
        if (answer.Text("notCounted") is { Length: > 0 } reason) screen.Hanging("Not counted: ", reason, Tone.Careful);
    }

    private static string Late(long? minutes) => minutes is { } late ? string.Create(CultureInfo.InvariantCulture, $"{late / HourMinutes} h {late % HourMinutes} min") : string.Empty;
}
