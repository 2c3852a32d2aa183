using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Composite.Cli.Answers;
using Composite.Cli.Connections;

namespace Composite.Cli.Commands;

/// <summary>How the value of an option goes into the body.</summary>
internal enum FieldKind
{
    Text,
    Number,

    /// <summary>Separated by commas.</summary>
    List,
}

/// <summary>A member of a command's body, given as an option.</summary>
/// <param name="Option">On the command line.</param>
/// <param name="Member">In the body; a dot leads into an inner object.</param>
/// <param name="HelpName">What stands for the value in the help.</param>
/// <param name="Description">A sentence.</param>
internal sealed record FormField(string Option, string Member, string HelpName, string Description)
{
    public bool Required { get; init; } = true;

    public FieldKind Kind { get; init; }
}

/// <summary>A command whose body is put together from options.</summary>
internal sealed record Form
{
    /// <summary>The word on the command line.</summary>
    public required string Verb { get; init; }

    public required string Description { get; init; }

    /// <summary>What stands behind the word: the names of ids, each with a description.</summary>
    public required IReadOnlyList<(string Name, string Description)> Arguments { get; init; }

    public required HttpMethod Method { get; init; }

    /// <summary>The path's parts behind the version, for the ids.</summary>
    public required Func<IReadOnlyList<string>, string[]> Path { get; init; }

    public IReadOnlyList<FormField> Fields { get; init; } = [];

    /// <summary>Puts the first id into the body, as this member of it; null for none.</summary>
    public string? IdMember { get; init; }

    /// <summary>Likewise for the second.</summary>
    public string? SecondIdMember { get; init; }

    /// <summary>True when an empty form sends no body at all.</summary>
    public bool NoBody { get; init; }

    /// <summary>Shows the answer.</summary>
    public required Action<Session, JsonElement, IReadOnlyList<string>> Tell { get; init; }

    public required IReadOnlyList<string> Examples { get; init; }
}

/// <summary>Builds commands of the form <c>VERB ID… --option VALUE…</c>.</summary>
internal static class FormCommand
{
    public static OperatorCommand Build(CommandContext context, Form form)
    {
        OperatorCommand command = new(form.Verb, form.Description, form.Examples);
        List<Argument<string>> arguments = [];
        foreach ((string name, string description) in form.Arguments)
        {
            Argument<string> argument = new(name) { Description = description };
            argument.Validators.Add(result => CommandContext.RequireSegment(result, argument));
            arguments.Add(argument);
            command.Arguments.Add(argument);
        }

        List<(FormField Field, Option<string?> Option)> options = [.. form.Fields.Select(f => (f, OptionOf(f)))];
        foreach ((_, Option<string?> option) in options) command.Options.Add(option);
        command.SetAction(context.Connected(async (session, parse, cancellationToken) =>
        {
            string[] ids = [.. arguments.Select(parse.GetRequiredValue)];
            JsonObject body = [];
            if (form.IdMember is { } first) body[first] = ids[0];
            if (form.SecondIdMember is { } second) body[second] = ids[1];
            foreach ((FormField field, Option<string?> option) in options)
            {
                if (parse.GetValue(option) is { } value) Put(body, field, value);
            }

            Outcome<JsonElement> outcome = await session.Api.SendAsync(form.Method, ApiPath.Of(form.Path(ids)), form.NoBody ? null : body, cancellationToken);
            return session.Show(outcome, answer => form.Tell(session, answer, ids));
        }));
        return command;
    }

    private static Option<string?> OptionOf(FormField field)
    {
        Option<string?> option = new(field.Option) { Required = field.Required, HelpName = field.HelpName, Description = field.Description };
        option.Validators.Add(result =>
        {
            string? value = result.GetValue(option);
            if (string.IsNullOrWhiteSpace(value)) result.AddError($"{field.Option}: it is empty — give {field.HelpName}.");
            else if (field.Kind == FieldKind.Number && !decimal.TryParse(value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out _))
                result.AddError($"{field.Option}: '{value}' is not a number — give one such as 24 or 9.8.");
        });
        return option;
    }

    private static void Put(JsonObject body, FormField field, string value)
    {
        string[] path = field.Member.Split('.');
        JsonObject holder = body;
        foreach (string name in path[..^1])
        {
            if (holder[name] is not JsonObject inner) holder[name] = inner = [];
            holder = inner;
        }

        holder[path[^1]] = field.Kind switch
        {
            FieldKind.Number => JsonValue.Create(decimal.Parse(value, CultureInfo.InvariantCulture)),
            FieldKind.List => new JsonArray([.. value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(item => (JsonNode)item)]),
            _ => value,
        };
    }
}
