using Composite.Domain.Components;
using Composite.Domain.Policies;
using Composite.Domain.Tests.Rules;
using CsCheck;
using Xunit;

namespace Composite.Domain.Tests.Policies;

public sealed class PolicyTests
{
    private static readonly DateTimeOffset Noon = GateScenario.Noon;
    private static readonly PolicyChange Change = new() { AttestationMaxAge = TimeSpan.FromMinutes(2) };
    private static readonly PolicyTable Proposed = Propose(PolicyTable.BuiltIn, "shorter", Noon.AddHours(1), Change);

    [Fact]
    public void Approve_AnotherPerson_TakesEffectOnItsDate()
    {
        PolicyTable table = Approve(Proposed, "shorter");
        Assert.Empty(table.Proposals);
        Assert.Equal(0, table.At(Noon.AddHours(1).AddTicks(-1)).Version);
        Assert.Equal((1, TimeSpan.FromMinutes(2)), (table.At(Noon.AddHours(1)).Version, table.At(Noon.AddHours(1)).Values.AttestationMaxAge));
    }

    [Theory]
    [InlineData("staff/anna", "same-person proposalId")]
    [InlineData("staff/ANNA", "same-person proposalId")]
    [InlineData("staff/root", "credential-from-the-other proposalId")]
    [InlineData("staff/nobody", "not-a-member proposalId")]
    [InlineData("", "not-a-member proposalId")]
    [InlineData(null, "not-a-member proposalId")]
    public void Approve_NoSecondPerson_IsRefused(string? person, string problem) => PolicyDecider.Approve(Proposed, "shorter", person!, Staffing.Usual, Noon).Refused(problem);

    [Fact]
    public void Approve_BehindItsDateUnknownOrWithdrawn_IsRefused()
    {
        Assert.Single(PolicyDecider.Approve(Proposed, "shorter", "staff/bert", Staffing.Usual, Noon.AddHours(1)).Accepted());
        PolicyDecider.Approve(Proposed, "shorter", "staff/bert", Staffing.Usual, Noon.AddHours(1).AddTicks(1)).Refused("in-the-past proposalId");
        PolicyDecider.Approve(Proposed, "other", "staff/bert", Staffing.Usual, Noon).Refused("unknown-proposal proposalId");
        PolicyDecider.Approve(Proposed, null!, "staff/bert", Staffing.Usual, Noon).Refused("unknown-proposal proposalId");
        PolicyTable withdrawn = Proposed.Evolve(PolicyDecider.Withdraw(Proposed, "shorter", "too short", "staff/bert").AcceptedOne<PolicyProposalWithdrawn>(), Noon);
        PolicyDecider.Approve(withdrawn, "shorter", "staff/bert", Staffing.Usual, Noon).Refused("withdrawn proposalId");
    }

    [Fact]
    public void Withdraw_Proposal_ClosesItAndApprovedOnesStay()
    {
        PolicyTable withdrawn = Proposed.Evolve(PolicyDecider.Withdraw(Proposed, "shorter", "second thoughts", "staff/anna").AcceptedOne<PolicyProposalWithdrawn>(), Noon);
        Assert.Empty(withdrawn.Proposals);
        Assert.Empty(PolicyDecider.Withdraw(withdrawn, "shorter", "again", "staff/anna").Accepted());
        PolicyDecider.Withdraw(Proposed, "shorter", "", "staff/anna").Refused("invalid-text reason");
        PolicyDecider.Withdraw(Proposed, "other", "r", "staff/anna").Refused("unknown-proposal proposalId");
        PolicyDecider.Withdraw(Approve(Proposed, "shorter"), "shorter", "r", "staff/anna").Refused("approved proposalId");
    }

