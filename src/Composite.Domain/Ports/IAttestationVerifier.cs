using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;
using Composite.Domain.Devices;

namespace Composite.Domain.Ports;

/// <summary>Reads and authenticates the attestation results of one kind of attestation and monitoring service.</summary>
/// <remarks>
/// It makes no decision about time: it says what was signed, by whom. An implementation is safe to share between threads,
/// does no I/O, and never throws on what a token or a registered key contains.
/// </remarks>
public interface IAttestationVerifier
{
    /// <summary>Authenticates a token against the service's registered keys and reads it.</summary>
    /// <param name="utf8Token">The token as received. Its size is bounded by the implementation.</param>
    /// <param name="keys">The service's keys. Keep and pass the same instance: imported keys are cached with it.</param>
    AttestationVerdict Verify(ReadOnlySpan<byte> utf8Token, AttestationKeys keys);

    /// <summary>Says why a key can't be used, or null when it can: for the moment when a key is registered.</summary>
    string? Inspect(AttestationKey key);
}

/// <summary>How the reading of an attestation result ended. Only <see cref="Appraised"/> carries evidence; the other is never good.</summary>
public abstract record AttestationVerdict
{
    private AttestationVerdict() { }

    /// <summary>The token is authentic and complete. Its status may still be any tier.</summary>
    public sealed record Appraised(AttestationResult Result) : AttestationVerdict;

    /// <summary>The token says nothing that can be relied on.</summary>
    /// <param name="Defect">The stable kind of the first defect found.</param>
    /// <param name="Field">Where: a header member or a claim's path, such as <c>submods.cots.ear_status</c>.</param>
    /// <param name="Reason">What is wrong, in plain words.</param>
    /// <param name="Remedy">What mends it.</param>
    public sealed record NotAppraised(AttestationDefect Defect, string Field, string Reason, string Remedy) : AttestationVerdict;
}

/// <summary>Why a token could not be appraised.</summary>
public enum AttestationDefect
{
    /// <summary>Longer than the verifier's bound.</summary>
    TooLarge,

    /// <summary>Not a token of the expected form: parts, encoding.</summary>
    MalformedToken,

    /// <summary>The header is not the JSON object that it must be, or holds what is not supported.</summary>
    MalformedHeader,

    /// <summary>The header's type is another kind of token.</summary>
    WrongType,

    /// <summary>Signed with anything but the one algorithm that is accepted, or not at all.</summary>
    WrongAlgorithm,

    /// <summary>The key that it names is not registered for this service.</summary>
    UnknownKey,

    /// <summary>The registered key is not a valid one; the registration must be mended, not the device.</summary>
    UnusableKey,

    /// <summary>The signature does not fit the key and the content.</summary>
    BadSignature,

    /// <summary>Signed, but the claims are not well-formed, or too deep or too many.</summary>
    MalformedClaims,

    /// <summary>A name occurs twice in one object.</summary>
    DuplicateClaim,

    /// <summary>A claim that is needed is absent.</summary>
    MissingClaim,

    /// <summary>A claim's value is of the wrong type, form, length or range.</summary>
    InvalidClaim,

    /// <summary>The claims follow another profile, or appraise what this verifier can't judge.</summary>
    WrongProfile,

    /// <summary>Claims contradict each other; the better one is not believed.</summary>
    Contradiction,
}

/// <summary>A registered public key of a service: a JWK (RFC 7517) of type EC on P-256, reduced to what matters.</summary>
/// <param name="KeyId">The <c>kid</c>, 1 to <see cref="AttestationKeys.MaxKeyIdLength"/> characters.</param>
/// <param name="X">The x coordinate, 32 bytes in base64url without padding (43 characters).</param>
/// <param name="Y">The y coordinate, likewise.</param>
public sealed record AttestationKey(string KeyId, string X, string Y);

/// <summary>The keys of one service by id. Immutable; equality is that of the instance, because imported keys are cached with it.</summary>
public sealed class AttestationKeys
{
    /// <summary>Most keys that one service may have registered at a time.</summary>
    public const int MaxCount = 32;

    /// <summary>Longest key id, in characters.</summary>
    public const int MaxKeyIdLength = 128;

    private readonly FrozenDictionary<string, AttestationKey> _byId;

    private AttestationKeys(FrozenDictionary<string, AttestationKey> byId) => _byId = byId;

    /// <summary>No key: every token of such a service is <see cref="AttestationDefect.UnknownKey"/>.</summary>
    public static AttestationKeys None { get; } = new(FrozenDictionary<string, AttestationKey>.Empty);

    public IReadOnlyCollection<AttestationKey> Keys => _byId.Values;

    /// <summary>Makes a set of keys.</summary>
    /// <exception cref="ArgumentException">More than <see cref="MaxCount"/> keys, an id that is empty or too long, or the same id twice.</exception>
    public static AttestationKeys Of(params IReadOnlyCollection<AttestationKey> keys)
    {
        ArgumentNullException.ThrowIfNull(keys);
        if (keys.Count > MaxCount)
            throw new ArgumentException($"A service has at most {MaxCount} keys, not {keys.Count}.", nameof(keys));

        var byId = new Dictionary<string, AttestationKey>(keys.Count, StringComparer.Ordinal);
        foreach (AttestationKey key in keys)
        {
            if (key.KeyId.Length is 0 or > MaxKeyIdLength)
                throw new ArgumentException($"A key id has 1 to {MaxKeyIdLength} characters.", nameof(keys));
            if (!byId.TryAdd(key.KeyId, key))
                throw new ArgumentException($"The key id {key.KeyId} occurs twice.", nameof(keys));
        }

        return new AttestationKeys(byId.ToFrozenDictionary(StringComparer.Ordinal));
    }

    public bool TryGet(string keyId, [MaybeNullWhen(false)] out AttestationKey key) => _byId.TryGetValue(keyId, out key);
}
