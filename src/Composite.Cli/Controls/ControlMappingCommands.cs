using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using Composite.Cli.Answers;
using Composite.Cli.Commands;
using Composite.Cli.Connections;
using Composite.Cli.Screens;

namespace Composite.Cli.Controls;

/// <summary>Builds the commands about mappings of controls to requirement ids.</summary>
internal static class ControlMappingCommands
{
    private const int MaxFileBytes = 256 * 1024;

    private static readonly Column[] Columns = [Cells.Text("CONTROL", "controlId"), Cells.Flexible("REQUIREMENTS", "requirementIds")];

    public static OperatorCommand BuildImport(CommandContext context)
    {
        OperatorCommand command = new(
            "import-mapping", "Replace a mapping of controls to requirement ids as a whole. Composite ships none: bring your own, from a document that you have a licence for.",
            "controls import-mapping ours mapping.csv --edition \"edition 1\"", "controls import-mapping ours mapping.json --edition \"edition 1\"")
        {
            Notes = "A .csv file begins with the line 'control,requirement'; a .json file is a list of {\"controlId\": …, \"requirementIds\": […]}. Earlier mappings stay in the journal.",
        };
        Argument<string> name = new("SET") { Description = "The mapping's name." };
        Argument<FileInfo> file = new("FILE") { Description = "The mapping, .csv or .json." };
        Option<string> edition = new("--edition") { Required = true, HelpName = "TEXT", Description = "The edition of the document that the ids are from." };
        name.Validators.Add(result => CommandContext.RequireSegment(result, name));
        command.Arguments.Add(name);
        command.Arguments.Add(file);
        command.Options.Add(edition);
        command.SetAction(context.Connected(async (session, parse, cancellationToken) =>
        {
            string set = parse.GetRequiredValue(name);
            Outcome<JsonElement> outcome = await ImportAsync(session.Api, set, parse.GetRequiredValue(file), parse.GetRequiredValue(edition), cancellationToken);
            return session.Show(outcome, answer => ChangeCommand.Tell(session, answer, $"mapping {set}", "imported"));
        }));
        return command;
    }

    public static OperatorCommand BuildShow(CommandContext context)
    {
        OperatorCommand command = new("mappings", "Show the mappings in force, as of any instant and as known at any.", "controls mappings", "controls mappings --valid-at 2026-06-30");
        AsOfOptions asOf = AsOfOptions.On(command);
        command.SetAction(context.Connected(async (session, parse, cancellationToken) =>
            session.Show(await session.Api.GetAsync(asOf.Query(ApiPath.Of("controls", "mappings"), parse), cancellationToken), answer => Show(session.Screen, answer))));
        return command;
    }

    private static async Task<Outcome<JsonElement>> ImportAsync(StaffApi api, string set, FileInfo file, string edition, CancellationToken cancellationToken)
    {
        try
        {
            if (file.Length > MaxFileBytes) return new Failure(ExitCode.Usage, "FILE", $"It has more than {MaxFileBytes} bytes.", "Give the mapping alone.");
            if (!file.Name.EndsWith(".json", StringComparison.OrdinalIgnoreCase))
            {
                await using FileStream content = file.OpenRead();
                string path = ApiPath.Query(ApiPath.Of("controls", "mappings", set, "csv"), [("sourceEdition", edition)]);
                return await api.UploadAsync(HttpMethod.Put, path, "text/csv", content, _ => { }, cancellationToken);
            }

            JsonNode? entries = JsonNode.Parse(await File.ReadAllBytesAsync(file.FullName, cancellationToken));
            return await api.SendAsync(HttpMethod.Put, ApiPath.Of("controls", "mappings", set), new JsonObject { ["sourceEdition"] = edition, ["entries"] = entries }, cancellationToken);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            return new Failure(ExitCode.Usage, "FILE", $"It can't be read: {e.Message}", "Give the path of a .csv or .json file that you may read.");
        }
    }

    private static void Show(Screen screen, JsonElement answer)
    {
        IReadOnlyList<JsonElement> mappings = answer.Items("mappings");
        if (mappings.Count == 0) screen.Line("No mapping was imported: controls name no requirement.");
        foreach (JsonElement mapping in mappings)
        {
            screen.Section(
                $"{mapping.Text("mappingSet")}, {mapping.Text("sourceEdition")}, imported {Instants.Show(mapping.Text("importedAt"))} by {mapping.Text("importedBy")}", Columns, mapping.Items("entries"));
        }

        screen.Line();
        AsOfLines.Show(screen, answer);
    }
}
