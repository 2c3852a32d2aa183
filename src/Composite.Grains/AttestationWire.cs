using Composite.Contracts.Devices;
using Composite.Domain.Devices;

namespace Composite.Grains;

/// <summary>An appraised attestation, between the domain's form and the one that grains take.</summary>
public static class AttestationWire
{
    public static AttestationResult ToDomain(this AttestationInfo a) => new()
    {
        VerifierId = a.VerifierId,
        VerifierBuild = a.VerifierBuild,
        KeyId = a.KeyId,
        IssuedAt = a.IssuedAt,
        ExpiresAt = a.ExpiresAt,
        Status = (AttestationStatus)a.Status,
        Nonce = a.Nonce,
        PolicyId = a.PolicyId,
        DeviceId = a.DeviceId,
        Platform = new(a.Os, a.OsVersion, a.PatchLevel, a.Model),
        SdkVersion = a.SdkVersion,
        Application = new(a.PackageName, a.CertificateSha256, a.ApplicationVersion),
    };

    public static AttestationInfo ToWire(this AttestationResult a) => new()
    {
        VerifierId = a.VerifierId,
        VerifierBuild = a.VerifierBuild,
        KeyId = a.KeyId,
        IssuedAt = a.IssuedAt,
        ExpiresAt = a.ExpiresAt,
        Status = (int)a.Status,
        Nonce = a.Nonce,
        PolicyId = a.PolicyId,
        DeviceId = a.DeviceId,
        Os = a.Platform.Os,
        OsVersion = a.Platform.OsVersion,
        PatchLevel = a.Platform.PatchLevel,
        Model = a.Platform.Model,
        SdkVersion = a.SdkVersion,
        PackageName = a.Application.PackageName,
        CertificateSha256 = a.Application.CertificateSha256,
        ApplicationVersion = a.Application.Version,
    };
}
