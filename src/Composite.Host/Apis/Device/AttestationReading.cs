using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using Composite.Contracts;
using Composite.Contracts.Devices;
using Composite.Contracts.Payments;
using Composite.Domain.Components;
using Composite.Domain.Devices;
using Composite.Domain.Ports;

namespace Composite.Host.Apis.Device;

/// <summary>Has tokens verified against the registered keys of the A&amp;M service that they must come from.</summary>
internal sealed class AttestationReading(IAttestationVerifier verifier, IFacts facts)
{
    // The verifier caches imported keys with the set, so the set lives as long as the facts that it was made of.
    private readonly ConditionalWeakTable<ComponentState, AttestationKeys> _keys = [];

    public AttestationVerdict Verify(string token, string serviceId)
    {
        AttestationKeys keys = facts.Read().Facts.Components.TryGetValue(serviceId, out ComponentState? service)
            ? _keys.GetValue(service, KeysOf)
            : AttestationKeys.None;
        return verifier.Verify(Encoding.UTF8.GetBytes(token), keys);
    }

    /// <summary>The evidence of a payment's attestation: a result, its absence, or the defect.</summary>
    public EvidenceInfo Evidence(AttestationField field, string serviceId)
    {
        if (field.Token is not { } token) return new EvidenceInfo(null, Unavailable: true, null);
        return Verify(token, serviceId) switch
        {
            AttestationVerdict.Appraised appraised => new EvidenceInfo(Info(appraised.Result), Unavailable: false, null),
            AttestationVerdict.NotAppraised defect => new EvidenceInfo(null, Unavailable: false, $"{Code(defect.Defect)}: {defect.Field}: {defect.Reason}"),
            var other => throw new InvalidOperationException($"{other.GetType().Name} is not a known verdict."),
        };
    }

    public static ProblemInfo Problem(AttestationVerdict.NotAppraised defect) =>
        new($"attestation-{Code(defect.Defect)}", $"attestation.{defect.Field}", defect.Reason, defect.Remedy);

    public static AttestationInfo Info(AttestationResult result) => new()
    {
        VerifierId = result.VerifierId,
        VerifierBuild = result.VerifierBuild,
        KeyId = result.KeyId,
        IssuedAt = result.IssuedAt,
        ExpiresAt = result.ExpiresAt,
        Status = (int)result.Status,
        Nonce = result.Nonce,
        PolicyId = result.PolicyId,
        DeviceId = result.DeviceId,
        Os = result.Platform.Os,
        OsVersion = result.Platform.OsVersion,
        PatchLevel = result.Platform.PatchLevel,
        Model = result.Platform.Model,
        SdkVersion = result.SdkVersion,
        PackageName = result.Application.PackageName,
        CertificateSha256 = result.Application.CertificateSha256,
        ApplicationVersion = result.Application.Version,
    };

    private static string Code(AttestationDefect defect) => JsonNamingPolicy.KebabCaseLower.ConvertName(defect.ToString());

    private static AttestationKeys KeysOf(ComponentState service) =>
        AttestationKeys.Of([.. service.AttestationKeys.Select(k => new AttestationKey(k.KeyId, k.X, k.Y))]);
}
