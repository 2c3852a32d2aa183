using System.IO.Compression;
using Composite.Domain;
using Composite.Domain.Evidence;

namespace Composite.Storage.Evidence;

/// <summary>
/// Looks into a ZIP archive (DOCX and XLSX are such) without unpacking it to anywhere: what its entries are called, how much they really
/// inflate to, whether texts among them hold card numbers. One archive within it is looked into likewise; none deeper.
/// </summary>
/// <remarks>One budget of bytes and entries for the whole, so that no nesting multiplies it. At most one inner archive is in memory at a time.</remarks>
internal sealed class ArchiveCheck(long maxDocumentBytes, CancellationToken cancellationToken)
{
    /// <summary>Inflated bytes may be so many times the limit of a document, all entries together.</summary>
    public const int MaxInflation = 10;

    /// <summary>An entry may inflate to so many times its compressed size, once it is larger than <see cref="RatioFromBytes"/>.</summary>
    public const int MaxRatio = 100;

    public const int RatioFromBytes = 64 * 1024;
    private const int PieceBytes = 64 * 1024;
    private const int MaxShownName = 60;
    private const int Stored = 0;
    private const int Deflated = 8;
    private static readonly string[] MacroParts = ["vbaProject.bin"];

    private readonly byte[] _piece = new byte[PieceBytes];
    private long _bytesLeft = maxDocumentBytes * MaxInflation;
    private int _entriesLeft = ZipDirectory.MaxEntries;

    /// <summary>The archive's media type, or why it is refused; exactly one is null.</summary>
    public (string? MediaType, Problem? Problem) Check(Stream archive)
    {
        try
        {
            return Check(archive, depth: 0);
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException)
        {
            return (null, Refused("content", "It is damaged."));
        }
    }

    private (string? MediaType, Problem? Problem) Check(Stream archive, int depth)
    {
        (IReadOnlyList<ZipEntry>? entries, string? defect) = ZipDirectory.Read(archive);
        if (entries is null) return (null, Refused("content", defect!));
        if ((_entriesLeft -= entries.Count) < 0) return (null, Refused("content", $"It has more than {ZipDirectory.MaxEntries} entries, inner archives included."));
        if (entries.Count == 0) return (null, Refused("content", "It is empty."));
        if (entries.Sum(e => e.DeclaredBytes) > _bytesLeft) return (null, TooLarge("content"));
        foreach (ZipEntry entry in entries)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if ((Form(entry) ?? Content(archive, entry, depth)) is { } problem) return (null, problem);
        }

        bool office = entries.Any(e => e.Name == "[Content_Types].xml");
        return (office && entries.Any(e => e.Name == "word/document.xml") ? MediaTypes.Docx : office && entries.Any(e => e.Name == "xl/workbook.xml") ? MediaTypes.Xlsx : MediaTypes.Zip, null);
    }

    private static Problem? Form(ZipEntry entry)
    {
        string field = Field(entry);
        string[] parts = entry.Name.Split('/', '\\');
        if (entry.Encrypted) return Refused(field, "It is encrypted.");
        if (entry.Name.Length == 0 || entry.Name[0] is '/' or '\\' || entry.Name.Contains(':', StringComparison.Ordinal) || entry.Name.Any(char.IsControl) || parts.Contains("..")) return Refused(field, "Its path leads out of the archive.");
        if (entry.Link) return Refused(field, "It is a link.");
        if (entry.Method is not (Stored or Deflated)) return Refused(field, "It is compressed in a way that can't be looked into.");
        if (MacroParts.Contains(parts[^1])) return Refused(field, "It holds macros.");
        return entry.DeclaredBytes > RatioFromBytes && entry.DeclaredBytes / MaxRatio > entry.CompressedBytes ? Bomb(field) : null;
    }

    private Problem? Content(Stream archive, ZipEntry entry, int depth)
    {
        using ArchiveSection section = new(archive, entry.DataOffset, entry.CompressedBytes);
        using Stream inflated = entry.Method == Deflated ? new DeflateStream(section, CompressionMode.Decompress) : section;
        using MemoryStream inner = new();
        CardNumberScan? cards = null;
        long total = 0;
        for (int read; (read = inflated.ReadAtLeast(_piece, _piece.Length, throwOnEndOfStream: false)) > 0;)
        {
            cancellationToken.ThrowIfCancellationRequested();
            ReadOnlySpan<byte> piece = _piece.AsSpan(0, read);
            if (Measure(entry, total += read, read) is { } problem) return problem;
            if (total == read)
            {
                if (MediaTypes.IsClosedArchive(piece)) return Refused(Field(entry), "It is an archive that can't be looked into.");
                if (MediaTypes.IsZip(piece) && depth > 0) return Refused(Field(entry), "Archives are nested more than once.");
                if (MediaTypes.IsZip(piece)) inner.Capacity = PieceBytes;
                else if (!ContentCheck.HasControl(piece)) cards = new CardNumberScan();
            }

            if (inner.Capacity > 0) inner.Write(piece);
            if (inner.Length > maxDocumentBytes) return TooLarge(Field(entry));
            cards?.Add(piece);
        }

        if (total != entry.DeclaredBytes) return Refused(Field(entry), "It has another size than the archive says.");
        cards?.End();
        if (cards is { Found: true }) return ContentCheck.CardNumber(Field(entry));
        return inner.Length > 0 ? Check(inner, depth + 1).Problem : null;
    }

    // What it really inflates to, not what it says.
    private Problem? Measure(ZipEntry entry, long total, int read)
    {
        if (total > entry.DeclaredBytes) return Refused(Field(entry), "It is larger than the archive says.");
        if (total > RatioFromBytes && total / MaxRatio > entry.CompressedBytes) return Bomb(Field(entry));
        return (_bytesLeft -= read) < 0 ? TooLarge(Field(entry)) : null;
    }

    private Problem TooLarge(string field) => Refused(field, $"The archive inflates to more than {maxDocumentBytes * MaxInflation} bytes.");

    private static Problem Bomb(string field) => Refused(field, $"It inflates to more than {MaxRatio} times its size.");

    private static Problem Refused(string field, string reason) =>
        new("unsafe-archive", field, reason, "Give an ordinary ZIP archive without passwords, or its documents one by one.");

    // A name may be anything, card numbers included: it is shown plainly, and without digits.
    private static string Field(ZipEntry entry) =>
        "entry " + string.Concat(entry.Name.Take(MaxShownName).Select(c => char.IsAsciiLetter(c) || c is '/' or '.' or '_' or '-' or '[' or ']' ? c : char.IsAsciiDigit(c) ? '#' : '?'));
}
