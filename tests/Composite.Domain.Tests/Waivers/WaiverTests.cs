using Composite.Domain.Components;
using Composite.Domain.Policies;
using Composite.Domain.Solutions;
using Composite.Domain.Tests.Policies;
using Composite.Domain.Tests.Rules;
using Composite.Domain.Waivers;
using CsCheck;
using Xunit;

namespace Composite.Domain.Tests.Waivers;

public sealed class WaiverTests
{
    private const string Sdk = "2025-00002.001";
    private static readonly DateTimeOffset Noon = GateScenario.Noon;
    private static readonly SolutionFacts Facts = GateScenario.Valid.Shared;
    private static readonly Waiver Wish = new()
    {
        WaiverId = "renewal",
        SubjectId = "sdk-a",
        Reference = Sdk,
        Statuses = [CertificationStatus.Expired],
        ValidFrom = Noon,
        ValidUntil = Noon.AddDays(90),
        Reason = "the renewal is under way",
        CompensatingControl = "daily review",
    };

    private static readonly WaiverBook Proposed = Propose(WaiverBook.Empty, Wish);

    [Fact]
    public void Propose_Sound_IsRecordedOnce()
    {
        Assert.Empty(WaiverDecider.Propose(Proposed, Wish with { Statuses = [.. Wish.Statuses] }, "staff/anna", Facts, Noon).Accepted());
        WaiverDecider.Propose(Proposed, Wish with { Reason = "other" }, "staff/anna", Facts, Noon).Refused("already-registered waiverId");
        WaiverDecider.Propose(Proposed, Wish, "staff/bert", Facts, Noon).Refused("already-registered waiverId");
        Assert.Equal(WaiverStatus.Proposed, Proposed.All["renewal"].StatusAt(AsOf.Now(Noon)));
    }

