using Composite.Domain;

namespace Composite.Exchange.Import;

/// <summary>What is wrong with one row.</summary>
/// <param name="Row">1 for the first row below the header; 0 for the file as a whole.</param>
/// <param name="Field">The column.</param>
/// <param name="Code">Stable, kebab-case.</param>
/// <param name="Reason">What is wrong.</param>
/// <param name="Remedy">What mends it.</param>
public sealed record RowError(int Row, string Field, string Code, string Reason, string Remedy);

/// <summary>A field as the file has it: one text, or the items of a list.</summary>
public sealed record FieldValue(string? Text, IReadOnlyList<string>? Items)
{
    public static FieldValue Of(string text) => new(text, null);

    public static FieldValue Of(IReadOnlyList<string> items) => new(null, items);

    /// <summary>Every text of the field.</summary>
    public IEnumerable<string> Texts => Items ?? (Text is null ? [] : [Text]);
}

/// <summary>A row as the file has it.</summary>
/// <param name="Number">1 for the first row below the header.</param>
/// <param name="Fields">By column; a column that the row leaves out is missing here.</param>
/// <param name="Errors">What stands against its form.</param>
public sealed record ImportRow(int Number, IReadOnlyDictionary<string, FieldValue> Fields, IReadOnlyList<RowError> Errors);

/// <summary>A file read: its rows, or why it can't be read at all.</summary>
/// <param name="Rows">Empty when there are <paramref name="Problems"/>.</param>
/// <param name="Problems">Why the file as a whole is refused.</param>
public sealed record ImportReading(IReadOnlyList<ImportRow> Rows, IReadOnlyList<Problem> Problems)
{
    public static ImportReading Refused(params IReadOnlyList<Problem> problems) => new([], problems);
}
