using System.Globalization;
using System.Text.Json.Nodes;

namespace Composite.Exchange.Tests.Exports;

/// <summary>Looks into JSON documents, and breaks them.</summary>
internal static class Documents
{
    /// <summary>Sets the member at a dotted path; a number is an index.</summary>
    public static void Set(JsonNode document, string path, JsonNode? value)
    {
        string[] parts = path.Split('.');
        JsonNode parent = document;
        foreach (string part in parts[..^1]) parent = Step(parent, part);
        if (parent is JsonArray array) array[int.Parse(parts[^1], CultureInfo.InvariantCulture)] = value;
        else parent[parts[^1]] = value;
    }

    public static void Remove(JsonNode document, string path)
    {
        string[] parts = path.Split('.');
        JsonNode parent = document;
        foreach (string part in parts[..^1]) parent = Step(parent, part);
        parent.AsObject().Remove(parts[^1]);
    }

    /// <summary>Every text of every member with a name, lists' items among them.</summary>
    public static IEnumerable<string> Values(JsonNode? node, string member) => node switch
    {
        JsonObject o => o.SelectMany(p => (p.Key == member ? Texts(p.Value) : []).Concat(Values(p.Value, member))),
        JsonArray a => a.SelectMany(item => Values(item, member)),
        _ => [],
    };

    private static IEnumerable<string> Texts(JsonNode? node) => node switch
    {
        JsonValue v when v.TryGetValue(out string? text) => [text],
        JsonArray a => a.OfType<JsonValue>().Select(v => v.GetValue<string>()),
        _ => [],
    };

    private static JsonNode Step(JsonNode node, string part) => (node is JsonArray array ? array[int.Parse(part, CultureInfo.InvariantCulture)] : node[part])!;
}
