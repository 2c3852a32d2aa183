using System.Buffers.Text;
using System.Security.Cryptography;

namespace Composite.Host.Access;

/// <summary>Makes the secrets that people and scripts carry. Each is shown once; only its SHA-256 is kept.</summary>
internal static class Secrets
{
    // Crockford's base 32: no I, L, O or U, so that a code can be read out and typed (crockford.com/base32.html).
    private const string Alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private const int CredentialBytes = 32;
    private const int CodeCharacters = 16;
    private const int GroupLength = 4;

    /// <summary>A credential, or the bootstrap secret: 256 random bits in base64url.</summary>
    public static string NewCredential() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(CredentialBytes));

    /// <summary>An activation code: 80 random bits as <c>XXXX-XXXX-XXXX-XXXX</c>.</summary>
    public static string NewActivationCode()
    {
        string characters = RandomNumberGenerator.GetString(Alphabet, CodeCharacters);
        return string.Join('-', characters.Chunk(GroupLength).Select(group => new string(group)));
    }

    /// <summary>A code as typed, in the one form that is digested; null when it can't be a code.</summary>
    public static string? NormaliseActivationCode(string typed)
    {
        const int MaxTyped = 40;
        if (typed.Length > MaxTyped) return null;
        Span<char> characters = stackalloc char[CodeCharacters];
        int count = 0;
        foreach (char c in typed)
        {
            if (c is '-' or ' ') continue;
            char meant = char.ToUpperInvariant(c) switch { 'I' or 'L' => '1', 'O' => '0', var other => other };
            if (count == CodeCharacters || !Alphabet.Contains(meant, StringComparison.Ordinal)) return null;
            characters[count++] = meant;
        }

        return count == CodeCharacters ? new string(characters) : null;
    }
}
