namespace Composite.Domain.Policies;

/// <summary>Decides changes of policy: one person proposes, another approves.</summary>
public static class PolicyDecider
{
    public const int MaxProposals = 20;
    public const int MaxReversalWaits = 20;

    /// <param name="table">The policies.</param>
    /// <param name="proposalId">Made by the caller; proposing the same id again is answered as done.</param>
    /// <param name="effectiveFrom">Not in the past: what was decided under the earlier values stays so.</param>
    /// <param name="values">The whole set of values.</param>
    /// <param name="reason">Why.</param>
    /// <param name="person">Who proposes.</param>
    /// <param name="now">The clock.</param>
    public static Decision Propose(PolicyTable table, string proposalId, DateTimeOffset effectiveFrom, PolicyValues values, string reason, string person, DateTimeOffset now)
    {
        if (values is null) return Decision.Reject("missing", "values", "They are missing.", "Give the whole set of values.");
        if (table.Proposed(proposalId) is { } known)
        {
            return known.EffectiveFrom == effectiveFrom && known.ProposedBy == person && known.Values.SaysTheSameAs(values)
                ? Decision.Accept()
                : Decision.Reject("already-registered", "proposalId", $"Proposal '{proposalId}' exists with other facts.", "Choose another id.");
        }

        Problems problems = new Problems().Slug("proposalId", proposalId).Text("reason", reason, 500).Text("person", person)
            .Require(table.Proposals.Count < MaxProposals, "count", "proposalId", $"{MaxProposals} proposals are open.", "Have one approved first.")
            .Require(effectiveFrom >= now, "in-the-past", "effectiveFrom", "It lies in the past.", "Give an instant from now on.");
        Range(problems, "attestationMaxAge", values.AttestationMaxAge, TimeSpan.FromSeconds(1), TimeSpan.FromHours(1));
        Range(problems, "clockSkew", values.ClockSkew, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(10));
        Range(problems, "factsMaxAge", values.FactsMaxAge, TimeSpan.FromMilliseconds(500), TimeSpan.FromSeconds(10));
        Range(problems, "activationCodeLifetime", values.ActivationCodeLifetime, TimeSpan.FromMinutes(1), TimeSpan.FromHours(24));
        foreach (TimeSpan wait in problems.Items("reversalWaits", values.ReversalWaits, 1, MaxReversalWaits)) Range(problems, "reversalWaits", wait, TimeSpan.FromMilliseconds(1), TimeSpan.FromHours(1));
        return problems
            .Require(values.ActivationMaxAttempts is >= 1 and <= 10, "range", "activationMaxAttempts", $"{values.ActivationMaxAttempts}.", "Give 1 to 10.")
            .Require(values.ExpiryWarningDays is >= 0 and <= 730, "range", "expiryWarningDays", $"{values.ExpiryWarningDays}.", "Give 0 to 730.")
            .Require(values.CheckpointToleranceDays is >= 0 and <= 365, "range", "checkpointToleranceDays", $"{values.CheckpointToleranceDays}.", "Give 0 to 365.")
            .Require(values.ReversalMaxAttempts is >= 1 and <= 1000, "range", "reversalMaxAttempts", $"{values.ReversalMaxAttempts}.", "Give 1 to 1000.")
            .Or(new PolicyProposed(proposalId, effectiveFrom, values, reason, person));
    }

    public static Decision Approve(PolicyTable table, string proposalId, string person, DateTimeOffset now)
    {
        if (table.Approved.Any(p => p.ProposalId == proposalId)) return Decision.Accept();
        if (table.Proposals.FirstOrDefault(p => p.ProposalId == proposalId) is not { } proposal)
        {
            return Decision.Reject("unknown-proposal", "proposalId", $"No proposal '{Problems.Shown(proposalId)}' is open.", "List the open proposals.");
        }

        return new Problems().Text("person", person)
            .Require(!string.Equals(proposal.ProposedBy, person, StringComparison.OrdinalIgnoreCase), "same-person", "proposalId", "You proposed it yourself.", "Have another person approve it.")
            .Require(proposal.EffectiveFrom >= now, "in-the-past", "proposalId", "Its effective date has passed.", "Propose it again with a later date.")
            .Or(new PolicyApproved(proposalId, table.Versions[^1].Version + 1, person));
    }

    private static void Range(Problems problems, string field, TimeSpan value, TimeSpan least, TimeSpan most) => problems.Require(
        value >= least && value <= most, "range", field, $"{value} lies outside {least} to {most}.", $"Give {least} to {most}.");
}
