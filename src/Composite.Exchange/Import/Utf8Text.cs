using System.Text.Unicode;
using Composite.Domain;

namespace Composite.Exchange.Import;

/// <summary>Holds a file to UTF-8: a guess at another encoding would change names without anybody noticing.</summary>
public static class Utf8Text
{
    private const string Remedy = "Save the file as UTF-8 and send it again.";

    private static readonly (byte[] Mark, string Name)[] Marks =
    [
        ([0xFF, 0xFE, 0x00, 0x00], "UTF-32 (little-endian)"),
        ([0x00, 0x00, 0xFE, 0xFF], "UTF-32 (big-endian)"),
        ([0xFF, 0xFE], "UTF-16 (little-endian)"),
        ([0xFE, 0xFF], "UTF-16 (big-endian)"),
        ([0x2B, 0x2F, 0x76], "UTF-7"),
        ([0x1F, 0x8B], "gzip, a compressed file"),
        ([0x50, 0x4B, 0x03, 0x04], "ZIP, as spreadsheets are stored (.xlsx, .ods)"),
    ];

    /// <summary>The text without its byte order mark, or the problem with its encoding. Exactly one is set.</summary>
    public static (ReadOnlyMemory<byte> Text, Problem? Problem) Check(ReadOnlyMemory<byte> file)
    {
        ReadOnlySpan<byte> bytes = file.Span;
        foreach ((byte[] mark, string name) in Marks)
        {
            if (bytes.StartsWith(mark)) return (default, new Problem("encoding", "file", $"It is {name}.", Remedy));
        }

        if (bytes.StartsWith("\uFEFF"u8)) file = file[3..];
        bytes = file.Span;
        int zero = bytes.IndexOf((byte)0);
        if (zero >= 0) return (default, new Problem("encoding", "file", $"It has a NUL at byte {zero + 1}: probably UTF-16 without a byte order mark.", Remedy));
        return Utf8.IsValid(bytes) ? (file, null) : (default, Invalid(bytes));
    }

    // The first line with a byte sequence that is not UTF-8; most such files are Windows-1252 or ISO 8859-1 from a spreadsheet.
    private static Problem Invalid(ReadOnlySpan<byte> bytes)
    {
        int line = 1;
        while (true)
        {
            int end = bytes.IndexOf((byte)'\n');
            if (end < 0 || !Utf8.IsValid(bytes[..end])) break;
            bytes = bytes[(end + 1)..];
            line++;
        }

        return new Problem("encoding", "file", $"Line {line} is not UTF-8: probably Windows-1252 or ISO 8859-1.", Remedy);
    }
}
