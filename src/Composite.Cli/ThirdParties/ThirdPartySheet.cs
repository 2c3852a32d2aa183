using System.Text.Json;
using Composite.Cli.Answers;
using Composite.Cli.Screens;

namespace Composite.Cli.ThirdParties;

/// <summary>One third party on the screen.</summary>
internal static class ThirdPartySheet
{
    private static readonly Column[] Responsibilities = [Cells.Text("AREA", "area"), Cells.Text("PARTY", "party"), Cells.Flexible("DETAIL", "detail")];

    private static readonly Column[] Reviews = [Cells.Text("REVIEWED", "reviewedOn"), Cells.Text("NEXT DUE", "nextDueOn"), Cells.Flexible("CONCLUSION", "conclusion"), Cells.Flexible("EVIDENCE", "evidenceSha256")];

    private static readonly Column[] Components =
    [
        Cells.Text("ID", "componentId"), Cells.Text("KIND", "kind"), Cells.Flexible("NAME", "name"), Cells.Text("LISTING", "listingReference"), Cells.Status("STATUS", "status"),
    ];

    public static void Show(Screen screen, JsonElement party)
    {
        screen.Title($"Third party {party.Text("thirdPartyId")}");
        screen.Fact("name", party.Text("name"));
        screen.Fact("provides", party.Text("provides"));
        screen.Fact("contact", Join(party.Text("contact.name"), party.Text("contact.email"), party.Text("contact.phone")));
        screen.Fact("contract", Contract(party));
        screen.Fact("review due", party.Text("reviewDueOn") + (party.Flag("reviewOverdue") ? ", overdue" : string.Empty));
        if (party.Text("endedOn") is { Length: > 0 } end) screen.Fact("ended on", end);
        AsOfLines.Show(screen, party);
        screen.Section("Split of responsibility", Responsibilities, party.Items("responsibilities"));
        screen.Section("Reviews", Reviews, party.Items("reviews"));
        screen.Section("Components", Components, party.Items("components"));
    }

    private static string Contract(JsonElement party)
    {
        if (party.Text("contract.reference") is not { Length: > 0 } reference) return string.Empty;
        string end = party.Text("contract.endsOn") is { Length: > 0 } day ? $" until {day}" : string.Empty;
        string notice = party.Text("contract.securityNoticeHours") is { Length: > 0 } hours ? $"notice of security issues within {hours} h" : string.Empty;
        return Join($"{reference} from {party.Text("contract.signedOn")}{end}", notice);
    }

    private static string Join(params string[] parts) => string.Join(", ", parts.Where(p => p.Length > 0));
}
