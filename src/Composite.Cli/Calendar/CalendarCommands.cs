using System.Text.Json;
using Composite.Cli.Answers;
using Composite.Cli.Commands;
using Composite.Cli.Connections;
using Composite.Cli.Screens;

namespace Composite.Cli.Calendar;

/// <summary>Builds <c>calendar</c>.</summary>
internal static class CalendarCommands
{
    public static OperatorCommand Build(CommandContext context) => OperatorCommand.Group(
        "calendar", "What expires or is due: listings, checkpoints, cryptography, contracts, reviews, notices.",
        ListCommand.Build(context, new ListSubject
        {
            One = "deadline",
            Many = "deadlines",
            Path = ApiPath.Of("calendar"),
            Description = "List what expires or is due, in date order; the next year when no days are given.",
            Columns =
            [
                Cells.Text("DUE", "dueOn"), Cells.Number("DAYS", "daysLeft"), Cells.Text("KIND", "kind"), Cells.Text("SUBJECT", "subjectId"), Cells.Flexible("WHAT", "title"),
                Cells.Flexible("IF IT LAPSES", "consequence"), Cells.Flexible("TO ACT", "owner"), Cells.Flexible("SOLUTIONS", "solutionIds"),
            ],
            Filters =
            [
                new ListFilter("--from", "from", "From this day on, YYYY-MM-DD (default: today)"),
                new ListFilter("--to", "to", "Up to this day, included, YYYY-MM-DD (default: a year later)"),
                new ListFilter("--kind", "kind", "Only this kind")
                {
                    Values =
                    [
                        "listingExpiry", "checkpoint", "cryptoExpiry", "platformEndOfSupport", "complianceRenewal", "thirdPartyReview", "contractEnd", "waiverEnd",
                        "remediationDecision", "evidenceExpiry", "controlCycle", "securityNotice", "campaign",
                    ],
                },
                new ListFilter("--subject", "subject", "Only what is about this, or concerns this solution"),
                new ListFilter("--valid-at", "validAt", "As things were at this instant or day"),
                new ListFilter("--known-at", "knownAt", "As far as it was known at this instant"),
            ],
            Examples = ["calendar list", "calendar list --kind cryptoExpiry --to 2027-12-31", "calendar list --subject sdk-tap --known-at 2026-01-01T00:00:00Z"],
        }),
        FormCommand.Build(context, new Form
        {
            Verb = "subscribe",
            Description = "Make your own address of the calendar for a calendar program (iCalendar). It holds a secret and is shown once; an earlier one no longer works.",
            Arguments = [],
            Method = HttpMethod.Post,
            Path = _ => ["calendar", "token"],
            NoBody = true,
            Tell = ShowAddress,
            Examples = ["calendar subscribe"],
        }),
        FormCommand.Build(context, new Form
        {
            Verb = "unsubscribe",
            Description = "Make your own address of the calendar useless.",
            Arguments = [],
            Method = HttpMethod.Post,
            Path = _ => ["calendar", "token", "revocation"],
            NoBody = true,
            Tell = (session, answer, _) => ChangeCommand.Tell(session, answer, "your calendar address", "revoked"),
            Examples = ["calendar unsubscribe"],
        }));

    private static void ShowAddress(Session session, JsonElement answer, IReadOnlyList<string> ids)
    {
        session.Screen.Title("Your calendar address");
        session.Screen.Fact("path", answer.Text("path"), Tone.Strong);
        session.Screen.Fact("use it", "behind the server's address, in a calendar program; who has it can read the calendar. It is not shown again");
    }
}
