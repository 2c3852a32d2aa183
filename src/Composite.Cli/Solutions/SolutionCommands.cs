using System.Text.Json;
using Composite.Cli.Answers;
using Composite.Cli.Commands;
using Composite.Cli.Components;
using Composite.Cli.Connections;
using Composite.Cli.Screens;

namespace Composite.Cli.Solutions;

/// <summary>Builds <c>solutions</c>.</summary>
internal static class SolutionCommands
{
    private static readonly Column[] Baseline =
    [
        Cells.Text("OS", "os"), Cells.Text("FROM VERSION", "minVersion"), Cells.Text("FROM PATCH LEVEL", "minPatchLevel"), Cells.Flexible("BLOCKED MODELS", "blockedModels"),
    ];

    private static readonly Column[] Components = [Cells.Text("ID", "componentId"), Cells.Text("KIND", "kind"), Cells.Flexible("NAME", "name"), Cells.Status("STATUS", "status")];

    private static readonly Column[] PlatformSupport = [Cells.Text("OS", "os"), Cells.Text("VERSION", "version"), Cells.Text("ENDS", "endsOn"), Cells.Flexible("SOURCE", "source")];

    public static OperatorCommand Build(CommandContext context) => OperatorCommand.Group(
        "solutions", "Composite solutions: what they are made of, and on which platforms they are accepted.",
        [
            ListCommand.Build(context, List),
            ShowCommand.BuildAsOf(
                context, "solution", "solutions", "Show a solution: its components, listings and COTS baseline, as of any instant and as known at any.", Show,
                "solutions show tap-to-pay", "solutions show tap-to-pay --valid-at 2026-03-31 --known-at 2026-04-02T00:00:00Z"),
            GraphCommand.Build(context),
            HistoryCommand.Build(context, "solution", "solutions", "solutions history tap-to-pay"),
            .. ListingCommands.Build(context, "solution", "solutions"),
            RecordPlatformSupport(context),
        ]);

    private static ListSubject List => new()
    {
        One = "solution",
        Many = "solutions",
        Path = ApiPath.Of("solutions"),
        Description = "List solutions, each with the status of its own listing.",
        Columns =
        [
            Cells.Text("ID", "solutionId"), Cells.Flexible("NAME", "name"), Cells.Flexible("PROVIDER", "provider"),
            new Column("SERVICE", Service) { Toned = true }, Cells.Status("STATUS", "status"), Cells.Number("COMPONENTS", "components"),
        ],
        Filters =
        [
            new ListFilter("--valid-at", "validAt", "As of this instant or day"),
            new ListFilter("--known-at", "knownAt", "As known at this instant"),
        ],
        Examples = ["solutions list", "solutions list --valid-at 2026-03-31", "solutions list --json"],
    };

    private static OperatorCommand RecordPlatformSupport(CommandContext context) => SendCommand.Build(
        context,
        new Sending
        {
            Verb = "record-platform-support",
            Description = "Record until when an operating system's version is supported by its maker; a later record corrects it.",
            Method = HttpMethod.Post,
            Arguments = [CommandContext.Id("solution")],
            Path = a => ["solutions", a[0], "platform-support"],
            Body =
            [
                BodyOption.Text("--os", "os", "OS", "The operating system as in the COTS baseline, such as android.", required: true),
                BodyOption.Text("--version", "version", "VERSION", "The version that ends, dotted numbers.", required: true),
                BodyOption.Day("--ends-on", "endsOn", "First day (UTC) without support.", required: true),
                BodyOption.Text("--source", "source", "TEXT", "Where that was read.", required: true),
            ],
            What = a => $"solution {a[0]}",
            Done = "end of support recorded",
        },
        "solutions record-platform-support tap-to-pay --os android --version 13 --ends-on 2027-03-01 --source \"The maker's support page\"");

    private static string Service(JsonElement solution) => solution.Flag("active") ? "active" : "inactive";

    private static void Show(Screen screen, JsonElement solution)
    {
        screen.Title($"Solution {solution.Text("solutionId")}");
        screen.Fact("name", solution.Text("name"));
        screen.Fact("provider", solution.Text("provider"));
        screen.Fact("service", Service(solution), Tones.Of(Service(solution)));
        screen.Fact("status", solution.Text("status"), Tones.Of(solution.Text("status")));
        screen.Fact("registered", Instants.Show(solution.Text("registeredAt")));
        AsOfLines.Show(screen, solution);
        screen.Section("Components", Components, solution.Items("components"));
        ListingSheet.Show(screen, solution);
        screen.Section("COTS baseline", Baseline, solution.Items("baseline"));
        if (solution.Items("platformSupport") is { Count: > 0 } ends) screen.Section("End of support", PlatformSupport, ends);
    }
}
