using System.CommandLine;
using Composite.Cli.Commands;

namespace Composite.Cli.Exchange;

/// <summary>What exports have in common: which solution, as of when, and where to.</summary>
internal sealed class ExportOptions
{
    public Option<string?> Solution { get; } = new("--solution") { HelpName = "ID", Description = "Only this solution and its parts; everything when left out." };

    public Option<DateTimeOffset?> ValidAt { get; } = new("--valid-at") { HelpName = "INSTANT", Description = "As it was then, RFC 3339; now when left out.", CustomParser = InstantArgument.Parse };

    public Option<DateTimeOffset?> KnownAt { get; } = new("--known-at") { HelpName = "INSTANT", Description = "As it was known then, RFC 3339; everything that is known when left out.", CustomParser = InstantArgument.Parse };

    public Option<FileInfo> Output { get; } = new("--output", "-o") { Required = true, HelpName = "FILE", Description = "Where to; an existing file is not overwritten without --force." };

    public Option<bool> Force { get; } = new("--force") { Description = "Overwrite the file." };

    public void AddTo(Command command)
    {
        foreach (Option option in (Option[])[Solution, ValidAt, KnownAt, Output, Force]) command.Options.Add(option);
    }

    public IEnumerable<(string Name, string? Value)> Query(ParseResult parse) =>
        [("solutionId", parse.GetValue(Solution)), ("validAt", Instant(parse.GetValue(ValidAt))), ("knownAt", Instant(parse.GetValue(KnownAt)))];

    private static string? Instant(DateTimeOffset? instant) => instant?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", System.Globalization.CultureInfo.InvariantCulture);
}
