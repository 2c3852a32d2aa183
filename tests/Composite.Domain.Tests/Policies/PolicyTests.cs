using Composite.Domain.Policies;
using Composite.Domain.Tests.Rules;
using CsCheck;
using Xunit;

namespace Composite.Domain.Tests.Policies;

public sealed class PolicyTests
{
    private static readonly DateTimeOffset Noon = GateScenario.Noon;
    private static readonly PolicyValues Values = PolicyValues.Default with { AttestationMaxAge = TimeSpan.FromMinutes(2) };
    private static readonly PolicyTable Proposed = Propose(PolicyTable.BuiltIn, "shorter", Noon.AddHours(1), Values);

    [Fact]
    public void Approve_AnotherPerson_TakesEffectOnItsDate()
    {
        PolicyTable table = Proposed.Evolve(PolicyDecider.Approve(Proposed, "shorter", "staff/bert", Noon).AcceptedOne<PolicyApproved>(), Noon);
        Assert.Empty(table.Proposals);
        Assert.Equal(0, table.At(Noon.AddHours(1).AddTicks(-1)).Version);
        Assert.Equal((1, TimeSpan.FromMinutes(2)), (table.At(Noon.AddHours(1)).Version, table.At(Noon.AddHours(1)).Values.AttestationMaxAge));
    }

    [Theory]
    [InlineData("staff/anna", "same-person proposalId")]
    [InlineData("staff/ANNA", "same-person proposalId")]
    [InlineData("", "invalid-text person")]
    [InlineData(null, "invalid-text person")]
    public void Approve_NoSecondPerson_IsRefused(string? person, string problem) => PolicyDecider.Approve(Proposed, "shorter", person!, Noon).Refused(problem);

    [Fact]
    public void Approve_BehindItsDateOrUnknown_IsRefused()
    {
        Assert.Single(PolicyDecider.Approve(Proposed, "shorter", "staff/bert", Noon.AddHours(1)).Accepted());
        PolicyDecider.Approve(Proposed, "shorter", "staff/bert", Noon.AddHours(1).AddTicks(1)).Refused("in-the-past proposalId");
        PolicyDecider.Approve(Proposed, "other", "staff/bert", Noon).Refused("unknown-proposal proposalId");
        PolicyDecider.Approve(Proposed, null!, "staff/bert", Noon).Refused("unknown-proposal proposalId");
    }

    [Fact]
    public void Commands_SentTwice_ChangeNothingMoreAlsoBehindTheApproval()
    {
        PolicyTable approved = Proposed.Evolve(new PolicyApproved("shorter", 1, "staff/bert"), Noon);
        foreach (PolicyTable table in (PolicyTable[])[Proposed, approved])
        {
            PolicyValues again = Values with { ReversalWaits = [.. Values.ReversalWaits] };
            Assert.Empty(PolicyDecider.Propose(table, "shorter", Noon.AddHours(1), again, "risk", "staff/anna", Noon).Accepted());
            PolicyDecider.Propose(table, "shorter", Noon.AddHours(1), PolicyValues.Default, "risk", "staff/anna", Noon).Refused("already-registered proposalId");
        }

        Assert.Empty(PolicyDecider.Approve(approved, "shorter", "staff/bert", Noon).Accepted());
    }

    [Fact]
    public void Propose_EverythingWrong_NamesEveryField()
    {
        PolicyValues wrong = new()
        {
            AttestationMaxAge = TimeSpan.Zero,
            ClockSkew = TimeSpan.Zero,
            FactsMaxAge = TimeSpan.FromMinutes(1),
            ActivationCodeLifetime = TimeSpan.Zero,
            ActivationMaxAttempts = 0,
            ExpiryWarningDays = -1,
            CheckpointToleranceDays = -1,
            ReversalMaxAttempts = 0,
            ReversalWaits = null!,
        };
        PolicyDecider.Propose(PolicyTable.BuiltIn, "A", Noon.AddTicks(-1), wrong, "", null!, Noon).Refused(
            "invalid-id proposalId", "invalid-text reason", "invalid-text person", "in-the-past effectiveFrom", "range attestationMaxAge", "range clockSkew", "range factsMaxAge",
            "range activationCodeLifetime", "range activationMaxAttempts", "range expiryWarningDays", "range checkpointToleranceDays", "range reversalMaxAttempts", "count reversalWaits");
        PolicyDecider.Propose(PolicyTable.BuiltIn, "shorter", Noon, null!, "risk", "staff/anna", Noon).Refused("missing values");
        PolicyDecider.Propose(PolicyTable.BuiltIn, "shorter", Noon, Values with { ReversalWaits = [TimeSpan.Zero] }, "risk", "staff/anna", Noon).Refused("range reversalWaits");
    }

    [Fact]
    public void Propose_TooManyOpen_IsRefused()
    {
        PolicyTable full = Enumerable.Range(0, PolicyDecider.MaxProposals).Aggregate(PolicyTable.BuiltIn, (table, i) => Propose(table, $"proposal-{i}", Noon, Values));
        PolicyDecider.Propose(full, "one-more", Noon, Values, "risk", "staff/anna", Noon).Refused("count proposalId");
    }

    [Fact]
    public void At_AnyOrderOfApproval_IsTheVersionThatTookEffectLast() => Gen.Select(Gen.Int[0, 20].Array[0, 8], Gen.Int[-5, 25]).Sample((hours, asked) =>
    {
        PolicyTable table = PolicyTable.BuiltIn with { Versions = [.. PolicyTable.BuiltIn.Versions, .. hours.Select((hour, i) => new PolicyVersion(i + 1, Noon.AddHours(hour), Values))] };
        int expected = hours.Select((hour, i) => (hour, Version: i + 1)).Where(v => v.hour <= asked).OrderBy(v => v.hour).ThenBy(v => v.Version).Select(v => v.Version).LastOrDefault();
        Assert.Equal(expected, table.At(Noon.AddHours(asked)).Version);
    });

    [Fact]
    public void Evolve_ApprovalOfNothing_Throws() => Assert.Throws<InvalidOperationException>(() => PolicyTable.BuiltIn.Evolve(new PolicyApproved("shorter", 1, "staff/bert"), Noon));

    private static PolicyTable Propose(PolicyTable table, string id, DateTimeOffset from, PolicyValues values) =>
        table.Evolve(PolicyDecider.Propose(table, id, from, values, "risk", "staff/anna", Noon).AcceptedOne<PolicyProposed>(), Noon);
}
