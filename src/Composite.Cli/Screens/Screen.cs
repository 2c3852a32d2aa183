using System.Text.Json;
using Composite.Cli.Answers;

namespace Composite.Cli.Screens;

/// <summary>Writes to the operator: results to standard output, problems to standard error; colour and width only where there is a terminal.</summary>
internal sealed class Screen
{
    private const int LabelWidth = 16;

    private readonly Surroundings _surroundings;
    private readonly bool _colour;
    private readonly bool _errorColour;

    public Screen(Surroundings surroundings)
    {
        _surroundings = surroundings;
        // https://no-color.org: set and not empty, whatever its value.
        bool wanted = string.IsNullOrEmpty(surroundings.Environment("NO_COLOR")) && surroundings.Environment("TERM") != "dumb";
        _colour = wanted && surroundings.OutputIsTerminal;
        _errorColour = wanted && surroundings.ErrorIsTerminal;
    }

    private int? Width => _surroundings.OutputIsTerminal ? _surroundings.Width : null;

    public void Line(params IReadOnlyList<(string Text, Tone Tone)> pieces) =>
        _surroundings.Output.WriteLine(string.Concat(pieces.Select(p => Paint(TextLayout.Printable(p.Text), p.Tone, _colour))).TrimEnd(' '));

    public void Line(string text = "") => Line((text, Tone.Plain));

    public void Title(string text) => Line((text, Tone.Strong));

    /// <summary>A heading behind an empty line.</summary>
    public void Section(string text)
    {
        Line();
        Title(text);
    }

    /// <summary>A labelled value, left out when there is none.</summary>
    public void Fact(string label, string value, Tone tone = Tone.Plain)
    {
        if (value.Length > 0) Hanging($"  {TextLayout.Pad(label, LabelWidth)}", value, tone);
    }

    /// <summary>Text that continues, where it does not fit, under its own beginning.</summary>
    public void Hanging(string lead, string text, Tone tone = Tone.Plain, Tone leadTone = Tone.Plain)
    {
        string safe = TextLayout.Printable(text);
        int indentation = TextLayout.Width(lead);
        IEnumerable<string> lines = Width is { } width ? TextLayout.Wrap(safe, Math.Max(Surroundings.MinWidth / 2, width - indentation)) : [safe];
        foreach (string line in lines)
        {
            Line((lead, leadTone), (line, tone));
            (lead, leadTone) = (new string(' ', indentation), Tone.Plain);
        }
    }

    public void Table(IReadOnlyList<Column> columns, IReadOnlyList<JsonElement> rows)
    {
        foreach (IReadOnlyList<(string Text, Tone Tone)> line in Screens.Table.Lines(columns, rows, Width)) Line(line);
    }

    /// <summary>A headed table behind an empty line; nothing at all when there are no rows.</summary>
    public void Section(string text, IReadOnlyList<Column> columns, IReadOnlyList<JsonElement> rows)
    {
        if (rows.Count == 0) return;
        Section(text);
        Table(columns, rows);
    }

    public void Json(string json) => _surroundings.Output.WriteLine(json);

    /// <summary>A remark that belongs to the operator, not to the result.</summary>
    public void Note(string text) => _surroundings.Error.WriteLine(TextLayout.Printable(text));

    /// <summary>Tells every problem, and how the tool ends.</summary>
    public ExitCode Report(Failure failure)
    {
        foreach (Problem problem in failure.Problems)
            _surroundings.Error.WriteLine(Paint(TextLayout.Printable(problem.ToString()), Tone.Bad, _errorColour));
        return failure.Exit;
    }

    private static string Paint(string text, Tone tone, bool colour) => colour && tone != Tone.Plain ? $"{tone.Begin()}{text}\e[0m" : text;
}
