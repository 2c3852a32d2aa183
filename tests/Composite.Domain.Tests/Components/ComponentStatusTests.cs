using Composite.Domain.Components;
using Composite.Domain.Policies;
using Composite.Domain.Solutions;
using Composite.Domain.Tests.Rules;
using Composite.Domain.Waivers;
using CsCheck;
using Xunit;

namespace Composite.Domain.Tests.Components;

/// <summary>What a component's facts say at (valid-at, known-at), against an independent reading of the raw facts.</summary>
public sealed class ComponentStatusTests
{
    private static readonly PolicyValues Policy = PolicyValues.Default with { ExpiryWarningDays = 60, CheckpointToleranceDays = 45 };

    [Fact]
    public void Of_RandomHistory_IsTheNaiveRecomputation() =>
        Gen.Select(ComponentHistories.Any, ComponentHistories.Instant, ComponentHistories.Instant).Sample((history, validAt, knownAt) =>
        {
            NaiveComponent naive = new(history, validAt, knownAt, Policy);
            ComponentState state = ComponentHistories.Fold(history);
            AsOf asOf = new(validAt, knownAt);
            ComponentStatus status = ComponentStatus.Of(state, WaiverBook.Empty, asOf, Policy);

            Assert.Equal(Enumerable.Reverse(naive.Rows()), status.Listings.Select(l => l.Row));
            foreach (string reference in ComponentHistories.References)
            {
                Assert.Equal(naive.Status(reference), state.Listings.Status(reference, validAt, knownAt, Policy));
                Assert.Equal(naive.Rows().SingleOrDefault(r => r.Reference == reference), state.Listings.Row(reference, knownAt));
            }

            Assert.All(status.Listings, l => Assert.Equal(naive.Status(l.Row.Reference), l.Status));
            Assert.Equal(naive.InUse(), status.InUse?.Row.Reference);
            Assert.Equal(naive.Name, state.NameAt(knownAt)?.Name);
            Assert.Equal(naive.Notes, state.ProfileAt(knownAt)?.Notes);
        }, iter: 20_000);

    [Fact]
    public void ComplianceAt_RandomHistory_IsTheNaiveRecomputation() =>
        Gen.Select(ComponentHistories.Any, ComponentHistories.Instant, ComponentHistories.Instant).Sample((history, validAt, knownAt) =>
        {
            NaiveComponent naive = new(history, validAt, knownAt, Policy);
            ComponentState state = ComponentHistories.Fold(history);
            AsOf asOf = new(validAt, knownAt);
            foreach (ComplianceStandard standard in Enum.GetValues<ComplianceStandard>())
            {
                List<ComplianceAttestation> expected = naive.Compliance(standard);
                expected.Reverse();
                Assert.Equal(
                    expected.Select(a => (a, naive.Status(a))),
                    state.ComplianceAt(asOf, Policy).Where(c => c.Attestation.Standard == standard).Select(c => (c.Attestation, c.Status)));
                List<ComplianceAttestation> covering = [.. expected.Where(a => naive.Status(a) is CertificationStatus.InForce or CertificationStatus.Expiring)];
                ComplianceAttestation? inForce = covering.FirstOrDefault(a => covering.All(other => other.ExpiresOn <= a.ExpiresOn));
                Assert.Equal(inForce?.ExpiresOn, state.ComplianceInForce(standard, asOf.Day, knownAt)?.ExpiresOn);
                Assert.Equal(inForce ?? expected.FirstOrDefault(), state.ComplianceInUse(standard, asOf, Policy)?.Attestation);
            }
        }, iter: 10_000);

    [Fact]
    public void VersionStatusAt_RandomHistory_IsTheNaiveRecomputation() =>
        Gen.Select(ComponentHistories.Any, ComponentHistories.Instant, ComponentHistories.Instant).Sample((history, validAt, knownAt) =>
        {
            NaiveComponent naive = new(history, validAt, knownAt, Policy);
            ComponentState state = ComponentHistories.Fold(history);
            foreach (string version in ComponentHistories.Versions)
            {
                (DateOnly? cryptoExpiresOn, VersionStatus expected) = naive.Version(version);
                Assert.Equal(expected, state.VersionStatusAt(version, new AsOf(validAt, knownAt), Policy));
                Assert.Equal(cryptoExpiresOn, state.Version(version, knownAt)?.CryptoExpiresOn);
                Assert.Equal(expected == VersionStatus.Unknown ? 0 : 1, state.VersionsAt(knownAt).Count(v => v.Version == version));
            }
        }, iter: 10_000);

