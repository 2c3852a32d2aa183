using System.CommandLine;
using System.CommandLine.Parsing;
using Composite.Cli.Answers;
using Composite.Cli.Connections;
using Composite.Cli.Screens;

namespace Composite.Cli.Commands;

/// <summary>What every command is built with.</summary>
internal sealed record CommandContext(Surroundings Surroundings, ConnectionOptions Connections)
{
    public Option<bool> Json { get; } = new("--json") { Recursive = true, Description = "Print the API's JSON, unchanged but indented." };

    /// <summary>An action that runs with a connection to the server; without one it tells why.</summary>
    public Func<ParseResult, CancellationToken, Task<int>> Connected(Func<Session, ParseResult, CancellationToken, Task<ExitCode>> run) => async (parse, cancellationToken) =>
    {
        Screen screen = new(Surroundings);
        if (!Connections.Resolve(parse).TryGet(out Connection? connection, out Failure? failure)) return (int)screen.Report(failure);
        using StaffApi api = new(connection, Surroundings.Clock);
        return (int)await run(new Session(api, screen, parse.GetValue(Json)), parse, cancellationToken);
    };

    /// <summary>The id of what a command is about.</summary>
    public static Argument<string> Id(string thing)
    {
        Argument<string> id = new("ID") { Description = $"The {thing}'s id." };
        id.Validators.Add(result => RequireSegment(result, id));
        return id;
    }

    /// <summary>Refuses what can't be one part of an address.</summary>
    public static void RequireSegment(ArgumentResult result, Argument<string> argument)
    {
        if (result.GetValue(argument) is not { } value || string.IsNullOrWhiteSpace(value) || value is "." or "..") result.AddError($"{argument.Name}: it is not an id — give one as the lists show it.");
    }
}
