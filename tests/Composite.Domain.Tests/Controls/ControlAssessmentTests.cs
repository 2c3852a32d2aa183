using Composite.Domain.Cases;
using Composite.Domain.Components;
using Composite.Domain.Controls;
using Composite.Domain.Evidence;
using Composite.Domain.Solutions;
using Composite.Domain.ThirdParties;
using Xunit;
using static Composite.Domain.Tests.Controls.ControlWorld;

namespace Composite.Domain.Tests.Controls;

/// <summary>Where each control stands: automatic ones from the facts, the others from what people recorded, as of any instant.</summary>
public sealed class ControlAssessmentTests
{
    private const string ByEvidence = "SOL-PEN-01";
    private const string ByStatement = "SOL-KEY-03";
    private static readonly DateOnly Today = DateOnly.FromDateTime(Noon.UtcDateTime);

    /// <summary>One change that breaks one control, the subject that its finding names, and a word of its reason.</summary>
    public static TheoryData<string, string, string, Func<object, object>> Breaks => new()
    {
        { "SOL-TPM-01", "vendor-a", "not in force", Change(w => w.Told("third-party/vendor-a", new ThirdPartyContractSet(new("C-1", new(2025, 1, 1), new(2026, 1, 1), 24)))) },
        {
            "SOL-TPM-01", "kernel-a", "not recorded who",
            Change(w => w.Told("component/kernel-a", new ComponentRegistered("kernel-a", ComponentKind.Kernel, "K", "V")).Told("solution/softpos", new SolutionComposed(["sdk-a", "kernel-a"])))
        },
        { "SOL-TPM-01", "hsm", "not on the list", Change(w => w.Told("component/hsm", new ComponentProfileSet(new() { ThirdPartyId = "nobody" }))) },
        { "SOL-TPM-02", "vendor-a", "who answers", Change(w => w.Told("third-party/vendor-a", new ResponsibilitiesSet([]))) },
        { "SOL-TPM-03", "vendor-a", "last reviewed", Change(w => w.Told("third-party/vendor-a", new ThirdPartyReviewed(Today.AddDays(-5), Today.AddDays(-1), "late", null))) },
        { "SOL-TPM-04", "vendor-a", "how many hours", Change(w => w.Told("third-party/vendor-a", new ThirdPartyContractSet(new("C-2", new(2026, 1, 1), null, null)))) },
        { "SOL-INV-01", "softpos", "no baseline", Change(w => w.Told("solution/softpos", new BaselineAdopted([]))) },
        { "SOL-INV-02", "sdk-a", "Revoked", Change(w => w.Told("component/sdk-a", new ListingRevoked("2025-00002.001", Begun, "flaw"))) },
        { "SOL-INV-04", "2025-00003.001", "am-a, hsm", Change(w => w.Told("component/hsm", new ListingRecorded(Rules.GateScenario.ListingOf("2025-00003.001")))) },
        { "SOL-INV-05", "sdk-a", "crypto-expiry", Change(w => w.Told("component/sdk-a", new ComponentVersionAdded(new() { Version = "2.0.0", CryptoExpiresOn = Today }))) },
        { "SOL-INV-06", "softpos", "Domain 3", Change(w => w.Told("component/am-a", new ListingRevoked("2025-00003.001", Begun, "flaw"))) },
        { "SOL-PRV-01", "app-a", "no usable version", Change(w => w.Told("component/app-a", new ComponentVersionWithdrawn("7.0.0", "flaw"))) },
        { "SOL-KEY-01", "am-a", "keys", Change(w => w.Told("component/am-a", new AttestationKeyRevoked("k1", "leak"))) },
    };

    [Fact]
    public void Of_SoundWorld_MeetsEveryAutomaticControl()
    {
        IEnumerable<ControlAssessment> automatic = ControlAssessments.Of(Sound.Facts, Counts, AsOf.Now(Noon)).Where(a => ControlCatalogue.Find(a.ControlId)!.Check.Kind == ControlCheckKind.Automatic);
        Assert.All(automatic, a => Assert.True(a.Status is ControlStatus.Met or ControlStatus.NotApplicable, $"{a.ControlId}: {a.Reason} {string.Join("; ", a.Findings)}"));
    }

