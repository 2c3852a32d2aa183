using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Composite.Cli.Answers;

namespace Composite.Cli.Commands;

/// <summary>An option, and how it gets into the body. What was not given is left out.</summary>
/// <param name="Option">The option; null for what the command itself decides.</param>
/// <param name="Write">Writes what was given; says why it can't.</param>
internal sealed record BodyOption(Option? Option, Func<ParseResult, JsonObject, Failure?> Write)
{
    private const string DayForm = "yyyy-MM-dd";

    /// <summary>The reason, which every change must have.</summary>
    public static BodyOption Reason()
    {
        Option<string> reason = ChangeCommand.Reason();
        return Of(reason, "reason", text => JsonValue.Create(text));
    }

    public static BodyOption Text(string name, string member, string helpName, string description, bool required = false) =>
        Of(new Option<string?>(name) { HelpName = helpName, Description = description, Required = required }, member, text => JsonValue.Create(text));

    /// <summary>One of some words, which completion offers; the server says what it accepts.</summary>
    public static BodyOption Word(string name, string member, string description, bool required, params string[] words)
    {
        Option<string?> option = new(name) { HelpName = name.TrimStart('-').ToUpperInvariant(), Description = $"{description}: {string.Join(", ", words)}.", Required = required };
        option.CompletionSources.Add(words);
        return Of(option, member, text => JsonValue.Create(text));
    }

    /// <summary>A text that may be given several times.</summary>
    public static BodyOption Texts(string name, string member, string helpName, string description) =>
        Of(new Option<string[]?>(name) { HelpName = helpName, Description = description }, member, texts => texts is { Length: > 0 } ? new JsonArray([.. texts.Select(t => JsonValue.Create(t))]) : null);

    public static BodyOption Day(string name, string member, string description, bool required = false)
    {
        Option<string?> option = new(name) { HelpName = "DAY", Description = description, Required = required };
        option.Validators.Add(result =>
        {
            if (result.GetValue(option) is { } text && !DateOnly.TryParseExact(text, DayForm, CultureInfo.InvariantCulture, DateTimeStyles.None, out _))
                result.AddError($"{name}: '{text}' is not a day — give one as 2026-07-31.");
        });
        return Of(option, member, text => JsonValue.Create(text));
    }

    public static BodyOption Instant(string name, string member, string description) =>
        Of(new Option<DateTimeOffset?>(name) { HelpName = "INSTANT", Description = description, CustomParser = InstantArgument.Parse }, member, instant => instant is { } at ? JsonValue.Create(at) : null);

    public static BodyOption Number(string name, string member, string helpName, string description) =>
        Of(new Option<int?>(name) { HelpName = helpName, Description = description }, member, number => number is { } n ? JsonValue.Create(n) : null);

    /// <summary>A flag that is sent when given.</summary>
    public static BodyOption Flag(string name, string member, string description) =>
        Of(new Option<bool>(name) { Description = description }, member, given => given ? JsonValue.Create(true) : null);

    /// <summary>A member that the command itself decides.</summary>
    public static BodyOption Always(string member, bool value) => new(null, (_, body) =>
    {
        body[member] = value;
        return null;
    });

    /// <summary>A file with JSON that becomes a member of the body, or with an empty name the body.</summary>
    public static BodyOption File(string name, string member, string description, bool required = true)
    {
        Option<string?> option = new(name) { HelpName = "FILE", Description = description, Required = required };
        return new(option, (parse, body) =>
        {
            if (parse.GetValue(option) is not { } path) return null;
            if (!JsonFile.Read(name, path).TryGet(out JsonNode? node, out Failure? failure)) return failure;
            if (member.Length > 0)
            {
                body[member] = node;
                return null;
            }

            if (node is not JsonObject whole) return new Failure(ExitCode.Usage, name, $"{path} does not hold one JSON object.", "Give a file with one.");
            foreach ((string key, JsonNode? value) in whole) body[key] = value?.DeepClone();
            return null;
        });
    }

    private static BodyOption Of<T>(Option<T> option, string member, Func<T, JsonNode?> value) => new(option, (parse, body) =>
    {
        if (parse.GetValue(option) is { } given && value(given) is { } node) body[member] = node;
        return null;
    });
}
