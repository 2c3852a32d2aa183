namespace Composite.Domain.Cases;

/// <summary>A security issue in a component became a case.</summary>
public sealed record CaseOpened(string CaseId, SecurityIssue Issue) : IEvent;

/// <summary>The issue is understood otherwise; this is the whole of it now. What was known before stays answerable.</summary>
public sealed record CaseAmended(SecurityIssue Issue, string Reason) : IEvent;

/// <summary>These versions of the component were withdrawn: payments of devices on them are refused.</summary>
public sealed record VersionsBlocked(IReadOnlyList<string> Versions, string Reason) : IEvent;

/// <summary>No new device is admitted on an affected version while the case is open.</summary>
public sealed record AdmissionRestricted(string Reason) : IEvent;

/// <summary>Merchants are asked to move their devices from the affected versions.</summary>
/// <param name="Message">What they are told.</param>
/// <param name="TargetVersion">The version to move to.</param>
/// <param name="DeadlineOn">The day (UTC) by which.</param>
public sealed record CampaignStarted(string Message, string TargetVersion, DateOnly DeadlineOn) : IEvent;

/// <summary>Somebody decided how the issue is remedied.</summary>
public sealed record RemedyDecided(string Decision, string Reason) : IEvent;

/// <summary>A recipient was told: the proof.</summary>
/// <param name="RecipientId"><c>pci-ssc</c>, <c>acquirer/{id}</c>, <c>third-party/{id}</c> or <c>other/{id}</c>.</param>
/// <param name="SentAt">When it went out.</param>
/// <param name="Channel">By which way: letter, e-mail, portal, webhook.</param>
/// <param name="Reference">What finds it again: a message id, a ticket.</param>
/// <param name="EvidenceSha256">The document in the evidence vault, or null.</param>
public sealed record NotificationSent(string RecipientId, DateTimeOffset SentAt, string Channel, string Reference, string? EvidenceSha256) : IEvent;

/// <summary>The case is done.</summary>
public sealed record CaseClosed(CaseOutcome Outcome, string Conclusion) : IEvent;

/// <summary>How a case ended.</summary>
public enum CaseOutcome
{
    /// <summary>The issue is mended everywhere.</summary>
    Resolved,

    /// <summary>What remains of it is accepted, for the reason in the conclusion.</summary>
    Accepted,

    /// <summary>It turned out to be none: nobody has to be told.</summary>
    NotAffected,
}
