using System.Security.Cryptography;
using System.Text;
using Composite.Domain.Evidence;
using Composite.Domain.Ports;

namespace Composite.Exchange.Tests.Pack;

/// <summary>A vault in memory, in which a test alters what it likes.</summary>
internal sealed class WorldVault : IEvidenceVault
{
    private readonly Dictionary<string, string> _documents = [];

    public static string Sha256(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    public static EvidenceAdded Added(string sha256, string subject) => new(
        new EvidenceDocument
        {
            Sha256 = sha256,
            Bytes = 12,
            FileName = "contract.pdf",
            MediaType = "application/pdf",
            Type = EvidenceType.Contract,
            Title = $"Contract {Exports.Worlds.OddText}",
            Subjects = [subject],
            ValidFrom = new DateOnly(2026, 1, 1),
        },
        "staff/anna");

    public string Put(string text)
    {
        _documents[Sha256(text)] = text;
        return Sha256(text);
    }

    public void Alter(string sha256, string text) => _documents[sha256] = text;

    public ValueTask<Stream?> OpenAsync(string sha256, CancellationToken cancellationToken)
    {
        if (!_documents.TryGetValue(sha256, out string? text)) return new((Stream?)null);
        if (Sha256(text) != sha256) throw new EvidenceVaultException(EvidenceVaultFault.Damaged, "These are other bytes.");
        return new(new MemoryStream(Encoding.UTF8.GetBytes(text)));
    }

    public bool Exists(string sha256) => _documents.ContainsKey(sha256);

    public ValueTask<EvidencePut> PutAsync(Stream content, CancellationToken cancellationToken) => throw new NotSupportedException();
}
