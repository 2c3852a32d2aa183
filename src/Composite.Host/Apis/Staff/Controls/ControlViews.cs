using Composite.Domain.Controls;

namespace Composite.Host.Apis.Staff.Controls;

/// <summary>A control in a list, with where it stands.</summary>
internal sealed record ControlRow(
    string ControlId, ControlGroup Group, string Title, ControlCheckKind Check, ControlStatus Status, string Reason, DateTimeOffset? Since, DateOnly? NextDueOn, string Owner, int Findings)
{
    public static ControlRow Of(Control control, ControlAssessment a) =>
        new(control.Id, control.Group, control.Title, control.Check.Kind, a.Status, a.Reason, a.Since, a.NextDueOn, a.Owner, a.Findings.Count);
}

/// <summary>The assessment of every control as of an instant.</summary>
/// <param name="Counts">How many controls stand where.</param>
/// <param name="Assessments">In the catalogue's order.</param>
/// <param name="ValidAt">The instant that the answer is for.</param>
/// <param name="KnownAt">As far as was known then.</param>
/// <param name="Position">The journal position that the answer includes.</param>
internal sealed record AssessmentReply(
    IReadOnlyDictionary<string, int> Counts, IReadOnlyList<ControlAssessment> Assessments, DateTimeOffset ValidAt, DateTimeOffset KnownAt, long Position);

/// <summary>A control with its texts, where it stands, and what was recorded about it.</summary>
internal sealed record ControlDetail
{
    public required Control Control { get; init; }

    public required ControlAssessment Assessment { get; init; }

    /// <summary>Documents that are linked to it, those that no longer count included.</summary>
    public required IReadOnlyList<LinkedDocument> Evidence { get; init; }

    /// <summary>That it does not apply: asked for, approved, ended; or null when nobody asked.</summary>
    public ExemptionView? Exemption { get; init; }

    /// <summary>Every statement, in the order made.</summary>
    public required IReadOnlyList<ControlStatement> Statements { get; init; }

    public required DateTimeOffset ValidAt { get; init; }

    public required DateTimeOffset KnownAt { get; init; }

    public required long Position { get; init; }
}

/// <summary>A document that is linked to a control.</summary>
/// <param name="Sha256">Its hash.</param>
/// <param name="Title">Its title.</param>
/// <param name="ValidFrom">First day it is evidence for.</param>
/// <param name="ExpiresOn">First day it no longer counts, or null.</param>
/// <param name="Counts">True when it is evidence on the day of the answer.</param>
internal sealed record LinkedDocument(string Sha256, string Title, DateOnly ValidFrom, DateOnly? ExpiresOn, bool Counts);

/// <summary>That a control does not apply.</summary>
internal sealed record ExemptionView(
    string Reason, DateOnly ReviewOn, string ProposedBy, DateTimeOffset ProposedAt, string? ApprovedBy, DateTimeOffset? ApprovedAt, string? EndedBy, DateTimeOffset? EndedAt, string? EndReason)
{
    public static ExemptionView Of(ControlExemption x) => new(
        x.Proposed.Value.Reason, x.Proposed.Value.ReviewOn, x.Proposed.Value.ProposedBy, x.Proposed.RecordedAt, x.Approved?.Value.ApprovedBy, x.Approved?.RecordedAt,
        x.Ended?.Value.EndedBy, x.Ended?.RecordedAt, x.Ended?.Value.Reason);
}

/// <summary>A mapping set in force.</summary>
/// <param name="MappingSet">Its name.</param>
/// <param name="SourceEdition">The edition of the document that its ids are from.</param>
/// <param name="Entries">Each control with its requirements.</param>
/// <param name="ImportedBy">Who brought it.</param>
/// <param name="ImportedAt">When.</param>
internal sealed record MappingView(string MappingSet, string SourceEdition, IReadOnlyList<RequirementMappingEntry> Entries, string ImportedBy, DateTimeOffset ImportedAt);

/// <summary>The mapping sets in force; none until a licensed user imports one.</summary>
internal sealed record MappingsReply(IReadOnlyList<MappingView> Mappings, DateTimeOffset ValidAt, DateTimeOffset KnownAt, long Position);
