using Composite.Cli.Commands;
using Composite.Cli.Connections;
using Composite.Cli.Screens;

namespace Composite.Cli.ThirdParties;

/// <summary>Builds <c>third-parties</c>.</summary>
internal static class ThirdPartyCommands
{
    private const string Collection = "third-parties";

    public static OperatorCommand Build(CommandContext context) => OperatorCommand.Group(
        Collection, "Who provides parts and services of the solutions: contacts, contracts, who answers for what, yearly reviews.",
        [
            ListCommand.Build(context, List),
            ShowCommand.BuildAsOf(
                context, "third party", Collection, "Show a third party: contact, contract, split of responsibility, reviews and the components that it provides.", ThirdPartySheet.Show,
                "third-parties show example-vendor", "third-parties show example-vendor --valid-at 2026-03-31"),
            HistoryCommand.Build(context, "third party", Collection, "third-parties history example-vendor"),
            Change(context, "register", "registered", [], "Enter a third party in the list.", HttpMethod.Put, [.. Names()],
                "third-parties register example-vendor --name \"Example Vendor\" --provides \"The SDK and its A&M service\""),
            Change(context, "rename", "renamed", ["name"], "Correct a third party's name or what it provides.", HttpMethod.Put, [.. Names(), BodyOption.Reason()],
                "third-parties rename example-vendor --name \"Example Vendor AG\" --provides \"The SDK\" --reason \"The vendor merged\""),
            Change(context, "set-contact", "contact set", ["contact"], "Say whom to reach.", HttpMethod.Put,
                [
                    Required("--name", "name", "NAME", "The person or desk."), Required("--email", "email", "ADDRESS", "The e-mail address."),
                    BodyOption.Text("--phone", "phone", "NUMBER", "The telephone number."),
                ],
                "third-parties set-contact example-vendor --name \"Security desk\" --email psirt@vendor.example"),
            Change(context, "set-contract", "contract set", ["contract"], "Say what was contracted, as a whole.", HttpMethod.Put,
                [
                    Required("--reference", "reference", "TEXT", "The contract's reference."), BodyOption.Day("--signed-on", "signedOn", "First day in force.", required: true),
                    BodyOption.Day("--ends-on", "endsOn", "First day no longer in force."),
                    BodyOption.Number("--notice-hours", "securityNoticeHours", "HOURS", "Within how many hours each side tells the other of a security issue."),
                ],
                "third-parties set-contract example-vendor --reference C-17 --signed-on 2025-01-01 --ends-on 2028-01-01 --notice-hours 72"),
            Change(context, "set-responsibilities", "split of responsibility set", ["responsibilities"], "Say who answers for what, as a whole.", HttpMethod.Put,
                [BodyOption.File("--file", "responsibilities", "A JSON list of {area, party, detail}; party is provider, thirdParty or shared.")],
                "third-parties set-responsibilities example-vendor --file split.json"),
            Change(context, "review", "review recorded", ["reviews"], "Record a review of a third party's compliance; one of the same day corrects what was recorded.", HttpMethod.Post,
                [
                    BodyOption.Day("--reviewed-on", "reviewedOn", "The day of the review.", required: true), BodyOption.Day("--next-due-on", "nextDueOn", "By when the next is due, within a year.", required: true),
                    Required("--conclusion", "conclusion", "TEXT", "What came of it."), BodyOption.Text("--evidence", "evidenceSha256", "SHA256", "The record in the evidence vault."),
                ],
                "third-parties review example-vendor --reviewed-on 2026-03-01 --next-due-on 2027-03-01 --conclusion \"In order\""),
            Change(context, "end", "ended", ["end"], "Record from which day on a third party provides nothing; again with another day corrects it.", HttpMethod.Post,
                [BodyOption.Day("--ended-on", "endedOn", "First day on which it provides nothing.", required: true), BodyOption.Reason()],
                "third-parties end example-vendor --ended-on 2027-01-01 --reason \"Replaced\""),
            Change(context, "reinstate", "reinstated", ["reinstatement"], "Say that a third party's end was recorded by mistake.", HttpMethod.Post, [BodyOption.Reason()],
                "third-parties reinstate example-vendor --reason \"Another one was meant\""),
        ]);

    private static ListSubject List => new()
    {
        One = "third party",
        Many = "third parties",
        Path = ApiPath.Of(Collection),
        Description = "List third parties, with what each provides and when its yearly review is due.",
        Columns =
        [
            Cells.Text("ID", "thirdPartyId"), Cells.Flexible("NAME", "name"), Cells.Flexible("PROVIDES", "provides"), Cells.Text("REVIEW DUE", "reviewDueOn"),
            Cells.Text("OVERDUE", "reviewOverdue"), Cells.Text("CONTRACT ENDS", "contractEndsOn"), Cells.Text("ENDED", "endedOn"),
        ],
        Filters = [new ListFilter("--valid-at", "validAt", "As of this instant or day"), new ListFilter("--known-at", "knownAt", "As known at this instant")],
        Examples = ["third-parties list", "third-parties list --valid-at 2026-12-31"],
    };

    private static BodyOption[] Names() => [Required("--name", "name", "NAME", "Its name."), Required("--provides", "provides", "TEXT", "What it provides, in plain words.")];

    private static BodyOption Required(string name, string member, string helpName, string description) => BodyOption.Text(name, member, helpName, description, required: true);

    private static OperatorCommand Change(
        CommandContext context, string verb, string done, string[] resource, string description, HttpMethod method, IReadOnlyList<BodyOption> body, string example) => SendCommand.Build(
        context,
        new Sending
        {
            Verb = verb,
            Description = description,
            Method = method,
            Arguments = [CommandContext.Id("third party")],
            Path = a => [Collection, a[0], .. resource],
            Body = body,
            What = a => $"third party {a[0]}",
            Done = done,
        },
        example);
}
