using Composite.Domain.Components;
using Composite.Domain.Controls;
using Composite.Domain.Evidence;
using Composite.Domain.Forecast;
using Composite.Domain.Policies;
using Composite.Domain.Solutions;
using Composite.Domain.ThirdParties;
using Composite.Domain.Waivers;
using CsCheck;
using Xunit;

namespace Composite.Domain.Tests.Forecasts;

public sealed class ForecastTests
{
    private static readonly DateOnly First = new(2026, 1, 1);
    private static readonly DateOnly Last = new(2028, 1, 1);

    [Fact]
    public void Of_TypicalWorld_NamesEveryDeadlineOnceInDateOrder()
    {
        IReadOnlyList<Deadline> deadlines = Of(World.Typical(), World.Noon);

        Assert.Equal(
            [
                "2026-09-01 checkpoint:component/sdk-a:2026-00001.001",
                "2026-12-01 crypto-expiry:component/sdk-a:3.2.1",
                "2027-01-01 compliance-renewal:component/back-end:pci-dss",
                "2027-01-01 third-party-review:third-party/processor:review",
                "2027-03-01 contract-end:third-party/processor:C-1",
                "2027-06-01 listing-expiry:component/sdk-a:2026-00001.001",
            ],
            deadlines.Select(d => $"{d.DueOn:yyyy-MM-dd} {d.Id}"));
        Assert.All(deadlines, d => Assert.All([d.Title, d.Consequence, d.Owner, d.Place], text => Assert.False(string.IsNullOrWhiteSpace(text))));
        Assert.Equal(deadlines.Select(d => d.Place).Order(StringComparer.Ordinal), deadlines.Select(d => d.Place));
        Assert.Equal(["softpos"], deadlines[0].SolutionIds);
        Assert.Equal(("Vendor", "Payments stop, no new devices, no new merchants."), (deadlines[^1].Owner, deadlines[^1].Consequence));
        Assert.Contains("From 2026-12-01 on: no new devices, no new merchants.", deadlines[0].Consequence, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2026-09-01", "2026-09-01", 1)]
    [InlineData("2026-09-02", "2026-11-30", 0)]
    [InlineData("2026-08-31", "2026-12-01", 2)]
    public void Of_Window_HasBothItsEnds(string from, string to, int count) =>
        Assert.Equal(count, Forecast.Forecast.Of(World.Typical().Facts, AsOf.Now(World.Noon), DateOnly.Parse(from), DateOnly.Parse(to)).Count);

    [Fact]
    public void Of_EffectTableAndGraceOfThePolicyThen_SayWhatLapsingDoes()
    {
        PolicyValues gentle = PolicyValues.Default with { ExpiryGraceDays = 14, CertificationEffects = EffectTable.With(null, [new(CertificationStatus.CheckpointLapsed, Effect.Warn, Effect.Warn, Effect.Refuse)]) };
        World world = World.Typical().Told(World.Start, "policy/main", new PolicyProposed("p", new(2026, 8, 1, 0, 0, 0, TimeSpan.Zero), gentle, "r", "staff/anna"))
            .Told(World.Start, "policy/main", new PolicyApproved("p", 1, "staff/bert"));

        Assert.Equal("Payments stop after 14 days of grace, no new devices, no new merchants.", Of(world, World.Noon).Single(d => d.Kind == DeadlineKind.ListingExpiry).Consequence);
        Assert.EndsWith("on: no new merchants.", Of(world, World.Noon).Single(d => d.Kind == DeadlineKind.Checkpoint).Consequence, StringComparison.Ordinal);
    }

    public static TheoryData<string, string, IEvent, DeadlineKind> Ends => new()
    {
        { "listing revoked", "component/sdk-a", new ListingRevoked(World.Reference, World.Start, "flaw"), DeadlineKind.ListingExpiry },
        { "listing revoked", "component/sdk-a", new ListingRevoked(World.Reference, World.Start, "flaw"), DeadlineKind.Checkpoint },
        { "version withdrawn", "component/sdk-a", new ComponentVersionWithdrawn("3.2.1", "old"), DeadlineKind.CryptoExpiry },
        { "third party ended", "third-party/processor", new ThirdPartyEnded(new(2026, 1, 1), "replaced"), DeadlineKind.ThirdPartyReview },
        { "third party ended", "third-party/processor", new ThirdPartyEnded(new(2026, 1, 1), "replaced"), DeadlineKind.ContractEnd },
    };

    [Fact]
    public void Of_InstantBeforeAWithdrawal_HasTheVersionsDeadline()
    {
        World world = World.Typical().Told(World.Noon, "component/sdk-a", new ComponentVersionWithdrawn("3.2.1", "old"));
        Assert.Contains(Of(world, World.Noon.AddTicks(-1)), d => d.Kind == DeadlineKind.CryptoExpiry);
        Assert.DoesNotContain(Of(world, World.Noon), d => d.Kind == DeadlineKind.CryptoExpiry);
    }

    [Theory]
    [MemberData(nameof(Ends))]
    public void Of_WhatCanNoLongerLapse_IsLeftOut(string name, string stream, IEvent @event, DeadlineKind kind)
    {
        World world = World.Typical();
        Assert.Single(Of(world, World.Noon), d => d.Kind == kind);
        Assert.True(Of(world.Told(World.Start, stream, @event), World.Noon).All(d => d.Kind != kind), name);
    }

    [Fact]
    public void Of_ReviewAndCheckpointDone_MoveOn()
    {
        World world = World.Typical()
            .Told(World.Start, "third-party/processor", new ThirdPartyReviewed(new(2025, 12, 1), new(2026, 12, 1), "fine", null))
            .Told(World.Start, "component/sdk-a", new CheckpointCompleted(World.Reference, new(2025, 12, 20), new(2026, 12, 20)));
        Dictionary<DeadlineKind, DateOnly> due = Of(world, World.Noon).ToDictionary(d => d.Kind, d => d.DueOn);
        Assert.Equal((new DateOnly(2026, 12, 1), new DateOnly(2026, 12, 20)), (due[DeadlineKind.ThirdPartyReview], due[DeadlineKind.Checkpoint]));
    }

    [Fact]
    public void Of_EvidenceAndControls_AreDeadlinesToo()
    {
        Control control = ControlCatalogue.Controls.First(c => c.Check.Kind == ControlCheckKind.Evidence);
        EvidenceDocument document = new()
        {
            Sha256 = new string('a', 64),
            Bytes = 1,
            FileName = "f.pdf",
            MediaType = "application/pdf",
            Type = control.Check.EvidenceTypes[0],
            Title = "Proof",
            Subjects = ["sdk-a"],
            ValidFrom = new(2026, 1, 1),
            ExpiresOn = new(2026, 2, 1),
        };
        World world = World.Empty.Told(World.Start, "evidence/main", new EvidenceAdded(document, "staff/anna"))
            .Told(World.Start, "controls/main", new ControlEvidenceLinked(control.Id, document.Sha256, "staff/anna"));

        Assert.Equal([$"control-cycle:control/{control.Id}:cycle", $"evidence-expiry:evidence/{document.Sha256}:document"], Of(world, World.Noon).Select(d => d.Id));
        Assert.All(Of(world, World.Noon), d => Assert.Equal(new DateOnly(2026, 2, 1), d.DueOn));
        Assert.DoesNotContain(Of(world.Told(World.Noon, "evidence/main", new EvidenceWithdrawn(document.Sha256, "forged", "staff/anna")), World.Noon.AddHours(1)), d => d.Kind == DeadlineKind.EvidenceExpiry);
    }

    [Fact]
    public void Of_WaiversAndOpenRemediations_AreDeadlinesUntilTheyEndOrAreDecided()
    {
        Waiver waiver = new()
        {
            WaiverId = "w-1",
            SubjectId = "sdk-a",
            Reference = World.Reference,
            Statuses = [CertificationStatus.Expired],
            ValidFrom = World.Start,
            ValidUntil = World.Start.AddDays(30),
            Reason = "renewal under way",
            CompensatingControl = "monitoring",
        };
        World proposed = World.Typical().Told(World.Start, "waivers/main", new WaiverProposed(waiver, "staff/anna"));
        World approved = proposed.Told(World.Start, "waivers/main", new WaiverApproved("w-1", "staff/bert"))
            .Told(World.Start, "component/sdk-a", new ListingRemediationChanged(World.Reference, true, World.Start, "finding"));

        Assert.DoesNotContain(Of(proposed, World.Noon), d => d.Kind == DeadlineKind.WaiverEnd);
        Deadline end = Of(approved, World.Noon).Single(d => d.Kind == DeadlineKind.WaiverEnd);
        Assert.Equal(("waiver-end:component/sdk-a:w-1", World.Start.AddDays(30)), (end.Id, end.DueAt));
        Deadline decision = Of(approved, World.Noon).Single(d => d.Kind == DeadlineKind.RemediationDecision);
        Assert.Equal((World.Start.AddHours(24), true), (decision.DueAt, decision.IsReckonedInHours));

        World over = approved.Told(World.Start, "waivers/main", new WaiverEnded("w-1", World.Start, "no longer needed", "staff/anna"))
            .Told(World.Start, "waivers/main", new RemediationDecided("sdk-a", World.Reference, "keep", "low risk", "staff/anna"));
        Assert.DoesNotContain(Of(over, World.Noon), d => d.Kind is DeadlineKind.WaiverEnd or DeadlineKind.RemediationDecision);
    }

    [Fact]
    public void Of_EndOfAPlatformsSupport_IsADeadlineOfTheSolutionThatAcceptsIt()
    {
        World world = World.Typical().Told(World.Start, "solution/softpos", new PlatformSupportRecorded("android", "13", new(2026, 3, 31), "the maker's page"))
            .Told(World.Start, "solution/softpos", new PlatformSupportRecorded("android", "13", new(2026, 4, 30), "the maker's page, corrected"));
        Deadline end = Of(world, World.Noon).Single(d => d.Kind == DeadlineKind.PlatformEndOfSupport);
        Assert.Equal(("platform-end-of-support:solution/softpos:android-13", new DateOnly(2026, 4, 30)), (end.Id, end.DueOn));
        Assert.Equal(["softpos"], end.SolutionIds);
    }

    [Fact]
    public void Of_CorrectedDate_KeepsTheIdAndMovesIt()
    {
        World corrected = World.Typical().Told(World.Noon, "component/sdk-a", new ListingRecorded(World.Row with { ExpiresOn = new(2027, 7, 1) }));
        Deadline before = Of(World.Typical(), World.Noon).Single(d => d.Kind == DeadlineKind.ListingExpiry);
        Deadline after = Of(corrected, World.Noon).Single(d => d.Kind == DeadlineKind.ListingExpiry);
        Assert.Equal((before.Id, new DateOnly(2027, 7, 1)), (after.Id, after.DueOn));
    }

    /// <summary>Whatever is recorded after an instant, the forecast as known at it stays what it was.</summary>
    [Fact]
    public void Of_AsKnownYesterday_IsNotChangedByAnythingRecordedToday()
    {
        IEvent[] possible =
        [
            new ListingRecorded(World.Row with { ExpiresOn = new(2027, 1, 15) }), new ListingRevoked(World.Reference, World.Start, "flaw"), new ComponentVersionWithdrawn("3.2.1", "old"),
            new CheckpointCompleted(World.Reference, new(2026, 1, 1), new(2027, 1, 1)), new ComponentVersionAdded(new() { Version = "9.9.9", CryptoExpiresOn = new(2026, 5, 5) }),
            new ComponentRenamed("Other", "Another", "merger"), new ListingRetracted(World.Reference, "wrong component"),
        ];
        Gen<IEvent> change = Gen.Int[0, possible.Length - 1].Select(i => possible[i]);
        DateTimeOffset yesterday = World.Noon;
        World world = World.Typical().WithCase(World.Start.AddHours(1));
        AsOf asKnown = new(yesterday, yesterday);
        string before = string.Join('\n', Forecast.Forecast.Of(world.Facts, asKnown, First, Last).Select(Shown));
        change.List[1, 6].Sample(changes =>
        {
            World later = changes.Aggregate(world, (w, e) => w.Told(yesterday.AddDays(1), "component/sdk-a", e))
                .Told(yesterday.AddDays(1), "case/case-1", new Domain.Cases.CaseClosed(Domain.Cases.CaseOutcome.NotAffected, "no"))
                .Told(yesterday.AddDays(1), "third-party/processor", new ThirdPartyEnded(new(2026, 1, 1), "x"));
            return before == string.Join('\n', Forecast.Forecast.Of(later.Facts, asKnown, First, Last).Select(Shown));
        });
    }

    private static string Shown(Deadline d) => $"{d.Place} {d.Title} {d.Consequence} {d.Owner} {string.Join(',', d.SolutionIds)}";

    private static IReadOnlyList<Deadline> Of(World world, DateTimeOffset now) => Forecast.Forecast.Of(world.Facts, AsOf.Now(now), First, Last);
}
