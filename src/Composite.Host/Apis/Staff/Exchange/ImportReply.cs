using Composite.Exchange.Import;

namespace Composite.Host.Apis.Staff.Exchange;

/// <summary>What an import came to.</summary>
internal enum ImportOutcome
{
    /// <summary>Nothing was changed: it was a dry run.</summary>
    DryRun,

    /// <summary>Nothing was changed: the errors say what stands against it.</summary>
    Refused,

    /// <summary>Nothing was changed: what is known changed since the dry run so that the file means something else now.</summary>
    Outdated,

    /// <summary>Everything that was to be applied is recorded.</summary>
    Applied,

    /// <summary>Some rows were refused when their turn came; the rest is recorded.</summary>
    PartlyApplied,

    /// <summary>The journal or a grain stopped answering: the rows say what is recorded and what is not known.</summary>
    Interrupted,
}

/// <summary>What became of one row.</summary>
internal enum RowOutcome
{
    /// <summary>Recorded.</summary>
    Applied,

    /// <summary>It was so already when its turn came.</summary>
    AlreadySo,

    /// <summary>Refused when its turn came.</summary>
    Refused,

    /// <summary>Nothing may be assumed: import the file again.</summary>
    Unknown,

    /// <summary>Its turn did not come.</summary>
    NotTried,

    /// <summary>Left out: by its errors, or because corrections were not asked for.</summary>
    LeftOut,
}

/// <summary>A row of the report. Rows that change nothing are counted and not listed.</summary>
internal sealed record ImportReplyRow(int Row, string ComponentId, string Reference, RowVerdict Verdict, RowOutcome? Outcome, IReadOnlyList<FieldChange>? Changes, long? Position);

/// <summary>How many rows there are of each sort.</summary>
internal sealed record ImportCounts(int Rows, int New, int Corrects, int Same, int Repeats, int Conflicts, int Invalid, int Errors);

/// <summary>How many rows came to what.</summary>
internal sealed record ImportResultCounts(int Applied, int AlreadySo, int Refused, int Unknown, int NotTried, int LeftOut);

/// <summary>The report of an import or of its dry run.</summary>
internal sealed record ImportReply
{
    public required ImportOutcome Outcome { get; init; }

    public required ImportMode Mode { get; init; }

    /// <summary>The import's stream in the journal; null when nothing was applied.</summary>
    public string? ImportId { get; init; }

    public required string FileSha256 { get; init; }

    /// <summary>What to name when applying: the file and what it means beside what is known.</summary>
    public required string Digest { get; init; }

    /// <summary>The journal position of what was known.</summary>
    public required long Position { get; init; }

    public required ImportCounts Counts { get; init; }

    /// <summary>Null for a dry run.</summary>
    public ImportResultCounts? Results { get; init; }

    /// <summary>What stands against rows, at most <see cref="ImportLimits.MaxReportedErrors"/>.</summary>
    public required IReadOnlyList<RowError> Errors { get; init; }

    /// <summary>Rows that change something or can't, at most <see cref="ImportLimits.MaxReportedRows"/>.</summary>
    public required IReadOnlyList<ImportReplyRow> Rows { get; init; }

    /// <summary>Rows that are not listed beyond the bound.</summary>
    public required int RowsNotListed { get; init; }
}
