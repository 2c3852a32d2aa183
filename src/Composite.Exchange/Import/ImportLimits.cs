namespace Composite.Exchange.Import;

/// <summary>Bounds of an import. Whoever has more splits the file.</summary>
public static class ImportLimits
{
    /// <summary>Largest file, bytes.</summary>
    public const int MaxBytes = 10 * 1024 * 1024;

    /// <summary>Most rows, the header not counted.</summary>
    public const int MaxRows = 20_000;

    /// <summary>Longest field, characters (UTF-16 code units), all items of a list together.</summary>
    public const int MaxFieldLength = 4_000;

    /// <summary>Largest CSV record, bytes: an unclosed quote must not swallow the file.</summary>
    public const int MaxRecordBytes = 256 * 1024;

    /// <summary>Most columns that a header is looked through for; more is no table of listings.</summary>
    public const int MaxColumns = 100;

    /// <summary>Most unknown members that are told of one object.</summary>
    public const int MaxUnknownMembers = 20;

    /// <summary>Most items of a list.</summary>
    public const int MaxItems = 200;

    /// <summary>Most errors that a report lists; all are counted.</summary>
    public const int MaxReportedErrors = 500;

    /// <summary>Most rows that a report lists; all are counted.</summary>
    public const int MaxReportedRows = 2_000;
}
