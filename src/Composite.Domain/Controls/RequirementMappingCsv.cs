namespace Composite.Domain.Controls;

/// <summary>
/// Reads a mapping from CSV (RFC 4180): a header line <c>control,requirement</c>, then a line for each pair. Every faulty line is named.
/// </summary>
public static class RequirementMappingCsv
{
    public const string Header = "control,requirement";
    public const int MaxLines = 10_000;
    private const int MaxCells = 2;

    /// <summary>The entries, and what is wrong with which line; entries are complete only when nothing is wrong.</summary>
    public static (IReadOnlyList<RequirementMappingEntry> Entries, IReadOnlyList<Problem> Problems) Read(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        string[] lines = text.TrimStart('\uFEFF').ReplaceLineEndings("\n").TrimEnd('\n').Split('\n');
        List<Problem> problems = [];
        if (lines.Length > MaxLines + 1) return ([], [new Problem("count", "body", $"It has more than {MaxLines} lines.", $"Give at most {MaxLines} pairs.")]);
        if (!string.Equals(lines[0].Trim(), Header, StringComparison.OrdinalIgnoreCase)) problems.Add(new("invalid-format", "line 1", "It is not the header.", $"Begin with the line {Header}."));
        Dictionary<string, List<string>> requirements = new(StringComparer.Ordinal);
        for (int i = 1; i < lines.Length; i++)
        {
            if (lines[i].Length == 0) continue;
            string field = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"line {i + 1}");
            if (Cells(lines[i]) is not [{ Length: > 0 } control, { Length: > 0 } requirement])
            {
                problems.Add(new("invalid-format", field, "It is not a pair of control and requirement.", "Give two values with a comma between them; quote a value that has a comma."));
                continue;
            }

            if (ControlCatalogue.Find(control) is null) problems.Add(new("unknown-control", field, $"'{Problems.Shown(control)}' is not a control.", "List the controls."));
            if (!requirements.TryGetValue(control, out List<string>? of)) requirements.Add(control, of = []);
            if (of.Contains(requirement)) problems.Add(new("duplicate", field, "The pair stands there twice.", "Leave one out."));
            else of.Add(requirement);
        }

        return ([.. requirements.Select(r => new RequirementMappingEntry(r.Key, r.Value))], problems);
    }

    // Null for a line whose quotes do not match, or with more cells than there are columns.
    private static List<string>? Cells(string line)
    {
        List<string> cells = [];
        int at = 0;
        while (cells.Count < MaxCells)
        {
            bool quoted = at < line.Length && line[at] == '"';
            int end = quoted ? ClosingQuote(line, at) + 1 : line.IndexOf(',', at) is >= 0 and var comma ? comma : line.Length;
            if (quoted && end == 0) return null;
            cells.Add((quoted ? line[(at + 1)..(end - 1)].Replace("\"\"", "\"", StringComparison.Ordinal) : line[at..end]).Trim());
            if (end == line.Length) return cells;
            if (line[end] != ',') return null;
            at = end + 1;
        }

        return null;
    }

    private static int ClosingQuote(string line, int opening)
    {
        for (int i = opening + 1; i < line.Length; i++)
        {
            if (line[i] != '"') continue;
            if (i + 1 < line.Length && line[i + 1] == '"') i++;
            else return i;
        }

        return -1;
    }
}
