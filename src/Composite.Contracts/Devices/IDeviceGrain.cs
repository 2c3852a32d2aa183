using Composite.Contracts.Payments;

namespace Composite.Contracts.Devices;

/// <summary>A device and its payments; the key is its id (UUIDv7).</summary>
/// <remarks>Callers have authenticated the device: they checked its signature against the key that it enrolled with.</remarks>
[Alias("device-grain")]
public interface IDeviceGrain : IGrainWithStringKey
{
    /// <summary>Carries out a staff command.</summary>
    [Alias("execute")]
    Task<CommandResult> ExecuteAsync(DeviceCommand command, string actor, CancellationToken cancellationToken);

    /// <summary>Enrols the device: the code is right, and nothing stands against its admission.</summary>
    [Alias("activate")]
    Task<CommandResult> ActivateAsync(ActivateDevice command, CancellationToken cancellationToken);

    /// <summary>Records a start-up or monitoring result of the A&amp;M service.</summary>
    [Alias("report-attestation")]
    Task<CommandResult> ReportAttestationAsync(RequestProof proof, AttestationInfo attestation, CancellationToken cancellationToken);

    /// <summary>What the device needs to know to take payments.</summary>
    [Alias("configure")]
    Task<ConfigurationAnswer> ConfigureAsync(RequestProof proof, CancellationToken cancellationToken);

    /// <summary>Takes a payment through the gate to the acquirer. The same id with the same body gets the recorded answer.</summary>
    [Alias("pay")]
    Task<PaymentAnswer> PayAsync(RequestProof proof, SubmitPayment command, CancellationToken cancellationToken);

    /// <summary>Where a payment stands.</summary>
    [Alias("query")]
    Task<PaymentAnswer> QueryAsync(RequestProof proof, string paymentId, CancellationToken cancellationToken);

    /// <summary>Takes an approved payment back. Asking again is answered with where the void stands.</summary>
    [Alias("void")]
    Task<PaymentAnswer> VoidAsync(RequestProof proof, string paymentId, CancellationToken cancellationToken);

    /// <summary>Records an acquirer's answer that came behind its deadline.</summary>
    [Alias("record-late-answer")]
    Task RecordLateAnswerAsync(LateAnswerInfo answer, CancellationToken cancellationToken);

    /// <summary>Does due work on a payment: reverses one that nobody waits for, or sends a reversal.</summary>
    [Alias("run-due")]
    Task RunDueAsync(string kind, string paymentId, int attempt, CancellationToken cancellationToken);

    /// <summary>The device as of now, or null when it is not registered.</summary>
    [Alias("get")]
    Task<DeviceView?> GetAsync(CancellationToken cancellationToken);
}

/// <summary>What the caller proved about a device's request, as far as the device's own memory must check it.</summary>
/// <param name="Nonce">The signature's nonce: each only once.</param>
/// <param name="SignedAt">The signature's creation time.</param>
[GenerateSerializer, Immutable, Alias("request-proof")]
public sealed record RequestProof([property: Id(0)] string Nonce, [property: Id(1)] DateTimeOffset SignedAt);

/// <summary>A staff command about one device.</summary>
[GenerateSerializer, Immutable, Alias("device-command")]
public abstract record DeviceCommand;

/// <summary>Foresees a device for a terminal.</summary>
[GenerateSerializer, Immutable, Alias("create-device")]
public sealed record CreateDevice : DeviceCommand
{
    [Id(0)] public required string MerchantId { get; init; }
    [Id(1)] public required string Tid { get; init; }
}

/// <summary>Issues an activation code; the code itself never reaches a grain.</summary>
[GenerateSerializer, Immutable, Alias("issue-activation-code")]
public sealed record IssueActivationCode : DeviceCommand
{
    [Id(0)] public required string CodeSha256 { get; init; }
}

/// <summary>Mirrors the domain's administrative changes of a device.</summary>
[GenerateSerializer, Alias("device-change")]
public enum DeviceChange { Suspend, Reinstate, Block, Decommission }

/// <summary>Changes a device's administrative status.</summary>
[GenerateSerializer, Immutable, Alias("change-device-status")]
public sealed record ChangeDeviceStatus : DeviceCommand
{
    [Id(0)] public required DeviceChange Change { get; init; }
    [Id(1)] public required string Reason { get; init; }
}

/// <summary>Enrols a device.</summary>
[GenerateSerializer, Immutable, Alias("activate-device")]
public sealed record ActivateDevice
{
    [Id(0)] public required string CodeSha256 { get; init; }