    [Fact]
    public void UsableVersion_RandomHistory_IsTheStatusFromAllThatIsKnown() => ComponentHistories.Any.Sample(history =>
    {
        ComponentState state = ComponentHistories.Fold(history);
        AsOf everything = new(ListingBook.AllThatIsKnown, ListingBook.AllThatIsKnown);
        foreach (string version in ComponentHistories.Versions)
        {
            bool usable = state.VersionStatusAt(version, everything, Policy) is not (VersionStatus.Unknown or VersionStatus.Withdrawn);
            Assert.Equal(usable, state.UsableVersion(version) is not null);
        }
    }, iter: 2000);

    [Fact]
    public void Of_FactsRecordedLater_ChangeNothing() =>
        Gen.Select(ComponentHistories.Any, ComponentHistories.Instant, ComponentHistories.Instant).Where(t => t.Item1[0].RecordedAt <= t.Item3).Sample((history, validAt, knownAt) =>
        {
            AsOf asOf = new(validAt, knownAt);
            ComponentStatus all = ComponentStatus.Of(ComponentHistories.Fold(history), WaiverBook.Empty, asOf, Policy);
            ComponentStatus known = ComponentStatus.Of(ComponentHistories.Fold(history.Where(fact => fact.RecordedAt <= knownAt)), WaiverBook.Empty, asOf, Policy);
            Assert.Equal(known.Listings, all.Listings);
            Assert.Equal(known.Compliance, all.Compliance);
            Assert.Equal((known.InUse, known.Status), (all.InUse, all.Status));
        }, iter: 5000);

    [Fact]
    public void InUse_OfTwoInForce_IsTheOneThatLastsLongest()
    {
        Listing shorter = GateScenario.ListingOf("2025-00001.001");
        Listing longer = GateScenario.ListingOf("2025-00002.001") with { ExpiresOn = shorter.ExpiresOn.AddDays(1) };
        Assert.Equal(longer, GateScenario.BookOf(longer, shorter).InUse(WaiverBook.Empty, "sdk-a", AsOf.Now(GateScenario.Noon), Policy)?.Row);
        Assert.Equal(shorter, GateScenario.BookOf(longer, shorter).Apply(new ListingRevoked(longer.Reference, GateScenario.Noon, "flaw"), GateScenario.Noon).InUse(WaiverBook.Empty, "sdk-a", AsOf.Now(GateScenario.Noon), Policy)?.Row);
    }

    [Fact]
    public void InUse_NoneLetsPaymentsGoOn_IsTheNewest()
    {
        Listing older = GateScenario.ListingOf("2025-00001.001");
        Listing newer = GateScenario.ListingOf("2025-00002.001") with { ExpiresOn = new(2026, 1, 1) };
        ListingBook book = GateScenario.BookOf(older, newer).Apply(new ListingRevoked(older.Reference, GateScenario.Noon, "flaw"), GateScenario.Noon);
        Assert.Equal((newer, CertificationStatus.Expired), (book.InUse(WaiverBook.Empty, "sdk-a", AsOf.Now(GateScenario.Noon), Policy)?.Row, book.InUse(WaiverBook.Empty, "sdk-a", AsOf.Now(GateScenario.Noon), Policy)?.Status));
    }

    [Fact]
    public void Of_ListingInForceAndAttestationExpired_IsTheWorst()
    {
        ComponentState component = GateScenario.Valid.Shared.Components["back-end-a"] with { Listings = GateScenario.BookOf(GateScenario.ListingOf("2025-00001.001")) };
        Assert.Equal(CertificationStatus.InForce, ComponentStatus.Of(component, WaiverBook.Empty, AsOf.Now(GateScenario.Noon), Policy).Status);
        component = component with { Compliance = [component.Compliance[0] with { Value = component.Compliance[0].Value with { ExpiresOn = new(2026, 6, 15) } }] };
        ComponentStatus status = ComponentStatus.Of(component, WaiverBook.Empty, AsOf.Now(GateScenario.Noon), Policy);
        Assert.Equal((CertificationStatus.InForce, CertificationStatus.Expired), (status.InUse?.Status, status.Status));
    }