    [Fact]
    public void Commands_SentTwice_ChangeNothingMoreAlsoBehindTheApproval()
    {
        foreach (PolicyTable table in (PolicyTable[])[Proposed, Approve(Proposed, "shorter")])
        {
            Assert.Empty(PolicyDecider.Propose(table, "shorter", Noon.AddHours(1), Change with { }, "risk", "staff/anna", Noon).Accepted());
            PolicyDecider.Propose(table, "shorter", Noon.AddHours(1), new() { ClockSkew = TimeSpan.FromSeconds(5) }, "risk", "staff/anna", Noon).Refused("already-registered proposalId");
            PolicyDecider.Propose(table, "shorter", Noon.AddHours(1), Change, "risk", "staff/bert", Noon).Refused("already-registered proposalId");
        }

        Assert.Empty(PolicyDecider.Approve(Approve(Proposed, "shorter"), "shorter", "staff/carl", Staffing.Usual, Noon).Accepted());
    }

    [Fact]
    public void Propose_EverythingWrong_NamesEveryField()
    {
        PolicyChange wrong = new()
        {
            AttestationMaxAge = TimeSpan.Zero,
            ClockSkew = TimeSpan.Zero,
            FactsMaxAge = TimeSpan.FromMinutes(1),
            ActivationCodeLifetime = TimeSpan.Zero,
            ActivationMaxAttempts = 0,
            ExpiryWarningDays = -1,
            CheckpointToleranceDays = -1,
            ReversalMaxAttempts = 0,
            ReversalWaits = [],
            ExpiryGraceDays = 91,
            NoticeLeadDays = [0],
            RemediationDecisionHours = 0,
            WaiverMaxDays = 181,
            CertificationEffects = [],
        };
        PolicyDecider.Propose(PolicyTable.BuiltIn, "A", Noon.AddTicks(-1), wrong, "", null!, Noon).Refused(
            "invalid-id proposalId", "invalid-text reason", "invalid-text person", "in-the-past effectiveFrom", "range attestationMaxAge", "range clockSkew", "range factsMaxAge",
            "range activationCodeLifetime", "range activationMaxAttempts", "range expiryWarningDays", "range checkpointToleranceDays", "range reversalMaxAttempts", "count reversalWaits",
            "range expiryGraceDays", "range noticeLeadDays", "range remediationDecisionHours", "range waiverMaxDays", "count certificationEffects");
        PolicyDecider.Propose(PolicyTable.BuiltIn, "shorter", Noon, null!, "risk", "staff/anna", Noon).Refused("missing values");
        PolicyDecider.Propose(PolicyTable.BuiltIn, "shorter", Noon, new(), "risk", "staff/anna", Noon).Refused("missing values");
        PolicyDecider.Propose(PolicyTable.BuiltIn, "shorter", Noon, new() { ReversalWaits = [TimeSpan.Zero] }, "risk", "staff/anna", Noon).Refused("range reversalWaits");
        PolicyDecider.Propose(PolicyTable.BuiltIn, "shorter", Noon, new() { NoticeLeadDays = [30, 30] }, "risk", "staff/anna", Noon).Refused("duplicate noticeLeadDays");
    }

    public static TheoryData<CertificationEffect, string?> Rows => new()
    {
        { new(CertificationStatus.CheckpointOverdue, Effect.Refuse, Effect.Refuse, Effect.Refuse), null },
        { new(CertificationStatus.CheckpointLapsed, Effect.Allow, Effect.Allow, Effect.Allow), null },
        { new(CertificationStatus.Revoked, Effect.Refuse, Effect.Refuse, Effect.Refuse), null },
        { new(CertificationStatus.Revoked, Effect.Warn, Effect.Refuse, Effect.Refuse), "firm certificationEffects" },
        { new(CertificationStatus.Unknown, Effect.Refuse, Effect.Refuse, Effect.Warn), "firm certificationEffects" },
        { new(CertificationStatus.NotYetInForce, Effect.Allow, Effect.Allow, Effect.Allow), "firm certificationEffects" },
        { new(CertificationStatus.Expired, Effect.Warn, Effect.Refuse, Effect.Refuse), "firm certificationEffects" },
        { new(CertificationStatus.InRemediation, Effect.Refuse, Effect.Warn, Effect.Refuse), "admission-beyond-payments certificationEffects" },
        { new((CertificationStatus)99, Effect.Warn, Effect.Warn, (Effect)7), "unknown-value certificationEffects" },
    };

