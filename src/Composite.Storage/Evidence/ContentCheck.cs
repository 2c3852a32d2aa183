using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Xml;
using Composite.Domain;
using Composite.Domain.Evidence;

namespace Composite.Storage.Evidence;

/// <summary>Looks through a document before it is kept: its kind by its bytes, archives within bounds, texts for card numbers.</summary>
internal sealed class ContentCheck(long maxDocumentBytes)
{
    private const int HeadBytes = 64 * 1024;
    private const int MaxJsonDepth = 64;

    /// <summary>The document's media type, or why it is refused; exactly one is null.</summary>
    public (string? MediaType, Problem? Problem) Check(Stream document, CancellationToken cancellationToken)
    {
        byte[] head = new byte[HeadBytes];
        int read = document.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        document.Position = 0;
        ReadOnlySpan<byte> begin = head.AsSpan(0, read);
        return MediaTypes.OfMagic(begin) switch
        {
            MediaTypes.Zip => new ArchiveCheck(maxDocumentBytes, cancellationToken).Check(document),
            MediaTypes.Signature when begin[0] == '-' => Text(document, begin, MediaTypes.Signature, cancellationToken),
            { } known => (known, null),
            null when MediaTypes.IsClosedArchive(begin) => (null, Unknown("It is an archive that can't be looked into, or an encrypted or old Office document.")),
            null => Text(document, begin, null, cancellationToken),
        };
    }

    private static (string? MediaType, Problem? Problem) Text(Stream document, ReadOnlySpan<byte> begin, string? known, CancellationToken cancellationToken)
    {
        string head = Encoding.UTF8.GetString(begin);
        bool email = MediaTypes.IsEmail(head);
        if (ReadText(document, mustBeUtf8: !email, cancellationToken) is { } problem) return (null, problem);
        document.Position = 0;
        string trimmed = head.TrimStart('\uFEFF', ' ', '\t', '\r', '\n');
        if (trimmed.StartsWith("<!doctype html", StringComparison.OrdinalIgnoreCase) || trimmed.StartsWith("<html", StringComparison.OrdinalIgnoreCase))
            return (null, Unknown("It is a web page, which may bring scripts."));
        if (known is not null || email) return (known ?? MediaTypes.Email, null);
        if (trimmed is ['<', ..]) return Xml(document);
        if (trimmed is ['{' or '[', ..] && IsJson(document)) return (MediaTypes.Json, null);
        return (MediaTypes.IsCsv(head) ? MediaTypes.Csv : MediaTypes.Text, null);
    }

    // Piece by piece: UTF-8 (an e-mail may be of any encoding), no control characters, and no card number.
    private static Problem? ReadText(Stream document, bool mustBeUtf8, CancellationToken cancellationToken)
    {
        Decoder decoder = new UTF8Encoding(false, throwOnInvalidBytes: true).GetDecoder();
        CardNumberScan cards = new();
        byte[] bytes = ArrayPool<byte>.Shared.Rent(HeadBytes);
        char[] characters = ArrayPool<char>.Shared.Rent(HeadBytes + 1);
        try
        {
            for (int read; (read = document.Read(bytes, 0, HeadBytes)) > 0;)
            {
                cancellationToken.ThrowIfCancellationRequested();
                ReadOnlySpan<byte> piece = bytes.AsSpan(0, read);
                if (HasControl(piece)) return Unknown("It is neither text nor a kind of file that is accepted.");
                if (mustBeUtf8) decoder.GetChars(piece, characters, flush: false);
                cards.Add(piece);
            }

            if (mustBeUtf8) decoder.GetChars([], characters, flush: true);
            cards.End();
            return cards.Found ? CardNumber("content") : null;
        }
        catch (DecoderFallbackException)
        {
            return Unknown("It is text in another encoding than UTF-8, or no text.");
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(bytes, clearArray: true);
            ArrayPool<char>.Shared.Return(characters, clearArray: true);
        }
    }

    // Well-formed and without a document type definition, so that no entity grows when somebody opens it.
    private static (string? MediaType, Problem? Problem) Xml(Stream document)
    {
        XmlReaderSettings settings = new() { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, CloseInput = false };
        try
        {
            using XmlReader reader = XmlReader.Create(document, settings);
            while (reader.Read())
            {
                if (reader.Depth == 0 && reader.NodeType == XmlNodeType.Element && reader.LocalName.Equals("html", StringComparison.OrdinalIgnoreCase)) return (null, Unknown("It is a web page, which may bring scripts."));
            }

            return (MediaTypes.Xml, null);
        }
        catch (XmlException)
        {
            return (null, new Problem("invalid-content", "content", "It is not well-formed XML, or has a document type definition.", "Give well-formed XML without a DTD, or another format."));
        }
    }

    private static bool IsJson(Stream document)
    {
        byte[] bytes = new byte[document.Length];
        document.ReadExactly(bytes);
        try
        {
            Utf8JsonReader reader = new(bytes.AsSpan().StartsWith("\uFEFF"u8) ? bytes.AsSpan(3) : bytes, new JsonReaderOptions { MaxDepth = MaxJsonDepth });
            while (reader.Read()) { }
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    /// <summary>True for bytes that no text has: control characters besides tab, line ends, form feed and escape.</summary>
    public static bool HasControl(ReadOnlySpan<byte> piece)
    {
        foreach (byte value in piece)
        {
            if (value < 0x20 && value is not ((byte)'\t' or (byte)'\n' or (byte)'\r' or 0x0C or 0x1B)) return true;
        }

        return false;
    }

    public static Problem CardNumber(string field) => new(
        "clear-account-data", field, "It holds what looks like a card number in clear.", "Mask the numbers (first six and last four digits at most) and upload it again. Nothing was kept.");

    public static Problem Unknown(string reason) => new("unknown-media-type", "content", reason, $"Give {MediaTypes.Accepted}, not encrypted, in UTF-8 where it is text.");
}
