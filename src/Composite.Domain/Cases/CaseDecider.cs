using System.Text.RegularExpressions;
using Composite.Domain.Components;

namespace Composite.Domain.Cases;

/// <summary>Decides commands about a security issue's case.</summary>
public static partial class CaseDecider
{
    /// <summary>Most facts of a kind (amendments, blocks, campaigns, decisions, proofs) that one case may have.</summary>
    public const int MaxRecords = 200;

    private const int MaxReasonLength = 500;

    /// <param name="state">The case, or null.</param>
    /// <param name="id">Its id.</param>
    /// <param name="issue">The issue.</param>
    /// <param name="component">The component as it is known, or null.</param>
    /// <param name="now">The clock.</param>
    public static Decision Open(CaseState? state, string id, SecurityIssue issue, ComponentState? component, DateTimeOffset now)
    {
        if (issue is null) return Decision.Reject("missing", "issue", "It is missing.", "Give the issue's facts.");
        if (state is not null)
        {
            return state.Issues[0].Value.SaysTheSameAs(issue)
                ? Decision.Accept()
                : Decision.Reject("already-registered", "caseId", $"Case '{id}' exists with other facts.", "Amend it, or choose another id.");
        }

        Problems problems = new Problems().Slug("caseId", id);
        issue.Check(problems, now);
        return Known(problems, issue, component).Or(new CaseOpened(id, issue));
    }

    public static Decision Amend(CaseState state, SecurityIssue issue, string reason, ComponentState? component, DateTimeOffset now)
    {
        if (issue is null) return Decision.Reject("missing", "issue", "It is missing.", "Give the issue's facts as a whole.");
        if (state.Issue.SaysTheSameAs(issue)) return Decision.Accept();
        Problems problems = Acting(state, state.Amendments.Count).Text("reason", reason, MaxReasonLength)
            .Require(issue.ComponentId == state.Issue.ComponentId, "other-component", "componentId", "The case is about another component.", "Open a case for each component.");
        issue.Check(problems, now);
        return Known(problems, issue, component).Or(new CaseAmended(issue, reason));
    }

    /// <summary>The affected versions of the component that are not withdrawn yet: what a block withdraws.</summary>
    public static IReadOnlyList<string> VersionsToBlock(CaseState state, IEnumerable<string> versions) => [.. versions.Where(state.Issue.Affects)];

    /// <summary>Records a block. The versions were withdrawn on the component before: this may come again.</summary>
    public static Decision Block(CaseState state, IReadOnlyList<string> versions, string reason) => Acting(state, state.Blocks.Count)
        .Text("reason", reason, MaxReasonLength)
        .Require(versions.Count > 0, "no-version", "affectedVersions", "The component has no version that is affected.", "Amend the affected versions, or add the version to the component.")
        .Or(new VersionsBlocked(versions, reason));

    /// <param name="state">The case.</param>
    /// <param name="kind">The component's kind: devices report the versions of SDK and application only.</param>
    /// <param name="reason">Why.</param>
    public static Decision Restrict(CaseState state, ComponentKind? kind, string reason) => state.Restrictions.Count > 0 && state.Closing is null
        ? Decision.Accept()
        : Acting(state, 0).Text("reason", reason, MaxReasonLength)
            .Require(kind is ComponentKind.MpocSoftware or ComponentKind.MpocApplication, "wrong-kind", "componentId",
                "Devices report the versions of their SDK and their application only.", "Block the versions, or suspend the solution.")
            .Or(new AdmissionRestricted(reason));

    public static Decision StartCampaign(CaseState state, string message, string targetVersion, DateOnly deadlineOn, ComponentState? component, DateTimeOffset now)
    {
        CampaignStarted wish = new(message, targetVersion, deadlineOn);
        if (state.Closing is null && state.Campaigns.Count > 0 && state.Campaigns[^1].Value == wish) return Decision.Accept();
        return Acting(state, state.Campaigns.Count).Text("message", message, 1000)
            .Require(targetVersion is not null && component?.UsableVersion(targetVersion) is not null, "unknown-version", "targetVersion",
                $"The component has no usable version '{Problems.Shown(targetVersion)}'.", "Add the version first.")
            .Require(!state.Issue.Affects(targetVersion), "affected", "targetVersion", "It is an affected version itself.", "Give a version that is not affected.")
            .Require(deadlineOn > DateOnly.FromDateTime(now.UtcDateTime), "in-the-past", "deadlineOn", "It is no day to come.", "Give a day after today.")
            .Or(wish);
    }

