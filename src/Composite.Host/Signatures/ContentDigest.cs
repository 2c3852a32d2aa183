using System.Security.Cryptography;

namespace Composite.Host.Signatures;

/// <summary>The field Content-Digest (RFC 9530) with SHA-256 alone: <c>sha-256=:…:</c>.</summary>
public static class ContentDigest
{
    private const string Prefix = "sha-256=:";
    private const int EncodedLength = 44;

    /// <summary>The field's value for a body; an empty body has a digest too.</summary>
    public static string Of(ReadOnlySpan<byte> body)
    {
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(body, digest);
        return Prefix + Convert.ToBase64String(digest) + ":";
    }

    /// <summary>Null when the field is well-formed and describes the body. The comparison takes the same time wherever they differ.</summary>
    public static SignatureError? Check(ReadOnlySpan<char> field, ReadOnlySpan<byte> body)
    {
        if (field.IsEmpty)
            return Refuse(SignatureDefect.FieldMissing, "the field is absent");
        if (field.Length > SignatureProfile.MaxContentDigestLength)
            return Refuse(SignatureDefect.TooLarge, $"it is longer than {SignatureProfile.MaxContentDigestLength} characters");

        Span<byte> claimed = stackalloc byte[SHA256.HashSizeInBytes];
        if (!field.StartsWith(Prefix, StringComparison.Ordinal)
            || field[^1] != ':'
            || field.Length != Prefix.Length + EncodedLength + 1
            || !Convert.TryFromBase64Chars(field[Prefix.Length..^1], claimed, out int length)
            || length != claimed.Length)
        {
            return Refuse(SignatureDefect.Malformed, "it is not one SHA-256 digest, sha-256=:…: with padded base64");
        }

        Span<byte> actual = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(body, actual);
        return CryptographicOperations.FixedTimeEquals(claimed, actual)
            ? null
            : Refuse(SignatureDefect.DigestMismatch, "it is not the digest of the body that arrived");
    }

    private static SignatureError Refuse(SignatureDefect defect, string reason) =>
        new(defect, SignatureProfile.ContentDigestField, reason, "Send Content-Digest with the SHA-256 of the exact body, also of an empty one (RFC 9530).");
}
