using System.Text.Json;

namespace Composite.Cli.Screens;

/// <summary>A column of a table over JSON rows.</summary>
/// <param name="Header">The heading.</param>
/// <param name="Value">What a row shows here.</param>
internal sealed record Column(string Header, Func<JsonElement, string> Value)
{
    /// <summary>May be cut where the terminal is narrow. Ids never are: people copy them.</summary>
    public bool Flexible { get; init; }

    public bool Right { get; init; }

    /// <summary>Its words have a tone.</summary>
    public bool Toned { get; init; }
}

/// <summary>Lays out rows in aligned columns within a width.</summary>
internal static class Table
{
    /// <summary>A flexible column is not cut below this.</summary>
    public const int MinFlexibleWidth = 8;

    private const string Gap = "  ";
    private const string Nothing = "-";

    /// <summary>The lines of the table: a heading, then one per row, each as pieces with a tone.</summary>
    /// <param name="columns">At least one.</param>
    /// <param name="rows">May be empty.</param>
    /// <param name="maxWidth">Columns of the terminal, or null for as wide as it takes.</param>
    public static IEnumerable<IReadOnlyList<(string Text, Tone Tone)>> Lines(IReadOnlyList<Column> columns, IReadOnlyList<JsonElement> rows, int? maxWidth)
    {
        string[][] cells = [.. rows.Select(row => columns.Select(c => Cell(c, row)).ToArray())];
        int[] widths = Fit(columns, cells, maxWidth);
        yield return Line(columns, [.. columns.Select(c => c.Header)], widths, _ => Tone.Strong);
        foreach (string[] row in cells) yield return Line(columns, row, widths, i => columns[i].Toned ? Tones.Of(row[i]) : Tone.Plain);
    }

    private static string Cell(Column column, JsonElement row)
    {
        string text = TextLayout.Printable(column.Value(row));
        return text.Length == 0 ? Nothing : text;
    }

    private static int[] Fit(IReadOnlyList<Column> columns, string[][] cells, int? maxWidth)
    {
        int[] widths = [.. columns.Select((c, i) => cells.Select(row => TextLayout.Width(row[i])).Append(TextLayout.Width(c.Header)).Max())];
        if (maxWidth is not { } limit) return widths;
        int excess = widths.Sum() + (Gap.Length * (widths.Length - 1)) - limit;
        while (excess > 0)
        {
            int[] cuttable = [.. Enumerable.Range(0, widths.Length).Where(i => columns[i].Flexible && widths[i] > MinFlexibleWidth)];
            if (cuttable.Length == 0) break;
            widths[cuttable.MaxBy(i => widths[i])]--;
            excess--;
        }

        return widths;
    }

    private static List<(string Text, Tone Tone)> Line(IReadOnlyList<Column> columns, string[] texts, int[] widths, Func<int, Tone> tone)
    {
        List<(string, Tone)> pieces = [];
        for (int i = 0; i < texts.Length; i++)
        {
            bool last = i == texts.Length - 1 && !columns[i].Right;
            string cut = TextLayout.Cut(texts[i], widths[i]);
            pieces.Add((last ? cut : TextLayout.Pad(cut, widths[i], columns[i].Right), tone(i)));
            if (i < texts.Length - 1) pieces.Add((Gap, Tone.Plain));
        }

        return pieces;
    }
}
