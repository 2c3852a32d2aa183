namespace Composite.Storage;

/// <summary>SQLite answered with an error. The journal turns it into the port's fault by <see cref="SqliteFaults"/>; the lists let it out as what it is.</summary>
internal sealed class SqliteErrorException(int code, string message) : System.Data.Common.DbException($"SQLite {code}: {message}")
{
    /// <summary>The extended result code (https://www.sqlite.org/rescode.html).</summary>
    public int Code { get; } = code;

    /// <summary>The primary result code: the low byte of the extended one.</summary>
    public int PrimaryCode => Code & 0xff;
}
