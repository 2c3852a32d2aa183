namespace Composite.Domain.Components;

/// <summary>A component entered the inventory.</summary>
public sealed record ComponentRegistered(string ComponentId, ComponentKind Kind, string Name, string Vendor) : IEvent;

/// <summary>A version of the component became usable.</summary>
public sealed record ComponentVersionAdded(ComponentVersion Version) : IEvent;

/// <summary>A version must no longer be used; devices that run it are refused.</summary>
public sealed record ComponentVersionWithdrawn(string Version, string Reason) : IEvent;

/// <summary>A row of the PCI website was read; a later row with the same reference corrects it without erasing it.</summary>
public sealed record ListingRecorded(Listing Listing) : IEvent;

/// <summary>The listing was revoked, from <paramref name="EffectiveAt"/> on.</summary>
public sealed record ListingRevoked(string Reference, DateTimeOffset EffectiveAt, string Reason) : IEvent;

/// <summary>The listing went into remediation (<paramref name="Open"/>) or came out of it.</summary>
public sealed record ListingRemediationChanged(string Reference, bool Open, DateTimeOffset EffectiveAt, string Reason) : IEvent;

/// <summary>An annual checkpoint was passed.</summary>
public sealed record CheckpointCompleted(string Reference, DateOnly CompletedOn, DateOnly NextDueOn) : IEvent;

/// <summary>An attestation of compliance (AoC) was recorded.</summary>
public sealed record ComplianceRecorded(ComplianceAttestation Attestation) : IEvent;

/// <summary>A key with which the A&amp;M service signs its attestation results: an EC P-256 public key, coordinates in base64url.</summary>
public sealed record AttestationKeyRegistered(string KeyId, string X, string Y) : IEvent;

/// <summary>Results signed with this key no longer count.</summary>
public sealed record AttestationKeyRevoked(string KeyId, string Reason) : IEvent;
