using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using Composite.Cli.Answers;
using Composite.Cli.Connections;

namespace Composite.Cli.Commands;

/// <summary>A change of one thing, for a reason that the journal keeps.</summary>
internal sealed record Change
{
    /// <summary>The word on the command line.</summary>
    public required string Verb { get; init; }

    /// <summary>What is changed, singular.</summary>
    public required string Thing { get; init; }

    /// <summary>How it reads when done: <c>suspended</c>.</summary>
    public required string Done { get; init; }

    public required string Description { get; init; }

    public required HttpMethod Method { get; init; }

    /// <summary>The path's parts behind the version, for an id.</summary>
    public required Func<string, string[]> Path { get; init; }

    /// <summary>The body, for a reason.</summary>
    public required Func<string, JsonObject> Body { get; init; }
}

/// <summary>Builds commands of the form <c>VERB ID --reason TEXT</c>.</summary>
internal static class ChangeCommand
{
    public static OperatorCommand Build(CommandContext context, Change change, params IReadOnlyList<string> examples)
    {
        OperatorCommand command = new(change.Verb, change.Description, examples);
        Argument<string> id = CommandContext.Id(change.Thing);
        Option<string> reason = Reason();
        command.Arguments.Add(id);
        command.Options.Add(reason);
        command.SetAction(context.Connected(async (session, parse, cancellationToken) =>
        {
            string which = parse.GetRequiredValue(id);
            Outcome<JsonElement> outcome = await session.Api.SendAsync(
                change.Method, ApiPath.Of(change.Path(which)), change.Body(parse.GetRequiredValue(reason)), cancellationToken);
            return session.Show(outcome, answer => Tell(session, answer, $"{change.Thing} {which}", change.Done));
        }));
        return command;
    }

    /// <summary>The reason, which every change must have.</summary>
    public static Option<string> Reason()
    {
        Option<string> reason = new("--reason") { Required = true, HelpName = "TEXT", Description = "Why; the journal keeps it. Must not contain card data." };
        reason.Validators.Add(result =>
        {
            if (string.IsNullOrWhiteSpace(result.GetValue(reason))) result.AddError("--reason: it is empty — say why, in a sentence.");
        });
        return reason;
    }

    /// <summary>Says what a change came to.</summary>
    public static void Tell(Session session, JsonElement answer, string what, string done) => session.Screen.Line(
        answer.Flag("changed") ? $"{what}: {done}; journal position {answer.Text("position")}." : $"{what}: {done} already; nothing changed.");
}
