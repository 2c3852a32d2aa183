namespace Composite.Contracts.Evidence;

/// <summary>What is known of the documents in the vault; one grain, key <c>main</c>.</summary>
[Alias("evidence-grain")]
public interface IEvidenceGrain : IGrainWithStringKey
{
    /// <summary>Puts a document on record whose bytes are in the vault.</summary>
    [Alias("add")]
    Task<CommandResult> AddAsync(AddEvidence command, string actor, CancellationToken cancellationToken);

    /// <summary>Says that a document does not count as evidence.</summary>
    [Alias("withdraw")]
    Task<CommandResult> WithdrawAsync(string sha256, string reason, string actor, CancellationToken cancellationToken);
}

/// <summary>Puts a document on record.</summary>
[GenerateSerializer, Immutable, Alias("add-evidence")]
public sealed record AddEvidence
{
    /// <summary>64 hexadecimal digits in lower case.</summary>
    [Id(0)] public required string Sha256 { get; init; }
    [Id(1)] public required long Bytes { get; init; }
    [Id(2)] public required string FileName { get; init; }
    [Id(3)] public required string MediaType { get; init; }
    [Id(4)] public required EvidenceType Type { get; init; }
    [Id(5)] public required string Title { get; init; }

    /// <summary>Ids of components, third parties, solutions or cases.</summary>
    [Id(6)] public IReadOnlyList<string> Subjects { get; init; } = [];

    /// <summary>First day (UTC) that it is evidence for.</summary>
    [Id(7)] public required DateOnly ValidFrom { get; init; }

    /// <summary>First day it no longer counts.</summary>
    [Id(8)] public DateOnly? ExpiresOn { get; init; }
}

/// <summary>Kinds of evidence.</summary>
[GenerateSerializer, Alias("evidence-type")]
public enum EvidenceType
{
    AttestationOfCompliance,
    ListingExtract,
    Contract,
    ResponsibilityMatrix,
    PenetrationTest,
    Procedure,
    Guidance,
    Training,
    KeyCeremony,
    IncidentReport,
    Notification,
    Review,
    Other,
}
