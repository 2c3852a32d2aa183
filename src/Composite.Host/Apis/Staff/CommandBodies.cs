namespace Composite.Host.Apis.Staff;

/// <summary>Why, for the record.</summary>
internal sealed record ReasonBody(string Reason);

/// <summary>Whether something is in service, and why, for the record.</summary>
internal sealed record ActivationChangeBody(bool Active, string Reason);

/// <summary>Why a listing is revoked, and from when; now when left out.</summary>
internal sealed record RevocationBody(string Reason, DateTimeOffset? EffectiveAt = null);

/// <summary>Whether a remediation is open, why, and from when; now when left out.</summary>
internal sealed record RemediationBody(bool Open, string Reason, DateTimeOffset? EffectiveAt = null);

/// <summary>A passed annual checkpoint.</summary>
internal sealed record CheckpointBody(DateOnly CompletedOn, DateOnly NextDueOn);
