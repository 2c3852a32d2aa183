using System.Globalization;
using System.Text;

namespace Composite.Cli.Screens;

/// <summary>Measures and cuts text by the columns that it takes on a terminal.</summary>
internal static class TextLayout
{
    /// <summary>The text with everything that could steer a terminal replaced: what a server sends is shown, never obeyed.</summary>
    public static string Printable(string text) =>
        text.Any(IsUnsafe) ? string.Create(text.Length, text, (span, from) =>
        {
            for (int i = 0; i < span.Length; i++) span[i] = IsUnsafe(from[i]) ? '\uFFFD' : from[i];
        }) : text;

    public static int Width(string text) => text.EnumerateRunes().Sum(Width);

    public static string Pad(string text, int width, bool right = false)
    {
        string padding = new(' ', Math.Max(0, width - Width(text)));
        return right ? padding + text : text + padding;
    }

    /// <summary>The text within <paramref name="width"/> columns, with an ellipsis where it was cut.</summary>
    public static string Cut(string text, int width)
    {
        if (Width(text) <= width) return text;
        StringBuilder kept = new();
        int used = 0;
        foreach (Rune rune in text.EnumerateRunes())
        {
            if (used + Width(rune) > width - 1) break;
            used += Width(rune);
            kept.Append(rune);
        }

        return kept.Append('…').ToString();
    }

    /// <summary>Breaks text at spaces into lines of at most <paramref name="width"/> columns; a longer word has a line for itself.</summary>
    public static IEnumerable<string> Wrap(string text, int width)
    {
        StringBuilder line = new();
        int used = 0;
        foreach (string word in text.Split(' '))
        {
            int wide = Width(word);
            if (used > 0 && used + 1 + wide > width)
            {
                yield return line.ToString();
                line.Clear();
                used = 0;
            }

            if (line.Length > 0) line.Append(' ');
            used += wide + (line.Length > 0 ? 1 : 0);
            line.Append(word);
        }

        yield return line.ToString();
    }

    private static bool IsUnsafe(char c) => char.IsControl(c) || CharUnicodeInfo.GetUnicodeCategory(c) is UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;

    // Combining marks take no column. Wide blocks: Unicode Standard Annex #11 (East Asian Width), the ranges whose characters are W or F.
    private static int Width(Rune rune) => Rune.GetUnicodeCategory(rune) switch
    {
        UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark => 0,
        _ => rune.Value is (>= 0x1100 and <= 0x115F) or (>= 0x2E80 and <= 0x303E) or (>= 0x3041 and <= 0xA4CF) or (>= 0xAC00 and <= 0xD7A3)
            or (>= 0xF900 and <= 0xFAFF) or (>= 0xFE30 and <= 0xFE6F) or (>= 0xFF00 and <= 0xFF60) or (>= 0xFFE0 and <= 0xFFE6)
            or (>= 0x1F300 and <= 0x1FAFF) or (>= 0x20000 and <= 0x3FFFD) ? 2 : 1,
    };
}
