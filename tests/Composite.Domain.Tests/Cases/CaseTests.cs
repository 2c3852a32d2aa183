using Composite.Domain.Cases;
using Composite.Domain.Components;
using Composite.Domain.Devices;
using Composite.Domain.Rules;
using Composite.Domain.Tests.Forecasts;
using Composite.Domain.Tests.Rules;
using Xunit;

namespace Composite.Domain.Tests.Cases;

public sealed class CaseTests
{
    private static readonly DateTimeOffset Now = World.Noon;
    private static readonly SecurityIssue Issue = World.IssueAt(Now);
    private static readonly World Typical = World.Typical().WithCase(Now);
    private static readonly ComponentState Sdk = Typical.Facts.Components["sdk-a"];
    private static readonly CaseState State = Typical.Facts.Cases["case-1"];

    [Fact]
    public void Open_Wrong_NamesEveryDefect() => CaseDecider.Open(
        null, "X", Issue with { ComponentId = "none", AffectedVersions = ["3 2"], Severity = new(10.1m, " "), Title = "", DiscoveredAt = Now.AddMinutes(1), Source = "", Description = "" }, null, Now).Refused(
            "invalid-id caseId", "unknown-component componentId", "invalid-format affectedVersions", "range severity.cvssScore", "invalid-text severity.words", "invalid-text title",
            "in-the-future discoveredAt", "invalid-text source", "invalid-text description");

    [Fact]
    public void Open_Twice_IsDoneOnce()
    {
        Assert.Empty(CaseDecider.Open(State, "case-1", Issue with { }, Sdk, Now).Accepted());
        CaseDecider.Open(State, "case-1", Issue with { Title = "Other" }, Sdk, Now).Refused("already-registered caseId");
        CaseDecider.Open(null, "case-1", null!, Sdk, Now).Refused("missing issue");
    }

    [Theory]
    [InlineData(0, "none")]
    [InlineData(3.9, "low")]
    [InlineData(4, "medium")]
    [InlineData(8.9, "high")]
    [InlineData(9, "critical")]
    public void Rating_OfAScore_IsThatOfCvss(decimal score, string rating) => Assert.Equal(rating, new Severity(score, "x").Rating());

    [Fact]
    public void Actions_OnAnOpenCase_AreRecordedAndOnAClosedOneRefused()
    {
        Assert.Equal(["3.2.1"], CaseDecider.VersionsToBlock(State, ["3.2.1", "3.20.1", "3.3.0"]));
        CaseDecider.Block(State, ["3.2.1"], "flaw").AcceptedOne<VersionsBlocked>();
        CaseDecider.Block(State, [], "flaw").Refused("no-version affectedVersions");
        CaseDecider.Restrict(State, ComponentKind.PaymentBackEnd, "flaw").Refused("wrong-kind componentId");
        CaseDecider.StartCampaign(State, "Update.", "9.9.9", new(2026, 1, 1), Sdk, Now).Refused("unknown-version targetVersion", "in-the-past deadlineOn");
        CaseDecider.StartCampaign(State, "Update.", "3.2.1", new(2026, 2, 1), Sdk, Now).Refused("affected targetVersion");
        CaseDecider.Decide(State, "Wait for the vendor", "no exploit known").AcceptedOne<RemedyDecided>();
        CaseDecider.Amend(State, Issue with { ComponentId = "back-end" }, "mistake", Sdk, Now).Refused("other-component componentId");
        Assert.Equal(2, CaseState.Evolve(State, CaseDecider.Amend(State, Issue with { Title = "Better" }, "known better", Sdk, Now).AcceptedOne<CaseAmended>(), Now)!.Issues.Count);

        CaseState closed = CaseState.Evolve(State, CaseDecider.Close(State, CaseOutcome.NotAffected, "not ours", ["pci-ssc"]).AcceptedOne<CaseClosed>(), Now)!;
        Assert.Empty(CaseDecider.Close(closed, CaseOutcome.NotAffected, "not ours", []).Accepted());
        CaseDecider.Close(closed, CaseOutcome.Resolved, "done", []).Refused("closed caseId");
        CaseDecider.Restrict(closed, ComponentKind.MpocSoftware, "flaw").Refused("closed caseId");
        CaseDecider.Decide(closed, "d", "r").Refused("closed caseId");
    }

    [Fact]
    public void Close_WhileSomebodyWasNotTold_IsRefused() => CaseDecider.Close(State, CaseOutcome.Resolved, "mended", ["pci-ssc"]).Refused("not-notified outcome");

    [Fact]
    public void Notify_Wrong_NamesEveryDefect()
    {
        CaseDecider.Notify(State, new("nobody", Now.AddHours(1), "", "", "x"), false, Now).Refused(
            "unknown-recipient recipientId", "in-the-future sentAt", "invalid-text channel", "invalid-text reference", "invalid-format evidenceSha256");
        CaseDecider.Notify(State, new("pci-ssc", Now.AddHours(-1), "letter", "L-1", null), true, Now).Refused("date-order sentAt");
    }

