namespace Composite.Exchange.Import;

/// <summary>How the rows of an import are written.</summary>
public enum ImportFormat
{
    /// <summary>RFC 4180 with a header row, commas, lists separated by <c>;</c>.</summary>
    Csv,

    /// <summary>One array of objects, lists as arrays.</summary>
    Json,
}
