namespace Composite.Domain.Evidence;

/// <summary>The kinds of files that are accepted as evidence, and how their first bytes tell them.</summary>
public static class MediaTypes
{
    public const string Pdf = "application/pdf";
    public const string Png = "image/png";
    public const string Jpeg = "image/jpeg";
    public const string Text = "text/plain";
    public const string Csv = "text/csv";
    public const string Json = "application/json";
    public const string Xml = "application/xml";
    public const string Zip = "application/zip";
    public const string Docx = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
    public const string Xlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    public const string Signature = "application/pkcs7-signature";
    public const string Email = "message/rfc822";

    /// <summary>What people may upload, in words.</summary>
    public const string Accepted = "PDF, PNG, JPEG, text, CSV, JSON, XML, DOCX, XLSX, ZIP, P7S or EML";

    private static readonly string[] EmailHeaders = ["From:", "To:", "Date:", "Subject:", "Received:", "Return-Path:", "Delivered-To:", "MIME-Version:", "Message-ID:", "DKIM-Signature:", "X-"];

    /// <summary>The kind that the first bytes of a file tell; null for what may be text, or nothing that is accepted.</summary>
    public static string? OfMagic(ReadOnlySpan<byte> head)
    {
        if (head.StartsWith("%PDF-"u8)) return Pdf;
        if (head.StartsWith((ReadOnlySpan<byte>)[0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A])) return Png;
        if (head.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF])) return Jpeg;
        if (IsZip(head)) return Zip;
        return IsSignedData(head) ? Signature : null;
    }

    public static bool IsZip(ReadOnlySpan<byte> head) => head.StartsWith("PK\x03\x04"u8);

    /// <summary>True for archives that can't be looked into: gzip, bzip2, xz, 7-Zip, RAR, Zstandard, and OLE compound files, as encrypted Office documents are.</summary>
    public static bool IsClosedArchive(ReadOnlySpan<byte> head) => head.StartsWith((ReadOnlySpan<byte>)[0x1F, 0x8B]) || head.StartsWith("BZh"u8) || head.StartsWith("Rar!"u8)
        || head.StartsWith((ReadOnlySpan<byte>)[0xFD, (byte)'7', (byte)'z', (byte)'X', (byte)'Z']) || head.StartsWith((ReadOnlySpan<byte>)[(byte)'7', (byte)'z', 0xBC, 0xAF])
        || head.StartsWith((ReadOnlySpan<byte>)[0x28, 0xB5, 0x2F, 0xFD]) || head.StartsWith((ReadOnlySpan<byte>)[0xD0, 0xCF, 0x11, 0xE0]);

    /// <summary>True when a text begins with an e-mail's header lines and has a sender among them.</summary>
    public static bool IsEmail(string head)
    {
        ArgumentNullException.ThrowIfNull(head);
        return EmailHeaders.Any(h => head.StartsWith(h, StringComparison.OrdinalIgnoreCase))
            && (head.StartsWith("From:", StringComparison.OrdinalIgnoreCase) || head.Contains("\nFrom:", StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>True when a text's first lines are rows of as many columns each.</summary>
    public static bool IsCsv(string head)
    {
        ArgumentNullException.ThrowIfNull(head);
        string[] lines = [.. head.Split('\n').Select(l => l.TrimEnd('\r')).Where(l => l.Length > 0).Take(20)];
        return lines.Length > 1 && ",;\t".Any(separator => lines[0].Contains(separator, StringComparison.Ordinal) && lines.All(l => Columns(l, separator) == Columns(lines[0], separator)));
    }

    private static int Columns(string line, char separator)
    {
        int columns = 1;
        bool quoted = false;
        foreach (char c in line)
        {
            if (c == '"') quoted = !quoted;
            else if (c == separator && !quoted) columns++;
        }

        return columns;
    }

    // CMS signed data (RFC 5652): a DER sequence whose first member is the object identifier 1.2.840.113549.1.7.2, or the same in PEM.
    private static bool IsSignedData(ReadOnlySpan<byte> head) => head.StartsWith("-----BEGIN PKCS7-----"u8) || head.StartsWith("-----BEGIN CMS-----"u8)
        || (head is [0x30, ..] && head[..Math.Min(head.Length, 20)].IndexOf((ReadOnlySpan<byte>)[0x06, 0x09, 0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x07, 0x02]) is >= 2 and <= 6);
}