    [Theory]
    [MemberData(nameof(Breaks))]
    public void Of_AutomaticControl_FindsWhatBreaksItAndOnlyThen(string controlId, string subject, string word, Func<object, object> change)
    {
        Assert.Equal(ControlStatus.Met, Sound.Assess(controlId).Status);
        ControlAssessment broken = ((ControlWorld)change(Sound)).Assess(controlId);
        Assert.Equal(ControlStatus.NotMet, broken.Status);
        Assert.Contains(broken.Findings, f => f.Subject == subject && f.Reason.Contains(word, StringComparison.Ordinal) && f.Remedy.Length > 0);
    }

    /// <summary>Whatever is recorded later, the answer as known before stays the same, for every control.</summary>
    [Theory]
    [MemberData(nameof(Breaks))]
    public void Of_RecordedLater_ChangesNoAnswerAsKnownBefore(string controlId, string subject, string word, Func<object, object> change)
    {
        DateTimeOffset later = Noon.AddDays(-3);
        ControlWorld world = (ControlWorld)change(Sound with { Clock = later });
        Assert.Contains(world.Assess(controlId).Findings, f => f.Subject == subject && f.Reason.Contains(word, StringComparison.Ordinal));
        foreach (Control control in ControlCatalogue.Controls)
        {
            ControlAssessment before = Sound.Assess(control.Id, Noon, later.AddTicks(-1));
            ControlAssessment after = world.Assess(control.Id, Noon, later.AddTicks(-1));
            Assert.Equal((control.Id, before.Status, before.Reason), (control.Id, after.Status, after.Reason));
        }
    }

    /// <summary>What holds from its recording on: before, it was otherwise, however much is known by now.</summary>
    public static TheoryData<string, ControlStatus, ControlStatus, Func<object, object>> Turns => new()
    {
        { "SOL-INV-01", ControlStatus.Met, ControlStatus.NotMet, Change(w => w.Told("solution/softpos", new BaselineAdopted([]))) },
        { "SOL-KEY-01", ControlStatus.Met, ControlStatus.NotMet, Change(w => w.Told("component/am-a", new AttestationKeyRevoked("k1", "leak"))) },
        {
            "SOL-KEY-01", ControlStatus.NotMet, ControlStatus.Met,
            Change(w => w.Told("component/am-a", new AttestationKeyRevoked("k1", "leak"), Begun).Told("component/am-a", new AttestationKeyRegistered("k2", "x2", "y2")))
        },
        { "SOL-PRV-01", ControlStatus.Met, ControlStatus.NotMet, Change(w => w.Told("component/app-a", new ComponentVersionWithdrawn("7.0.0", "flaw"))) },
        {
            "SOL-INV-05", ControlStatus.NotMet, ControlStatus.Met,
            Change(w => w.Told("component/sdk-a", new ComponentVersionAdded(new() { Version = "2.0.0", CryptoExpiresOn = Today.AddDays(-10) }), Begun).Told("component/sdk-a", new ComponentVersionWithdrawn("2.0.0", "old")))
        },
    };

    [Theory]
    [MemberData(nameof(Turns))]
    public void Of_FactThatHoldsFromItsRecording_TurnsThenAndNotBefore(string controlId, ControlStatus before, ControlStatus after, Func<object, object> change)
    {
        DateTimeOffset later = Noon.AddDays(-3);
        ControlWorld world = (ControlWorld)change(Sound with { Clock = later });
        Assert.Equal((before, after, after), (world.Assess(controlId, later.AddTicks(-1)).Status, world.Assess(controlId, later).Status, world.Assess(controlId).Status));
        Assert.Equal(before, world.Assess(controlId, Noon, later.AddTicks(-1)).Status);
    }

