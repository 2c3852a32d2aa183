using Composite.Cli.Commands;
using Composite.Cli.Connections;
using Composite.Cli.Screens;

namespace Composite.Cli.Cases;

/// <summary>Builds <c>cases</c>.</summary>
internal static class CaseCommands
{
    private static readonly (string, string) Id = ("ID", "The case's id.");
    private static readonly FormField Reason = new("--reason", "reason", "TEXT", "Why; the journal keeps it. Must not contain card data.");

    public static OperatorCommand Build(CommandContext context) => OperatorCommand.Group(
        "cases", "Security issues in components: what is done, and the proof that everybody was told in time.",
        ListCommand.Build(context, new ListSubject
        {
            One = "case",
            Many = "cases",
            Path = ApiPath.Of("cases"),
            Description = "List security-issue cases with their most urgent clock.",
            Columns =
            [
                Cells.Text("ID", "caseId"), Cells.Status("STATUS", "status"), Cells.Text("RATING", "rating"), Cells.Number("CVSS", "cvssScore"), Cells.Text("COMPONENT", "componentId"),
                Cells.Flexible("VERSIONS", "affectedVersions"), Cells.Flexible("TITLE", "title"), Cells.Instant("NEXT NOTICE", "nextNoticeDueAt"), Cells.Number("OVERDUE", "overdueNotices"),
            ],
            Filters =
            [
                new ListFilter("--status", "status", "Only this status") { Values = ["open", "closed"] },
                new ListFilter("--component", "componentId", "Only cases of this component"),
                new ListFilter("--valid-at", "validAt", "As the clocks stood at this instant or day"),
                new ListFilter("--known-at", "knownAt", "As far as it was known at this instant"),
            ],
            Examples = ["cases list --status open"],
        }),
        ShowCommand.BuildAsOf(
            context, "case", "cases", "Show a case: the issue, each recipient's clock, how far campaigns are, and what was done; as of any instant and as known at any.", CaseSheet.Show,
            "cases show key-extraction", "cases show key-extraction --valid-at 2026-08-31"),
        FormCommand.Build(context, new Form
        {
            Verb = "open",
            Description = "Open a case for a security issue in a component. The clocks run from the discovery.",
            Arguments = [("ID", "The new case's id.")],
            Method = HttpMethod.Put,
            Path = ids => ["cases", ids[0]],
            Fields =
            [
                new FormField("--component", "componentId", "ID", "The component."),
                .. Issue(required: true),
            ],
            Tell = (session, answer, ids) => ChangeCommand.Tell(session, answer, $"case {ids[0]}", "opened"),
            Examples =
            [
                "cases open key-extraction --component sdk-tap --versions 3.2.x --cvss 9.8 --severity \"Keys can be read\" --title \"Key extraction\" --discovered-at 2026-07-31T09:00:00Z --source \"Vendor's notice\" --description \"A rooted device can read the keys\"",
            ],
        }),
        FormCommand.Build(context, new Form
        {
            Verb = "amend",
            Description = "Correct what is known of an issue; what is left out stays. What was known before stays answerable.",
            Arguments = [Id],
            Method = HttpMethod.Post,
            Path = ids => ["cases", ids[0], "amendments"],
            Fields = [Reason, .. Issue(required: false)],
            Tell = (session, answer, ids) => ChangeCommand.Tell(session, answer, $"case {ids[0]}", "amended"),
            Examples = ["cases amend key-extraction --versions 3.1.x,3.2.x --reason \"The vendor's second notice\""],
        }),
        Act(context),
        FormCommand.Build(context, new Form
        {
            Verb = "notify",
            Description = "Record the proof that a recipient was told: it stops that recipient's clock.",
            Arguments = [Id, ("RECIPIENT", "pci-ssc, acquirer/ID, third-party/ID or other/ID.")],
            Method = HttpMethod.Post,
            Path = ids => ["cases", ids[0], "notifications"],
            Fields =
            [
                new FormField("--sent-at", "sentAt", "INSTANT", "When the notice went out, RFC 3339."),
                new FormField("--channel", "channel", "TEXT", "By which way: letter, e-mail, portal."),
                new FormField("--reference", "reference", "TEXT", "What finds it again: a message id, a ticket."),
                new FormField("--evidence", "evidenceSha256", "SHA256", "The document in the evidence vault.") { Required = false },
            ],
            SecondIdMember = "recipientId",
            Tell = (session, answer, ids) => ChangeCommand.Tell(session, answer, $"case {ids[0]}, {ids[1]}", "notified"),
            Examples = ["cases notify key-extraction pci-ssc --sent-at 2026-08-01T10:00:00Z --channel e-mail --reference \"message 4711\""],
        }),
        FormCommand.Build(context, new Form
        {
            Verb = "close",
            Description = "Close a case. While a recipient with a clock was not told, only as notAffected.",
            Arguments = [Id],
            Method = HttpMethod.Post,
            Path = ids => ["cases", ids[0], "closure"],
            Fields =
            [
                new FormField("--outcome", "outcome", "OUTCOME", "resolved, accepted or notAffected."),
                new FormField("--conclusion", "conclusion", "TEXT", "In plain words."),
            ],
            Tell = (session, answer, ids) => ChangeCommand.Tell(session, answer, $"case {ids[0]}", "closed"),
            Examples = ["cases close key-extraction --outcome resolved --conclusion \"Every device is on 3.3.0\""],
        }));

