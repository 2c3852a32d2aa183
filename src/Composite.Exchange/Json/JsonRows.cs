using System.Text.Json;
using Composite.Domain;
using Composite.Exchange.Csv;
using Composite.Exchange.Import;

namespace Composite.Exchange.Json;

/// <summary>Reads the rows of a JSON file: one array of objects, with text and arrays of text only. Every row is read; what is wrong with one is said of it.</summary>
public static class JsonRows
{
    private const int MaxDepth = 4;
    private static readonly string UnknownRemedy = $"Leave it out, or mend its name: {ListingColumns.Names}.";

    public static ImportReading Read(ReadOnlyMemory<byte> text)
    {
        try
        {
            Utf8JsonReader reader = new(text.Span, new JsonReaderOptions { MaxDepth = MaxDepth });
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartArray)
                return ImportReading.Refused(new Problem("invalid-json", "file", "It is not an array.", "Give one array with an object for every listing."));
            List<ImportRow> rows = [];
            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            {
                if (rows.Count == ImportLimits.MaxRows) return ImportReading.Refused(CsvRows.TooManyRows);
                rows.Add(ReadRow(ref reader, rows.Count + 1));
            }

            // Anything behind the array makes this throw.
            reader.Read();
            return rows.Count == 0 ? ImportReading.Refused(CsvRows.NoRows) : new ImportReading(rows, []);
        }
        catch (JsonException e) when (e.InnerException is InvalidOperationException)
        {
            return ImportReading.Refused(new Problem("invalid-json", "file", "It has text that is no Unicode: half a surrogate pair.", "Write the character itself, in UTF-8."));
        }
        catch (JsonException e)
        {
            return ImportReading.Refused(new Problem("invalid-json", "file", $"It is not JSON, or more than {MaxDepth} levels deep (line {e.LineNumber + 1}, byte {e.BytePositionInLine + 1}).", "Give one array with an object for every listing."));
        }
    }

    /// <exception cref="JsonException">It is no Unicode.</exception>
    private static string Text(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString()!;
        }
        catch (InvalidOperationException e)
        {
            throw new JsonException(e.Message, e);
        }
    }

    private static ImportRow ReadRow(ref Utf8JsonReader reader, int number)
    {
        Dictionary<string, FieldValue> fields = new(StringComparer.Ordinal);
        List<RowError> errors = [];
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            reader.Skip();
            errors.Add(new RowError(number, "row", "invalid-value", "It is not an object.", "Give an object for every listing."));
            return new ImportRow(number, fields, errors);
        }

        HashSet<string> seen = new(StringComparer.Ordinal);
        HashSet<string> repeated = new(StringComparer.Ordinal);
        int unknown = 0;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            string name = Text(ref reader);
            reader.Read();
            if (ListingColumns.Find(name) is not { } column)
            {
                reader.Skip();
                if (++unknown <= ImportLimits.MaxUnknownMembers) errors.Add(new RowError(number, Problems.Shown(name), "unknown-column", "No such member is known.", UnknownRemedy));
                continue;
            }

            if (!seen.Add(name) && repeated.Add(name)) errors.Add(new RowError(number, name, "repeated-column", "The member is there more than once.", "Give it once."));
            if (ReadValue(ref reader, column, number, errors) is { } value) fields[name] = value;
        }

        return new ImportRow(number, fields, errors);
    }

    private static FieldValue? ReadValue(ref Utf8JsonReader reader, ListingColumn column, int number, List<RowError> errors)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.Null:
                return null;
            case JsonTokenType.String when !column.IsList:
                string text = Text(ref reader);
                if (text.Length <= ImportLimits.MaxFieldLength) return FieldValue.Of(text);
                errors.Add(CsvRows.TooLong(number, column.Name));
                return null;
            case JsonTokenType.StartArray when column.IsList:
                return ReadItems(ref reader, column, number, errors);
            default:
                reader.Skip();
                errors.Add(new RowError(number, column.Name, "invalid-value", column.IsList ? "It is not an array of text." : "It is not text.", column.IsList ? "Give an array of text, also for one item." : "Give it in double quotes."));
                return null;
        }
    }

    private static FieldValue? ReadItems(ref Utf8JsonReader reader, ListingColumn column, int number, List<RowError> errors)
    {
        List<string> items = [];
        bool onlyText = true;
        int length = 0;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType != JsonTokenType.String)
            {
                reader.Skip();
                onlyText = false;
                continue;
            }

            string item = Text(ref reader);
            length += item.Length;
            if (length <= ImportLimits.MaxFieldLength) items.Add(item);
        }

        if (!onlyText) errors.Add(new RowError(number, column.Name, "invalid-value", "An item of it is not text.", "Give every item in double quotes."));
        if (length > ImportLimits.MaxFieldLength) errors.Add(CsvRows.TooLong(number, column.Name));
        return onlyText && length <= ImportLimits.MaxFieldLength ? FieldValue.Of(items) : null;
    }
}
