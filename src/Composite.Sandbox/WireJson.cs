using System.Text.Json;
using System.Text.Json.Serialization;

namespace Composite.Sandbox;

/// <summary>JSON as docs/api.md describes it: camelCase, enumerations by name, bytes in base64.</summary>
internal static class WireJson
{
    public static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
    };
}