    [Theory]
    [InlineData("2025-12-31T23:59:59Z", CertificationStatus.NotYetInForce)]
    [InlineData("2026-01-01T00:00:00Z", CertificationStatus.InForce)]
    [InlineData("2026-11-01T23:59:59Z", CertificationStatus.InForce)]
    [InlineData("2026-11-02T00:00:00Z", CertificationStatus.Expiring)]
    [InlineData("2026-12-31T23:59:59Z", CertificationStatus.Expiring)]
    [InlineData("2027-01-01T00:00:00Z", CertificationStatus.Expired)]
    public void ComplianceInUse_Boundaries_TurnOnTheDay(string validAt, CertificationStatus status) =>
        Assert.Equal(status, GateScenario.Valid.Components["back-end-a"].ComplianceInUse(ComplianceStandard.PciDss, AsOf.Now(DateTimeOffset.Parse(validAt, null)), Policy)?.Status);

    [Theory]
    [InlineData("2026-10-31T23:59:59Z", VersionStatus.Usable)]
    [InlineData("2026-11-02T00:00:00Z", VersionStatus.CryptoExpiring)]
    [InlineData("2026-12-31T23:59:59Z", VersionStatus.CryptoExpiring)]
    [InlineData("2027-01-01T00:00:00Z", VersionStatus.CryptoExpired)]
    public void VersionStatusAt_CryptoExpiry_TurnsOnTheDay(string validAt, VersionStatus status)
    {
        ComponentState sdk = GateScenario.Valid.Components["sdk-a"] with { Versions = GateScenario.VersionsOf(new ComponentVersion { Version = "3.2.1", CryptoExpiresOn = new(2027, 1, 1) }) };
        Assert.Equal(status, sdk.VersionStatusAt("3.2.1", AsOf.Now(DateTimeOffset.Parse(validAt, null)), Policy));
    }

    /// <summary>The example of docs/components.md.</summary>
    [Theory]
    [InlineData("2026-04-15T12:00:00Z", null, CertificationStatus.Expired)]
    [InlineData("2026-03-20T23:59:59Z", null, CertificationStatus.Expiring)]
    [InlineData("2026-03-20T23:59:59Z", "2026-03-20T23:59:59Z", CertificationStatus.InForce)]
    [InlineData("2026-04-05T23:59:59Z", "2026-04-05T23:59:59Z", CertificationStatus.InForce)]
    [InlineData("2026-04-05T23:59:59Z", null, CertificationStatus.Expired)]
    public void Status_TheWorkedExample_IsAsTheDocumentationSays(string validAt, string? knownAt, CertificationStatus status)
    {
        Listing row = GateScenario.ListingOf("2025-00123.001") with { ListedOn = new(2025, 3, 1), ExpiresOn = new(2028, 3, 1), CheckpointDueOn = null };
        ListingBook book = ListingBook.Empty.Apply(new ListingRecorded(row), new(2026, 3, 1, 9, 0, 0, TimeSpan.Zero))
            .Apply(new ListingCorrected(row with { ExpiresOn = new(2026, 4, 1) }, "read wrongly"), new(2026, 4, 10, 9, 0, 0, TimeSpan.Zero));
        Assert.Equal(status, book.Status(row.Reference, DateTimeOffset.Parse(validAt, null), knownAt is null ? ListingBook.AllThatIsKnown : DateTimeOffset.Parse(knownAt, null), Policy));
    }

    [Fact]
    public void HotPath_OfTheGate_AllocatesNothing()
    {
        ComponentState sdk = GateScenario.Valid.Components["sdk-a"];
        ComponentState backEnd = GateScenario.Valid.Components["back-end-a"];
        ListingBook several = GateScenario.BookOf(GateScenario.ListingOf("2025-00001.001"), GateScenario.ListingOf("2025-00002.001") with { ExpiresOn = new(2026, 7, 1) });
        Ask();
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 100; i++) Ask();
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        void Ask()
        {
            Assert.True(sdk.UsableVersion("3.2.1") is not null);
            Assert.True(sdk.Listings.Status("2025-00002.001", GateScenario.Noon, ListingBook.AllThatIsKnown, Policy) == CertificationStatus.InForce);
            Assert.True(ListingStanding.InUse(WaiverBook.Empty, "sdk-a", several, "3.2.1", Business.Payments, AsOf.Now(GateScenario.Noon), Policy)?.Status == CertificationStatus.InForce);
            Assert.True(backEnd.ComplianceInForce(ComplianceStandard.PciDss, new(2026, 6, 15), ListingBook.AllThatIsKnown) is not null);
        }
    }
}
