using System.Text.Json;
using Composite.Cli.Answers;
using Composite.Cli.Screens;

namespace Composite.Cli.Controls;

/// <summary>Controls on the screen.</summary>
internal static class ControlSheet
{
    public static readonly Column[] Columns =
    [
        Cells.Text("ID", "controlId"), Cells.Status("STATUS", "status"), Cells.Flexible("TITLE", "title"), Cells.Text("CHECK", "check"), Cells.Text("OWNER", "owner"), Cells.Text("NEXT DUE", "nextDueOn"),
        Cells.Number("FINDINGS", "findings"),
    ];

    private static readonly Column[] Evidence =
    [
        new("SHA-256", row => row.Text("sha256") is { Length: > 16 } hash ? hash[..16] : row.Text("sha256")), Cells.Flexible("TITLE", "title"), Cells.Text("VALID FROM", "validFrom"),
        Cells.Text("EXPIRES", "expiresOn"), Cells.Text("COUNTS", "counts"),
    ];

    private static readonly Column[] Statements =
    [
        Cells.Instant("AT", "statedAt"), Cells.Text("BY", "statedBy"), Cells.Text("MET", "met"), Cells.Text("UNTIL", "validUntil"), Cells.Flexible("TEXT", "text"),
    ];

    private static readonly Column[] Requirements = [Cells.Text("SET", "mappingSet"), Cells.Text("EDITION", "sourceEdition"), Cells.Text("REQUIREMENT", "requirementId")];

    public static void Show(Screen screen, JsonElement answer)
    {
        JsonElement control = answer.At("control") ?? answer;
        screen.Title($"Control {control.Text("id")}: {control.Text("title")}");
        screen.Fact("says", control.Text("statement"));
        screen.Fact("why", control.Text("why"));
        screen.Fact("group", control.Text("group"));
        screen.Fact("origin", control.Text("origin") == "pciPublic" ? $"rests on what is public: {control.Text("source")}; the words are the provider's own" : "the provider's own, not from PCI");
        screen.Fact("checked", $"by {Check(control)}, every {control.Text("cycleDays")} days");
        if (answer.At("assessment") is { } assessment) ShowAssessment(screen, assessment, answer);
        ShowExemption(screen, answer);
        screen.Section("Documents", Evidence, answer.Items("evidence"));
        screen.Section("Statements", Statements, answer.Items("statements"));
        screen.Section("Requirements, as imported", Requirements, answer.Items("assessment.requirements"));
    }

    /// <summary>What stands against a control.</summary>
    public static void ShowFindings(Screen screen, JsonElement assessment)
    {
        foreach (JsonElement finding in assessment.Items("findings"))
        {
            string since = finding.Text("since") is { Length: > 0 } instant ? $" (since {Instants.Show(instant)})" : string.Empty;
            screen.Hanging("    ", $"{finding.Text("subject")}: {finding.Text("reason")}{since}", Tone.Bad);
            screen.Hanging("      remedy: ", finding.Text("remedy"));
        }
    }

    private static string Check(JsonElement control) => control.Text("check.kind") switch
    {
        "automatic" => "Composite from the journal's facts",
        "evidence" => $"documents ({control.Text("check.evidenceTypes")})",
        _ => "a responsible person's statement",
    };

    private static void ShowAssessment(Screen screen, JsonElement assessment, JsonElement answer)
    {
        screen.Fact("owner", assessment.Text("owner"));
        screen.Fact("status", assessment.Text("status"), Tones.Of(assessment.Text("status")));
        screen.Fact("because", assessment.Text("reason"));
        screen.Fact("since", Instants.Show(assessment.Text("since")));
        screen.Fact("next due", assessment.Text("nextDueOn"));
        AsOfLines.Show(screen, answer);
        if (assessment.Items("findings").Count == 0) return;
        screen.Section("Findings");
        ShowFindings(screen, assessment);
    }

    private static void ShowExemption(Screen screen, JsonElement answer)
    {
        if (answer.At("exemption") is not { } x) return;
        screen.Section("Does not apply");
        screen.Fact("reason", x.Text("reason"));
        screen.Fact("until", x.Text("reviewOn"));

        // Whole, not to the second: an approval names it.
        screen.Fact("proposed", $"{x.Text("proposedAt")} by {x.Text("proposedBy")}");
        screen.Fact("approved", x.Text("approvedBy").Length > 0 ? $"{Instants.Show(x.Text("approvedAt"))} by {x.Text("approvedBy")}" : "not yet; another member must approve");
        if (x.Text("endedBy").Length > 0) screen.Fact("ended", $"{Instants.Show(x.Text("endedAt"))} by {x.Text("endedBy")}: {x.Text("endReason")}");
    }
}
