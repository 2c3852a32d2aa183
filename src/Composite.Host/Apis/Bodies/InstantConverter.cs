using System.Text.Json;
using System.Text.Json.Serialization;

namespace Composite.Host.Apis.Bodies;

/// <summary>Instants as RFC 3339 has them. One without an offset from UTC is refused: the serializer would take it for the server's own time zone.</summary>
internal sealed class InstantConverter : JsonConverter<DateTimeOffset>
{
    private const int DayLength = 10;

    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && reader.TryGetDateTimeOffset(out DateTimeOffset instant) && HasOffset(reader.GetString()!) ? instant : throw new JsonException();

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) => writer.WriteStringValue(value);

    /// <summary>True when the text of an instant says how far it is from UTC.</summary>
    public static bool HasOffset(string text) => text.EndsWith('Z') || text.LastIndexOfAny(['+', '-']) > DayLength;
}
