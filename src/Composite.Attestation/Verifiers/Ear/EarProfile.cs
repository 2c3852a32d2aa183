namespace Composite.Attestation.Verifiers.Ear;

/// <summary>The names and bounds of the profile that Composite accepts: an EAR (draft-ietf-rats-ear-04) as a compact JWS.</summary>
/// <remarks>The README beside this file shows a whole token, and why the profile is as narrow as it is.</remarks>
public static class EarProfile
{
    /// <summary>draft-ietf-rats-ear-04, section 3: the one value of <c>eat_profile</c>.</summary>
    public const string ProfileUri = "tag:ietf.org,2026:rats/ear#04";

    /// <summary>RFC 9782: the media type application/eat+jwt, as a JWS's <c>typ</c> writes it (RFC 7515, 4.1.9).</summary>
    public const string TokenType = "eat+jwt";

    /// <summary>RFC 7518, 3.4: ECDSA on P-256 with SHA-256. Nothing else is accepted.</summary>
    public const string Algorithm = "ES256";

    /// <summary>The one submodule: the COTS device with its SDK.</summary>
    public const string Submodule = "cots";

    /// <summary>Our extension claim, a map as the draft demands of extensions.</summary>
    public const string DeviceClaim = "composite.device";

    /// <summary>Longest token in bytes, as received.</summary>
    public const int MaxTokenLength = 16 * 1024;

    /// <summary>Longest header in bytes, decoded.</summary>
    public const int MaxHeaderLength = 1024;

    /// <summary>Deepest nesting of objects and arrays; the profile needs three.</summary>
    public const int MaxDepth = 8;

    /// <summary>Most members of all objects of one part together; the profile needs about thirty.</summary>
    public const int MaxMembers = 128;

    /// <summary>Longest text of a claim, where nothing narrower is said, in characters.</summary>
    public const int MaxTextLength = 256;

    /// <summary>Longest version, operating system name or model, in characters.</summary>
    public const int MaxNameLength = 64;
}
