using Composite.Domain.Policies;
using Composite.Domain.Staff;

namespace Composite.Domain.Controls;

/// <summary>Decides that a control does not apply: one person proposes, another approves, and it ends on a day.</summary>
public static class ControlExemptions
{
    /// <summary>Most days for which a control may be taken as not applicable before somebody looks again. Ours.</summary>
    public const int MaxDays = 366;

    public static Decision Propose(ControlBook book, string controlId, string reason, DateOnly reviewOn, string person, DateTimeOffset now)
    {
        ControlRecord record = book.Of(controlId);
        DateOnly today = DateOnly.FromDateTime(now.UtcDateTime);
        // One whose day of review has come is over by itself.
        ControlExemption? open = record.Open is { } last && last.Proposed.Value.ReviewOn > today ? record.Open : null;
        if (open?.Proposed.Value == new ControlExemptionProposed(controlId, reason, reviewOn, person)) return Decision.Accept();
        return ControlDecider.Known(controlId).Text("reason", reason, 1000).Text("proposedBy", person).Room("reason", record.Exemptions.Count)
            .Require(open is null, "exemption-open", "controlId", "That it does not apply is proposed, or holds, already.", "End that first.")
            .Require(reviewOn > today && reviewOn <= today.AddDays(MaxDays), "range", "reviewOn", $"{reviewOn:O} is not within {MaxDays} days from now.", $"Give a day from {today.AddDays(1):O} to {today.AddDays(MaxDays):O}.")
            .Or(new ControlExemptionProposed(controlId, reason, reviewOn, person));
    }

    /// <param name="book">What is recorded.</param>
    /// <param name="controlId">The control.</param>
    /// <param name="proposedAt">When the proposal that the approver saw was recorded: it may have been ended, and another made, since they looked.</param>
    /// <param name="staff">The members, as freshly read as can be.</param>
    /// <param name="person">Who approves.</param>
    /// <param name="now">The clock.</param>
    public static Decision Approve(ControlBook book, string controlId, DateTimeOffset? proposedAt, StaffMembers staff, string person, DateTimeOffset now)
    {
        ControlExemption? open = book.Of(controlId).Open;
        if (open is not null && open.Proposed.RecordedAt != proposedAt)
        {
            return Decision.Reject(
                "another-proposal", "proposedAt", proposedAt is null ? "It is missing." : "What is proposed now was not proposed then.", "Show the control, and approve what stands there now by its proposedAt.");
        }

        if (open?.Approved is not null) return Decision.Accept();
        Problems problems = ControlDecider.Known(controlId)
            .Require(open is not null, "unknown-proposal", "controlId", "Nobody proposed that it does not apply.", "Propose it first.")
            .Require(open is null || open.Proposed.Value.ReviewOn > DateOnly.FromDateTime(now.UtcDateTime), "in-the-past", "controlId", "Its day of review has passed.", "Propose it again.");
        if (open is not null && TwoPersonRule.Against(staff, open.Proposed.Value.ProposedBy, open.Proposed.RecordedAt, person, "controlId") is { } against)
        {
            problems.Add(against.Code, against.Field, against.Reason, against.Remedy);
        }

        return problems.Or(new ControlExemptionApproved(controlId, person));
    }

    public static Decision End(ControlBook book, string controlId, string reason, string person)
    {
        ControlRecord record = book.Of(controlId);
        if (record.Open is null && record.Exemptions.Count > 0) return Decision.Accept();
        return ControlDecider.Known(controlId).Text("reason", reason, 500).Text("endedBy", person)
            .Require(record.Open is not null, "unknown-proposal", "controlId", "Nobody proposed that it does not apply.", "Show the control.")
            .Or(new ControlExemptionEnded(controlId, reason, person));
    }
}
