using Composite.Contracts.ThirdParties;

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

/// <summary>Mirrors the domain's headings under which products are listed.</summary>
[GenerateSerializer, Alias("listing-product-type")]
public enum ListingProductType { MpocSoftware, MpocApplication, AttestationAndMonitoring, MpocSolution, PtsDevice, PtsHsm, P2peComponent, Kernel }

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

    /// <summary>SHA-256 of the signing certificates, 64 hexadecimal digits in lower case; for applications, and for MPoC software where known.</summary>
    [Id(3)] public IReadOnlyList<string> CertificateSha256s { get; init; } = [];
}

/// <summary>Says that what is recorded of a version was wrong, and what it is.</summary>
[GenerateSerializer, Immutable, Alias("correct-component-version")]
public sealed record CorrectComponentVersion : ComponentCommand
{
    [Id(0)] public required AddComponentVersion Version { get; init; }
    [Id(1)] public required string Reason { get; init; }
}

/// <summary>Says that a version's withdrawal was a mistake.</summary>
[GenerateSerializer, Immutable, Alias("reinstate-component-version")]
public sealed record ReinstateComponentVersion : ComponentCommand
{
    [Id(0)] public required string Version { get; init; }
    [Id(1)] public required string Reason { get; init; }
}

/// <summary>Corrects a component's name or vendor.</summary>
[GenerateSerializer, Immutable, Alias("rename-component")]
public sealed record RenameComponent : ComponentCommand
{
    [Id(0)] public required string Name { get; init; }
    [Id(1)] public required string Vendor { get; init; }
    [Id(2)] public required string Reason { get; init; }
}

/// <summary>Says whose the component is, what it contributes and who answers for what, as a whole.</summary>
[GenerateSerializer, Immutable, Alias("set-component-profile")]
public sealed record SetComponentProfile : ComponentCommand
{
    /// <summary>Left out for what the provider makes itself.</summary>
    [Id(0)] public string? ThirdPartyId { get; init; }
    [Id(1)] public string? Contributes { get; init; }

    /// <summary>Where it differs from the third party's.</summary>
    [Id(2)] public IReadOnlyList<ResponsibilityInfo>? Responsibilities { get; init; }
    [Id(3)] public string? Notes { get; init; }
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

    /// <summary>True to say that the row of a recorded reference was wrong or has changed; otherwise one with other content is refused.</summary>
    [Id(1)] public bool Corrects { get; init; }

    /// <summary>Why it is corrected.</summary>
    [Id(2)] public string? Reason { get; init; }
}

/// <summary>Says that a row was recorded by mistake, or on the wrong component.</summary>
[GenerateSerializer, Immutable, Alias("retract-listing")]
public sealed record RetractListing : ComponentCommand
{
    [Id(0)] public required string Reference { get; init; }
    [Id(1)] public required string Reason { get; init; }
}

/// <summary>Says that a listing's revocation was recorded by mistake.</summary>
[GenerateSerializer, Immutable, Alias("withdraw-revocation")]
public sealed record WithdrawRevocation : ComponentCommand
{
    [Id(0)] public required string Reference { get; init; }
    [Id(1)] public required string Reason { get; init; }
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

    /// <summary>The heading under which the product is listed; must fit what it is recorded for.</summary>
    [Id(12)] public ListingProductType? ProductType { get; init; }
    [Id(13)] public string? Vendor { get; init; }
    [Id(14)] public string? ProductName { get; init; }
    [Id(15)] public IReadOnlyList<VerifiedApplicationInfo>? VerifiedApplications { get; init; }
    [Id(16)] public string? Notes { get; init; }

    /// <summary>Who read the row.</summary>
    [Id(17)] public string? RetrievedBy { get; init; }
}

/// <summary>An application that a listed product's vendor verified with it.</summary>
/// <param name="Name">Its package name, or the name on the row.</param>
/// <param name="Version">The verified version, where the row names one.</param>
[GenerateSerializer, Immutable, Alias("verified-application")]
public sealed record VerifiedApplicationInfo([property: Id(0)] string Name, [property: Id(1)] string? Version = null);

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

    /// <summary>Which service was assessed, or what else matters.</summary>
    [Id(5)] public string? Notes { get; init; }

    /// <summary>The document in the evidence vault.</summary>
    [Id(6)] public string? EvidenceSha256 { get; init; }

    /// <summary>True to say that what is recorded for the standard and first day was wrong; otherwise other facts are refused.</summary>
    [Id(7)] public bool Corrects { get; init; }

    /// <summary>Why it is corrected.</summary>
    [Id(8)] public string? Reason { get; init; }
}

/// <summary>Says that an attestation of compliance was recorded by mistake.</summary>
[GenerateSerializer, Immutable, Alias("retract-compliance")]
public sealed record RetractCompliance : ComponentCommand
{
    [Id(0)] public required ComplianceStandard Standard { get; init; }
    [Id(1)] public required DateOnly ValidFrom { get; init; }
    [Id(2)] public required string Reason { get; init; }
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
