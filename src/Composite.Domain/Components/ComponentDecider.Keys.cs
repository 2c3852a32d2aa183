using System.Buffers.Text;
using System.Text.RegularExpressions;

namespace Composite.Domain.Components;

public static partial class ComponentDecider
{
    public static Decision RegisterAttestationKey(ComponentState state, string keyId, string x, string y)
    {
        if (state.AttestationKeys.FirstOrDefault(k => k.KeyId == keyId) is { } known)
        {
            return known.X == x && known.Y == y
                ? Decision.Accept()
                : Decision.Reject("already-registered", "keyId", $"Key '{keyId}' of '{state.Id}' exists with another value.", "A key's value does not change: use a new key id.");
        }

        return new Problems()
            .Require(!state.RevokedKeys.Any(k => k.KeyId == keyId || (k.X == x && k.Y == y)), "revoked", "keyId", "This key was revoked.", "Register a new key under a new key id.")
            .Require(state.Kind == ComponentKind.AttestationService, "wrong-kind", "keyId", "Only an attestation service signs attestation results.", "Register the key with the A&M service.")
            .Require(state.AttestationKeys.Count < MaxAttestationKeys, "count", "keyId", $"{MaxAttestationKeys} keys are registered.", "Revoke one first.")
            .Pattern("keyId", keyId, KeyIdPattern(), "Give 1 to 64 of letters, digits, '.', '_' and '-'.")
            .Require(IsCoordinate(x), "invalid-key", "x", "It is not a P-256 coordinate.", "Give 32 bytes in base64url, as in a JWK.")
            .Require(IsCoordinate(y), "invalid-key", "y", "It is not a P-256 coordinate.", "Give 32 bytes in base64url, as in a JWK.")
            .Or(new AttestationKeyRegistered(keyId, x, y));
    }

    public static Decision RevokeAttestationKey(ComponentState state, string keyId, string reason) => state.RevokedKeys.Any(k => k.KeyId == keyId)
        ? Decision.Accept()
        : new Problems().Text("reason", reason, 500)
            .Require(state.AttestationKeys.Any(k => k.KeyId == keyId), "unknown-key", "keyId", $"'{state.Id}' has no key '{Problems.Shown(keyId)}' in use.", "Give the id of a key in use.")
            .Or(new AttestationKeyRevoked(keyId, reason));

    /// <summary>True for 32 bytes in base64url without padding.</summary>
    public static bool IsCoordinate(string? value) =>
        value is { Length: 43 } && Base64Url.IsValid(value, out int length) && length == 32;

    [GeneratedRegex(@"^[A-Za-z0-9._-]{1,64}\z", RegexOptions.CultureInvariant)]
    private static partial Regex KeyIdPattern();
}
