using System.CommandLine.Parsing;
using System.Globalization;
using System.Text.Json.Nodes;

namespace Composite.Cli.Policies;

/// <summary>Reads policy values off the command line. Which names there are, and which values may be, is the server's to say.</summary>
internal static class PolicyValueArgument
{
    private static readonly string[] Lists = ["noticeLeadDays", "reversalWaitsMs"];

    /// <summary>The given texts, when each can be read.</summary>
    public static string[] Read(ArgumentResult result, Func<string, JsonNode?> read)
    {
        string[] given = [.. result.Tokens.Select(t => t.Value)];
        foreach (string text in given.Where(t => read(t) is null)) result.AddError($"'{text}' can't be read — give NAME=NUMBER, or STATUS=EFFECT,EFFECT,EFFECT with allow, warn or refuse.");
        return given;
    }

    /// <summary>The body's <c>values</c>.</summary>
    public static JsonObject Values(IReadOnlyList<string> values, IReadOnlyList<string> effects)
    {
        JsonObject body = [];
        foreach (string text in values) body[Name(text)] = Value(text);
        if (effects.Count > 0) body["certificationEffects"] = new JsonArray([.. effects.Select(Effect)]);
        return body;
    }

    /// <summary><c>expiryGraceDays=3</c>: a number, or a list of them; null when it is none.</summary>
    public static JsonNode? Value(string text)
    {
        string[] numbers = text[(Name(text).Length + 1)..].Split(',');
        JsonNode?[] read = [.. numbers.Select(n => int.TryParse(n, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int number) ? JsonValue.Create(number) : null)];
        if (Name(text).Length == 0 || read.Contains(null)) return null;
        return Lists.Contains(Name(text)) ? new JsonArray(read) : read.Length == 1 ? read[0] : null;
    }

    /// <summary><c>checkpointLapsed=warn,refuse,refuse</c>; null when it is none.</summary>
    public static JsonNode? Effect(string text)
    {
        string[] effects = text[(Name(text).Length + 1)..].Split(',');
        return Name(text).Length == 0 || effects.Length != 3 || !effects.All(e => e is "allow" or "warn" or "refuse")
            ? null
            : new JsonObject { ["status"] = Name(text), ["payments"] = effects[0], ["newDevices"] = effects[1], ["newMerchants"] = effects[2] };
    }

    // Without an equals sign there is no name, and the value is what stands behind the first character.
    private static string Name(string text) => text.IndexOf('=', StringComparison.Ordinal) is var at and > 0 ? text[..at] : string.Empty;
}
