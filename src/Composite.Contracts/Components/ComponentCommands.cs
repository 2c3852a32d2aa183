namespace Composite.Contracts.Components;

/// <summary>Mirrors the domain's kinds of component.</summary>
[GenerateSerializer, Alias("component-kind")]
public enum ComponentKind { MpocSoftware, MpocApplication, AttestationService, PaymentBackEnd, DecryptionService, ScrpReader, Kernel, ProviderPart }

/// <summary>Mirrors the domain's entry modes.</summary>
[GenerateSerializer, Alias("entry-mode")]
public enum EntryMode { Contactless, Contact, MagneticStripe, ManualEntry }

/// <summary>Mirrors the domain's cardholder verification methods.</summary>
[GenerateSerializer, Alias("cvm")]
public enum Cvm { None, Cdcvm, OnlinePin, Signature }

/// <summary>Mirrors the domain's SDK types.</summary>
[GenerateSerializer, Alias("sdk-type")]
public enum SdkType { Isolating, NonIsolating }

/// <summary>Mirrors the domain's compliance standards.</summary>
[GenerateSerializer, Alias("compliance-standard")]
public enum ComplianceStandard { PciDss, PciPin }

/// <summary>A command about one component.</summary>
[GenerateSerializer, Immutable, Alias("component-command")]
public abstract record ComponentCommand;

/// <summary>Enters a component in the inventory.</summary>
[GenerateSerializer, Immutable, Alias("register-component")]
public sealed record RegisterComponent : ComponentCommand
{
    [Id(0)] public required ComponentKind Kind { get; init; }
    [Id(1)] public required string Name { get; init; }
    [Id(2)] public required string Vendor { get; init; }
}

/// <summary>Adds a version as the running software reports it.</summary>
[GenerateSerializer, Immutable, Alias("add-component-version")]
public sealed record AddComponentVersion : ComponentCommand
{
    [Id(0)] public required string Version { get; init; }

    /// <summary>First day (UTC) on which the version's software-protected keys must no longer be used; for MPoC software.</summary>
    [Id(1)] public DateOnly? CryptoExpiresOn { get; init; }

    /// <summary>For applications only.</summary>
    [Id(2)] public string? PackageName { get; init; }

    /// <summary>SHA-256 of the signing certificates, 64 hexadecimal digits in lower case; for applications only.</summary>
    [Id(3)] public IReadOnlyList<string> CertificateSha256s { get; init; } = [];
}

/// <summary>Withdraws a version: devices that run it are refused.</summary>
[GenerateSerializer, Immutable, Alias("withdraw-component-version")]
public sealed record WithdrawComponentVersion : ComponentCommand
{
    [Id(0)] public required string Version { get; init; }
    [Id(1)] public required string Reason { get; init; }
}

/// <summary>Records a row of the PCI website.</summary>
[GenerateSerializer, Immutable, Alias("record-listing")]
public sealed record RecordListing : ComponentCommand
{
    [Id(0)] public required ListingInfo Listing { get; init; }
}

/// <summary>A row of the PCI website.</summary>
[GenerateSerializer, Immutable, Alias("listing")]
public sealed record ListingInfo
{
    /// <summary>Form YYYY-NNNNN.NNN.</summary>
    [Id(0)] public required string Reference { get; init; }
    [Id(1)] public required string StandardVersion { get; init; }
    [Id(2)] public required string Laboratory { get; init; }

    /// <summary>First day (UTC) in force.</summary>
    [Id(3)] public required DateOnly ListedOn { get; init; }

    /// <summary>First day (UTC) no longer in force.</summary>
    [Id(4)] public required DateOnly ExpiresOn { get; init; }
    [Id(5)] public DateOnly? CheckpointDueOn { get; init; }

    /// <summary>Exact (3.2.1) or with a trailing wildcard (3.2.x).</summary>
    [Id(6)] public required IReadOnlyList<string> Versions { get; init; }
    [Id(7)] public IReadOnlyList<EntryMode> EntryModes { get; init; } = [];
    [Id(8)] public IReadOnlyList<Cvm> Cvms { get; init; } = [];
    [Id(9)] public SdkType? SdkType { get; init; }

    /// <summary>References of the listings that this one depends on or is paired with.</summary>
    [Id(10)] public IReadOnlyList<string> Dependencies { get; init; } = [];
    [Id(11)] public required DateTimeOffset RetrievedAt { get; init; }
}

/// <summary>Records that a listing is revoked.</summary>
[GenerateSerializer, Immutable, Alias("revoke-listing")]
public sealed record RevokeListing : ComponentCommand
{
    [Id(0)] public required string Reference { get; init; }
    [Id(1)] public required string Reason { get; init; }

    /// <summary>From when; now when left out.</summary>
    [Id(2)] public DateTimeOffset? EffectiveAt { get; init; }
}

/// <summary>Records that a listing went into remediation, or came out of it.</summary>
[GenerateSerializer, Immutable, Alias("change-remediation")]
public sealed record ChangeRemediation : ComponentCommand
{
    [Id(0)] public required string Reference { get; init; }
    [Id(1)] public required bool Open { get; init; }
    [Id(2)] public required string Reason { get; init; }

    /// <summary>From when; now when left out.</summary>
    [Id(3)] public DateTimeOffset? EffectiveAt { get; init; }
}

/// <summary>Records a passed annual checkpoint.</summary>
[GenerateSerializer, Immutable, Alias("complete-checkpoint")]
public sealed record CompleteCheckpoint : ComponentCommand
{
    [Id(0)] public required string Reference { get; init; }
    [Id(1)] public required DateOnly CompletedOn { get; init; }
    [Id(2)] public required DateOnly NextDueOn { get; init; }
}

/// <summary>Records an attestation of compliance.</summary>
[GenerateSerializer, Immutable, Alias("record-compliance")]
public sealed record RecordCompliance : ComponentCommand
{
    [Id(0)] public required ComplianceStandard Standard { get; init; }
    [Id(1)] public required string StandardVersion { get; init; }
    [Id(2)] public required string Assessor { get; init; }
    [Id(3)] public required DateOnly ValidFrom { get; init; }

    /// <summary>First day (UTC) no longer covered.</summary>
    [Id(4)] public required DateOnly ExpiresOn { get; init; }
}

/// <summary>Registers a key with which the A&amp;M service signs: EC P-256, coordinates in base64url as in a JWK.</summary>
[GenerateSerializer, Immutable, Alias("register-attestation-key")]
public sealed record RegisterAttestationKey : ComponentCommand
{
    [Id(0)] public required string KeyId { get; init; }
    [Id(1)] public required string X { get; init; }
    [Id(2)] public required string Y { get; init; }
}

/// <summary>Results signed with this key no longer count.</summary>
[GenerateSerializer, Immutable, Alias("revoke-attestation-key")]
public sealed record RevokeAttestationKey : ComponentCommand
{
    [Id(0)] public required string KeyId { get; init; }
    [Id(1)] public required string Reason { get; init; }
}
