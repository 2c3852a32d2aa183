namespace Composite.Domain.Forecast;

/// <summary>What kind of thing lapses, or must be done, on a day.</summary>
public enum DeadlineKind
{
    /// <summary>A listing's first day no longer in force.</summary>
    ListingExpiry,

    /// <summary>The day by which an annual checkpoint is due.</summary>
    Checkpoint,

    /// <summary>The first day on which a version's software-protected cryptography must no longer be used.</summary>
    CryptoExpiry,

    /// <summary>The first day on which an operating system is no longer supported by its maker.</summary>
    PlatformEndOfSupport,

    /// <summary>The first day that an attestation of compliance no longer covers.</summary>
    ComplianceRenewal,

    /// <summary>The day by which a third party's compliance is reviewed again.</summary>
    ThirdPartyReview,

    /// <summary>The first day on which a contract with a third party is no longer in force.</summary>
    ContractEnd,

    /// <summary>The end of a waiver.</summary>
    WaiverEnd,

    /// <summary>The instant by which somebody decides what becomes of a listing in remediation.</summary>
    RemediationDecision,

    /// <summary>The first day on which a document no longer counts as evidence.</summary>
    EvidenceExpiry,

    /// <summary>The day by which a control is checked again.</summary>
    ControlCycle,

    /// <summary>The instant by which a recipient is told of a security issue.</summary>
    SecurityNotice,

    /// <summary>The day by which devices leave the affected versions.</summary>
    Campaign,
}

/// <summary>What a deadline is about.</summary>
public enum SubjectKind
{
    Component,
    Solution,
    ThirdParty,
    Evidence,
    Control,
    Case,
}

/// <summary>Something that lapses, or is due, at an instant. Computed from the facts, never stored.</summary>
public sealed record Deadline
{
    public required DeadlineKind Kind { get; init; }

    public required SubjectKind SubjectKind { get; init; }

    /// <summary>The component, solution, third party, document, control or case.</summary>
    public required string SubjectId { get; init; }

    /// <summary>What of the subject: a listing's reference, a version, a recipient.</summary>
    public required string Reference { get; init; }

    /// <summary>When. Where a whole day is meant, its first instant (UTC).</summary>
    public required DateTimeOffset DueAt { get; init; }

    /// <summary>One line that says what is due.</summary>
    public required string Title { get; init; }

    /// <summary>What happens when it lapses, by the policy's effect table where that speaks of it.</summary>
    public required string Consequence { get; init; }

    /// <summary>Who has to act: the vendor, the third party, the provider.</summary>
    public required string Owner { get; init; }

    /// <summary>Ids of the solutions that it concerns, in order.</summary>
    public IReadOnlyList<string> SolutionIds { get; init; } = [];

    /// <summary>The stable id: the same deadline keeps it when its date is corrected.</summary>
    public string Id => $"{Words(Kind)}:{Words(SubjectKind)}/{SubjectId}:{Reference}";

    /// <summary>The day of <see cref="DueAt"/>, UTC.</summary>
    public DateOnly DueOn => DateOnly.FromDateTime(DueAt.UtcDateTime);

    /// <summary>True for what is reckoned in hours and stays open when its instant has passed.</summary>
    public bool IsReckonedInHours => Kind is DeadlineKind.SecurityNotice or DeadlineKind.RemediationDecision;

    /// <summary>True for what an acquirer may be told of: what its merchants' payments rest on.</summary>
    public bool ConcernsAcquirers => SolutionIds.Count > 0 && Kind
        is DeadlineKind.ListingExpiry or DeadlineKind.Checkpoint or DeadlineKind.CryptoExpiry or DeadlineKind.PlatformEndOfSupport
        or DeadlineKind.ComplianceRenewal or DeadlineKind.WaiverEnd;

    /// <summary>The place in date order: a text that sorts as the deadlines do.</summary>
    public string Place => $"{DueAt.UtcDateTime:yyyyMMdd'T'HHmmss}~{Id}";

    /// <summary>The first instant of a day.</summary>
    public static DateTimeOffset StartOf(DateOnly day) => new(day, TimeOnly.MinValue, TimeSpan.Zero);

    // listingExpiry -> listing-expiry
    private static string Words<T>(T value)
        where T : struct, Enum => System.Text.Json.JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString());
}
