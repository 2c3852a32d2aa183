using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Composite.Cli.Answers;

/// <summary>Prints JSON as it came, indented: names, order, numbers and text stay what they were.</summary>
internal static class JsonPrinting
{
    // Nothing here goes into a page: 'é' and '+' need no escape. Control characters are still escaped.
    private static readonly JsonWriterOptions Indented = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Print(JsonElement element) => Print(element.WriteTo);

    /// <summary>The pages of one list as one answer of the same form; its position is the lowest, which all rows include for certain.</summary>
    public static string PrintPages(IReadOnlyList<JsonElement> pages) => pages is [JsonElement only] ? Print(only) : Print(writer =>
    {
        writer.WriteStartObject();
        writer.WriteStartArray("rows");
        foreach (JsonElement row in pages.SelectMany(p => p.Rows())) row.WriteTo(writer);
        writer.WriteEndArray();
        writer.WriteString("next", pages[^1].At("next")?.GetString());
        if (pages.Min(p => p.Number("position")) is { } position) writer.WriteNumber("position", position);
        writer.WriteEndObject();
    });

    private static string Print(Action<Utf8JsonWriter> write)
    {
        ArrayBufferWriter<byte> buffer = new();
        using (Utf8JsonWriter writer = new(buffer, Indented)) write(writer);
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
