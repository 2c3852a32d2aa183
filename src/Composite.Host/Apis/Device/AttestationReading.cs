using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using Composite.Contracts;
using Composite.Contracts.Payments;
using Composite.Domain.Components;
using Composite.Domain.Ports;
using Composite.Grains;

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
            AttestationVerdict.Appraised appraised => new EvidenceInfo(appraised.Result.ToWire(), Unavailable: false, null),
            AttestationVerdict.NotAppraised defect => new EvidenceInfo(null, Unavailable: false, $"{Code(defect.Defect)}: {defect.Field}: {defect.Reason}"),
            var other => throw new InvalidOperationException($"{other.GetType().Name} is not a known verdict."),
        };
    }

    public static ProblemInfo Problem(AttestationVerdict.NotAppraised defect) =>
        new($"attestation-{Code(defect.Defect)}", $"attestation.{defect.Field}", defect.Reason, defect.Remedy);

    private static string Code(AttestationDefect defect) => JsonNamingPolicy.KebabCaseLower.ConvertName(defect.ToString());

    private static AttestationKeys KeysOf(ComponentState service) =>
        AttestationKeys.Of([.. service.AttestationKeys.Select(k => new AttestationKey(k.KeyId, k.X, k.Y))]);
}
