using Composite.Contracts.Policies;
using Composite.Domain.Policies;
using DomainEffect = Composite.Domain.Policies.Effect;
using DomainStatus = Composite.Domain.Components.CertificationStatus;

namespace Composite.Grains.Policies;

/// <summary>From the wire's policy values to the domain's.</summary>
internal static class PolicyWire
{
    public static PolicyChange ToDomain(this PolicyValuesInfo w) => new()
    {
        AttestationMaxAge = Ms(w.AttestationMaxAgeMs),
        ClockSkew = Ms(w.ClockSkewMs),
        FactsMaxAge = Ms(w.FactsMaxAgeMs),
        ExpiryWarningDays = w.ExpiryWarningDays,
        CheckpointToleranceDays = w.CheckpointToleranceDays,
        ActivationCodeLifetime = Ms(w.ActivationCodeLifetimeMs),
        ActivationMaxAttempts = w.ActivationMaxAttempts,
        ReversalWaits = w.ReversalWaitsMs is { } waits ? [.. waits.Select(ms => TimeSpan.FromMilliseconds(ms))] : null,
        ReversalMaxAttempts = w.ReversalMaxAttempts,
        CertificationEffects = w.CertificationEffects is { } rows
            ? [.. rows.Select(r => new CertificationEffect((DomainStatus)r.Status, (DomainEffect)r.Payments, (DomainEffect)r.NewDevices, (DomainEffect)r.NewMerchants))]
            : null,
        ExpiryGraceDays = w.ExpiryGraceDays,
        NoticeLeadDays = w.NoticeLeadDays,
        RemediationDecisionHours = w.RemediationDecisionHours,
        WaiverMaxDays = w.WaiverMaxDays,
    };

    private static TimeSpan? Ms(int? value) => value is { } ms ? TimeSpan.FromMilliseconds(ms) : null;
}
