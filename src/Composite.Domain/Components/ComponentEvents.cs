namespace Composite.Domain.Components;

/// <summary>A component entered the inventory.</summary>
public sealed record ComponentRegistered(string ComponentId, ComponentKind Kind, string Name, string Vendor) : IEvent;

/// <summary>A version of the component became usable.</summary>
public sealed record ComponentVersionAdded(ComponentVersion Version) : IEvent;

/// <summary>A version must no longer be used; devices that run it are refused.</summary>
public sealed record ComponentVersionWithdrawn(string Version, string Reason) : IEvent;

/// <summary>What was recorded of a version was wrong; this is the whole of it now. What was known before stays answerable.</summary>
public sealed record ComponentVersionCorrected(ComponentVersion Version, string Reason) : IEvent;

/// <summary>Every withdrawal of the version so far was a mistake: it was never withdrawn.</summary>
public sealed record ComponentVersionReinstated(string Version, string Reason) : IEvent;

/// <summary>The component's name or vendor was wrong, or has changed.</summary>
public sealed record ComponentRenamed(string Name, string Vendor, string Reason) : IEvent;

/// <summary>Whose the component is, what it contributes and who answers for what was (re)defined as a whole.</summary>
public sealed record ComponentProfileSet(ComponentProfile Profile) : IEvent;

/// <summary>A row of the PCI website was read; a later row with the same reference corrects it without erasing it.</summary>
public sealed record ListingRecorded(Listing Listing) : IEvent;

/// <summary>The row of a recorded reference was wrong, or has changed on the website; this is the whole of it now.</summary>
public sealed record ListingCorrected(Listing Listing, string Reason) : IEvent;

/// <summary>The row was recorded by mistake, or on the wrong component: none of its records so far counts.</summary>
public sealed record ListingRetracted(string Reference, string Reason) : IEvent;

/// <summary>Every revocation of the listing so far was recorded by mistake: it was never revoked.</summary>
public sealed record ListingRevocationWithdrawn(string Reference, string Reason) : IEvent;

/// <summary>The listing was revoked, from <paramref name="EffectiveAt"/> on.</summary>
public sealed record ListingRevoked(string Reference, DateTimeOffset EffectiveAt, string Reason) : IEvent;

/// <summary>The listing went into remediation (<paramref name="Open"/>) or came out of it.</summary>
public sealed record ListingRemediationChanged(string Reference, bool Open, DateTimeOffset EffectiveAt, string Reason) : IEvent;

/// <summary>An annual checkpoint was passed.</summary>
public sealed record CheckpointCompleted(string Reference, DateOnly CompletedOn, DateOnly NextDueOn) : IEvent;

/// <summary>An attestation of compliance (AoC) was recorded.</summary>
public sealed record ComplianceRecorded(ComplianceAttestation Attestation) : IEvent;

/// <summary>What was recorded of the attestation of compliance with this standard from this day on was wrong; this is the whole of it now.</summary>
public sealed record ComplianceCorrected(ComplianceAttestation Attestation, string Reason) : IEvent;

/// <summary>The attestation of compliance with this standard from this day on was recorded by mistake.</summary>
public sealed record ComplianceRetracted(ComplianceStandard Standard, DateOnly ValidFrom, string Reason) : IEvent;

/// <summary>A key with which the A&amp;M service signs its attestation results: an EC P-256 public key, coordinates in base64url.</summary>
public sealed record AttestationKeyRegistered(string KeyId, string X, string Y) : IEvent;

/// <summary>Results signed with this key no longer count.</summary>
public sealed record AttestationKeyRevoked(string KeyId, string Reason) : IEvent;
