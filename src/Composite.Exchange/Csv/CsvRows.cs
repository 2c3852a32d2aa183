using Composite.Domain;
using Composite.Exchange.Import;
using CsvHelper;

namespace Composite.Exchange.Csv;

/// <summary>Reads the rows of a CSV file (RFC 4180, commas, a header row). Every row is read; what is wrong with one is said of it.</summary>
public static class CsvRows
{
    /// <summary>Separates the items of a list.</summary>
    public const char ItemSeparator = ';';

    private const int MaxUtf8PerChar = 3;

    public static ImportReading Read(ReadOnlyMemory<byte> text)
    {
        Dictionary<long, CsvMalformedReason> malformed = [];
        CsvReaderOptions options = new()
        {
            Separator = ',',
            HasHeader = false,
            MaxRecordSize = ImportLimits.MaxRecordBytes,
            OnMalformedRecord = record => malformed.TryAdd(record.RecordNumber, record.Reason),
        };
        using CsvReader reader = CsvReader.Create(text, options);
        try
        {
            if (!reader.Read()) return ImportReading.Refused(new Problem("empty", "file", "It has no header row.", "Begin with the names of the columns."));
            if (reader.FieldCount > ImportLimits.MaxColumns)
                return ImportReading.Refused(new Problem("column-count", "header", $"It has {reader.FieldCount} columns.", $"Give only the known columns: {ListingColumns.Names}."));
            string[] header = [.. Enumerable.Range(0, reader.FieldCount).Select(i => reader.GetString(i).Trim(' '))];
            List<Problem> problems = CheckHeader(header);
            return problems.Count > 0 ? ImportReading.Refused(problems) : ReadRows(reader, header, malformed);
        }
        catch (CsvFormatException)
        {
            return ImportReading.Refused(new Problem("record-size", "file", $"A record has more than {ImportLimits.MaxRecordBytes} bytes.", "Close every quote, and split what is too long."));
        }
    }

    private static ImportReading ReadRows(CsvReader reader, string[] header, Dictionary<long, CsvMalformedReason> malformed)
    {
        List<ImportRow> rows = [];
        while (reader.Read())
        {
            if (rows.Count == ImportLimits.MaxRows) return ImportReading.Refused(TooManyRows);
            int number = rows.Count + 1;
            List<RowError> errors = [];

            // The header is record 1.
            if (malformed.TryGetValue(number + 1, out CsvMalformedReason reason)) errors.Add(Malformed(number, reason));
            else if (reader.FieldCount != header.Length)
            {
                errors.Add(new RowError(number, "row", "field-count", $"It has {reader.FieldCount} fields, the header has {header.Length}.", "Give every column a field; put a field that has a comma in double quotes."));
            }

            rows.Add(new ImportRow(number, Fields(reader, header, number, errors), errors));
        }

        return rows.Count == 0 ? ImportReading.Refused(NoRows) : new ImportReading(rows, []);
    }

    internal static Problem TooManyRows { get; } = new("row-count", "file", $"It has more than {ImportLimits.MaxRows} rows.", "Split the file.");

    internal static Problem NoRows { get; } = new("empty", "file", "It has no rows.", "Give at least one row.");

    private static Dictionary<string, FieldValue> Fields(CsvReader reader, string[] header, int number, List<RowError> errors)
    {
        Dictionary<string, FieldValue> fields = new(header.Length, StringComparer.Ordinal);
        for (int i = 0; i < Math.Min(header.Length, reader.FieldCount); i++)
        {
            string name = header[i];
            if (reader.GetSpan(i).Length > ImportLimits.MaxFieldLength * MaxUtf8PerChar || reader.GetString(i) is not { Length: <= ImportLimits.MaxFieldLength } text)
            {
                errors.Add(TooLong(number, name));
                continue;
            }

            fields.Add(name, ListingColumns.Find(name) is { IsList: true } ? Items(text) : FieldValue.Of(text));
        }

        return fields;
    }

    private static FieldValue Items(string text) =>
        FieldValue.Of(text.AsSpan().Trim(' ').IsEmpty ? [] : (IReadOnlyList<string>)text.Split(ItemSeparator));

    internal static RowError TooLong(int number, string name) =>
        new(number, name, "size", $"It has more than {ImportLimits.MaxFieldLength} characters.", "Shorten it.");

    // Every unknown, repeated and missing column, so that the header is mended in one go.
    private static List<Problem> CheckHeader(string[] header)
    {
        if (header is [var only] && only.Contains(';', StringComparison.Ordinal)) return [new("separator", "header", "The columns are not separated by commas.", "Save the file with commas as separators.")];
        List<Problem> problems = [];
        foreach (string name in header.Distinct(StringComparer.Ordinal))
        {
            string shown = Problems.Shown(name);
            if (ListingColumns.Find(name) is null) problems.Add(new("unknown-column", shown, "No such column is known.", $"Leave it out, or mend its name: {ListingColumns.Names}."));
            else if (header.Count(h => h == name) > 1) problems.Add(new("repeated-column", shown, "The column is there more than once.", "Give it once."));
        }

        problems.AddRange(ListingColumns.All.Where(c => c.Required && !header.Contains(c.Name))
            .Select(c => new Problem("missing-column", c.Name, "The column is missing.", $"Add it: {c.Meaning}.")));
        return problems;
    }

    private static RowError Malformed(int number, CsvMalformedReason reason) => new(number, "row", "quoting", reason switch
    {
        CsvMalformedReason.StrayQuote => "A double quote stands inside a field that is not quoted.",
        CsvMalformedReason.TextAfterClosingQuote => "Text follows the closing quote of a field.",
        CsvMalformedReason.UnterminatedQuote => "A quoted field is never closed.",
        _ => "Its quoting can't be read.",
    }, "Put the field in double quotes, and double the quotes inside it (RFC 4180).");
}
