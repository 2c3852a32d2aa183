using System.Security.Cryptography;
using Composite.Domain;
using Composite.Exchange.Csv;
using Composite.Exchange.Json;

namespace Composite.Exchange.Import;

/// <summary>A file of listings, read: its rows, or why it is refused as a whole.</summary>
/// <param name="Sha256">Of its bytes, 64 hexadecimal digits in lower case.</param>
/// <param name="Rows">Empty when there are <paramref name="Problems"/>.</param>
/// <param name="Problems">Why the file as a whole is refused.</param>
public sealed record ListingsFile(string Sha256, IReadOnlyList<ReadListing> Rows, IReadOnlyList<Problem> Problems)
{
    /// <summary>Reads a file.</summary>
    /// <param name="file">At most <see cref="ImportLimits.MaxBytes"/>.</param>
    /// <param name="format">How it is written.</param>
    /// <param name="holdsAccountData">True for text that looks like a card number in clear.</param>
    public static ListingsFile Read(ReadOnlyMemory<byte> file, ImportFormat format, Func<string, bool> holdsAccountData)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(file.Length, ImportLimits.MaxBytes);
        string sha256 = Convert.ToHexStringLower(SHA256.HashData(file.Span));
        (ReadOnlyMemory<byte> text, Problem? problem) = Utf8Text.Check(file);
        if (problem is not null) return new ListingsFile(sha256, [], [problem]);
        ImportReading reading = format == ImportFormat.Csv ? CsvRows.Read(text) : JsonRows.Read(text);
        ListingReader reader = new(holdsAccountData);
        return new ListingsFile(sha256, [.. reading.Rows.Select(reader.Read)], reading.Problems);
    }
}
