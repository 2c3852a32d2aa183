namespace Composite.Storage;

/// <summary>SQLite answered with an error. Turned into the port's fault by <see cref="SqliteFaults"/> before it leaves the project.</summary>
internal sealed class SqliteErrorException(int code, string message) : Exception($"SQLite {code}: {message}")
{
    /// <summary>The extended result code (https://www.sqlite.org/rescode.html).</summary>
    public int Code { get; } = code;

    /// <summary>The primary result code: the low byte of the extended one.</summary>
    public int PrimaryCode => Code & 0xff;
}
