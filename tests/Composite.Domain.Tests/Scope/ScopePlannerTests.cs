using System.Collections.Immutable;
using Composite.Domain.Components;
using Composite.Domain.Scope;
using Composite.Domain.Solutions;
using Composite.Domain.Tests.Rules;
using Composite.Domain.ThirdParties;
using Xunit;

namespace Composite.Domain.Tests.Scope;

/// <summary>The three cases of the glossary's table, mixtures of them, and how they change with the listings.</summary>
public sealed class ScopePlannerTests
{
    private const string Sdk = "2025-00002.001";
    private const string Service = "2025-00003.001";
    private const string App = "2025-00004.001";
    private static readonly DateTimeOffset Noon = GateScenario.Noon;
    private static readonly ScopePart Own = new(ScopeSource.Own);
    private static readonly ScopeDeclaration Monolithic = new() { Software = Own, Application = Own, Attestation = Own, BackEnd = Own };
    private static readonly ScopeDeclaration WithSdk = Monolithic with { Software = new(ScopeSource.Listing, Sdk) };
    private static readonly ScopeDeclaration WithBoth = WithSdk with { Attestation = new(ScopeSource.Listing, Service) };

    /// <summary>Per domain: o what is evaluated by the provider, r what is relied on, s what is shared, m what is missing.</summary>
    public static TheoryData<string, ScopeDeclaration, string> Cases => new()
    {
        { "built and runs every part", Monolithic, "1:o 2:o 3:o 4:o 5:oo" },
        { "a certified SDK", WithSdk, "1:r 2:o 3:o 4:or 5:oo" },
        { "a certified SDK, somebody else's listed application", WithSdk with { Application = new(ScopeSource.Listing, App) }, "1:r 2:r 3:o 4:orr 5:oo" },
        { "a certified SDK and A&M service", WithBoth, "1:r 2:o 3:r 4:orr 5:oo" },
        { "everything from listings", WithBoth with { Application = new(ScopeSource.Listing, App) }, "1:r 2:r 3:r 4:orrr 5:oo" },
        { "an own SDK with a certified A&M service", Monolithic with { Attestation = new(ScopeSource.Listing, Service) }, "1:o 2:o 3:r 4:or 5:oo" },
        { "a back-end and an HSM house under contract", WithBoth with { BackEnd = Party("back-office"), Decryption = Party("back-office") }, "1:r 2:o 3:r 4:orr 5:oss" },
        { "an unlisted A&M service under contract", WithSdk with { Attestation = Party("back-office") }, "1:r 2:o 3:os 4:orm 5:oo" },
        { "a third party that nobody knows", WithBoth with { BackEnd = Party("nobody") }, "1:r 2:o 3:r 4:orr 5:om" },
        { "a listing that nobody knows", WithSdk with { Software = new(ScopeSource.Listing, "2025-99999.001") }, "1:m 2:o 3:o 4:om 5:oo" },
        { "a listing of another kind", WithSdk with { Software = new(ScopeSource.Listing, Service) }, "1:m 2:o 3:o 4:om 5:oo" },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Of_EachCase_CoversTheDomainsOfTheTable(string what, ScopeDeclaration declaration, string expected)
    {
        ScopePlan plan = ScopePlanner.Of(Facts(), declaration, AsOf.Now(Noon), []);
        string actual = string.Join(' ', plan.Domains.Select(d => $"{d.Domain}:{new string('o', d.EvaluatedByYou.Count)}{new string('r', d.ReliedOn.Count)}{new string('s', Math.Min(d.Shared.Count, 2))}{new string('m', Math.Min(d.Missing.Count, 1))}"));
        Assert.Equal((what, Pad(expected)), (what, Pad(actual)));
        Assert.Equal(plan.Domains.All(d => d.Coverage != ScopeCoverage.Missing), plan.Complete);
        Assert.All(plan.Domains.SelectMany(d => d.Missing), m => Assert.NotEmpty(m.Remedy));

        // Shares are counted loosely: who has several lines has several.
        static string Pad(string text) => text.Replace("ss", "s", StringComparison.Ordinal);
    }

    [Fact]
    public void Of_Coverage_SaysItInAWord()
    {
        ScopePlan plan = ScopePlanner.Of(Facts(), WithBoth, AsOf.Now(Noon), []);
        Assert.Equal([ScopeCoverage.ReliedOn, ScopeCoverage.EvaluatedByYou, ScopeCoverage.ReliedOn, ScopeCoverage.Shared, ScopeCoverage.EvaluatedByYou], plan.Domains.Select(d => d.Coverage));
        ScopeReliance reliance = Assert.Single(plan.Domains[0].ReliedOn);
        Assert.Equal((ScopePartName.Software, Sdk, "sdk-a", new DateOnly(2028, 1, 1)), (reliance.Part, reliance.Reference, reliance.ComponentId, reliance.Until));
    }

    [Fact]
    public void Of_ListingLapses_TurnsItsDomainsToMissingFromThatDay()
    {
        SolutionFacts facts = Saved(Facts(), WithSdk, Noon.AddDays(-1));
        ScopePlan At(DateTimeOffset instant) => ScopePlanner.Of(facts, "softpos", AsOf.Now(instant))!;
        DateTimeOffset lapses = new(2028, 1, 1, 0, 0, 0, TimeSpan.Zero);
        Assert.True(At(lapses.AddSeconds(-1)).Complete);
        ScopePlan after = At(lapses);
        Assert.Equal([1, 4], after.Domains.Where(d => d.Coverage == ScopeCoverage.Missing).Select(d => d.Domain));
        Assert.Equal(lapses, after.Domains[0].Missing[0].Since);
        Assert.Empty(after.Domains[0].ReliedOn);
    }

    [Fact]
    public void Of_ListingRevoked_IsMissingFromTheRevocationAndAsFarAsIsKnown()
    {
        SolutionFacts facts = Saved(Facts(), WithSdk, Noon.AddDays(-10));
        ComponentState revoked = ComponentState.Evolve(facts.Components["sdk-a"], new ListingRevoked(Sdk, Noon.AddDays(-2), "flaw"), Noon)!;
        facts = facts with { Components = facts.Components.SetItem("sdk-a", revoked) };
        Assert.Equal(Noon.AddDays(-2), ScopePlanner.Of(facts, "softpos", AsOf.Now(Noon))!.Domains[0].Missing[0].Since);
        Assert.True(ScopePlanner.Of(facts, "softpos", AsOf.Now(Noon.AddDays(-3)))!.Complete);
        Assert.True(ScopePlanner.Of(facts, "softpos", new AsOf(Noon, Noon.AddSeconds(-1)))!.Complete);
    }

    [Fact]
    public void Of_Declarations_HoldFromTheirRecordingOn()
    {
        SolutionFacts facts = Saved(Saved(Facts(), Monolithic, Noon.AddDays(-9)), WithBoth, Noon.AddDays(-5));
        Assert.Null(ScopePlanner.Of(facts, "softpos", AsOf.Now(Noon.AddDays(-10)))!.Declaration);
        Assert.Equal(Monolithic, ScopePlanner.Of(facts, "softpos", AsOf.Now(Noon.AddDays(-6)))!.Declaration);
        Assert.Equal(WithBoth, ScopePlanner.Of(facts, "softpos", AsOf.Now(Noon))!.Declaration);
        Assert.Equal(("softpos", "staff/anna"), (ScopePlanner.Of(facts, "softpos", AsOf.Now(Noon))!.SolutionId, ScopePlanner.Of(facts, "softpos", AsOf.Now(Noon))!.DeclaredBy));
        Assert.Null(ScopePlanner.Of(facts, "another", AsOf.Now(Noon)));
    }

    [Fact]
    public void Of_NothingDeclared_MissesEveryDomainAndSaysWhatToDo()
    {
        ScopePlan plan = ScopePlanner.Of(Facts(), "softpos", AsOf.Now(Noon))!;
        Assert.Equal(5, plan.Domains.Count(d => d is { Coverage: ScopeCoverage.Missing, Missing: [{ Remedy: "Declare the scope: composite scope declare." }] }));
    }

    [Fact]
    public void Of_ServiceThatTheSdkIsNotPairedWith_IsMissing()
    {
        SolutionFacts facts = Facts(dependencies: "2025-00009.001");
        ScopeGap gap = Assert.Single(ScopePlanner.Of(facts, WithBoth, AsOf.Now(Noon), []).Domains[2].Missing);
        Assert.Contains("does not name", gap.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_ComponentOutsideTheComposition_IsMissing()
    {
        ScopeGap gap = Assert.Single(ScopePlanner.Of(Facts(), WithSdk, AsOf.Now(Noon), ["app-a"]).Domains[0].Missing);
        Assert.Contains("composition", gap.Reason, StringComparison.Ordinal);
        Assert.True(ScopePlanner.Of(Facts(), WithSdk, AsOf.Now(Noon), ["sdk-a", "app-a"]).Complete);
    }

    [Fact]
    public void Of_ContractEnds_IsMissingFromThatDay()
    {
        ScopeDeclaration declaration = WithBoth with { BackEnd = Party("back-office") };
        Assert.True(ScopePlanner.Of(Facts(), declaration, AsOf.Now(Noon), []).Complete);
        Assert.Equal([5], ScopePlanner.Of(Facts(), declaration, AsOf.Now(new(2027, 6, 1, 0, 0, 0, TimeSpan.Zero)), []).Domains.Where(d => d.Missing.Count > 0).Select(d => d.Domain));
    }

    [Fact]
    public void Declare_BadParts_AreAllNamed()
    {
        Decision decision = ScopeDecider.Declare(Solution(), new ScopeDeclaration
        {
            Software = new(ScopeSource.Listing),
            Application = new(ScopeSource.Own, Sdk),
            Attestation = new(ScopeSource.ThirdParty),
            BackEnd = new((ScopeSource)9),
            Decryption = new(ScopeSource.Listing, "yesterday"),
        }, "staff/anna");
        Assert.Equal(
            ["application.reference", "attestation.thirdPartyId", "backEnd.source", "decryption.reference", "software.reference"],
            Assert.IsType<Decision.Rejected>(decision).Problems.Select(p => p.Field).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Declare_TheSameAgain_ChangesNothing()
    {
        SolutionState declared = SolutionState.Evolve(Solution(), new ScopeDeclared(WithBoth, "staff/anna"), Noon)!;
        Assert.Empty(Assert.IsType<Decision.Accepted>(ScopeDecider.Declare(declared, WithBoth, "staff/bert")).Events);
        Assert.Single(Assert.IsType<Decision.Accepted>(ScopeDecider.Declare(declared, WithSdk, "staff/bert")).Events);
    }

    private static ScopePart Party(string id) => new(ScopeSource.ThirdParty, null, id);

    private static SolutionState Solution() => new() { Id = "softpos", Name = "SoftPOS", Provider = "Provider", RegisteredAt = Noon.AddDays(-100) };

    private static SolutionFacts Saved(SolutionFacts facts, ScopeDeclaration declaration, DateTimeOffset at) =>
        facts.Evolve("solution/softpos", new ScopeDeclared(declaration, "staff/anna"), 1, at);

    private static SolutionFacts Facts(string dependencies = Service) => new()
    {
        Solutions = ImmutableDictionary<string, SolutionState>.Empty.Add("softpos", Solution()),
        Components = new[]
        {
            Listed("sdk-a", ComponentKind.MpocSoftware, GateScenario.ListingOf(Sdk, dependencies)),
            Listed("am-a", ComponentKind.AttestationService, GateScenario.ListingOf(Service)),
            Listed("app-a", ComponentKind.MpocApplication, GateScenario.ListingOf(App)),
        }.ToImmutableDictionary(c => c.Id),
        ThirdParties = ImmutableDictionary<string, ThirdPartyState>.Empty.Add("back-office", new ThirdPartyState
        {
            Id = "back-office",
            Name = "Back Office",
            Provides = "processing",
            RegisteredAt = Noon.AddDays(-100),
            Contracts = [new(new ThirdPartyContract("C-1", new(2026, 1, 1), new(2027, 6, 1), 24), Noon.AddDays(-100))],
            Responsibilities = [new([new("MPoC domain 5", ResponsibleParty.ThirdParty, "runs the servers"), new("Domain 3", ResponsibleParty.Shared, "both watch")], Noon.AddDays(-100))],
        }),
    };

    private static ComponentState Listed(string id, ComponentKind kind, Listing listing) =>
        new() { Id = id, Kind = kind, Name = id, Vendor = "Vendor", RegisteredAt = Noon.AddDays(-100), Listings = GateScenario.BookOf(listing) };
}
