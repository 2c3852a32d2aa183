using System.Buffers;
using Composite.Domain.Evidence;
using Composite.Domain.Ports;
using Composite.Exchange.Json;
using Composite.Exchange.Snapshots;

namespace Composite.Exchange.Pack;

/// <summary>What became of a document on its way into the pack.</summary>
internal enum EvidenceCopy
{
    /// <summary>It is in the pack, and its bytes are the hash's.</summary>
    Verified,

    /// <summary>The vault has no document under the hash.</summary>
    Missing,

    /// <summary>What the vault holds under the hash are other bytes.</summary>
    Altered,

    /// <summary>The vault could not be read.</summary>
    Unreadable,
}

/// <summary>A document of the pack, and what became of it.</summary>
internal sealed record PackedEvidence(EvidenceEntry Entry, EvidenceCopy Copy)
{
    public const string Folder = "evidence/";

    /// <summary>Its file in the pack, when it is there.</summary>
    public string Name => Folder + Entry.Document.Sha256;
}

/// <summary>Copies the documents, each verified on its way. One that is missing or altered is said to be so, never passed over.</summary>
internal sealed class PackEvidence(PackSource source)
{
    private const int CopyBytes = 128 * 1024;
    private readonly List<PackedEvidence> _documents = [];

    /// <summary>Every document with what became of it; there once they were copied.</summary>
    public IReadOnlyList<PackedEvidence> Documents => _documents;

    public async Task CopyAsync(PackWriter pack, CancellationToken cancellationToken)
    {
        foreach (EvidenceEntry entry in source.Snapshot.Evidence)
        {
            _documents.Add(new PackedEvidence(entry, await CopyAsync(pack, entry.Document.Sha256, cancellationToken)));
        }
    }

    public async Task WriteListAsync(Stream stream, CancellationToken cancellationToken)
    {
        InventorySnapshot snapshot = source.Snapshot;
        await using JsonOut json = new(stream);
        json.Start();
        json.Object("asOf", () => InventoryJson.WriteAsOf(json, snapshot));
        await json.ObjectsAsync("documents", _documents, document =>
        {
            EvidenceDocument d = document.Entry.Document;
            json.Text("sha256", d.Sha256);
            json.Text("copy", Words.Of(document.Copy));
            json.Text("file", document.Copy == EvidenceCopy.Verified ? document.Name : null);
            json.Text("title", d.Title);
            json.Text("type", Words.Of(d.Type));
            json.Text("fileName", d.FileName);
            json.Text("mediaType", d.MediaType);
            json.Number("bytes", d.Bytes);
            json.Texts("subjects", d.Subjects);
            json.Text("validFrom", Words.Of(d.ValidFrom));
            json.Text("expiresOn", d.ExpiresOn is { } end ? Words.Of(end) : null);
            json.Text("addedBy", document.Entry.AddedBy);
            json.Text("addedAt", document.Entry.AddedAt);
            json.Text("withdrawn", document.Entry.IsWithdrawn(snapshot.AsOf.KnownAt) ? document.Entry.Withdrawal!.Value.Reason : null);
        }, cancellationToken);
        await json.EndAsync(cancellationToken);
    }

    // The vault verifies before it hands a byte out, so that a file of the pack is never begun with a document that is none. What goes in is
    // hashed again on its way.
    private async Task<EvidenceCopy> CopyAsync(PackWriter pack, string sha256, CancellationToken cancellationToken)
    {
        Stream? document;
        try
        {
            document = source.Vault is { } vault ? await vault.OpenAsync(sha256, cancellationToken) : null;
        }
        catch (EvidenceVaultException e)
        {
            return e.Fault == EvidenceVaultFault.Damaged ? EvidenceCopy.Altered : EvidenceCopy.Unreadable;
        }

        if (document is null) return EvidenceCopy.Missing;
        await using (document.ConfigureAwait(false))
        {
            PackedFile file = await pack.AddAsync(PackedEvidence.Folder + sha256, (stream, token) => CopyAsync(document, stream, token), cancellationToken);
            return file.Sha256 == sha256 ? EvidenceCopy.Verified : EvidenceCopy.Altered;
        }
    }

    private static async Task CopyAsync(Stream from, Stream to, CancellationToken cancellationToken)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(CopyBytes);
        try
        {
            while (await from.ReadAsync(buffer, cancellationToken) is > 0 and int read) await to.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
