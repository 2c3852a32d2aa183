using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Composite.Contracts;
using Composite.Host.Apis.Problems;

namespace Composite.Host.Apis.Bodies;

/// <summary>Reads JSON so that nothing a sender wrote is lost: unknown, repeated, missing and mistyped members are refused by name.</summary>
internal static class StrictJson
{
    private const int MaxDepth = 16;

    /// <summary>Most unknown members that an answer lists.</summary>
    private const int MaxUnknownMembers = 20;

    /// <summary>How the API reads and writes JSON.</summary>
    public static readonly JsonSerializerOptions Options = Sealed();

    public static void Configure(JsonSerializerOptions options)
    {
        options.PropertyNamingPolicy = JsonNamingPolicy.CamelCase;
        options.PropertyNameCaseInsensitive = false;
        options.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;
        options.NumberHandling = JsonNumberHandling.Strict;
        options.AllowDuplicateProperties = false;
        options.RespectNullableAnnotations = true;
        options.RespectRequiredConstructorParameters = true;
        options.DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull;
        options.MaxDepth = MaxDepth;
        options.Converters.Add(new InstantConverter());
        options.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false));
    }

    /// <summary>Reads a JSON object; exactly one of the answers is null.</summary>
    public static (T? Value, ApiProblem? Problem) Read<T>(ReadOnlySpan<byte> utf8) where T : class
    {
        JsonTypeInfo<T> shape = (JsonTypeInfo<T>)Options.GetTypeInfo(typeof(T));
        try
        {
            HashSet<string> members = [];
            if (ClearAccountData.IsIn(utf8, members)) return (null, ApiProblem.ClearAccountData());
            if (utf8.TrimStart(" \t\r\n"u8)[0] != (byte)'{') return (null, ApiProblem.InvalidRequest([new("invalid-json", "$", "The body is no JSON object.", "Send one JSON object.")]));
            List<ProblemInfo> errors = MemberErrors(shape, members);
            if (errors.Count > 0) return (null, ApiProblem.InvalidRequest(errors));
            return (JsonSerializer.Deserialize(utf8, shape), null);
        }
        catch (JsonException e)
        {
            return (null, ApiProblem.InvalidRequest([Explain(e, shape)]));
        }
    }

    // The serializer stops at the first unknown or missing member; whoever mends a body wants all of them.
    private static List<ProblemInfo> MemberErrors(JsonTypeInfo shape, HashSet<string> members)
    {
        List<ProblemInfo> errors = [];
        string remedy = $"Leave it out, or mend its name: {string.Join(", ", shape.Properties.Select(p => p.Name))}.";
        foreach (string member in members.Where(m => shape.Properties.All(p => p.Name != m)).Take(MaxUnknownMembers)) errors.Add(new("unknown-member", member, "No such member is known.", remedy));

        foreach (JsonPropertyInfo property in shape.Properties)
        {
            if (property.IsRequired && !members.Contains(property.Name))
                errors.Add(new("missing", property.Name, "It is missing.", $"Give {property.Name}."));
        }

        return errors;
    }

    private static ProblemInfo Explain(JsonException e, JsonTypeInfo shape)
    {
        string path = e.Path is null or "$" ? "$" : e.Path.StartsWith("$.", StringComparison.Ordinal) ? e.Path[2..] : e.Path;
        if (e is { LineNumber: null, InnerException: InvalidOperationException }) return new("invalid-json", path, "It has text that is no Unicode: half a surrogate pair.", "Write the character itself, in UTF-8.");
        if (path == "$") return new("invalid-json", "$", $"The body is not the JSON that is expected (line {e.LineNumber + 1}, byte {e.BytePositionInLine + 1}).", "Send one JSON object in UTF-8, each member once, at most 16 levels deep.");
        Type? type = shape.Properties.FirstOrDefault(p => p.Name == path)?.PropertyType;
        type = type is null ? null : Nullable.GetUnderlyingType(type) ?? type;
        return new("invalid-value", path, "Its value is not of the expected kind, or has an unknown or missing member.", type switch
        {
            { IsEnum: true } => "Give one of: " + string.Join(", ", Enum.GetNames(type).Select(JsonNamingPolicy.CamelCase.ConvertName)) + ".",
            _ when type == typeof(DateOnly) => "Give a day as YYYY-MM-DD.",
            _ when type == typeof(DateTimeOffset) => "Give an instant as in RFC 3339, such as 2026-01-31T12:00:00Z.",
            _ when type == typeof(ReadOnlyMemory<byte>) => "Give bytes in base64, with padding.",
            _ when type == typeof(int) || type == typeof(long) => "Give a whole number, without quotes.",
            _ => "See the OpenAPI description.",
        });
    }

    private static JsonSerializerOptions Sealed()
    {
        JsonSerializerOptions options = new(JsonSerializerDefaults.Web);
        Configure(options);
        options.MakeReadOnly(populateMissingResolver: true);
        return options;
    }
}
