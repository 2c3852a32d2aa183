using System.Text.Json;
using System.Text.Json.Nodes;
using Composite.Cli.Answers;
using Composite.Cli.Commands;
using Composite.Cli.Connections;
using Composite.Cli.Screens;

namespace Composite.Cli.Evidence;

/// <summary>Builds <c>evidence</c>.</summary>
internal static class EvidenceCommands
{
    /// <summary>The kinds of evidence; the server says what it accepts.</summary>
    public static readonly IReadOnlyList<string> Types =
    [
        "attestationOfCompliance", "listingExtract", "contract", "responsibilityMatrix", "penetrationTest", "procedure", "guidance", "training", "keyCeremony", "incidentReport",
        "notification", "review", "other",
    ];

    private const string Sample = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";

    private static readonly Column[] Columns =
    [
        new("SHA-256", row => Short(row.Text("sha256"))), Cells.Text("TYPE", "type"), Cells.Flexible("TITLE", "title"), Cells.Text("VALID FROM", "validFrom"), Cells.Text("EXPIRES", "expiresOn"),
        new("STATE", State) { Toned = true }, Cells.Text("ADDED BY", "addedBy"),
    ];

    public static OperatorCommand Build(CommandContext context) => OperatorCommand.Group(
        "evidence", "Evidence documents: kept under their SHA-256, never overwritten.",
        ListCommand.Build(context, new ListSubject
        {
            One = "document",
            Many = "documents",
            Path = ApiPath.Of("evidence"),
            Description = "List evidence documents, in the order added.",
            Columns = Columns,
            Filters =
            [
                new ListFilter("--subject", "subject", "Only what is about this component, third party, solution or case"),
                new ListFilter("--type", "type", "Only this type") { Values = Types },
                new ListFilter("--valid-on", "validOn", "Only what is evidence on this day, YYYY-MM-DD"),
                new ListFilter("--added-by", "addedBy", "Only what this member added"),
                new ListFilter("--standing", "standing", "Only these") { Values = ["onRecord", "withdrawn"] },
                new ListFilter("--valid-at", "validAt", "Say what counts at this instant or on this day, RFC 3339"),
                new ListFilter("--known-at", "knownAt", "As far as was known at this instant, RFC 3339"),
            ],
            Examples = ["evidence list", "evidence list --type penetrationTest --valid-on 2026-12-31"],
        }),
        ShowCommand.BuildAsOf(
            context, "document", "evidence", "Show what is known of a document, and what it proves; as of any instant and as known at any.", Show,
            $"evidence show {Sample}", $"evidence show {Sample} --valid-at 2026-12-31"),
        EvidenceAddCommand.Build(context),
        EvidenceGetCommand.Build(context, Sample),
        ChangeCommand.Build(
            context,
            new Change
            {
                Verb = "withdraw",
                Thing = "document",
                Done = "withdrawn",
                Description = "Say that a document does not count as evidence; its bytes stay.",
                Method = HttpMethod.Post,
                Path = id => ["evidence", id, "withdrawal"],
                Body = reason => new JsonObject { ["reason"] = reason },
            },
            $"evidence withdraw {Sample} --reason \"The wrong file\""));

    private static string State(JsonElement document) => document.Text("withdrawnAt").Length > 0 ? "withdrawn" : document.Flag("counts") ? "counts" : "out of date";

    // Enough to tell documents apart by eye; show and --json have the whole.
    private static string Short(string sha256) => sha256.Length > 16 ? sha256[..16] : sha256;

    private static void Show(Screen screen, JsonElement answer)
    {
        JsonElement document = answer.At("document") ?? answer;
        screen.Title($"Document {document.Text("sha256")}");
        screen.Fact("title", document.Text("title"));
        screen.Fact("type", document.Text("type"));
        screen.Fact("state", State(document), Tones.Of(State(document)));
        screen.Fact("subjects", document.Text("subjects"));
        screen.Fact("valid from", document.Text("validFrom"));
        screen.Fact("expires", document.Text("expiresOn"));
        screen.Fact("file", $"{document.Text("fileName")}, {document.Text("mediaType")}, {document.Text("bytes")} bytes{(answer.Flag("inVault") ? string.Empty : ", missing in the vault")}", answer.Flag("inVault") ? Tone.Plain : Tone.Bad);
        screen.Fact("added", $"{Instants.Show(document.Text("addedAt"))} by {document.Text("addedBy")}");
        if (document.Text("withdrawnAt").Length > 0) screen.Fact("withdrawn", $"{Instants.Show(document.Text("withdrawnAt"))} by {document.Text("withdrawnBy")}: {document.Text("withdrawalReason")}");
        screen.Fact("proves", answer.Text("controls"));
        AsOfLines.Show(screen, answer);
    }
}
