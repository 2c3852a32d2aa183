using Composite.Domain.Components;

namespace Composite.Domain.Waivers;

/// <summary>Somebody asked that a lapsed certification be tolerated for a while; it holds only once another person approved it.</summary>
/// <param name="Waiver">What is asked for.</param>
/// <param name="ProposedBy">Who asks.</param>
public sealed record WaiverProposed(Waiver Waiver, string ProposedBy) : IEvent;

/// <summary>Another person approved it.</summary>
public sealed record WaiverApproved(string WaiverId, string ApprovedBy) : IEvent;

/// <summary>It was turned down, or ended before its date.</summary>
public sealed record WaiverEnded(string WaiverId, DateTimeOffset EffectiveAt, string Reason, string EndedBy) : IEvent;

/// <summary>Somebody decided what becomes of a listing in remediation, other than by a waiver, a revocation or its end.</summary>
/// <param name="SubjectId">The component, or the solution, whose listing it is about.</param>
/// <param name="Reference">The listing.</param>
/// <param name="Decision">What was decided, in plain words.</param>
/// <param name="Reason">Why.</param>
/// <param name="DecidedBy">Who decided.</param>
public sealed record RemediationDecided(string SubjectId, string Reference, string Decision, string Reason, string DecidedBy) : IEvent;

/// <summary>A tolerance for one listing of one component, never for a revocation.</summary>
public sealed record Waiver
{
    public required string WaiverId { get; init; }

    /// <summary>The component, or the solution, whose listing it is about.</summary>
    public required string SubjectId { get; init; }

    /// <summary>The listing.</summary>
    public required string Reference { get; init; }

    /// <summary>The statuses that are tolerated; <see cref="CertificationStatus.Revoked"/> and <see cref="CertificationStatus.Unknown"/> never are.</summary>
    public required IReadOnlyList<CertificationStatus> Statuses { get; init; }

    /// <summary>From when.</summary>
    public required DateTimeOffset ValidFrom { get; init; }

    /// <summary>Until when, exclusive; a waiver has an end.</summary>
    public required DateTimeOffset ValidUntil { get; init; }

    public required string Reason { get; init; }

    /// <summary>What holds the risk down meanwhile.</summary>
    public required string CompensatingControl { get; init; }

    /// <summary>True when devices may also be enrolled, and merchants admitted, under it.</summary>
    public bool CoversAdmission { get; init; }
}