    /// <summary>The device's P-256 public key, coordinates in base64url; the caller checked that the request is signed with it.</summary>
    [Id(1)] public required string KeyX { get; init; }
    [Id(2)] public required string KeyY { get; init; }
    [Id(3)] public required string SdkComponentId { get; init; }
    [Id(4)] public required string AttestationServiceId { get; init; }

    /// <summary>First 8 bytes of the key serial numbers, 16 hexadecimal digits in upper case.</summary>
    [Id(5)] public required string InitialKeyId { get; init; }
    [Id(6)] public required string KeyCheckValue { get; init; }
    [Id(7)] public required AttestationInfo Attestation { get; init; }
}

/// <summary>An attestation result whose signature the caller checked.</summary>
[GenerateSerializer, Immutable, Alias("attestation")]
public sealed record AttestationInfo
{
    [Id(0)] public required string VerifierId { get; init; }
    [Id(1)] public required string VerifierBuild { get; init; }
    [Id(2)] public required string KeyId { get; init; }
    [Id(3)] public required DateTimeOffset IssuedAt { get; init; }
    [Id(4)] public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>0 none, 1 affirming, 2 warning, 3 contraindicated.</summary>
    [Id(5)] public required int Status { get; init; }
    [Id(6)] public required string Nonce { get; init; }
    [Id(7)] public required string PolicyId { get; init; }
    [Id(8)] public required string DeviceId { get; init; }
    [Id(9)] public required string Os { get; init; }
    [Id(10)] public required string OsVersion { get; init; }
    [Id(11)] public required DateOnly PatchLevel { get; init; }
    [Id(12)] public required string Model { get; init; }
    [Id(13)] public required string SdkVersion { get; init; }
    [Id(14)] public required string PackageName { get; init; }
    [Id(15)] public required string CertificateSha256 { get; init; }
    [Id(16)] public required string ApplicationVersion { get; init; }
}

/// <summary>The configuration, or why there is none: the request was a replay, or the device or its merchant is not registered.</summary>
[GenerateSerializer, Immutable, Alias("configuration-answer")]
public sealed record ConfigurationAnswer([property: Id(0)] DeviceConfiguration? Configuration, [property: Id(1)] bool Replayed);

/// <summary>What a device needs to know to take payments.</summary>
[GenerateSerializer, Immutable, Alias("device-configuration")]
public sealed record DeviceConfiguration
{
    [Id(0)] public required string DeviceId { get; init; }
    [Id(1)] public required string Tid { get; init; }
    [Id(2)] public required string MerchantName { get; init; }
    [Id(3)] public required string Mcc { get; init; }
    [Id(4)] public required string Status { get; init; }

    /// <summary>What the SDK's listing and the merchant's profile both allow.</summary>
    [Id(5)] public required IReadOnlyList<string> EntryModes { get; init; }
    [Id(6)] public required IReadOnlyList<string> Cvms { get; init; }
    [Id(7)] public required IReadOnlyList<string> Schemes { get; init; }
    [Id(8)] public required IReadOnlyDictionary<string, long> MaxAmountMinor { get; init; }

    /// <summary>Oldest attestation result that a payment may rest on.</summary>
    [Id(9)] public required int AttestationMaxAgeMs { get; init; }
    [Id(10)] public required DateTimeOffset ServerTime { get; init; }
}

/// <summary>A device as of an instant.</summary>
[GenerateSerializer, Immutable, Alias("device-view")]
public sealed record DeviceView
{
    [Id(0)] public required string DeviceId { get; init; }
    [Id(1)] public required string MerchantId { get; init; }
    [Id(2)] public required string SolutionId { get; init; }
    [Id(3)] public required string Tid { get; init; }
    [Id(4)] public required string AcquirerId { get; init; }

    /// <summary>Created, Activating, Active, Suspended, Blocked or Decommissioned.</summary>
    [Id(5)] public required string Status { get; init; }
    [Id(6)] public string? StatusReason { get; init; }

    /// <summary>Computed from the last evidence for <see cref="AsOf"/>: NotAppraised, Affirming, Warning, Contraindicated or Expired.</summary>
    [Id(7)] public required string Trust { get; init; }
    [Id(8)] public required DateTimeOffset AsOf { get; init; }
    [Id(9)] public AttestationInfo? Evidence { get; init; }
    [Id(10)] public string? SdkComponentId { get; init; }
    [Id(11)] public string? AttestationServiceId { get; init; }
    [Id(12)] public string? InitialKeyId { get; init; }
    [Id(13)] public string? KeyCheckValue { get; init; }
    [Id(14)] public DateTimeOffset? ActivationCodeExpiresAt { get; init; }
}
