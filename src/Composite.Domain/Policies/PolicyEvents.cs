namespace Composite.Domain.Policies;

/// <summary>Somebody proposed a whole set of policy values. No longer written: <see cref="PolicyChangeProposed"/> holds what changes only.</summary>
public sealed record PolicyProposed(string ProposalId, DateTimeOffset EffectiveFrom, PolicyValues Values, string Reason, string ProposedBy) : IEvent;

/// <summary>Another person approved a whole set of values, which thereby became a version. No longer written.</summary>
public sealed record PolicyApproved(string ProposalId, int Version, string ApprovedBy) : IEvent;

/// <summary>Somebody proposed to change some policy values; they hold only once another person approved it.</summary>
public sealed record PolicyChangeProposed(string ProposalId, DateTimeOffset EffectiveFrom, PolicyChange Change, string Reason, string ProposedBy) : IEvent;

/// <summary>Another person approved a proposal: from its date on its values replace those that then hold, and no others.</summary>
public sealed record PolicyChangeApproved(string ProposalId, int Version, string ApprovedBy) : IEvent;

/// <summary>The proposer withdrew a proposal, or another person turned it down.</summary>
public sealed record PolicyProposalWithdrawn(string ProposalId, string Reason, string WithdrawnBy) : IEvent;
