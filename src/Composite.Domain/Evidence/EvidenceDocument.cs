namespace Composite.Domain.Evidence;

/// <summary>A document was put into the vault under its own SHA-256; it is never overwritten.</summary>
/// <param name="Document">What is known of it.</param>
/// <param name="AddedBy">Who added it, as the journal names actors.</param>
public sealed record EvidenceAdded(EvidenceDocument Document, string AddedBy) : IEvent;

/// <summary>A document does not count as evidence, whatever the day asked about; its bytes stay.</summary>
public sealed record EvidenceWithdrawn(string Sha256, string Reason, string WithdrawnBy) : IEvent;

/// <summary>What is known of a document in the vault.</summary>
public sealed record EvidenceDocument
{
    /// <summary>SHA-256 of the bytes: 64 hexadecimal digits in lower case. The document's name in the vault.</summary>
    public required string Sha256 { get; init; }

    /// <summary>Size in bytes.</summary>
    public required long Bytes { get; init; }

    /// <summary>As uploaded, for people only.</summary>
    public required string FileName { get; init; }

    /// <summary>As detected from the bytes, such as <c>application/pdf</c>.</summary>
    public required string MediaType { get; init; }

    /// <summary>What kind of document it is.</summary>
    public required EvidenceType Type { get; init; }

    public required string Title { get; init; }

    /// <summary>What it is about: ids of components, third parties, solutions or cases; empty for the provider as a whole.</summary>
    public IReadOnlyList<string> Subjects { get; init; } = [];

    /// <summary>First day (UTC) that it is evidence for.</summary>
    public required DateOnly ValidFrom { get; init; }

    /// <summary>First day it no longer counts, or null while it has no end.</summary>
    public DateOnly? ExpiresOn { get; init; }
}

/// <summary>Kinds of evidence.</summary>
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