    [Fact]
    public void Notify_TheSameProofAgain_IsDoneOnce()
    {
        NotificationSent proof = new("pci-ssc", Now, "letter", "L-1", null);
        CaseState told = CaseState.Evolve(State, CaseDecider.Notify(State, proof, true, Now).AcceptedOne<NotificationSent>(), Now)!;
        Assert.Empty(CaseDecider.Notify(told, proof with { SentAt = Now.AddMinutes(5) }, true, Now.AddHours(1)).Accepted());
    }

    [Theory]
    [InlineData("pci-ssc", true)]
    [InlineData("acquirer/nordbank", true)]
    [InlineData("acquirer/other", false)]
    [InlineData("third-party/processor", true)]
    [InlineData("other/regulator", true)]
    [InlineData("other/", false)]
    [InlineData("nobody", false)]
    [InlineData(null, false)]
    public void Recipient_OfEachForm_IsKnownOrNot(string? recipient, bool known) => Assert.Equal(known, NotificationClocks.Knows(Typical.Facts, recipient));

    [Fact]
    public void Clocks_OfACase_RunByContractAndStopWithTheFirstProof()
    {
        IReadOnlyList<NotificationClock> clocks = NotificationClocks.Of(Typical.Facts, State, AsOf.Now(Now));
        Assert.Equal(
            [("acquirer/nordbank", Now.AddHours(24)), ("third-party/processor", Now.AddHours(48)), ("pci-ssc", Now.AddDays(90))], clocks.Select(c => (c.RecipientId, c.DueAt)));
        Assert.Null(clocks[0].OverdueAt(Now.AddHours(24)));
        Assert.Equal(TimeSpan.FromHours(1), clocks[0].OverdueAt(Now.AddHours(25)));

        World told = Typical.Told(Now.AddHours(31), "case/case-1", new NotificationSent("acquirer/nordbank", Now.AddHours(30), "portal", "T-2", null))
            .Told(Now.AddHours(32), "case/case-1", new NotificationSent("acquirer/nordbank", Now.AddHours(26), "e-mail", "M-1", null));
        NotificationClock stopped = NotificationClocks.Of(told.Facts, told.Facts.Cases["case-1"], AsOf.Now(Now.AddDays(9)))[0];
        Assert.Equal((Now.AddHours(26), "M-1", TimeSpan.FromHours(2)), (stopped.SentAt, stopped.Proof!.Reference, stopped.OverdueAt(Now.AddDays(9))));
    }

    [Fact]
    public void Clocks_OfAClosedCase_KeepTheTermsOfThen()
    {
        World closed = Typical.Told(Now.AddHours(1), "case/case-1", new CaseClosed(CaseOutcome.NotAffected, "none"))
            .Told(Now.AddHours(2), "acquirer/nordbank", new Domain.Acquirers.AcquirerNotificationTermsSet(1, new("Desk", "desk@nordbank.example", null)));
        Assert.Equal(24, NotificationClocks.Of(closed.Facts, closed.Facts.Cases["case-1"], AsOf.Now(Now.AddHours(3)))[0].Hours);
    }

    [Fact]
    public void AsKnownAt_AnEarlierInstant_HidesWhatCameLater()
    {
        CaseState later = Typical.Told(Now.AddHours(5), "case/case-1", new AdmissionRestricted("flaw")).Told(Now.AddHours(6), "case/case-1", new CaseClosed(CaseOutcome.NotAffected, "none")).Facts.Cases["case-1"];
        Assert.Null(later.AsKnownAt(Now.AddTicks(-1)));
        CaseState then = later.AsKnownAt(Now.AddHours(5))!;
        Assert.Equal((1, null), (then.Restrictions.Count, then.Closing));
        Assert.Equal((Now.AddHours(5), 1), (then.ChangedAt, then.Changes));
    }

    [Theory]
    [InlineData("3.2.x", false, 1)]
    [InlineData("3.3.x", false, 0)]
    [InlineData("3.2.x", true, 0)]
    public void Admission_OfADeviceOnARestrictedVersion_IsRefusedWhileTheCaseIsOpen(string affected, bool closed, int refusals)
    {
        CaseState restricted = CaseState.Evolve(CaseState.Evolve(null, new CaseOpened("case-1", Issue with { AffectedVersions = [affected] }), Now), new AdmissionRestricted("flaw"), Now)!;
        if (closed) restricted = CaseState.Evolve(restricted, new CaseClosed(CaseOutcome.NotAffected, "none"), Now)!;
        GateScenario world = GateScenario.Valid;
        IReadOnlyList<Problem> problems = Admission.OfDevice(
            world.Shared with { Cases = world.Shared.Cases.Add("case-1", restricted) }, world.Device, world.Device.Enrolment!,
            GateScenario.Attestation(AttestationNonce.StartUp("device-1"), GateScenario.Noon), GateScenario.Noon);
        Assert.Equal(refusals, problems.Count);
        Assert.All(problems, p => Assert.Equal(("restricted", "sdkVersion"), (p.Code, p.Field)));
    }
}
