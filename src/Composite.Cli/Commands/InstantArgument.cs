using System.CommandLine.Parsing;
using System.Globalization;

namespace Composite.Cli.Commands;

/// <summary>Reads instants strictly: with an offset, so that no one's time zone is guessed.</summary>
internal static class InstantArgument
{
    private static readonly string[] Forms = ["yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK"];

    public static DateTimeOffset? Parse(ArgumentResult result)
    {
        string text = result.Tokens[0].Value;
        bool hasOffset = text.Length > 19 && (text.EndsWith('Z') || text.LastIndexOfAny(['+', '-']) > 18);
        if (hasOffset && DateTimeOffset.TryParseExact(text, Forms, CultureInfo.InvariantCulture, DateTimeStyles.None, out DateTimeOffset instant)) return instant;
        result.AddError($"{(result.Parent as OptionResult)?.Option.Name}: '{text}' is not an instant — give one as 2026-07-31T12:00:00Z.");
        return null;
    }
}
