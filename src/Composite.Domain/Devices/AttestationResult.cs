namespace Composite.Domain.Devices;

/// <summary>What an attestation and monitoring service (RATS: the Verifier) found about one device, at one time, for one purpose.</summary>
/// <remarks>
/// Evidence, not trust: whether it is fresh, bound to the payment at hand and good enough is computed when it is read,
/// from <see cref="IssuedAt"/>, <see cref="ExpiresAt"/>, <see cref="Nonce"/> and the policy in force.
/// </remarks>
public sealed record AttestationResult
{
    /// <summary>The developer of the verifier, as <c>ear_verifier_id.developer</c> names it.</summary>
    public required string VerifierId { get; init; }

    /// <summary>The verifier's build, as <c>ear_verifier_id.build</c> names it.</summary>
    public required string VerifierBuild { get; init; }

    /// <summary>The registered key that signed the result.</summary>
    public required string KeyId { get; init; }

    /// <summary>When the verifier issued it, by the verifier's clock, to the second.</summary>
    public required DateTimeOffset IssuedAt { get; init; }

    /// <summary>From when the verifier itself says that it must not be relied on; null when it set no end.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>The verifier's overall appraisal.</summary>
    public required AttestationStatus Status { get; init; }

    /// <summary>What the result is bound to; see <see cref="AttestationNonce"/>.</summary>
    public required string Nonce { get; init; }

    /// <summary>The appraisal policy that the verifier applied.</summary>
    public required string PolicyId { get; init; }

    /// <summary>The device that was appraised.</summary>
    public required string DeviceId { get; init; }

    public required DevicePlatform Platform { get; init; }

    /// <summary>The MPoC software's version that the verifier saw running.</summary>
    public required string SdkVersion { get; init; }

    public required ApplicationIdentity Application { get; init; }
}

/// <summary>The trust tiers of AR4SI (draft-ietf-rats-ar4si), as an EAR's status carries them.</summary>
public enum AttestationStatus
{
    /// <summary>The verifier makes no statement. Never good.</summary>
    None = 0,

    /// <summary>Recognised and not compromised.</summary>
    Affirming = 1,

    /// <summary>Known vulnerabilities or lapses; the policy decides what it is good for.</summary>
    Warning = 2,

    /// <summary>Must not be trusted.</summary>
    Contraindicated = 3,
}

/// <summary>The COTS platform that the verifier saw.</summary>
/// <param name="Os">The operating system's name, such as <c>android</c>.</param>
/// <param name="OsVersion">Its version, such as <c>15</c>.</param>
/// <param name="PatchLevel">The date of its security patch level.</param>
/// <param name="Model">The device's model.</param>
public sealed record DevicePlatform(string Os, string OsVersion, DateOnly PatchLevel, string Model);

/// <summary>The MPoC application that the verifier saw.</summary>
/// <param name="PackageName">The package, such as <c>com.example.pos</c>.</param>
/// <param name="CertificateSha256">SHA-256 of its signing certificate, 64 lower-case hexadecimal digits.</param>
/// <param name="Version">The application's version.</param>
public sealed record ApplicationIdentity(string PackageName, string CertificateSha256, string Version);

/// <summary>The nonces that bind a result to its purpose, so that none can be used twice or for something else.</summary>
/// <remarks>RFC 9711, 4.1 allows 8 to 88 bytes: an id may have up to <see cref="MaxIdLength"/> characters.</remarks>
public static class AttestationNonce
{
    public const int MinLength = 8;
    public const int MaxLength = 88;
    public const int MaxIdLength = MaxLength - 8;

    /// <summary>The result that is needed immediately before a payment's card is read.</summary>
    public static string Card(string paymentId) => $"{paymentId}:card";

    /// <summary>The second result, immediately before PIN entry.</summary>
    public static string Pin(string paymentId) => $"{paymentId}:pin";

    /// <summary>The result at start-up and for monitoring.</summary>
    public static string StartUp(string deviceId) => $"{deviceId}:startup";
}
