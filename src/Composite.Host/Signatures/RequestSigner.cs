using System.Buffers.Text;
using System.Security.Cryptography;

namespace Composite.Host.Signatures;

/// <summary>Signs a request as the profile demands: the client's side, for simulators, tools and tests.</summary>
public static class RequestSigner
{
    private const int NonceBytes = 16;

    /// <summary>A fresh nonce: 16 random bytes as base64url.</summary>
    public static string NewNonce() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(NonceBytes));

    /// <summary>Makes the three fields to send with a request.</summary>
    /// <param name="key">The private key, on P-256.</param>
    /// <param name="method">The method, such as POST.</param>
    /// <param name="authority">What Host will say.</param>
    /// <param name="pathAndQuery">The request target in origin form.</param>
    /// <param name="body">The whole body; empty when there is none.</param>
    /// <param name="created">Now, by the client's clock.</param>
    /// <param name="nonce">See <see cref="NewNonce"/>.</param>
    /// <param name="keyId">The device's id.</param>
    /// <exception cref="ArgumentException">Something that the profile does not let be signed.</exception>
    public static SignedFields Sign(
        ECDsa key,
        string method,
        string authority,
        string pathAndQuery,
        ReadOnlySpan<byte> body,
        DateTimeOffset created,
        string nonce,
        string keyId)
    {
        ArgumentNullException.ThrowIfNull(key);
        if (!SignatureProfile.IsNonce(nonce))
            throw new ArgumentException("A nonce is at least 16 random bytes as base64url.", nameof(nonce));
        if (!SignatureProfile.IsKeyId(keyId))
            throw new ArgumentException("A key id is 1 to 128 letters, digits and -_.:", nameof(keyId));

        string digest = ContentDigest.Of(body);
        string parameters =
            $"(\"@method\" \"@authority\" \"@path\" \"@query\" \"content-digest\");created={created.ToUnixTimeSeconds()}" +
            $";nonce=\"{nonce}\";keyid=\"{keyId}\";alg=\"{SignatureProfile.Algorithm}\"";

        Span<byte> signatureBase = stackalloc byte[SignatureBase.MaxLength];
        var message = new SignedMessage(method, authority, pathAndQuery, digest, body);
        if (SignatureBase.Build(message, SignatureProfile.Components, parameters, signatureBase, out int length) is { } error)
            throw new ArgumentException($"{error.Field}: {error.Reason}. {error.Remedy}");

        byte[] signature = key.SignData(
            signatureBase[..length], HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
        return new SignedFields(
            digest,
            $"{SignatureProfile.Label}={parameters}",
            $"{SignatureProfile.Label}=:{Convert.ToBase64String(signature)}:");
    }
}

/// <summary>The values of the three fields that a signed request carries.</summary>
public sealed record SignedFields(string ContentDigest, string SignatureInput, string Signature);
