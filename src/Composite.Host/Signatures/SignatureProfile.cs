using System.Buffers;

namespace Composite.Host.Signatures;

/// <summary>Our profile of HTTP message signatures (RFC 9421): names, bounds and the forms of the parameters.</summary>
public static class SignatureProfile
{
    public const string SignatureInputField = "Signature-Input";
    public const string SignatureField = "Signature";
    public const string ContentDigestField = "Content-Digest";

    /// <summary>The one label under which a request is signed.</summary>
    public const string Label = "sig";

    /// <summary>RFC 9421, 3.3.4: ECDSA on P-256 with SHA-256, r and s side by side, 64 bytes.</summary>
    public const string Algorithm = "ecdsa-p256-sha256";

    /// <summary>Longest value of Signature-Input, in characters; ours have about 210.</summary>
    public const int MaxSignatureInputLength = 1024;

    /// <summary>Longest value of Signature, in characters; ours have 94.</summary>
    public const int MaxSignatureLength = 256;

    /// <summary>Longest value of Content-Digest, in characters; ours have 54.</summary>
    public const int MaxContentDigestLength = 128;

    /// <summary>Longest method, in characters.</summary>
    public const int MaxMethodLength = 16;

    /// <summary>Longest authority, in characters: a host name of 253, a colon and a port.</summary>
    public const int MaxAuthorityLength = 259;

    /// <summary>Longest path with its query, in characters.</summary>
    public const int MaxPathAndQueryLength = 2048;

    /// <summary>Longest key id, in characters.</summary>
    public const int MaxKeyIdLength = 128;

    /// <summary>Shortest nonce, in characters of base64url: 16 random bytes.</summary>
    public const int MinNonceLength = 22;

    /// <summary>Longest nonce, in characters: 64 bytes. A bound on what a replay cache must hold.</summary>
    public const int MaxNonceLength = 86;

    private static readonly SearchValues<char> NonceCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_");

    private static readonly SearchValues<char> KeyIdCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.:");

    // Not ContainsAnyExceptInRange: it boxes its bounds until the JIT has seen it often.
    private static readonly SearchValues<char> CapitalLetters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZ");
    private static readonly SearchValues<char> VisibleAscii = SearchValues.Create([.. Enumerable.Range('!', '~' - '!' + 1).Select(c => (char)c)]);

    /// <summary>What every request signs, each once, in the order in which our signer lists it. A signature may list them in any order.</summary>
    public static ReadOnlySpan<SignatureComponent> Components =>
    [
        SignatureComponent.Method,
        SignatureComponent.Authority,
        SignatureComponent.Path,
        SignatureComponent.Query,
        SignatureComponent.ContentDigest,
    ];

    /// <summary>The name of a component as RFC 9421 writes it.</summary>
    public static string NameOf(SignatureComponent component) => component switch
    {
        SignatureComponent.Method => "@method",
        SignatureComponent.Authority => "@authority",
        SignatureComponent.Path => "@path",
        SignatureComponent.Query => "@query",
        SignatureComponent.ContentDigest => "content-digest",
        _ => throw new ArgumentOutOfRangeException(nameof(component)),
    };

    public static bool IsMethod(ReadOnlySpan<char> text) =>
        text.Length is >= 1 and <= MaxMethodLength && !text.ContainsAnyExcept(CapitalLetters);

    /// <summary>Whether a text holds nothing that could end a line or pose as something else; an empty one holds nothing.</summary>
    public static bool IsVisibleAscii(ReadOnlySpan<char> text) => !text.ContainsAnyExcept(VisibleAscii);

    public static bool IsNonce(ReadOnlySpan<char> text) =>
        text.Length is >= MinNonceLength and <= MaxNonceLength && !text.ContainsAnyExcept(NonceCharacters);

    public static bool IsKeyId(ReadOnlySpan<char> text) =>
        text.Length is >= 1 and <= MaxKeyIdLength && !text.ContainsAnyExcept(KeyIdCharacters);
}

/// <summary>A part of a request that a signature covers (RFC 9421, 2).</summary>
public enum SignatureComponent
{
    /// <summary>The method, case-sensitive.</summary>
    Method,

    /// <summary>Host and port as the client addressed them, in lower case, without the default port of https.</summary>
    Authority,

    /// <summary>The path as sent, percent-encoding and all.</summary>
    Path,

    /// <summary>The query as sent, with its question mark; a lone question mark when there is none.</summary>
    Query,

    /// <summary>The field Content-Digest, and through it the body.</summary>
    ContentDigest,
}
