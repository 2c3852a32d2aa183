namespace Composite.Domain.Components;

/// <summary>A version of a component as it runs.</summary>
public sealed record ComponentVersion
{
    /// <summary>As the running software reports it, such as <c>3.2.1</c>.</summary>
    public required string Version { get; init; }

    /// <summary>
    /// The first day (UTC) on which the version's software-protected cryptography must no longer be used (1B-2.4 of MPoC 1.0/1.0.1);
    /// null where the component protects no keys in software.
    /// </summary>
    public DateOnly? CryptoExpiresOn { get; init; }

    /// <summary>Application package name; for applications only.</summary>
    public string? PackageName { get; init; }

    /// <summary>SHA-256 digests (64 hex digits, lower case) of the certificates that may have signed it; for applications, and for MPoC software where known.</summary>
    public IReadOnlyList<string> CertificateSha256s { get; init; } = [];
}

/// <summary>An attestation of compliance with a PCI standard.</summary>
/// <param name="Standard">The standard.</param>
/// <param name="StandardVersion">Its version, such as <c>4.0.1</c>.</param>
/// <param name="Assessor">The assessor company.</param>
/// <param name="ValidFrom">First day (UTC) covered.</param>
/// <param name="ExpiresOn">First day (UTC) no longer covered.</param>
public sealed record ComplianceAttestation(
    ComplianceStandard Standard, string StandardVersion, string Assessor, DateOnly ValidFrom, DateOnly ExpiresOn)
{
    /// <summary>Which attestation of its component this is.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public ComplianceKey Key => new(Standard, ValidFrom);

    /// <summary>What the assessed service is, or anything else that matters; null where nothing was noted.</summary>
    public string? Notes { get; init; }

    /// <summary>The document in the evidence vault, or null.</summary>
    public string? EvidenceSha256 { get; init; }
}

/// <summary>Standards under which back-end parts attest.</summary>
public enum ComplianceStandard
{
    PciDss,
    PciPin,
}