    [Fact]
    public void Of_EmptyWorld_HasNothingMetNorBroken() => Assert.All(
        ControlAssessments.Of(SolutionFacts.Empty, ControlCounts.None, AsOf.Now(Noon)), a => Assert.True(a.Status is ControlStatus.NotApplicable or ControlStatus.NotAssessed or ControlStatus.Met, $"{a.ControlId} {a.Status}"));

    [Fact]
    public void Of_ListingNotReadAgain_IsNotMetFromThatInstant()
    {
        Assert.Equal(ControlStatus.Met, Sound.Assess("SOL-INV-03", Begun.AddDays(35).AddSeconds(-1)).Status);
        ControlAssessment late = Sound.Assess("SOL-INV-03", Begun.AddDays(35));
        Assert.Equal((ControlStatus.NotMet, Begun.AddDays(35)), (late.Status, late.Since));
    }

    /// <summary>A row that has not changed is recorded no second time; its extract shows that it was read.</summary>
    [Fact]
    public void Of_ListingReadAgainUnchanged_IsMetByTheExtractsInTheVault()
    {
        DateTimeOffset late = Begun.AddDays(40);
        ControlWorld world = new[] { "sdk-a", "am-a", "softpos" }.Select((subject, i) => (subject, Digit: "abc"[i].ToString()))
            .Aggregate(Sound, (w, x) => w.Added(Document(x.Digit, DateOnly.FromDateTime(late.UtcDateTime).AddDays(-1), null, EvidenceType.ListingExtract) with { Subjects = [x.subject] }, late));
        Assert.Equal((ControlStatus.NotMet, ControlStatus.Met), (Sound.Assess("SOL-INV-03", late).Status, world.Assess("SOL-INV-03", late).Status));
        Assert.Equal(ControlStatus.NotMet, world.Assess("SOL-INV-03", late, late.AddSeconds(-1)).Status);
    }

    [Fact]
    public void Of_OpenCase_IsNotMetFromTheFirstMissedClockUntilTheProof()
    {
        SecurityIssue issue = Issue(Begun);
        ControlWorld world = Sound.Told("case/case-1", new CaseOpened("case-1", issue));
        ControlAssessment At(ControlWorld w, double hours) => w.Assess("SOL-INC-01", Begun.AddHours(hours));
        Assert.Equal([ControlStatus.Met, ControlStatus.NotMet], [At(world, 24).Status, At(world, 24.1).Status]);
        Assert.Equal(("case-1", Begun.AddHours(24)), (At(world, 25).Findings[0].Subject, At(world, 25).Since));
        ControlWorld told = world.Told("case/case-1", Sent(Begun.AddHours(20)), Begun.AddHours(21));
        Assert.Equal(ControlStatus.Met, At(told, 25).Status);
        Assert.Equal(ControlStatus.NotMet, At(told, (90 * 24) + 1).Status);
    }

    [Fact]
    public void Of_ComplianceLapses_IsNotMetFromThatDay()
    {
        DateTimeOffset lapse = new(2027, 1, 1, 0, 0, 0, TimeSpan.Zero);
        Assert.Equal(ControlStatus.Met, Sound.Assess("SOL-BES-01", lapse.AddSeconds(-1)).Status);
        ControlAssessment lapsed = Sound.Assess("SOL-BES-01", lapse);
        Assert.Equal((ControlStatus.NotMet, lapse, 3), (lapsed.Status, lapsed.Since, lapsed.Findings.Count));
    }

    [Fact]
    public void Of_Counts_DecideOnMerchants()
    {
        Control control = ControlCatalogue.Find("SOL-MID-01")!;
        ControlStatus With(ControlCounts counts) => ControlAssessments.Of(control, Sound.Facts, counts, AsOf.Now(Noon)).Status;
        Assert.Equal(
            [ControlStatus.Met, ControlStatus.NotMet, ControlStatus.NotApplicable, ControlStatus.NotAssessed],
            [With(Counts), With(Counts with { ActiveMerchantsNotIdentified = 1 }), With(Counts with { ActiveMerchants = 0 }), With(ControlCounts.None)]);
    }

