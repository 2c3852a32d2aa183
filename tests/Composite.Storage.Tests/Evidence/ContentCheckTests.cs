using System.Text;
using Composite.Domain;
using Composite.Domain.Evidence;
using Composite.Storage.Evidence;
using Xunit;
using static Composite.Storage.Tests.Evidence.VaultFolderOfTest;

namespace Composite.Storage.Tests.Evidence;

/// <summary>What a document is comes from its bytes; what is nothing accepted, or holds a card number, is not kept.</summary>
public sealed class ContentCheckTests : IDisposable
{
    private const string Mail = "Received: from a by b\r\nFrom: anna@example.test\r\nSubject: the report\r\n\r\nSee attached.\r\n";
    private readonly VaultFolderOfTest _folder = new();

    public static TheoryData<string, byte[], string> Accepted => new()
    {
        { "pdf", Pdf("x"), MediaTypes.Pdf },
        { "png", [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A, 0, 0], MediaTypes.Png },
        { "jpeg", [0xFF, 0xD8, 0xFF, 0xE0, 0, 0x10], MediaTypes.Jpeg },
        { "text", Text("Grüße, a note.\n"), MediaTypes.Text },
        { "csv", Text("id;name\n1;a\n2;\"b;c\"\n"), MediaTypes.Csv },
        { "json", Text("""{"a":[1,2]}"""), MediaTypes.Json },
        { "text that begins as json", Text("{not json"), MediaTypes.Text },
        { "xml", Text("<?xml version=\"1.0\"?><a><b/></a>"), MediaTypes.Xml },
        { "mail", Text(Mail), MediaTypes.Email },
        { "mail in another encoding", [.. Text(Mail), 0xE9], MediaTypes.Email },
        { "signature", [0x30, 0x80, 0x06, 0x09, 0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x07, 0x02, 0xA0, 0x80], MediaTypes.Signature },
        { "signature in pem", Text("-----BEGIN PKCS7-----\nMIIB\n-----END PKCS7-----\n"), MediaTypes.Signature },
        { "zip", Zip(("a.txt", Text("a")), ("b/c.pdf", Pdf("c"))), MediaTypes.Zip },
        { "docx", Zip(("[Content_Types].xml", Text("<Types/>")), ("word/document.xml", Text("<d/>"))), MediaTypes.Docx },
        { "xlsx", Zip(("[Content_Types].xml", Text("<Types/>")), ("xl/workbook.xml", Text("<w/>"))), MediaTypes.Xlsx },
    };

    public static TheoryData<string, byte[]> NotAccepted => new()
    {
        { "program", [0x7F, (byte)'E', (byte)'L', (byte)'F', 2, 1, 1, 0] },
        { "old office or encrypted office", [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1] },
        { "gzip", [0x1F, 0x8B, 8, 0, 0, 0] },
        { "7z", [(byte)'7', (byte)'z', 0xBC, 0xAF, 0x27, 0x1C] },
        { "utf-16", [0xFF, 0xFE, (byte)'a', 0] },
        { "latin-1", [(byte)'G', (byte)'r', 0xFC, (byte)'n', (byte)'\n'] },
        { "web page", Text("<!DOCTYPE html><script>alert(1)</script>") },
        { "web page as xml", Text("<?xml version=\"1.0\"?><html xmlns=\"http://www.w3.org/1999/xhtml\"/>") },
    };

    private static readonly string[] WithCardNumber =
    [
        "paid with 4761739001010119 today", "4761 7390 0101 0119", "4761-7390-0101-0119", "card 4761 7390 0101 0119 12/27", "1 2 3 4761 7390 0101 0119 4 5", "id,pan\n1,5413330089020011\n",
        "374245455400126", "3742 454554 00126", "<v>4761739001010119</v>", "2223000048400011",
    ];

    private static readonly string[] WithoutCardNumber =
    [
        "4761739001010118", "476173******0119", "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08", "a4761739001010119f", "0197a1b2-c3d4-7e5f-8a9b-000000000001",
        "2026-11-25 22:30:02 20261125223002", "47617390010101190000", "4761 73 10000 000119 7",
    ];

    public static TheoryData<string> CardNumbersInText => [.. WithCardNumber];

    public static TheoryData<string> NoCardNumbers => [.. WithoutCardNumber];

    [Theory]
    [MemberData(nameof(Accepted))]
    public async Task Put_AcceptedKind_IsToldByItsBytes(string what, byte[] document, string mediaType)
    {
        using FolderEvidenceVault vault = _folder.Open();
        Assert.Equal((what, mediaType), (what, (await KeepAsync(vault, document)).MediaType));
    }

    [Theory]
    [MemberData(nameof(NotAccepted))]
    public async Task Put_OtherKind_IsRefusedWithWhatIsAccepted(string what, byte[] document)
    {
        using FolderEvidenceVault vault = _folder.Open();
        Problem problem = await RefusedAsync(vault, document);
        Assert.Equal((what, "unknown-media-type", "content"), (what, problem.Code, problem.Field));
        Assert.Contains("PDF", problem.Remedy, StringComparison.Ordinal);
        Assert.Equal(0, vault.TotalBytes);
    }

    [Fact]
    public async Task Put_XmlWithADocumentType_IsRefused()
    {
        using FolderEvidenceVault vault = _folder.Open();
        byte[] laughs = Text("<!DOCTYPE a [<!ENTITY b \"ha\"><!ENTITY c \"&b;&b;&b;\">]><a>&c;</a>");
        Assert.Equal("invalid-content", (await RefusedAsync(vault, laughs)).Code);
    }

    [Theory]
    [MemberData(nameof(CardNumbersInText))]
    public async Task Put_TextWithACardNumber_IsRefusedWithoutRepeatingIt(string text)
    {
        using FolderEvidenceVault vault = _folder.Open();
        byte[][] documents = [Text(text), Text(new string('x', 65_530) + "\n" + text), Zip(("notes.txt", Text(text))), Zip(("inner.zip", Zip(("a.csv", Text(text)))))];
        foreach (byte[] document in documents)
        {
            Problem problem = await RefusedAsync(vault, document);
            Assert.Equal("clear-account-data", problem.Code);
            Assert.DoesNotContain(problem.ToString(), char.IsAsciiDigit);
        }
    }

    [Theory]
    [MemberData(nameof(NoCardNumbers))]
    public async Task Put_TextWithoutACardNumber_IsKept(string text)
    {
        using FolderEvidenceVault vault = _folder.Open();
        await KeepAsync(vault, Text(text));
    }

    [Fact]
    public void Scan_TextInPiecesOfAnySize_FindsTheSame()
    {
        foreach (string text in (string[])[.. WithCardNumber, .. WithoutCardNumber])
        {
            byte[] bytes = Encoding.UTF8.GetBytes(text);
            bool[] found = [.. Enumerable.Range(1, bytes.Length).Select(size => Found(bytes, size))];
            Assert.Single(found.Distinct());
        }
    }

    public void Dispose() => _folder.Dispose();

    private static bool Found(byte[] bytes, int size)
    {
        CardNumberScan scan = new();
        foreach (byte[] piece in bytes.Chunk(size)) scan.Add(piece);
        scan.End();
        return scan.Found;
    }
}
