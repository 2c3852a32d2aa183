using System.Text.Json;
using Json.Schema;

namespace Composite.Exchange.Tests.Exports;

/// <summary>The official CycloneDX 1.7 schema with those that it refers to, and a real validator (JsonSchema.Net). See <c>Schemas/README.md</c>.</summary>
internal static class Schemas
{
    private static readonly JsonSchema CycloneDx = Load();

    public static string PathOf(string name) => Path.Combine(AppContext.BaseDirectory, "Schemas", "CycloneDx", name);

    /// <summary>What the schema says against a document; empty for a valid one.</summary>
    public static IReadOnlyList<string> CycloneDxErrors(ReadOnlyMemory<byte> document)
    {
        using JsonDocument json = JsonDocument.Parse(document);
        EvaluationResults results = CycloneDx.Evaluate(json.RootElement, new EvaluationOptions { OutputFormat = OutputFormat.List, RequireFormatValidation = true });
        if (results.IsValid) return [];
        List<string> errors = [.. (results.Details ?? []).Where(d => d.Errors is not null).SelectMany(d => d.Errors!.Select(e => $"{d.InstanceLocation}: {e.Key} {e.Value}"))];
        return errors.Count > 0 ? errors : ["invalid"];
    }

    private static JsonSchema Load()
    {
        Uri folder = new("http://cyclonedx.org/schema/");
        foreach (string name in (string[])["spdx.SNAPSHOT.schema.json", "jsf-0.82.SNAPSHOT.schema.json", "cryptography-defs.SNAPSHOT.schema.json"])
        {
            SchemaRegistry.Global.Register(new Uri(folder, name), JsonSchema.FromText(File.ReadAllText(PathOf(name))));
        }

        return JsonSchema.FromText(File.ReadAllText(PathOf("bom-1.7.SNAPSHOT.schema.json")));
    }
}
