using Composite.Domain.Cases;
using Composite.Domain.Forecast;

namespace Composite.Domain.Notices;

/// <summary>The planning of notices began, with the due work that keeps it going.</summary>
public sealed record NoticePlanningStarted : IEvent;

/// <summary>A webhook is to be told something; its delivery is due work of the same append.</summary>
public sealed record NoticeIssued : IEvent, ISubjectEvent
{
    /// <summary>Unique, and the same for the same <see cref="Key"/> and webhook: the message's <c>webhook-id</c>.</summary>
    public required string NoticeId { get; init; }

    public required string WebhookId { get; init; }

    public required NoticeType Type { get; init; }

    /// <summary>What is told, so that it is told once: a deadline with its date and lead, a case with its stage.</summary>
    public required string Key { get; init; }

    /// <summary>The instant that it is about: a deadline's, or when a case changed. Long after it the notice is no longer remembered.</summary>
    public required DateTimeOffset About { get; init; }

    /// <summary>For a deadline.</summary>
    public DeadlineNotice? Deadline { get; init; }

    /// <summary>For a case.</summary>
    public CaseNotice? Case { get; init; }

    string ISubjectEvent.Subject => NoticeId;
}

/// <summary>A deadline as it stood when it was told of.</summary>
/// <param name="Id">Its stable id.</param>
/// <param name="Kind">Its kind.</param>
/// <param name="SubjectId">What it is about.</param>
/// <param name="Reference">What of it.</param>
/// <param name="DueAt">When.</param>
/// <param name="LeadDays">Which of the policy's leads this notice is for; 0 when the instant has passed.</param>
/// <param name="Title">One line.</param>
/// <param name="Consequence">What happens when it lapses.</param>
/// <param name="Owner">Who has to act.</param>
/// <param name="SolutionIds">Which solutions it concerns.</param>
public sealed record DeadlineNotice(
    string Id, DeadlineKind Kind, string SubjectId, string Reference, DateTimeOffset DueAt, int LeadDays, string Title, string Consequence, string Owner, IReadOnlyList<string> SolutionIds);

/// <summary>A case as it stood when it was told of.</summary>
/// <param name="CaseId">The case.</param>
/// <param name="Issue">The issue.</param>
/// <param name="SolutionIds">Which solutions have the component.</param>
/// <param name="Outcome">How it ended; null while it is open.</param>
/// <param name="Conclusion">Likewise.</param>
public sealed record CaseNotice(string CaseId, SecurityIssue Issue, IReadOnlyList<string> SolutionIds, CaseOutcome? Outcome, string? Conclusion);

/// <summary>What a notice tells. A webhook names the types that it wants.</summary>
public enum NoticeType
{
    /// <summary>A deadline comes nearer: <c>deadline.approaching</c>.</summary>
    DeadlineApproaching,

    /// <summary>A deadline that is reckoned in hours has passed: <c>deadline.passed</c>.</summary>
    DeadlinePassed,

    /// <summary>A security issue became a case: <c>case.opened</c>.</summary>
    CaseOpened,

    /// <summary>A case changed: <c>case.updated</c>.</summary>
    CaseUpdated,

    /// <summary>A case was closed: <c>case.closed</c>.</summary>
    CaseClosed,

    /// <summary>Somebody tries the webhook out: <c>webhook.test</c>. Sent whatever types the webhook names.</summary>
    Test,
}