    [Theory]
    [MemberData(nameof(Rows))]
    public void Propose_RowOfTheEffects_KeepsToWhatIsFirm(CertificationEffect row, string? problem)
    {
        Decision decision = PolicyDecider.Propose(PolicyTable.BuiltIn, "effects", Noon, new() { CertificationEffects = [row] }, "risk", "staff/anna", Noon);
        if (problem is null) decision.Accepted();
        else decision.Refused(problem);
        PolicyDecider.Propose(PolicyTable.BuiltIn, "effects", Noon, new() { CertificationEffects = [row, row] }, "risk", "staff/anna", Noon)
            .Refused([.. (problem is null ? [] : (string[])[problem]), "duplicate certificationEffects"]);
    }

    [Fact]
    public void EffectOf_TableThatSaysOtherwise_StaysFirm()
    {
        PolicyValues bent = PolicyValues.Default with { CertificationEffects = [.. EffectTable.Default.Select(r => new CertificationEffect(r.Status, Effect.Allow, Effect.Allow, Effect.Allow))] };
        Assert.All(Enum.GetValues<CertificationStatus>(), s => Assert.Equal(EffectTable.IsFirm(s) ? Effect.Refuse : Effect.Allow, bent.EffectOf(s).Payments));
        Assert.Equal(Effect.Refuse, (PolicyValues.Default with { CertificationEffects = [] }).EffectOf(CertificationStatus.InForce).Payments);
    }

    [Fact]
    public void Propose_TooManyOpen_IsRefused()
    {
        PolicyTable full = Enumerable.Range(0, PolicyDecider.MaxProposals).Aggregate(PolicyTable.BuiltIn, (table, i) => Propose(table, $"proposal-{i}", Noon, Change));
        PolicyDecider.Propose(full, "one-more", Noon, Change, "risk", "staff/anna", Noon).Refused("count proposalId");
    }

    [Fact]
    public void Approve_AnotherChangeApprovedMeanwhile_UndoesNothing()
    {
        PolicyTable both = Propose(Proposed, "skew", Noon.AddHours(2), new() { ClockSkew = TimeSpan.FromSeconds(30) });
        foreach (PolicyTable table in (PolicyTable[])[Approve(Approve(both, "shorter"), "skew"), Approve(Approve(both, "skew"), "shorter")])
        {
            Assert.Equal((TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(2)), Both(table.At(Noon.AddHours(1))));
            Assert.Equal((TimeSpan.FromMinutes(2), TimeSpan.FromSeconds(30)), Both(table.At(Noon.AddHours(2))));
        }

        static (TimeSpan, TimeSpan) Both(PolicyVersion version) => (version.Values.AttestationMaxAge, version.Values.ClockSkew);
    }

    [Fact]
    public void Approve_RowsOfTheEffects_ReplaceTheseRowsOnly()
    {
        CertificationEffect overdue = new(CertificationStatus.CheckpointOverdue, Effect.Warn, Effect.Refuse, Effect.Refuse);
        CertificationEffect remediation = new(CertificationStatus.InRemediation, Effect.Refuse, Effect.Refuse, Effect.Refuse);
        PolicyTable table = Approve(Propose(PolicyTable.BuiltIn, "one", Noon, new() { CertificationEffects = [overdue] }), "one");
        table = Approve(Propose(table, "two", Noon, new() { CertificationEffects = [remediation] }), "two");
        Assert.Equal(
            EffectTable.Default.Select(r => r.Status == overdue.Status ? overdue : r.Status == remediation.Status ? remediation : r), table.At(Noon).Values.CertificationEffects!);
    }

