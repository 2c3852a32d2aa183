using Composite.Domain.Staff;

namespace Composite.Domain.Policies;

/// <summary>Decides changes of policy: one person proposes, another approves; either, or a third, may withdraw.</summary>
public static class PolicyDecider
{
    /// <summary>Most proposals open at once.</summary>
    public const int MaxProposals = 20;

    /// <summary>Most proposals ever.</summary>
    public const int MaxHistory = 10_000;

    /// <param name="table">The policies.</param>
    /// <param name="proposalId">Made by the caller; proposing the same id again is answered as done.</param>
    /// <param name="effectiveFrom">Not in the past: what was decided under the earlier values stays so.</param>
    /// <param name="change">The values that change; the others stay what they are then.</param>
    /// <param name="reason">Why.</param>
    /// <param name="person">Who proposes: <c>staff/…</c>.</param>
    /// <param name="now">The clock.</param>
    public static Decision Propose(PolicyTable table, string proposalId, DateTimeOffset effectiveFrom, PolicyChange change, string reason, string person, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(table);
        if (change is null || change.IsEmpty()) return Decision.Reject("missing", "values", "No value is given.", "Give the values that change.");
        if (table.Proposed(proposalId) is { } known)
        {
            return known.EffectiveFrom == effectiveFrom && known.ProposedBy == person && known.Change.SaysTheSameAs(change)
                ? Decision.Accept()
                : Decision.Reject("already-registered", "proposalId", $"Proposal '{proposalId}' exists with other facts.", "Choose another id.");
        }

        Problems problems = new Problems().Slug("proposalId", proposalId).Text("reason", reason, 500).Text("person", person)
            .Require(table.Proposals.Count() < MaxProposals, "count", "proposalId", $"{MaxProposals} proposals are open.", "Have one approved or withdrawn first.")
            .Require(table.History.Count < MaxHistory, "count", "proposalId", $"{MaxHistory} proposals were made.", "Start a new installation.")
            .Require(effectiveFrom >= now, "in-the-past", "effectiveFrom", "It lies in the past.", "Give an instant from now on.");
        PolicyRanges.Check(change, problems);
        return problems.Or(new PolicyChangeProposed(proposalId, effectiveFrom, change, reason, person));
    }

    /// <param name="table">The policies.</param>
    /// <param name="proposalId">The proposal; approving one again is answered as done.</param>
    /// <param name="person">Who approves: <c>staff/…</c>.</param>
    /// <param name="staff">The members, freshly read: see <see cref="TwoPersonRule"/>.</param>
    /// <param name="now">The clock.</param>
    public static Decision Approve(PolicyTable table, string proposalId, string person, StaffMembers staff, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(table);
        PolicyProposal? proposal = table.Proposed(proposalId);
        if (proposal is null) return Unknown(proposalId);
        if (proposal.Approval is not null) return Decision.Accept();
        if (proposal.Withdrawal is { } withdrawal)
        {
            return Decision.Reject("withdrawn", "proposalId", $"{withdrawal.WithdrawnBy} withdrew the proposal.", "Propose it again under another id.");
        }

        Problems problems = new();
        if (TwoPersonRule.Against(staff, proposal.ProposedBy, proposal.ProposedAt, person, "proposalId") is { } against) problems.Add(against);
        return problems
            .Require(proposal.EffectiveFrom >= now, "in-the-past", "proposalId", "Its effective date has passed.", "Propose it again with a later date.")
            .Or(new PolicyChangeApproved(proposalId, table.Versions[^1].Version + 1, person));
    }

    /// <summary>Withdraws a proposal, or turns it down: one person is enough, since nothing changes by it.</summary>
    public static Decision Withdraw(PolicyTable table, string proposalId, string reason, string person)
    {
        ArgumentNullException.ThrowIfNull(table);
        PolicyProposal? proposal = table.Proposed(proposalId);
        if (proposal is null) return Unknown(proposalId);
        if (proposal.Withdrawal is not null) return Decision.Accept();
        return new Problems().Text("reason", reason, 500).Text("person", person)
            .Require(proposal.Approval is null, "approved", "proposalId", "It was approved.", "Propose a change back.")
            .Or(new PolicyProposalWithdrawn(proposalId, reason, person));
    }

    private static Decision Unknown(string proposalId) =>
        Decision.Reject("unknown-proposal", "proposalId", $"No proposal '{Problems.Shown(proposalId)}' is known.", "List the proposals.");
}
