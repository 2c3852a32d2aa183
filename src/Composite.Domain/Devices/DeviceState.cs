using Composite.Domain.Policies;

namespace Composite.Domain.Devices;

/// <summary>Where a device stands administratively; whether it is trusted is <see cref="DeviceTrust"/>.</summary>
public enum DeviceStatus
{
    /// <summary>Foreseen; no code issued.</summary>
    Created,

    /// <summary>A code is out.</summary>
    Activating,
    Active,
    Suspended,
    Blocked,
    Decommissioned,
}

/// <summary>Whether the device is trusted, computed from its last evidence and the clock. Never stored.</summary>
public enum DeviceTrust
{
    NotAppraised,
    Affirming,
    Warning,
    Contraindicated,
    Expired,
}

/// <summary>What a device brings when it enrols.</summary>
/// <param name="KeyX">The device's P-256 public key, x coordinate in base64url.</param>
/// <param name="KeyY">Its y coordinate.</param>
/// <param name="SdkComponentId">The SDK that it runs.</param>
/// <param name="AttestationServiceId">The A&amp;M service that it is registered with.</param>
/// <param name="InitialKeyId">First 8 bytes of its key serial numbers (16 hex digits, upper case): names its DUKPT key set.</param>
/// <param name="KeyCheckValue">Check value of the initial key (6 to 10 hex digits); the key itself never reaches Composite.</param>
public sealed record DeviceEnrolment(
    string KeyX, string KeyY, string SdkComponentId, string AttestationServiceId, string InitialKeyId, string KeyCheckValue);

/// <summary>A code that is out.</summary>
public sealed record PendingActivation(string CodeSha256, DateTimeOffset ExpiresAt, int FailedAttempts);

/// <summary>A device, folded from its stream.</summary>
public sealed record DeviceState
{
    public required string Id { get; init; }

    public required string MerchantId { get; init; }

    public required string SolutionId { get; init; }

    /// <summary>The terminal that the device is bound to.</summary>
    public required string Tid { get; init; }

    public required string AcquirerId { get; init; }

    public DeviceStatus Status { get; init; }

    public string? StatusReason { get; init; }

    public PendingActivation? Activation { get; init; }

    public DeviceEnrolment? Enrolment { get; init; }

    /// <summary>The last start-up or monitoring evidence.</summary>
    public AttestationResult? Evidence { get; init; }

    public static DeviceState? Evolve(DeviceState? state, IEvent @event) => (state, @event) switch
    {
        (null, DeviceCreated e) => new DeviceState { Id = e.DeviceId, MerchantId = e.MerchantId, SolutionId = e.SolutionId, Tid = e.Tid, AcquirerId = e.AcquirerId },
        ({ } s, ActivationCodeIssued e) => s with { Status = DeviceStatus.Activating, Activation = new(e.CodeSha256, e.ExpiresAt, 0) },
        ({ Activation: { } a } s, ActivationAttemptFailed e) => s with { Activation = a with { FailedAttempts = e.Attempts } },
        ({ } s, DeviceActivated e) => s with { Status = DeviceStatus.Active, StatusReason = null, Activation = null, Enrolment = e.Enrolment, Evidence = e.Attestation },
        ({ } s, AttestationReported e) => s with { Evidence = e.Attestation },
        ({ } s, DeviceSuspended e) => s with { Status = DeviceStatus.Suspended, StatusReason = e.Reason },
        ({ } s, DeviceReinstated e) => s with { Status = DeviceStatus.Active, StatusReason = e.Reason },
        ({ } s, DeviceBlocked e) => s with { Status = DeviceStatus.Blocked, StatusReason = e.Reason, Activation = null },
        ({ } s, DeviceDecommissioned e) => s with { Status = DeviceStatus.Decommissioned, StatusReason = e.Reason, Activation = null },
        _ => throw new InvalidOperationException($"{@event.GetType().Name} is not an event that a device's stream can have here."),
    };

    /// <summary>The trust that the last evidence gives at <paramref name="now"/>; evidence from the future beyond the clock skew says nothing.</summary>
    public DeviceTrust Trust(DateTimeOffset now, PolicyValues policy)
    {
        ArgumentNullException.ThrowIfNull(policy);
        return Evidence switch
        {
            null => DeviceTrust.NotAppraised,
            { Status: AttestationStatus.Contraindicated } => DeviceTrust.Contraindicated,
            { } e when e.IssuedAt - now > policy.ClockSkew => DeviceTrust.NotAppraised,
            { } e when now - e.IssuedAt > policy.AttestationMaxAge || now >= e.ExpiresAt => DeviceTrust.Expired,
            { Status: AttestationStatus.Affirming } => DeviceTrust.Affirming,
            { Status: AttestationStatus.Warning } => DeviceTrust.Warning,
            _ => DeviceTrust.NotAppraised,
        };
    }
}
