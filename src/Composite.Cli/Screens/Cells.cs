using Composite.Cli.Answers;

namespace Composite.Cli.Screens;

/// <summary>The usual columns over JSON rows.</summary>
internal static class Cells
{
    public static Column Text(string header, string path) => new(header, row => row.Text(path));

    /// <summary>Text that may be cut on a narrow terminal.</summary>
    public static Column Flexible(string header, string path) => Text(header, path) with { Flexible = true };

    /// <summary>A status word.</summary>
    public static Column Status(string header, string path) => Text(header, path) with { Toned = true };

    public static Column Number(string header, string path) => Text(header, path) with { Right = true };

    public static Column Instant(string header, string path) => new(header, row => Instants.Show(row.Text(path)));
}
