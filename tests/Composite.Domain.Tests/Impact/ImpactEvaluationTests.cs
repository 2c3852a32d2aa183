using System.Collections.Immutable;
using Composite.Domain.Components;
using Composite.Domain.Impact;
using Composite.Domain.Policies;
using Composite.Domain.Ports;
using Composite.Domain.Solutions;
using Composite.Domain.Tests.Components;
using Composite.Domain.Tests.Inventory;
using Composite.Domain.Tests.Rules;
using CsCheck;
using Xunit;

namespace Composite.Domain.Tests.Impact;

public sealed class ImpactEvaluationTests
{
    private const string Sdk = "sdk-a";
    private static readonly FleetSlice[] Slices =
    [
        Slice(1, "3.2.1"), Slice(2, "3.2.2"), Slice(3, "9.9"), Slice(4, null), Slice(5, "3.2.1") with { SdkComponentId = "other" },
    ];

    /// <summary>Whether payments go on by the facts alone: a version that may run, and a listing over it that bears them.</summary>
    [Fact]
    public void Grade_AnyHistoryOfAnSdk_EqualsANaiveRecomputation() => Gen.Select(ComponentHistories.Any, InventoryWorlds.Instants).Sample(
        (history, asOf) =>
        {
            SolutionFacts facts = Facts(ComponentHistories.Fold(history));
            ImpactGrading grading = ImpactEvaluation.Grade(facts, new ImpactQuestion(new ImpactSubject(Sdk, null, null), null, asOf), Slices);
            Assert.Equal(Slices.Take(4).ToDictionary(s => s.Id, s => (int)Naive(facts.Components[Sdk], s.SdkVersion, asOf, null)), grading.Groups.GroupOf.ToDictionary());
        }, iter: 2000);

    /// <summary>Supposing a listing revoked is the same as the row not bearing anything, for what relies on it.</summary>
    [Fact]
    public void Grade_ListingSupposedRevoked_EqualsTheFactsWithoutIt() => Gen.Select(ComponentHistories.Any, InventoryWorlds.Instants).Sample(
        (history, asOf) =>
        {
            SolutionFacts facts = Facts(ComponentHistories.Fold(history));
            string reference = ComponentHistories.References[0];
            PolicyValues policy = facts.Policies.At(asOf).Values;
            ImpactGrading grading = ImpactEvaluation.Grade(facts, new ImpactQuestion(new ImpactSubject(Sdk, null, reference), Hypothesis.Revoked, asOf), Slices);
            Dictionary<int, int> expected = Slices.Take(4)
                .Where(s => ListingStanding.InUse(facts.Waivers, Sdk, facts.Components[Sdk].Listings, s.SdkVersion, Business.Payments, asOf, policy)?.Row.Reference == reference)
                .ToDictionary(s => s.Id, s => (int)Naive(facts.Components[Sdk], s.SdkVersion, asOf, reference));
            Assert.Equal(expected, grading.Groups.GroupOf.ToDictionary());
        }, iter: 2000);

    [Theory]
    [InlineData(null, null, "GoesOn")]
    [InlineData(Hypothesis.Revoked, null, "Stops")]
    [InlineData(Hypothesis.Expired, null, "Stops")]
    [InlineData(Hypothesis.Lapsed, null, "Restricted")]
    [InlineData(Hypothesis.Revoked, "3.2.1", "Stops")]
    [InlineData(Hypothesis.Expired, "3.2.x", "Stops")]
    [InlineData(Hypothesis.Revoked, "3.3.x", null)]
    public void Grade_SdkInForce_Supposing_GivesTheEffect(Hypothesis? hypothesis, string? version, string? expected)
    {
        ImpactGrading grading = Grade(Sdk, version, hypothesis, Slice(1, "3.2.1"));
        Assert.Equal(expected, grading.Groups.GroupOf.TryGetValue(1, out int group) ? ((ImpactEffect)group).ToString() : null);
        Assert.Equal(expected is null ? 0 : 1, grading.Reasons.Count);
    }

