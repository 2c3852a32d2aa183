namespace Composite.Domain.Controls;

/// <summary>A person, or a role, became answerable for a control.</summary>
public sealed record ControlOwnerAssigned(string ControlId, string Owner, string AssignedBy) : IEvent;

/// <summary>Somebody stated that a control is met, or owned up to a shortcoming (not <paramref name="Met"/>). The last statement counts.</summary>
public sealed record ControlStated(string ControlId, bool Met, string Text, DateOnly ValidUntil, string StatedBy) : IEvent;

/// <summary>A document in the vault was put forward as proof of a control.</summary>
public sealed record ControlEvidenceLinked(string ControlId, string Sha256, string LinkedBy) : IEvent;

/// <summary>It is no proof of it, whatever the day asked about.</summary>
public sealed record ControlEvidenceUnlinked(string ControlId, string Sha256, string Reason, string UnlinkedBy) : IEvent;

/// <summary>Somebody asked that a control be taken as not applicable; it is so only once another person approved it.</summary>
/// <param name="ControlId">The control.</param>
/// <param name="Reason">Why it does not apply.</param>
/// <param name="ReviewOn">First day (UTC) on which it applies again unless it is declared anew.</param>
/// <param name="ProposedBy">Who asks.</param>
public sealed record ControlExemptionProposed(string ControlId, string Reason, DateOnly ReviewOn, string ProposedBy) : IEvent;

/// <summary>Another person approved that the control does not apply.</summary>
public sealed record ControlExemptionApproved(string ControlId, string ApprovedBy) : IEvent;

/// <summary>The control applies (again), or the wish was turned down.</summary>
public sealed record ControlExemptionEnded(string ControlId, string Reason, string EndedBy) : IEvent;

/// <summary>A licensed user brought requirement ids for the controls. A set is replaced as a whole; earlier ones stay in the journal.</summary>
/// <param name="MappingSet">Its name.</param>
/// <param name="SourceEdition">The edition of the document that the ids are from.</param>
/// <param name="Entries">Each control once, with its requirements.</param>
/// <param name="ImportedBy">Who brought it.</param>
public sealed record RequirementMappingImported(string MappingSet, string SourceEdition, IReadOnlyList<RequirementMappingEntry> Entries, string ImportedBy) : IEvent;

/// <summary>The requirements that a mapping names for a control.</summary>
public sealed record RequirementMappingEntry(string ControlId, IReadOnlyList<string> RequirementIds);
