using System.Buffers;
using System.Collections.Frozen;
using System.Runtime.CompilerServices;
using Composite.Attestation.Keys;
using Composite.Domain.Ports;

namespace Composite.Attestation.Verifiers.Ear;

/// <summary>Verifies EAT attestation results (draft-ietf-rats-ear-04) that come as compact JWS signed with ES256.</summary>
/// <remarks>Nothing of the claims is looked at before the signature holds. One instance serves all threads.</remarks>
public sealed class EarVerifier : IAttestationVerifier
{
    private const string ServiceRemedy = "Report it to the attestation service: its token is not what the profile describes.";

    // The imported keys live as long as the set of keys that they come from.
    private readonly ConditionalWeakTable<AttestationKeys, FrozenDictionary<string, P256PublicKey>> _imported = [];

    /// <inheritdoc/>
    public AttestationVerdict Verify(ReadOnlySpan<byte> utf8Token, AttestationKeys keys)
    {
        ArgumentNullException.ThrowIfNull(keys);
        if (utf8Token.Length > EarProfile.MaxTokenLength)
            return Refuse(AttestationDefect.TooLarge, "token", $"it is longer than {EarProfile.MaxTokenLength} bytes");

        int headerEnd = utf8Token.IndexOf((byte)'.');
        int payloadEnd = utf8Token.LastIndexOf((byte)'.');
        if (headerEnd < 0 || payloadEnd == headerEnd || utf8Token[(headerEnd + 1)..payloadEnd].Contains((byte)'.'))
            return Refuse(AttestationDefect.MalformedToken, "token", "it is not three parts with a dot between each");

        if (!TryFindKey(utf8Token[..headerEnd], keys, out string keyId, out P256PublicKey? key, out AttestationVerdict.NotAppraised? fault))
            return fault!;

        Span<byte> signature = stackalloc byte[P256PublicKey.SignatureLength];
        if (!StrictBase64Url.TryDecode(utf8Token[(payloadEnd + 1)..], signature, out int signatureLength))
            return Refuse(AttestationDefect.MalformedToken, "signature", $"it is not base64url of {P256PublicKey.SignatureLength} bytes");
        if (!key!.Verify(utf8Token[..payloadEnd], signature[..signatureLength]))
            return Refuse(AttestationDefect.BadSignature, "signature", $"it does not fit the content and the registered key {keyId}");

        return ReadClaims(utf8Token[(headerEnd + 1)..payloadEnd], keyId);
    }

    /// <inheritdoc/>
    public string? Inspect(AttestationKey key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return P256PublicKey.TryImport(key.X, key.Y, out _, out string? reason) ? null : reason;
    }

    private bool TryFindKey(
        ReadOnlySpan<byte> encodedHeader,
        AttestationKeys keys,
        out string keyId,
        out P256PublicKey? key,
        out AttestationVerdict.NotAppraised? fault)
    {
        keyId = "";
        key = null;
        Span<byte> header = stackalloc byte[EarProfile.MaxHeaderLength];
        if (!StrictBase64Url.TryDecode(encodedHeader, header, out int headerLength))
        {
            fault = Refuse(AttestationDefect.MalformedToken, "header", $"it is not base64url of at most {EarProfile.MaxHeaderLength} bytes");
            return false;
        }

        if (JwsHeader.ReadKeyId(header[..headerLength], out fault) is not { } named)
            return false;

        keyId = named;
        if (!keys.TryGet(named, out AttestationKey? registered))
        {
            fault = new(AttestationDefect.UnknownKey, "kid", "no key of this id is registered for the attestation service", "Register the service's new key, or take the device to its own service.");
            return false;
        }

        if (!_imported.GetValue(keys, Import).TryGetValue(registered.KeyId, out key))
            fault = new(AttestationDefect.UnusableKey, "kid", $"the registered key {registered.KeyId} is not a point on P-256", "Register the service's key again, from its own JWK.");
        return key is not null;
    }

    private static AttestationVerdict ReadClaims(ReadOnlySpan<byte> encoded, string keyId)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(EarProfile.MaxTokenLength);
        try
        {
            if (!StrictBase64Url.TryDecode(encoded, buffer, out int length))
                return Refuse(AttestationDefect.MalformedToken, "claims", "they are not base64url");

            ReadOnlySpan<byte> json = buffer.AsSpan(0, length);
            return JsonShape.FirstDefect(json, "claims", AttestationDefect.MalformedClaims) is { } fault
                ? fault
                : EarClaims.Read(json, keyId);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static FrozenDictionary<string, P256PublicKey> Import(AttestationKeys keys)
    {
        var imported = new Dictionary<string, P256PublicKey>(StringComparer.Ordinal);
        foreach (AttestationKey registered in keys.Keys)
        {
            if (P256PublicKey.TryImport(registered.X, registered.Y, out P256PublicKey? key, out _))
                imported.Add(registered.KeyId, key);
        }

        return imported.ToFrozenDictionary(StringComparer.Ordinal);
    }

    private static AttestationVerdict.NotAppraised Refuse(AttestationDefect defect, string field, string reason) =>
        new(defect, field, reason, ServiceRemedy);
}
