namespace Composite.Domain.Controls;

/// <summary>Where a control stands. Computed, never stored.</summary>
public enum ControlStatus
{
    /// <summary>Proven.</summary>
    Met,

    /// <summary>Proven not to be so: by an evaluator's findings or an open shortcoming.</summary>
    NotMet,

    /// <summary>Proven, and the proof ends within <see cref="ControlAssessments.DueDays"/>.</summary>
    Due,

    /// <summary>The last proof has ended.</summary>
    Overdue,

    /// <summary>There was never a proof, or what it would be evaluated from is not known.</summary>
    NotAssessed,

    /// <summary>Two people declared that it does not apply, or there is nothing that it could apply to.</summary>
    NotApplicable,
}

/// <summary>One thing that stands against a control.</summary>
/// <param name="Subject">The id of what it is about.</param>
/// <param name="Reason">What is wrong, in plain words.</param>
/// <param name="Remedy">What mends it.</param>
/// <param name="Since">From when it is so, where the facts say it.</param>
public sealed record ControlFinding(string Subject, string Reason, string Remedy, DateTimeOffset? Since = null);

/// <summary>Where one control stands as of an instant, and by what proof.</summary>
public sealed record ControlAssessment
{
    /// <summary>The control; its texts are in <see cref="ControlCatalogue"/>.</summary>
    public required string ControlId { get; init; }

    public required ControlStatus Status { get; init; }

    /// <summary>In a sentence, why it stands there.</summary>
    public required string Reason { get; init; }

    /// <summary>Since when it stands there, or null where the facts do not say.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>The first day (UTC) on which the present proof no longer counts, or null when none runs.</summary>
    public DateOnly? NextDueOn { get; init; }

    /// <summary>Who answers for it: a member of staff, or the default role.</summary>
    public required string Owner { get; init; }

    /// <summary>The documents that prove it, by hash.</summary>
    public IReadOnlyList<string> EvidenceSha256s { get; init; } = [];

    /// <summary>The statement that counts, or null.</summary>
    public ControlStatement? Statement { get; init; }

    /// <summary>What an evaluator found against it; empty when it is met.</summary>
    public IReadOnlyList<ControlFinding> Findings { get; init; } = [];

    /// <summary>Requirements that imported mappings name for it; empty until a licensed user imports one.</summary>
    public IReadOnlyList<MappedRequirement> Requirements { get; init; } = [];
}

/// <summary>A statement about a control.</summary>
/// <param name="Met">False for a shortcoming that somebody owns up to.</param>
/// <param name="Text">In plain words.</param>
/// <param name="ValidUntil">First day (UTC) on which it no longer counts.</param>
/// <param name="StatedBy">Who states it.</param>
/// <param name="StatedAt">When the journal took it.</param>
public sealed record ControlStatement(bool Met, string Text, DateOnly ValidUntil, string StatedBy, DateTimeOffset StatedAt);

/// <summary>A requirement that an imported mapping names for a control.</summary>
/// <param name="MappingSet">The name of the mapping.</param>
/// <param name="SourceEdition">The edition of the document that its numbers are from.</param>
/// <param name="RequirementId">The requirement, as its importer wrote it.</param>
public sealed record MappedRequirement(string MappingSet, string SourceEdition, string RequirementId);
