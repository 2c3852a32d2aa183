using System.Text.Json;

namespace Composite.Cli.Answers;

/// <summary>Reads an answer leniently: what is missing is empty, so that an older tool shows a newer server's answer.</summary>
internal static class JsonReading
{
    /// <summary>The element at a dotted path, or null when it is missing or null.</summary>
    public static JsonElement? At(this JsonElement element, string path)
    {
        foreach (string name in path.Split('.'))
        {
            if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty(name, out element)) return null;
        }

        return element.ValueKind == JsonValueKind.Null ? null : element;
    }

    /// <summary>The value at a dotted path as text, lists joined by commas; empty when it is missing.</summary>
    public static string Text(this JsonElement element, string path) => element.At(path) is { } found ? Text(found) : string.Empty;

    public static string Text(this JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.String => element.GetString()!,
        JsonValueKind.True => "yes",
        JsonValueKind.False => "no",
        JsonValueKind.Null or JsonValueKind.Undefined => string.Empty,
        JsonValueKind.Array => string.Join(", ", element.EnumerateArray().Select(Text)),
        JsonValueKind.Object => string.Join(", ", element.EnumerateObject().Select(p => $"{p.Name} {Text(p.Value)}")),
        _ => element.GetRawText(),
    };

    /// <summary>The items of the list at a dotted path; none when it is missing or no list.</summary>
    public static IReadOnlyList<JsonElement> Items(this JsonElement element, string path) =>
        element.At(path) is { ValueKind: JsonValueKind.Array } list ? [.. list.EnumerateArray()] : [];

    /// <summary>The rows of a list's page, or of a list that the API gives whole.</summary>
    public static IReadOnlyList<JsonElement> Rows(this JsonElement page) => page.ValueKind == JsonValueKind.Array ? [.. page.EnumerateArray()] : page.Items("rows");

    /// <summary>The whole number at a dotted path, or null.</summary>
    public static long? Number(this JsonElement element, string path) =>
        element.At(path) is { ValueKind: JsonValueKind.Number } number && number.TryGetInt64(out long value) ? value : null;

    public static bool Flag(this JsonElement element, string path) => element.At(path) is { ValueKind: JsonValueKind.True };
}
