namespace Composite.Exchange.Import;

/// <summary>
/// Text that a spreadsheet would run as a formula: it begins with one of <see cref="Starts"/>. Imports refuse it, also behind the
/// apostrophe with which exports make it harmless; or it would come in by the back door.
/// </summary>
public static class Formulas
{
    /// <summary>As OWASP lists them: = + - @ TAB CR.</summary>
    public const string Starts = "=+-@\t\r";

    /// <summary>What exports put in front of such a text.</summary>
    public const char Neutraliser = '\'';

    public static bool IsFormula(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        ReadOnlySpan<char> rest = text.AsSpan().TrimStart([' ', Neutraliser]);
        return !rest.IsEmpty && Starts.Contains(rest[0], StringComparison.Ordinal);
    }
}
