using Composite.Cli.Commands;
using Composite.Cli.Connections;
using Composite.Cli.Screens;

namespace Composite.Cli.Components;

/// <summary>Builds <c>components</c>.</summary>
internal static class ComponentCommands
{
    private const string Collection = "components";

    private static readonly string[] Kinds =
        ["mpocSoftware", "mpocApplication", "attestationService", "paymentBackEnd", "decryptionService", "scrpReader", "kernel", "providerPart"];

    public static OperatorCommand Build(CommandContext context) => OperatorCommand.Group(
        Collection, "The parts of composite solutions: SDKs, applications, A&M services, back-ends, the provider's own.",
        [
            ListCommand.Build(context, List),
            ShowCommand.BuildAsOf(
                context, "component", Collection, "Show a component: its versions, listings and compliance, as of any instant and as known at any.", ComponentSheet.Show,
                "components show sdk-tap", "components show sdk-tap --valid-at 2026-03-31 --known-at 2026-04-02T00:00:00Z", "components show sdk-tap --json"),
            HistoryCommand.Build(context, "component", Collection, "components history sdk-tap"),
            Change(context, "register", "registered", [], "Enter a component in the inventory.", HttpMethod.Put,
                [BodyOption.Word("--kind", "kind", "What it is", true, Kinds), Required("--name", "name", "NAME", "Its name."), Required("--vendor", "vendor", "VENDOR", "Its vendor.")],
                "components register sdk-tap --kind mpocSoftware --name \"Tap SDK\" --vendor \"Example Vendor\""),
            Change(context, "rename", "renamed", ["name"], "Correct a component's name or vendor.", HttpMethod.Put,
                [Required("--name", "name", "NAME", "Its name."), Required("--vendor", "vendor", "VENDOR", "Its vendor."), BodyOption.Reason()],
                "components rename sdk-tap --name \"Tap SDK 3\" --vendor \"Example Vendor AG\" --reason \"The vendor merged\""),
            Change(context, "set-profile", "profile set", ["profile"], "Say whose a component is, what it contributes and who answers for what, as a whole.", HttpMethod.Put,
                [
                    BodyOption.Text("--third-party", "thirdPartyId", "ID", "The third party that provides it; left out for the provider's own."),
                    BodyOption.Text("--contributes", "contributes", "TEXT", "What it contributes to the solution."),
                    BodyOption.File("--responsibilities", "responsibilities", "A JSON list of {area, party, detail}; party is provider, thirdParty or shared.", required: false),
                    BodyOption.Text("--notes", "notes", "TEXT", "Notes."),
                ],
                "components set-profile sdk-tap --third-party example-vendor --contributes \"The payment software\""),
            .. VersionCommands.Build(context),
            .. ListingCommands.Build(context, "component", Collection),
            .. ComplianceCommands.Build(context),
            .. KeyCommands(context),
        ]);

    private static ListSubject List => new()
    {
        One = "component",
        Many = Collection,
        Path = ApiPath.Of(Collection),
        Description = "List components, each with the status of the listing that counts.",
        Columns =
        [
            Cells.Text("ID", "componentId"), Cells.Text("KIND", "kind"), Cells.Flexible("NAME", "name"), Cells.Flexible("VENDOR", "vendor"),
            Cells.Number("VERSIONS", "versions"), Cells.Text("LISTING", "listingReference"),
            Cells.Status("STATUS", "status"), Cells.Text("EXPIRES", "listingExpiresOn"),
        ],
        Filters =
        [
            new ListFilter("--kind", "kind", "Only this kind") { Values = Kinds },
            new ListFilter("--valid-at", "validAt", "As of this instant or day"),
            new ListFilter("--known-at", "knownAt", "As known at this instant"),
        ],
        Examples = ["components list", "components list --kind mpocSoftware", "components list --valid-at 2026-03-31"],
    };

    private static OperatorCommand[] KeyCommands(CommandContext context) =>
    [
        Change(context, "register-key", "key registered", ["attestation-keys"], "Register a key with which an A&M service signs its results: EC P-256.", HttpMethod.Post,
            [Required("--key-id", "keyId", "ID", "The key's id."), Required("--x", "x", "BASE64URL", "The x coordinate, as in a JWK."), Required("--y", "y", "BASE64URL", "The y coordinate, as in a JWK.")],
            "components register-key am-service --key-id key-1 --x f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU --y x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"),
        SendCommand.Build(
            context,
            new Sending
            {
                Verb = "revoke-key",
                Description = "Say that results signed with a key no longer count.",
                Method = HttpMethod.Post,
                Arguments = [CommandContext.Id("component"), SendCommand.Segment("KEY", "The key's id.")],
                Path = a => [Collection, a[0], "attestation-keys", a[1], "revocation"],
                Body = [BodyOption.Reason()],
                What = a => $"key {a[1]}",
                Done = "revoked",
            },
            "components revoke-key am-service key-1 --reason \"Rotation\""),
    ];

    private static BodyOption Required(string name, string member, string helpName, string description) => BodyOption.Text(name, member, helpName, description, required: true);

    private static OperatorCommand Change(
        CommandContext context, string verb, string done, string[] resource, string description, HttpMethod method, IReadOnlyList<BodyOption> body, params IReadOnlyList<string> examples) =>
        SendCommand.Build(
            context,
            new Sending
            {
                Verb = verb,
                Description = description,
                Method = method,
                Arguments = [CommandContext.Id("component")],
                Path = a => [Collection, a[0], .. resource],
                Body = body,
                What = a => $"component {a[0]}",
                Done = done,
            },
            examples);
}
