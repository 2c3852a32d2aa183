using Composite.Domain.Components;
using Composite.Domain.Solutions;
using Composite.Domain.Tests.Rules;
using Xunit;

namespace Composite.Domain.Tests.Solutions;

public sealed class SolutionDeciderTests
{
    private static readonly DateTimeOffset Noon = GateScenario.Noon;
    private static readonly SolutionState Softpos = GateScenario.Valid.Solutions["softpos"];
    private static readonly PlatformRule Android = new("android", "14", new(2026, 2, 1), ["Old One"]);

    public static TheoryData<string, SolutionState, Func<SolutionState, Decision>> Commands => new()
    {
        { "compose", Softpos, s => SolutionDecider.Compose(s, ["sdk-a", "app-a", "am-a", "back-end-a"], KindOf) },
        { "baseline", Softpos, s => SolutionDecider.AdoptBaseline(s, [Android with { BlockedModels = ["Old One"] }]) },
        { "listing", Softpos, s => ListingDecider.Record(ListingSubject.Of(s), GateScenario.ListingOf("2026-00001.001"), false, null, SolutionFacts.Empty, Noon) },
        { "revoke", Softpos, s => ListingDecider.Revoke(s.Listings, "2025-00001.001", Noon, "flaw") },
        { "end of support", Softpos, s => SolutionDecider.RecordPlatformSupport(s, new("android", "13", new(2027, 3, 1), "the maker's page")) },
        { "activate", Softpos with { Active = false }, s => SolutionDecider.Activate(s, "go-live") },
        { "suspend", Softpos, s => SolutionDecider.Suspend(s, "incident") },
    };

    [Theory]
    [MemberData(nameof(Commands))]
    public void Command_SentTwice_IsAcceptedAndChangesNothingMore(string name, SolutionState state, Func<SolutionState, Decision> command)
    {
        Assert.NotEmpty(name);
        Assert.Empty(command(SolutionState.Evolve(state, Assert.Single(command(state).Accepted()), Noon)!).Accepted());
    }

    [Fact]
    public void Register_Twice_IsDoneOnceAndOtherFactsAreRefused()
    {
        Assert.Empty(SolutionDecider.Register(Softpos, "softpos", "SoftPOS", "Provider").Accepted());
        SolutionDecider.Register(Softpos, "softpos", "Other", "Provider").Refused("already-registered solutionId");
        SolutionDecider.Register(null, null!, null!, null!).Refused("invalid-id solutionId", "invalid-text name", "invalid-text provider");
    }

    [Fact]
    public void Compose_Wrong_NamesEveryField()
    {
        SolutionDecider.Compose(Softpos, null!, KindOf).Refused("count componentIds");
        SolutionDecider.Compose(Softpos, [null!], KindOf).Refused("missing componentIds");
        SolutionDecider.Compose(Softpos, [.. Enumerable.Range(0, SolutionDecider.MaxComponents + 1).Select(i => $"part-{i}")], KindOf).Refused("count componentIds");
        SolutionDecider.Compose(Softpos, ["sdk-a", "sdk-a", "unknown"], KindOf).Refused("duplicate componentIds", "unknown-component componentIds", "incomplete componentIds");
    }

    [Fact]
    public void AdoptBaseline_Wrong_NamesEveryField()
    {
        SolutionDecider.AdoptBaseline(Softpos, null!).Refused("count rules");
        SolutionDecider.AdoptBaseline(Softpos, []).Refused("count rules");
        SolutionDecider.AdoptBaseline(Softpos, [null!]).Refused("missing rules");
        SolutionDecider.AdoptBaseline(Softpos, [new(null!, "x.y", default, null!)]).Refused("invalid-id rules.os", "invalid-format rules.minVersion", "missing rules.minPatchLevel", "count rules.blockedModels");
        SolutionDecider.AdoptBaseline(Softpos, [Android with { BlockedModels = [null!] }]).Refused("missing rules.blockedModels");
        SolutionDecider.AdoptBaseline(Softpos, [Android with { BlockedModels = [" "] }]).Refused("invalid-text rules.blockedModels");
    }

    [Fact]
    public void Activate_Incomplete_NamesWhatIsMissing()
    {
        SolutionState bare = SolutionState.Evolve(null, new SolutionRegistered("softpos", "SoftPOS", "Provider"), Noon)!;
        Decision.Rejected rejected = Assert.IsType<Decision.Rejected>(SolutionDecider.Activate(bare, "go-live"));
        Assert.Equal(3, rejected.Problems.Count);
    }

    [Fact]
    public void Facts_EventsOfAnyStream_MoveThePositionAndOnlyTheirOwnPart()
    {
        SolutionFacts facts = SolutionFacts.Empty
            .Evolve("component/sdk-a", new ComponentRegistered("sdk-a", ComponentKind.MpocSoftware, "SDK", "Vendor"), 1, Noon)
            .Evolve("solution/softpos", new SolutionRegistered("softpos", "SoftPOS", "Provider"), 2, Noon)
            .Evolve("payments/device-1", null, 3, Noon);
        Assert.Equal((3L, "sdk-a", "softpos"), (facts.Position, Assert.Single(facts.Components).Key, Assert.Single(facts.Solutions).Key));
        Assert.True(SolutionFacts.Concerns("policy/current"));
        Assert.False(SolutionFacts.Concerns("payments/device-1"));
    }

    private static ComponentKind? KindOf(string id) => GateScenario.Valid.Components.GetValueOrDefault(id)?.Kind;
}
