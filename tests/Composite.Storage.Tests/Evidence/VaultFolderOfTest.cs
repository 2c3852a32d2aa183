using System.IO.Compression;
using System.Text;
using Composite.Domain;
using Composite.Domain.Ports;
using Composite.Storage.Evidence;
using Xunit;

namespace Composite.Storage.Tests.Evidence;

/// <summary>A folder of its own for one test's vault, and documents to put into it.</summary>
public sealed class VaultFolderOfTest : IDisposable
{
    public const int MaxDocumentBytes = 1024 * 1024;

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("composite-vault-");

    public string Path => System.IO.Path.Combine(_directory.FullName, "evidence");

    internal EvidenceVaultOptions Options => new() { Path = Path, MaxDocumentBytes = MaxDocumentBytes };

    internal FolderEvidenceVault Open(EvidenceVaultOptions? options = null) => FolderEvidenceVault.Open(options ?? Options);

    public string PathOf(string sha256) => System.IO.Path.Combine(Path, sha256[..2], sha256);

    public string[] Incoming => Directory.GetFiles(System.IO.Path.Combine(Path, "incoming"));

    public static async Task<EvidencePut> PutAsync(IEvidenceVault vault, byte[] document)
    {
        using MemoryStream content = new(document);
        return await vault.PutAsync(content, CancellationToken.None);
    }

    public static async Task<EvidencePut.Kept> KeepAsync(IEvidenceVault vault, byte[] document) => Assert.IsType<EvidencePut.Kept>(await PutAsync(vault, document));

    public static async Task<Problem> RefusedAsync(IEvidenceVault vault, byte[] document) => Assert.Single(Assert.IsType<EvidencePut.Refused>(await PutAsync(vault, document)).Problems);

    public static byte[] Text(string text) => Encoding.UTF8.GetBytes(text);

    public static byte[] Pdf(string text) => Text("%PDF-1.7\n" + text + "\n%%EOF\n");

    /// <summary>An ordinary archive.</summary>
    public static byte[] Zip(params (string Name, byte[] Content)[] entries)
    {
        using MemoryStream bytes = new();
        using (ZipArchive archive = new(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach ((string name, byte[] content) in entries)
            {
                using Stream entry = archive.CreateEntry(name, CompressionLevel.Optimal).Open();
                entry.Write(content);
            }
        }

        return bytes.ToArray();
    }

    public void Dispose()
    {
        foreach (string file in Directory.GetFiles(_directory.FullName, "*", SearchOption.AllDirectories)) File.SetAttributes(file, FileAttributes.Normal);
        _directory.Delete(recursive: true);
    }
}
