namespace Composite.Exchange.Import;

/// <summary>
/// Text that a spreadsheet would run as a formula: it begins with one of <see cref="Starts"/>. Imports refuse it, also behind the
/// apostrophe with which exports make it harmless; or it would come in by the back door.
/// </summary>
public static class Formulas
{
    /// <summary>As OWASP lists them: = + - @ TAB CR LF, and the full-width forms that spreadsheets of some languages take for them.</summary>
    public const string Starts = "=+-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20";

    /// <summary>What exports put in front of such a text.</summary>
    public const char Neutraliser = '\'';

    /// <summary>The text as a spreadsheet shows it and does not run it.</summary>
    public static string Neutral(string text) => IsFormula(text) ? Neutraliser + text : text;

    public static bool IsFormula(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        ReadOnlySpan<char> rest = text.AsSpan().TrimStart([' ', Neutraliser]);
        return !rest.IsEmpty && Starts.Contains(rest[0], StringComparison.Ordinal);
    }
}