    [Fact]
    public void Of_Evidence_RunsFromNotAssessedOverMetAndDueToOverdue()
    {
        DateOnly from = Today.AddDays(-10);
        ControlWorld world = Sound.Added(Document("a", from)).Recorded(new ControlEvidenceLinked(ByEvidence, new string('a', 64), "staff/anna"));
        ControlAssessment On(int days) => world.Assess(ByEvidence, new DateTimeOffset(from.AddDays(days), TimeOnly.MinValue, TimeSpan.Zero));
        Assert.Equal(
            [ControlStatus.NotAssessed, ControlStatus.Met, ControlStatus.Met, ControlStatus.Due, ControlStatus.Due, ControlStatus.Overdue],
            [On(-1).Status, On(0).Status, On(334).Status, On(335).Status, On(364).Status, On(365).Status]);
        Assert.Equal((from.AddDays(365), new string('a', 64)), (On(0).NextDueOn, Assert.Single(On(0).EvidenceSha256s)));
        Assert.Equal(new DateTimeOffset(from.AddDays(365), TimeOnly.MinValue, TimeSpan.Zero), On(365).Since);
    }

    [Fact]
    public void Of_Evidence_CountsUntilItsOwnEndWhereThatIsEarlier()
    {
        ControlWorld world = Sound.Added(Document("a", Today.AddDays(-10), Today)).Recorded(new ControlEvidenceLinked(ByEvidence, new string('a', 64), "staff/anna"));
        Assert.Equal(ControlStatus.Overdue, world.Assess(ByEvidence).Status);
        ControlWorld renewed = world.Added(Document("b", Today)).Recorded(new ControlEvidenceLinked(ByEvidence, new string('b', 64), "staff/anna"));
        Assert.Equal((ControlStatus.Met, new string('b', 64)), (renewed.Assess(ByEvidence).Status, Assert.Single(renewed.Assess(ByEvidence).EvidenceSha256s)));
    }

    /// <summary>A proof recorded later proves earlier days, as known then; as known before, it does not.</summary>
    [Fact]
    public void Of_Evidence_IsBitemporal()
    {
        ControlWorld world = Sound.Added(Document("a", Today.AddDays(-100)), Noon.AddDays(-1)).Recorded(new ControlEvidenceLinked(ByEvidence, new string('a', 64), "staff/anna"), Noon.AddDays(-1));
        Assert.Equal(ControlStatus.Met, world.Assess(ByEvidence, Noon.AddDays(-50)).Status);
        Assert.Equal(ControlStatus.NotAssessed, world.Assess(ByEvidence, Noon.AddDays(-50), Noon.AddDays(-2)).Status);
        ControlWorld withdrawn = world.Told("evidence/main", new EvidenceWithdrawn(new string('a', 64), "forged", "staff/bert"), Noon);
        Assert.Equal((ControlStatus.NotAssessed, ControlStatus.Met), (withdrawn.Assess(ByEvidence).Status, withdrawn.Assess(ByEvidence, Noon, Noon.AddSeconds(-1)).Status));
        ControlWorld unlinked = world.Recorded(new ControlEvidenceUnlinked(ByEvidence, new string('a', 64), "another system", "staff/bert"), Noon);
        Assert.Equal((ControlStatus.NotAssessed, ControlStatus.Met), (unlinked.Assess(ByEvidence).Status, unlinked.Assess(ByEvidence, Noon, Noon.AddSeconds(-1)).Status));
    }