    [Theory]
    [InlineData("am-a", "Stops")]
    [InlineData("app-a", "Stops")]
    [InlineData("back-end-a", "Stops")]
    [InlineData("decryption-a", "Warned")]
    [InlineData("softpos", "Stops")]
    [InlineData("nobody", null)]
    public void Grade_OtherPartsSupposedRevoked_ReachTheDevicesBehindThem(string subject, string? expected)
    {
        ImpactGrading grading = Grade(subject, null, Hypothesis.Revoked, Slice(1, "3.2.1"));
        Assert.Equal(expected, grading.Groups.GroupOf.TryGetValue(1, out int group) ? ((ImpactEffect)group).ToString() : null);
    }

    [Fact]
    public void Grade_AnotherListingBearsTheVersion_GoesOn()
    {
        SolutionFacts facts = Composed(GateScenario.Valid.With(Sdk, c => c with
        {
            Listings = GateScenario.BookOf(GateScenario.ListingOf("2025-00009.001"), GateScenario.ListingOf("2025-00002.001")),
        }));
        ImpactQuestion question = new(new ImpactSubject(Sdk, null, "2025-00002.001"), Hypothesis.Revoked, AsOf.Now(GateScenario.Noon));

        ImpactGrading grading = ImpactEvaluation.Grade(facts, question, [Slice(1, "3.2.1")]);

        Assert.Equal((int)ImpactEffect.GoesOn, grading.Groups.GroupOf[1]);
        Assert.Contains("2025-00009.001", Assert.Single(grading.Reasons).Reason, StringComparison.Ordinal);
        Assert.Empty(grading.Affected.GroupOf);
    }

    private static ImpactGrading Grade(string subject, string? version, Hypothesis? hypothesis, params FleetSlice[] slices) =>
        ImpactEvaluation.Grade(Composed(GateScenario.Valid), new ImpactQuestion(new ImpactSubject(subject, version, null), hypothesis, AsOf.Now(GateScenario.Noon)), slices);

    private static SolutionFacts Composed(GateScenario scenario)
    {
        SolutionState solution = scenario.Solutions["softpos"];
        return scenario.Shared with { Solutions = scenario.Solutions.SetItem("softpos", solution with { Compositions = [new(solution.ComponentIds, DateTimeOffset.MinValue)], Activations = [new(true, DateTimeOffset.MinValue)] }) };
    }

    private static SolutionFacts Facts(ComponentState component) => new() { Components = ImmutableDictionary<string, ComponentState>.Empty.Add(Sdk, component) };

    private static FleetSlice Slice(int id, string? version) => new(id, "softpos", "acquirer-a", Sdk, version, "am-a", "com.example.pos", "7.0.0", 10);

    private static ImpactEffect Naive(ComponentState sdk, string? version, AsOf asOf, string? revoked)
    {
        PolicyValues policy = PolicyValues.Default;
        if (version is null || sdk.VersionStatusAt(version, asOf, policy) is VersionStatus.Unknown or VersionStatus.Withdrawn or VersionStatus.CryptoExpired) return ImpactEffect.Stops;
        CertificationEffect[] effects =
        [
            .. sdk.Listings.Rows.Select(r => r.Value.Reference).Distinct().Where(r => sdk.Listings.Row(r, asOf.KnownAt)?.Covers(version) == true)
                .Select(r => policy.EffectOf(r == revoked ? CertificationStatus.Revoked : sdk.Listings.Status(r, asOf.ValidAt, asOf.KnownAt, policy))),
        ];
        if (effects.All(e => e.Payments == Effect.Refuse)) return ImpactEffect.Stops;
        if (effects.All(e => e.NewDevices == Effect.Refuse) || effects.All(e => e.NewMerchants == Effect.Refuse)) return ImpactEffect.Restricted;
        bool warned = effects.All(e => e.Payments != Effect.Allow) || effects.All(e => e.NewDevices != Effect.Allow) || effects.All(e => e.NewMerchants != Effect.Allow);
        return warned || sdk.VersionStatusAt(version, asOf, policy) == VersionStatus.CryptoExpiring ? ImpactEffect.Warned : ImpactEffect.GoesOn;
    }
}
