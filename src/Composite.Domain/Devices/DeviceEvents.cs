namespace Composite.Domain.Devices;

/// <summary>A device was foreseen for a merchant's terminal.</summary>
public sealed record DeviceCreated(string DeviceId, string MerchantId, string SolutionId, string Tid, string AcquirerId) : IEvent;

/// <summary>A code for activation went to the merchant out of band; only its SHA-256 is kept. A new code voids the earlier one.</summary>
public sealed record ActivationCodeIssued(string CodeSha256, DateTimeOffset ExpiresAt) : IEvent;

/// <summary>Somebody tried a wrong code.</summary>
public sealed record ActivationAttemptFailed(int Attempts) : IEvent;

/// <summary>The device enrolled with its own key and was admitted; the code is used up.</summary>
public sealed record DeviceActivated(DeviceEnrolment Enrolment, AttestationResult Attestation) : IEvent;

/// <summary>A start-up or monitoring result of the A&amp;M service arrived. Trust is computed from it when read.</summary>
public sealed record AttestationReported(AttestationResult Attestation) : IEvent;

/// <summary>The device may not pay for now.</summary>
public sealed record DeviceSuspended(string Reason) : IEvent;

/// <summary>The device may pay again.</summary>
public sealed record DeviceReinstated(string Reason) : IEvent;

/// <summary>Tampering or loss: only a new enrolment brings the device back.</summary>
public sealed record DeviceBlocked(string Reason) : IEvent;

/// <summary>The device left the fleet for good.</summary>
public sealed record DeviceDecommissioned(string Reason) : IEvent;
