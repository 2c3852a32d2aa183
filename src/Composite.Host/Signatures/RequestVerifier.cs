using System.Diagnostics.CodeAnalysis;
using Composite.Attestation.Keys;

namespace Composite.Host.Signatures;

/// <summary>Verifies that a request is what the holder of a key signed, body included.</summary>
/// <remarks>
/// It does not decide about time or replay: the caller compares <see cref="ParsedSignature.Created"/> with its clock and
/// takes each nonce once per key. (A replay cache must use the nonce, not the signature: ECDSA lets anyone turn a good
/// signature into a second good one.)
/// </remarks>
public static class RequestVerifier
{
    /// <summary>Checks the digest of the body, then the signature. Allocates nothing of its own when both hold.</summary>
    public static bool TryVerify(
        ParsedSignature parsed,
        in SignedMessage message,
        P256PublicKey key,
        [NotNullWhen(false)] out SignatureError? error)
    {
        ArgumentNullException.ThrowIfNull(parsed);
        ArgumentNullException.ThrowIfNull(key);
        error = ContentDigest.Check(message.ContentDigest, message.Body);
        if (error is not null)
            return false;

        Span<byte> signatureBase = stackalloc byte[SignatureBase.MaxLength];
        error = SignatureBase.Build(message, parsed.Components.Span, parsed.Parameters.Span, signatureBase, out int length);
        if (error is not null)
            return false;

        if (key.Verify(signatureBase[..length], parsed.Signature.Span))
            return true;

        error = new(
            SignatureDefect.SignatureMismatch,
            SignatureProfile.SignatureField,
            "the signature does not fit the request and the device's key",
            "Sign the request as it is sent, with the key that the device enrolled.");
        return false;
    }
}
