using System.Globalization;
using Composite.Domain.Components;

namespace Composite.Exchange.Import;

/// <summary>A row as the listing that it says, and what stands against it. The listing is there also when there are errors, for the domain's own checks.</summary>
/// <param name="Number">1 for the first row.</param>
/// <param name="ComponentId">Empty when the row has none.</param>
/// <param name="Listing">With default values where a field can't be read.</param>
/// <param name="Errors">In the order of the columns.</param>
public sealed record ReadListing(int Number, string ComponentId, Listing Listing, IReadOnlyList<RowError> Errors);

/// <summary>Makes listings of rows, and says everything that is wrong with their form.</summary>
/// <param name="holdsAccountData">True for text that looks like a card number in clear.</param>
public sealed class ListingReader(Func<string, bool> holdsAccountData)
{
    private const int DayLength = 10;
    private static readonly string[] InstantForms = ["yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK"];

    public ReadListing Read(ImportRow row)
    {
        ArgumentNullException.ThrowIfNull(row);
        List<RowError> errors = [.. row.Errors];
        CheckTexts(row, errors);
        Row fields = new(row, errors);
        Listing listing = new()
        {
            Reference = fields.Text(ListingColumns.Reference),
            StandardVersion = fields.Text(ListingColumns.StandardVersion),
            Laboratory = fields.Text(ListingColumns.Laboratory),
            ListedOn = fields.Day(ListingColumns.ListedOn) ?? default,
            ExpiresOn = fields.Day(ListingColumns.ExpiresOn) ?? default,
            CheckpointDueOn = fields.Day(ListingColumns.CheckpointDueOn),
            Versions = fields.Items(ListingColumns.Versions),
            EntryModes = fields.Values<EntryMode>(ListingColumns.EntryModes),
            Cvms = fields.Values<Cvm>(ListingColumns.Cvms),
            SdkType = fields.Value<SdkType>(ListingColumns.SdkType),
            Dependencies = fields.Items(ListingColumns.Dependencies),
            RetrievedAt = fields.Instant(ListingColumns.RetrievedAt) ?? default,
            RetrievedBy = fields.TextOrNull(ListingColumns.RetrievedBy),
            ProductType = fields.Value<ListingProductType>(ListingColumns.ProductType),
            Vendor = fields.TextOrNull(ListingColumns.Vendor),
            ProductName = fields.TextOrNull(ListingColumns.ProductName),
            VerifiedApplications = fields.Applications(ListingColumns.VerifiedApplications),
            Notes = fields.TextOrNull(ListingColumns.Notes),
        };
        return new ReadListing(row.Number, fields.Text(ListingColumns.ComponentId), listing, errors);
    }

    private void CheckTexts(ImportRow row, List<RowError> errors)
    {
        foreach ((string name, FieldValue value) in row.Fields)
        {
            if (value.Texts.Any(holdsAccountData))
            {
                errors.Add(new RowError(row.Number, name, "clear-account-data", "It holds what looks like a card number in clear.", "Remove it: no card number ever enters here."));
            }
            else if (value.Texts.Any(Formulas.IsFormula))
            {
                errors.Add(new RowError(row.Number, name, "formula", "It begins as a formula does: with =, +, -, @, a tab or a carriage return.", "Write it without that beginning."));
            }
        }
    }

    // One row's fields, read one by one; what can't be read is an error of the row and a default value.
    private sealed class Row(ImportRow row, List<RowError> errors)
    {
        public string Text(string column) => row.Fields.GetValueOrDefault(column)?.Text?.Trim(' ') ?? string.Empty;

        public string? TextOrNull(string column) => Text(column) is { Length: > 0 } text ? text : null;

        // "com.example.pos@2.1": behind the last '@' stands the version.
        public IReadOnlyList<VerifiedApplication>? Applications(string column)
        {
            IReadOnlyList<string> items = Items(column);
            return items.Count == 0 ? null : [.. items.Select(item => item.LastIndexOf('@') is > 0 and int at ? new VerifiedApplication(item[..at], item[(at + 1)..]) : new VerifiedApplication(item, null))];
        }

        public IReadOnlyList<string> Items(string column)
        {
            IReadOnlyList<string> items = row.Fields.GetValueOrDefault(column)?.Items ?? [];
            if (items.Count <= ImportLimits.MaxItems) return [.. items.Select(i => i.Trim(' '))];
            Add(column, "count", $"It has {items.Count} items.", $"Give at most {ImportLimits.MaxItems}.");
            return [];
        }

        public DateOnly? Day(string column)
        {
            string text = Text(column);
            if (text.Length == 0) return null;
            if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly day)) return day;
            Add(column, "invalid-value", "It is not a day.", "Give it as YYYY-MM-DD.");
            return null;
        }

        public DateTimeOffset? Instant(string column)
        {
            string text = Text(column);
            if (text.Length == 0) return null;

            // Without Z or an offset nobody can tell which instant is meant.
            bool hasOffset = text.EndsWith('Z') || (text.Length > DayLength && text.AsSpan(DayLength).IndexOfAny('+', '-') > 0);
            if (hasOffset && DateTimeOffset.TryParseExact(text, InstantForms, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset instant)) return instant.ToUniversalTime();
            Add(column, "invalid-value", "It is not an instant.", "Give it as in RFC 3339, such as 2026-01-31T12:00:00Z.");
            return null;
        }

        public T? Value<T>(string column)
            where T : struct, Enum
        {
            string text = Text(column);
            return text.Length == 0 ? null : Parse<T>(column, text);
        }

        public IReadOnlyList<T> Values<T>(string column)
            where T : struct, Enum => [.. Items(column).Select(i => Parse<T>(column, i)).OfType<T>()];

        private T? Parse<T>(string column, string text)
            where T : struct, Enum
        {
            if (Words.Parse<T>(text) is { } value) return value;
            if (!errors.Any(e => e.Field == column)) Add(column, "unknown-value", "It is not one of the known values.", $"Give of: {Words.All<T>()}.");
            return null;
        }

        private void Add(string column, string code, string reason, string remedy) => errors.Add(new RowError(row.Number, column, code, reason, remedy));
    }
}
