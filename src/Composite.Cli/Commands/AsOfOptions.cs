using System.CommandLine;
using Composite.Cli.Connections;

namespace Composite.Cli.Commands;

/// <summary>For which instants an answer is asked: <c>--valid-at</c> and <c>--known-at</c>.</summary>
internal sealed class AsOfOptions
{
    private readonly Option<string?> _validAt = new("--valid-at") { HelpName = "WHEN", Description = "What was so then: an instant as 2026-07-31T12:00:00Z, or a day; now when left out." };
    private readonly Option<string?> _knownAt = new("--known-at") { HelpName = "INSTANT", Description = "As far as it was known then; everything that is known when left out." };

    /// <summary>Adds the options to a command.</summary>
    public static AsOfOptions On(Command command)
    {
        AsOfOptions options = new();
        command.Options.Add(options._validAt);
        command.Options.Add(options._knownAt);
        return options;
    }

    /// <summary>The path with what was given; the server says what it can't read.</summary>
    public string Query(string path, ParseResult parse) => ApiPath.Query(path, [("validAt", parse.GetValue(_validAt)), ("knownAt", parse.GetValue(_knownAt))]);
}