    public static TheoryData<string, Waiver, string[]> Wrong => new()
    {
        { "no id", Wish with { WaiverId = "A" }, ["invalid-id waiverId"] },
        { "longer than the policy lets it", Wish with { ValidUntil = Wish.ValidUntil.AddTicks(1) }, ["range validUntil"] },
        { "from the past", Wish with { ValidFrom = Noon.AddTicks(-1), ValidUntil = Noon.AddDays(1) }, ["in-the-past validFrom"] },
        { "ends before it begins", Wish with { ValidFrom = Noon.AddDays(2), ValidUntil = Noon.AddDays(2) }, ["date-order validUntil"] },
        { "no reason, no control", Wish with { Reason = " ", CompensatingControl = "" }, ["invalid-text reason", "invalid-text compensatingControl"] },
        { "revoked", Wish with { Statuses = [CertificationStatus.Revoked] }, ["not-waivable statuses"] },
        { "unknown", Wish with { Statuses = [CertificationStatus.Unknown, CertificationStatus.Expired] }, ["not-waivable statuses"] },
        { "not yet in force", Wish with { Statuses = [CertificationStatus.NotYetInForce] }, ["not-waivable statuses"] },
        { "no status", Wish with { Statuses = [] }, ["count statuses"] },
        { "no statuses", Wish with { Statuses = null! }, ["count statuses"] },
        { "a status twice", Wish with { Statuses = [CertificationStatus.Expired, CertificationStatus.Expired] }, ["duplicate statuses"] },
        { "nobody's", Wish with { SubjectId = "nobody" }, ["unknown-subject subjectId"] },
        { "no listing", Wish with { Reference = "2025-99999.001" }, ["unknown-listing reference"] },
        { "none at all", Wish with { SubjectId = null!, Reference = null! }, ["unknown-subject subjectId"] },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void Propose_Wrong_NamesEveryFault(string name, Waiver waiver, string[] problems)
    {
        Assert.NotEmpty(name);
        WaiverDecider.Propose(WaiverBook.Empty, waiver, "staff/anna", Facts, Noon).Refused(problems);
    }

    [Fact]
    public void Propose_RevokedListingOrTooMany_IsRefused()
    {
        SolutionFacts revoked = Facts.WithRevoked("sdk-a", Sdk, Noon);
        WaiverDecider.Propose(WaiverBook.Empty, Wish, "staff/anna", revoked, Noon).Refused("revoked reference");
        WaiverBook full = Enumerable.Range(0, WaiverDecider.MaxOpen).Aggregate(WaiverBook.Empty, (book, i) => Propose(book, Wish with { WaiverId = $"w-{i}" }));
        WaiverDecider.Propose(full, Wish, "staff/anna", Facts, Noon).Refused("count waiverId");
        PolicyTable shorter = PolicyTable.BuiltIn with { Versions = [.. PolicyTable.BuiltIn.Versions, new(1, Noon, PolicyValues.Default with { WaiverMaxDays = 89 })] };
        WaiverDecider.Propose(WaiverBook.Empty, Wish, "staff/anna", Facts with { Policies = shorter }, Noon).Refused("range validUntil");
    }

    [Theory]
    [InlineData("staff/anna", "same-person waiverId")]
    [InlineData("staff/root", "credential-from-the-other waiverId")]
    [InlineData("system", "not-a-member waiverId")]
    public void Approve_NoSecondPerson_IsRefused(string person, string problem) => WaiverDecider.Approve(Proposed, "renewal", person, Staffing.Usual, Noon).Refused(problem);

    [Fact]
    public void Approve_EndedUnknownOrPast_IsRefused()
    {
        WaiverDecider.Approve(Proposed, "other", "staff/bert", Staffing.Usual, Noon).Refused("unknown-waiver waiverId");
        WaiverDecider.Approve(Proposed, null!, "staff/bert", Staffing.Usual, Noon).Refused("unknown-waiver waiverId");
        WaiverDecider.Approve(Proposed, "renewal", "staff/bert", Staffing.Usual, Wish.ValidUntil).Refused("in-the-past waiverId");
        WaiverBook ended = Proposed.Evolve(WaiverDecider.End(Proposed, "renewal", "no", "staff/bert", Noon).AcceptedOne<WaiverEnded>(), Noon);
        WaiverDecider.Approve(ended, "renewal", "staff/bert", Staffing.Usual, Noon).Refused("ended waiverId");
        Assert.Empty(WaiverDecider.End(ended, "renewal", "again", "staff/anna", Noon).Accepted());
        WaiverDecider.End(Proposed, "renewal", "late", "staff/anna", Wish.ValidUntil).Refused("in-the-past waiverId");
        WaiverBook approved = Approve(Proposed, Noon);
        Assert.Empty(WaiverDecider.Approve(approved, "renewal", "staff/carl", Staffing.Usual, Noon).Accepted());
    }

    [Fact]
    public void ActiveAt_OverItsLife_HoldsFromApprovalToEnd()
    {
        WaiverState state = Approve(Proposed, Noon.AddHours(1)).Evolve(new WaiverEnded("renewal", Noon.AddHours(3), "renewed", "staff/anna"), Noon.AddHours(3)).All["renewal"];
        Assert.Equal([false, true, true, false], new[] { 0, 1, 2, 3 }.Select(h => state.ActiveAt(AsOf.Now(Noon.AddHours(h)))));
        Assert.True(state.ActiveAt(new AsOf(Noon.AddHours(5), Noon.AddHours(2))));
        Assert.False(state.ActiveAt(new AsOf(Noon.AddHours(5), Noon.AddMinutes(30))));
        Assert.Null(state.StatusAt(new AsOf(Noon, Noon.AddTicks(-1))));
        Assert.Equal([WaiverStatus.Proposed, WaiverStatus.Active, WaiverStatus.Active, WaiverStatus.Ended],
            new[] { 0, 1, 2, 3 }.Select(h => state.StatusAt(new AsOf(Noon.AddHours(h), Noon.AddHours(h)))!.Value));
        WaiverState later = Approve(Propose(WaiverBook.Empty, Wish with { ValidFrom = Noon.AddDays(2) }), Noon).All["renewal"];
        Assert.Equal(WaiverStatus.Approved, later.StatusAt(AsOf.Now(Noon.AddDays(1))));
    }

    /// <summary>Whatever it says, a waiver covers neither a revocation nor what is not known; and what is recorded today changes no earlier answer.</summary>
    [Fact]
    public void Active_AnyWaiver_NeverCoversARevocationNorThePast() => Gen.Select(
        Gen.Enum<CertificationStatus>().Array[1, 4], Gen.Int[-5, 5], Gen.Int[-5, 5], Gen.Enum<CertificationStatus>(), Gen.Int[0, 5]).Sample((statuses, valid, known, status, approved) =>
    {
        WaiverBook book = WaiverBook.Empty.Evolve(new WaiverProposed(Wish with { Statuses = statuses, ValidFrom = Noon.AddDays(-10) }, "staff/anna"), Noon)
            .Evolve(new WaiverApproved("renewal", "staff/bert"), Noon.AddDays(approved));
        Waiver? waiver = book.Active("sdk-a", Sdk, status, new AsOf(Noon.AddDays(valid), Noon.AddDays(known)));
        Assert.Equal(statuses.Contains(status) && WaiverBook.Waivable.Contains(status) && approved <= known && approved <= valid, waiver is not null);
    });

    [Fact]
    public void Remediation_OpenedWaivedOrDecided_HasItsDeadlineAndDecision()
    {
        SolutionFacts open = Facts with { Components = GateScenario.Valid.With("sdk-a", c => ComponentState.Evolve(c, new ListingRemediationChanged(Sdk, true, Noon, "finding"), Noon.AddHours(2))!).Components };
        RemediationDecision asked = Assert.Single(RemediationDecisions.Of(open, AsOf.Now(Noon.AddHours(3))));
        Assert.Equal(("sdk-a", Sdk, Noon, Noon.AddHours(26), false), (asked.SubjectId, asked.Reference, asked.OpenedAt, asked.DueAt, asked.Decided));
        Assert.Empty(RemediationDecisions.Of(open, new AsOf(Noon.AddHours(3), Noon.AddHours(1))));
        Assert.Empty(RemediationDecisions.Of(open.WithRevoked("sdk-a", Sdk, Noon), AsOf.Now(Noon.AddHours(3))));

        RemediationDecided decided = WaiverDecider.DecideRemediation(WaiverBook.Empty, "sdk-a", Sdk, "go on", "not reachable", "staff/anna", open, Noon.AddHours(4)).AcceptedOne<RemediationDecided>();
        WaiverBook book = WaiverBook.Empty.Evolve(decided, Noon.AddHours(4));
        Assert.Equal("go on", Assert.Single(RemediationDecisions.Of(open with { Waivers = book }, AsOf.Now(Noon.AddHours(5)))).Decision);
        Assert.False(Assert.Single(RemediationDecisions.Of(open with { Waivers = book }, new AsOf(Noon.AddHours(5), Noon.AddHours(3)))).Decided);
        Assert.Empty(WaiverDecider.DecideRemediation(book, "sdk-a", Sdk, "go on", "not reachable", "staff/anna", open, Noon.AddHours(5)).Accepted());

        WaiverBook waived = Approve(Propose(WaiverBook.Empty, Wish with { Statuses = [CertificationStatus.InRemediation] }), Noon.AddHours(3));
        Assert.Equal(("waiver renewal", "staff/bert"), RemediationDecisions.Of(open with { Waivers = waived }, AsOf.Now(Noon.AddHours(5))).Select(r => (r.Decision, r.DecidedBy)).Single());

        SolutionFacts again = open with
        {
            Waivers = book,
            Components = open.Components.SetItem("sdk-a", new[] { (false, 6), (true, 7) }.Aggregate(open.Components["sdk-a"], (c, step) =>
                ComponentState.Evolve(c, new ListingRemediationChanged(Sdk, step.Item1, Noon.AddHours(step.Item2), "again"), Noon.AddHours(step.Item2))!)),
        };
        Assert.Equal((false, Noon.AddHours(31)), RemediationDecisions.Of(again, AsOf.Now(Noon.AddHours(8))).Select(r => (r.Decided, r.DueAt)).Single());
    }

    [Fact]
    public void Remediation_NotOpenOrWithoutReason_IsRefused()
    {
        WaiverDecider.DecideRemediation(WaiverBook.Empty, "sdk-a", Sdk, "", "", "staff/anna", Facts, Noon).Refused("not-in-remediation reference", "invalid-text decision", "invalid-text reason");
        WaiverDecider.DecideRemediation(WaiverBook.Empty, null!, null!, "d", "r", "staff/anna", Facts, Noon).Refused("not-in-remediation reference");
    }

    [Fact]
    public void Evolve_WhatDoesNotFit_Throws() => Assert.All(
        (IEvent[])[new WaiverApproved("none", "staff/bert"), new WaiverEnded("none", Noon, "r", "staff/bert")], e => Assert.Throws<InvalidOperationException>(() => WaiverBook.Empty.Evolve(e, Noon)));

    private static WaiverBook Propose(WaiverBook book, Waiver waiver) => book.Evolve(WaiverDecider.Propose(book, waiver, "staff/anna", Facts, Noon).AcceptedOne<WaiverProposed>(), Noon);

    private static WaiverBook Approve(WaiverBook book, DateTimeOffset at) => book.Evolve(WaiverDecider.Approve(book, "renewal", "staff/bert", Staffing.Usual, at).AcceptedOne<WaiverApproved>(), at);
}
