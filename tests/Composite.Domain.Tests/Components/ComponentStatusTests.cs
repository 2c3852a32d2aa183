using Composite.Domain.Components;
using Composite.Domain.Policies;
using Composite.Domain.Tests.Rules;
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
            ComponentStatus status = ComponentStatus.Of(state, asOf, Policy);

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
            ComponentStatus all = ComponentStatus.Of(ComponentHistories.Fold(history), asOf, Policy);
            ComponentStatus known = ComponentStatus.Of(ComponentHistories.Fold(history.Where(fact => fact.RecordedAt <= knownAt)), asOf, Policy);
            Assert.Equal(known.Listings, all.Listings);
            Assert.Equal(known.Compliance, all.Compliance);
            Assert.Equal((known.InUse, known.Status), (all.InUse, all.Status));
        }, iter: 5000);

    [Fact]
    public void InUse_OfTwoInForce_IsTheOneThatLastsLongest()
    {
        Listing shorter = GateScenario.ListingOf("2025-00001.001");
        Listing longer = GateScenario.ListingOf("2025-00002.001") with { ExpiresOn = shorter.ExpiresOn.AddDays(1) };
        Assert.Equal(longer, GateScenario.BookOf(longer, shorter).InUse(AsOf.Now(GateScenario.Noon), Policy)?.Row);
        Assert.Equal(shorter, GateScenario.BookOf(longer, shorter).Apply(new ListingRevoked(longer.Reference, GateScenario.Noon, "flaw"), GateScenario.Noon).InUse(AsOf.Now(GateScenario.Noon), Policy)?.Row);
    }

    [Fact]
    public void InUse_NoneLetsPaymentsGoOn_IsTheNewest()
    {
        Listing older = GateScenario.ListingOf("2025-00001.001");
        Listing newer = GateScenario.ListingOf("2025-00002.001") with { ExpiresOn = new(2026, 1, 1) };
        ListingBook book = GateScenario.BookOf(older, newer).Apply(new ListingRevoked(older.Reference, GateScenario.Noon, "flaw"), GateScenario.Noon);
        Assert.Equal((newer, CertificationStatus.Expired), (book.InUse(AsOf.Now(GateScenario.Noon), Policy)?.Row, book.InUse(AsOf.Now(GateScenario.Noon), Policy)?.Status));
    }

    [Fact]
    public void Of_ListingInForceAndAttestationExpired_IsTheWorst()
    {
        ComponentState component = GateScenario.Valid.Shared.Components["back-end-a"] with { Listings = GateScenario.BookOf(GateScenario.ListingOf("2025-00001.001")) };
        Assert.Equal(CertificationStatus.InForce, ComponentStatus.Of(component, AsOf.Now(GateScenario.Noon), Policy).Status);
        component = component with { Compliance = [component.Compliance[0] with { Value = component.Compliance[0].Value with { ExpiresOn = new(2026, 6, 15) } }] };
        ComponentStatus status = ComponentStatus.Of(component, AsOf.Now(GateScenario.Noon), Policy);
        Assert.Equal((CertificationStatus.InForce, CertificationStatus.Expired), (status.InUse?.Status, status.Status));
    }
}