    [Fact]
    public void Of_Statement_CountsFromItsRecordingUntilItsEnd()
    {
        ControlWorld world = Sound.Recorded(new ControlStated(ByStatement, true, "looked through", Today.AddDays(100), "staff/anna"), Noon.AddDays(-5));
        ControlAssessment At(int days) => world.Assess(ByStatement, Noon.AddDays(days));
        Assert.Equal([ControlStatus.NotAssessed, ControlStatus.Met, ControlStatus.Due, ControlStatus.Overdue], [At(-6).Status, At(0).Status, At(80).Status, At(100).Status]);
        Assert.Equal(("staff/anna", Noon.AddDays(-5)), (At(0).Statement!.StatedBy, At(0).Since));
    }

    [Theory]
    [InlineData(ByStatement)]
    [InlineData(ByEvidence)]
    [InlineData("SOL-INV-01")]
    public void Of_Shortcoming_IsNotMetHoweverTheControlIsChecked(string controlId)
    {
        ControlWorld world = Sound.Recorded(new ControlStated(controlId, false, "two findings open", Today.AddDays(10), "staff/anna"));
        Assert.Equal(ControlStatus.NotMet, world.Assess(controlId).Status);
        Assert.NotEqual(ControlStatus.NotMet, world.Assess(controlId, Noon.AddDays(10)).Status);
    }

    [Fact]
    public void Of_Exemption_HoldsFromApprovalToItsEndOrReview()
    {
        const string Id = "SOL-OFF-01";
        ControlWorld proposed = Sound.Recorded(new ControlExemptionProposed(Id, "no offline payments", Today.AddDays(100), "staff/anna"), Noon.AddDays(-5));
        Assert.Equal(ControlStatus.NotAssessed, proposed.Assess(Id).Status);
        ControlWorld approved = proposed.Recorded(new ControlExemptionApproved(Id, "staff/bert"), Noon.AddDays(-4));
        Assert.Equal([ControlStatus.NotAssessed, ControlStatus.NotApplicable, ControlStatus.NotAssessed], [approved.Assess(Id, Noon.AddDays(-5)).Status, approved.Assess(Id).Status, approved.Assess(Id, Noon.AddDays(100)).Status]);
        ControlWorld ended = approved.Recorded(new ControlExemptionEnded(Id, "they begin", "staff/bert"), Noon);
        Assert.Equal((ControlStatus.NotAssessed, ControlStatus.NotApplicable), (ended.Assess(Id).Status, ended.Assess(Id, Noon.AddSeconds(-1)).Status));
    }

    [Fact]
    public void Of_OwnerAndMapping_AreThoseOfTheInstant()
    {
        ControlWorld world = Sound.Recorded(new ControlOwnerAssigned(ByStatement, "anna", "staff/bert"), Noon)
            .Recorded(new RequirementMappingImported("ours", "1", [new(ByStatement, ["A-1", "A-2"])], "staff/anna"), Noon.AddDays(-2))
            .Recorded(new RequirementMappingImported("ours", "2", [new(ByStatement, ["B-1"])], "staff/anna"), Noon);
        Assert.Equal(("compliance", "anna"), (world.Assess(ByStatement, Noon.AddSeconds(-1)).Owner, world.Assess(ByStatement).Owner));
        Assert.Equal(["A-1", "A-2"], world.Assess(ByStatement, Noon.AddDays(-1)).Requirements.Select(r => r.RequirementId));
        Assert.Equal([new MappedRequirement("ours", "2", "B-1")], world.Assess(ByStatement).Requirements);
        Assert.Empty(Sound.Assess(ByStatement).Requirements);
    }

    private static SecurityIssue Issue(DateTimeOffset discoveredAt) => new()
    {
        ComponentId = "sdk-a",
        AffectedVersions = ["3.2.1"],
        Severity = new Severity(9.1m, "critical"),
        Title = "Flaw",
        DiscoveredAt = discoveredAt,
        Source = "vendor",
        Description = "A flaw.",
    };

    private static NotificationSent Sent(DateTimeOffset at) => new("third-party/vendor-a", at, "email", "m-1", null);

    private static Func<object, object> Change(Func<ControlWorld, ControlWorld> change) => world => change((ControlWorld)world);
}