    private static OperatorCommand Act(CommandContext context) => OperatorCommand.Group(
        "act", "Do something about a security issue.",
        Action(context, "block", "blocked", "block", "Withdraw the affected versions of the component: devices that run them are refused.", [Reason], "cases act block key-extraction --reason \"It is exploited\""),
        Action(context, "restrict", "restricted", "restriction", "Admit no new device on an affected version while the case is open.", [Reason], "cases act restrict key-extraction --reason \"Until it is mended\""),
        Action(
            context, "campaign", "campaign started", "campaigns", "Ask merchants to move their devices to another version by a day.",
            [
                new FormField("--target", "targetVersion", "VERSION", "The version to move to."),
                new FormField("--deadline", "deadlineOn", "DAY", "By which day, YYYY-MM-DD."),
                new FormField("--message", "message", "TEXT", "What merchants are told."),
            ],
            "cases act campaign key-extraction --target 3.3.0 --deadline 2026-09-01 --message \"Please update the application\""),
        Action(
            context, "decide", "decided", "decisions", "Record how the issue is remedied.",
            [new FormField("--decision", "decision", "TEXT", "What was decided."), Reason], "cases act decide key-extraction --decision \"Wait for 3.3.0\" --reason \"No exploit is known\""));

    private static OperatorCommand Action(
        CommandContext context, string verb, string done, string path, string description, IReadOnlyList<FormField> fields, string example) => FormCommand.Build(context, new Form
        {
            Verb = verb,
            Description = description,
            Arguments = [Id],
            Method = HttpMethod.Post,
            Path = ids => ["cases", ids[0], path],
            Fields = fields,
            Tell = (session, answer, ids) => ChangeCommand.Tell(session, answer, $"case {ids[0]}", done),
            Examples = [example],
        });

    private static FormField[] Issue(bool required) =>
    [
        new("--versions", "affectedVersions", "VERSIONS", "Affected versions, separated by commas: 3.2.1, or 3.2.x for every 3.2 version.") { Required = required, Kind = FieldKind.List },
        new("--cvss", "severity.cvssScore", "SCORE", "CVSS base score, 0.0 to 10.0; goes with --severity.") { Required = required, Kind = FieldKind.Number },
        new("--severity", "severity.words", "TEXT", "What it means for the solution; goes with --cvss.") { Required = required },
        new("--title", "title", "TEXT", "One line.") { Required = required },
        new("--discovered-at", "discoveredAt", "INSTANT", "When the provider learnt of it, RFC 3339.") { Required = required },
        new("--source", "source", "TEXT", "Where it was learnt from.") { Required = required },
        new("--description", "description", "TEXT", "What it is.") { Required = required },
    ];
}
