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

    public static OperatorCommand Build(CommandContext context) => OperatorCommand.Group(
        "solutions", "Composite solutions: what they are made of, and on which platforms they are accepted.",
        ListCommand.Build(context, new ListSubject
        {
            One = "solution",
            Many = "solutions",
            Path = ApiPath.Of("solutions"),
            Description = "List solutions.",
            Columns =
            [
                Cells.Text("ID", "solutionId"), Cells.Flexible("NAME", "name"), Cells.Flexible("PROVIDER", "provider"),
                new Column("STATUS", Status) { Toned = true }, Cells.Number("COMPONENTS", "components"),
            ],
            Examples = ["solutions list", "solutions list --json"],
        }),
        ShowCommand.Build(context, "solution", "solutions", "Show a solution: its components, listings and COTS baseline.", Show, "solutions show tap-to-pay"),
        GraphCommand.Build(context));

    private static string Status(JsonElement solution) => solution.Flag("active") ? "active" : "inactive";

    private static void Show(Screen screen, JsonElement solution)
    {
        screen.Title($"Solution {solution.Text("solutionId")}");
        screen.Fact("name", solution.Text("name"));
        screen.Fact("provider", solution.Text("provider"));
        screen.Fact("status", Status(solution), Tones.Of(Status(solution)));
        screen.Fact("components", solution.Text("componentIds"));
        screen.Fact("statuses as of", Instants.Show(solution.Text("asOf")));
        ListingSheet.Show(screen, solution);
        screen.Section("COTS baseline", Baseline, solution.Items("baseline"));
    }
}
