using Composite.Domain.Ports;

namespace Composite.Attestation.Verifiers.Ear;

/// <summary>The protected header of a compact JWS (RFC 7515), as far as the profile lets it vary: the key's id.</summary>
internal static class JwsHeader
{
    /// <summary>Reads the key's id; null with a fault when the header is anything but ES256, of the right type, by a named key.</summary>
    /// <remarks>
    /// Keys that the header itself brings (<c>jwk</c>, <c>jku</c>, <c>x5c</c>) are passed over like any unknown member: only
    /// registered keys count. <c>crit</c> is refused, because RFC 7515, 4.1.11 forbids to pass over what it lists.
    /// </remarks>
    public static string? ReadKeyId(ReadOnlySpan<byte> json, out AttestationVerdict.NotAppraised? fault)
    {
        fault = JsonShape.FirstDefect(json, "header", AttestationDefect.MalformedHeader);
        if (fault is not null)
            return null;

        string? algorithm = null, type = null, keyId = null;
        var header = new ClaimReader(json);
        while (header.NextMember())
        {
            if (header.Is("alg"u8)) algorithm = header.Text("alg");
            else if (header.Is("typ"u8)) type = header.Text("typ");
            else if (header.Is("kid"u8)) keyId = header.Text("kid", AttestationKeys.MaxKeyIdLength);
            else if (header.Is("crit"u8)) header.Refuse(AttestationDefect.MalformedHeader, "crit", "no critical extension is supported");
            else header.Skip();
        }

        if (algorithm != EarProfile.Algorithm)
            header.Refuse(AttestationDefect.WrongAlgorithm, "alg", $"the algorithm is not {EarProfile.Algorithm}");
        if (type != EarProfile.TokenType)
            header.Refuse(AttestationDefect.WrongType, "typ", $"the type is not {EarProfile.TokenType}");
        if (keyId is null)
            header.Refuse(AttestationDefect.UnknownKey, "kid", "no key is named");
        fault = header.Fault;
        return fault is null ? keyId : null;
    }
}