    public static Decision Decide(CaseState state, string decision, string reason) => Acting(state, state.Decisions.Count)
        .Text("decision", decision, MaxReasonLength).Text("reason", reason, MaxReasonLength).Or(new RemedyDecided(decision, reason));

    /// <summary>Records that a recipient was told. The same reference to the same recipient is one proof, also when it comes again.</summary>
    /// <param name="state">The case; also one that is closed.</param>
    /// <param name="notification">The proof.</param>
    /// <param name="isKnown">True when the facts know the recipient.</param>
    /// <param name="now">The clock.</param>
    public static Decision Notify(CaseState state, NotificationSent notification, bool isKnown, DateTimeOffset now)
    {
        if (state.Notifications.Any(n => n.Value.RecipientId == notification.RecipientId && n.Value.Reference == notification.Reference)) return Decision.Accept();
        return new Problems().Text("channel", notification.Channel, 100).Text("reference", notification.Reference)
            .Require(isKnown, "unknown-recipient", "recipientId", $"'{Problems.Shown(notification.RecipientId)}' is no recipient.",
                "Give pci-ssc, acquirer/ID or third-party/ID of one that is registered, or other/ID.")
            .Require(notification.SentAt <= now, "in-the-future", "sentAt", "It lies in the future.", "Give when the notice went out.")
            .Require(notification.SentAt >= state.Issue.DiscoveredAt, "date-order", "sentAt", "It lies before the discovery.", "Give an instant after discoveredAt.")
            .Require(notification.EvidenceSha256 is null || DigestPattern().IsMatch(notification.EvidenceSha256), "invalid-format", "evidenceSha256",
                "It is not a SHA-256 digest.", "Give 64 hexadecimal digits in lower case, as the evidence vault names the document.")
            .Require(state.Notifications.Count < MaxRecords, "count", "recipientId", $"The case has {MaxRecords} proofs.", "Keep further ones as evidence documents.")
            .Or(notification);
    }

    /// <param name="state">The case.</param>
    /// <param name="outcome">How it ended.</param>
    /// <param name="conclusion">In plain words.</param>
    /// <param name="unproven">Recipients with a clock and without a proof.</param>
    public static Decision Close(CaseState state, CaseOutcome outcome, string conclusion, IReadOnlyList<string> unproven)
    {
        if (state.Closing is { } closing) return closing.Value == new CaseClosed(outcome, conclusion) ? Decision.Accept() : Acting(state, 0).Or();
        return new Problems().Defined("outcome", outcome).Text("conclusion", conclusion, 2000)
            .Require(outcome == CaseOutcome.NotAffected || unproven.Count == 0, "not-notified", "outcome", $"No proof that these were told: {string.Join(", ", unproven)}.",
                "Record each notification first, or close the case as not affected.")
            .Or(new CaseClosed(outcome, conclusion));
    }

    private static Problems Acting(CaseState state, int records) => new Problems()
        .Require(state.Closing is null, "closed", "caseId", "The case is closed.", "Open a new case.")
        .Require(records < MaxRecords, "count", "caseId", $"The case has {MaxRecords} of these.", "Open a new case.");

    private static Problems Known(Problems problems, SecurityIssue issue, ComponentState? component) => problems.Require(
        component is not null, "unknown-component", "componentId", $"Component '{Problems.Shown(issue.ComponentId)}' is not registered.", "Register it first.");

    [GeneratedRegex(@"^[0-9a-f]{64}\z", RegexOptions.CultureInvariant)]
    private static partial Regex DigestPattern();
}
