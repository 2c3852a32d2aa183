namespace Composite.Domain.Policies;

/// <summary>Somebody proposed policy values; they hold only once another person approved them.</summary>
public sealed record PolicyProposed(string ProposalId, DateTimeOffset EffectiveFrom, PolicyValues Values, string Reason, string ProposedBy) : IEvent;

/// <summary>Another person approved a proposal, which thereby became a version.</summary>
public sealed record PolicyApproved(string ProposalId, int Version, string ApprovedBy) : IEvent;