    [Fact]
    public void Evolve_WholeSetOfAnEarlyVersion_CountsAsBeforeAndItsOpenProposalsAsWhatTheyChanged()
    {
        PolicyValues whole = PolicyValues.Default with { AttestationMaxAge = TimeSpan.FromMinutes(2) };
        PolicyTable old = PolicyTable.BuiltIn.Evolve(new PolicyProposed("old", Noon, whole, "risk", "staff/anna"), Noon);
        Assert.Equal(whole, old.Evolve(new PolicyApproved("old", 1, "staff/bert"), Noon).At(Noon).Values);

        PolicyTable skew = Approve(Propose(old, "skew", Noon, new() { ClockSkew = TimeSpan.FromSeconds(30) }), "skew");
        PolicyValues values = Approve(skew, "old").At(Noon).Values;
        Assert.Equal((TimeSpan.FromMinutes(2), TimeSpan.FromSeconds(30)), (values.AttestationMaxAge, values.ClockSkew));
    }

    /// <summary>At any pair of instants the values are those of the approved changes, each on the one before it in the order of their dates.</summary>
    [Fact]
    public void At_AnyHistory_IsEveryKnownChangeInTheOrderOfItsDate() => Gen.Select(
        Gen.Select(Gen.Int[0, 10], Gen.Int[0, 3], Gen.Int[1, 9]).Array[0, 8], Gen.Int[-2, 20], Gen.Int[-2, 12]).Sample((changes, valid, known) =>
    {
        PolicyTable table = PolicyTable.BuiltIn;
        for (int i = 0; i < changes.Length; i++)
        {
            (int ahead, int member, int value) = changes[i];
            table = table.Evolve(new PolicyChangeProposed($"p{i}", Noon.AddHours(i + ahead), Of(member, value), "r", "staff/anna"), Noon.AddHours(i))
                .Evolve(new PolicyChangeApproved($"p{i}", i + 1, "staff/bert"), Noon.AddHours(i));
        }

        PolicyValues expected = PolicyValues.Default;
        int version = 0;
        foreach ((int i, (int ahead, int member, int value)) in changes.Index().OrderBy(c => c.Index + c.Item.Item1).ThenBy(c => c.Index))
        {
            if (i > known || i + ahead > valid) continue;
            expected = Of(member, value).On(expected);
            version = i + 1;
        }

        PolicyVersion actual = table.At(new AsOf(Noon.AddHours(valid), Noon.AddHours(known)));
        Assert.Equal((version, true), (actual.Version, actual.Values.SaysTheSameAs(expected)));

        static PolicyChange Of(int member, int value) => member switch
        {
            0 => new() { ExpiryGraceDays = value },
            1 => new() { WaiverMaxDays = value, ActivationMaxAttempts = value },
            2 => new() { NoticeLeadDays = [value] },
            _ => new() { CertificationEffects = [new(CertificationStatus.CheckpointOverdue, Effect.Allow, value > 4 ? Effect.Warn : Effect.Refuse, Effect.Warn)] },
        };
    });

    [Fact]
    public void Evolve_ApprovalOfNothing_Throws() =>
        Assert.All((IEvent[])[new PolicyApproved("shorter", 1, "staff/bert"), new PolicyChangeApproved("shorter", 1, "staff/bert"), new PolicyProposalWithdrawn("shorter", "r", "staff/bert")],
            e => Assert.Throws<InvalidOperationException>(() => PolicyTable.BuiltIn.Evolve(e, Noon)));

    private static PolicyTable Propose(PolicyTable table, string id, DateTimeOffset from, PolicyChange change) =>
        table.Evolve(PolicyDecider.Propose(table, id, from, change, "risk", "staff/anna", Noon).AcceptedOne<PolicyChangeProposed>(), Noon);

    private static PolicyTable Approve(PolicyTable table, string id) =>
        table.Evolve(PolicyDecider.Approve(table, id, "staff/bert", Staffing.Usual, Noon).AcceptedOne<PolicyChangeApproved>(), Noon);
}
