using System.Diagnostics.CodeAnalysis;

namespace Composite.Domain.Ports;

/// <summary>
/// Documents, each under the SHA-256 of its bytes: put once, never overwritten, never removed. What is known of a document is in the
/// journal (<see cref="Evidence.EvidenceDocument"/>); the vault holds its bytes alone.
/// </summary>
public interface IEvidenceVault
{
    /// <summary>Takes a document in: durable when it returns. The same bytes again are the same document.</summary>
    /// <exception cref="EvidenceVaultException">The vault can't be written, or what it holds under the hash are other bytes.</exception>
    ValueTask<EvidencePut> PutAsync(Stream content, CancellationToken cancellationToken);

    /// <summary>The document's bytes, checked against the hash before the first is handed out; null when there is none. The caller disposes of it.</summary>
    /// <param name="sha256">64 hexadecimal digits in lower case.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="EvidenceVaultException">The bytes are not the hash's, or can't be read.</exception>
    ValueTask<Stream?> OpenAsync(string sha256, CancellationToken cancellationToken);

    /// <summary>True when the vault holds a document under the hash.</summary>
    bool Exists(string sha256);
}

/// <summary>What became of a document that was put into the vault.</summary>
public abstract record EvidencePut
{
    private EvidencePut() { }

    /// <summary>The vault holds it.</summary>
    /// <param name="Sha256">Its name in the vault: 64 hexadecimal digits in lower case.</param>
    /// <param name="Bytes">Its size in bytes.</param>
    /// <param name="MediaType">What its bytes are.</param>
    /// <param name="WasThere">True when the same bytes were there before.</param>
    public sealed record Kept(string Sha256, long Bytes, string MediaType, bool WasThere) : EvidencePut;

    /// <summary>Nothing was kept.</summary>
    public sealed record Refused(IReadOnlyList<Problem> Problems) : EvidencePut;
}

/// <summary>What is wrong with the vault.</summary>
public enum EvidenceVaultFault
{
    /// <summary>It can't be read or written now: disk full, access denied, too many uploads at once.</summary>
    Unavailable,

    /// <summary>What it holds under a hash are other bytes.</summary>
    Damaged,
}

/// <summary>The vault could not do what was asked.</summary>
[SuppressMessage("Design", "CA1032", Justification = "A fault without its kind says nothing.")]
public sealed class EvidenceVaultException(EvidenceVaultFault fault, string message, Exception? inner = null) : Exception(message, inner)
{
    public EvidenceVaultFault Fault { get; } = fault;
}
