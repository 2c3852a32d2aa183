using System.Security.Cryptography;
using System.Text;

namespace Composite.Exchange.Import;

/// <summary>A file beside what is known: what applying it would do.</summary>
/// <param name="FileSha256">Of the file's bytes, 64 hexadecimal digits in lower case.</param>
/// <param name="Position">The journal position of what was known.</param>
/// <param name="Rows">Every row, in the file's order.</param>
public sealed record ImportPlan(string FileSha256, long Position, IReadOnlyList<PlannedRow> Rows)
{
    /// <summary>
    /// SHA-256 over the file and over every row's verdict and changes. Who applies a file names it: when what is known changed since the
    /// dry run so that the file means something else now, it is another one.
    /// </summary>
    public string Digest { get; } = DigestOf(FileSha256, Rows);

    public int Count(RowVerdict verdict) => Rows.Count(r => r.Verdict == verdict);

    /// <summary>Every error, in the file's order.</summary>
    public IEnumerable<RowError> Errors => Rows.SelectMany(r => r.Errors);

    private static string DigestOf(string fileSha256, IReadOnlyList<PlannedRow> rows)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Add(hash, fileSha256);
        foreach (PlannedRow row in rows)
        {
            Add(hash, row.Verdict.ToString());
            foreach (FieldChange change in row.Changes)
            {
                Add(hash, change.Field);
                Add(hash, change.Old);
                Add(hash, change.New);
            }

            foreach (RowError error in row.Errors)
            {
                Add(hash, error.Field);
                Add(hash, error.Code);
            }
        }

        return Convert.ToHexStringLower(hash.GetCurrentHash());
    }

    // Each text behind its length: no two sequences of texts are one sequence of bytes.
    private static void Add(IncrementalHash hash, string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        Span<byte> length = stackalloc byte[sizeof(int)];
        System.Buffers.Binary.BinaryPrimitives.WriteInt32BigEndian(length, bytes.Length);
        hash.AppendData(length);
        hash.AppendData(bytes);
    }
}
