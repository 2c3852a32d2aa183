using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using Composite.Cli.Answers;
using Composite.Cli.Connections;

namespace Composite.Cli.Commands;

/// <summary>A change whose body is made of the command line's options.</summary>
internal sealed record Sending
{
    /// <summary>The word on the command line.</summary>
    public required string Verb { get; init; }

    public required string Description { get; init; }

    public required HttpMethod Method { get; init; }

    /// <summary>What the command is about, in the order on the command line; the first is the thing's id.</summary>
    public required IReadOnlyList<Argument<string>> Arguments { get; init; }

    /// <summary>The path's parts behind the version, for the arguments.</summary>
    public required Func<IReadOnlyList<string>, string[]> Path { get; init; }

    public IReadOnlyList<BodyOption> Body { get; init; } = [];

    /// <summary>What it reads like when done, for the arguments: <c>listing 2025-00123.001</c>.</summary>
    public required Func<IReadOnlyList<string>, string> What { get; init; }

    /// <summary>How it reads when done: <c>retracted</c>.</summary>
    public required string Done { get; init; }

    /// <summary>What the help says beyond the description.</summary>
    public string Notes { get; init; } = string.Empty;
}

/// <summary>Builds commands that send what their options say.</summary>
internal static class SendCommand
{
    public static OperatorCommand Build(CommandContext context, Sending sending, params IReadOnlyList<string> examples)
    {
        OperatorCommand command = new(sending.Verb, sending.Description, examples) { Notes = sending.Notes };
        foreach (Argument<string> argument in sending.Arguments) command.Arguments.Add(argument);
        foreach (Option option in sending.Body.Select(b => b.Option).OfType<Option>()) command.Options.Add(option);
        command.SetAction(context.Connected(async (session, parse, cancellationToken) =>
        {
            string[] values = [.. sending.Arguments.Select(parse.GetRequiredValue)];
            JsonObject body = [];
            foreach (BodyOption option in sending.Body)
            {
                if (option.Write(parse, body) is { } failure) return session.Screen.Report(failure);
            }

            Outcome<JsonElement> outcome = await session.Api.SendAsync(sending.Method, ApiPath.Of(sending.Path(values)), body, cancellationToken);
            return session.Show(outcome, answer => ChangeCommand.Tell(session, answer, sending.What(values), sending.Done));
        }));
        return command;
    }

    /// <summary>An argument that becomes one part of the address.</summary>
    public static Argument<string> Segment(string name, string description)
    {
        Argument<string> argument = new(name) { Description = description };
        argument.Validators.Add(result => CommandContext.RequireSegment(result, argument));
        return argument;
    }
}
