using Composite.Domain.Components;
using Composite.Domain.Policies;
using Composite.Domain.Solutions;
using Composite.Domain.Tests.Rules;
using CsCheck;
using Xunit;
using static Composite.Domain.Tests.Rules.GateScenario;

namespace Composite.Domain.Tests.Solutions;

public sealed class SolutionEffectsTests
{
    private static readonly AsOf Now = AsOf.Now(Noon);
    private static readonly Effects Warned = Effects.All(Effect.Warn);
    private static readonly GateScenario WithKernel = Valid.Containing(Listed("kernel-a", ComponentKind.Kernel, "2025-00004.001"));

    /// <summary>The policy table of DOMAIN.md, each status reached by an SDK's listing: payments, new devices, new merchants.</summary>
    public static TheoryData<string, GateScenario, Effects, CertificationStatus?> Table => new()
    {
        { "in force", Valid, Effects.None, null },
        { "expires within 180 days", Valid.WithListing("sdk-a", l => l with { ExpiresOn = Today.AddDays(180) }), Warned, CertificationStatus.Expiring },
        { "checkpoint overdue up to 90 days", Valid.WithListing("sdk-a", l => l with { CheckpointDueOn = Today.AddDays(-90) }), Warned, CertificationStatus.CheckpointOverdue },
        { "checkpoint overdue more than 90 days", Valid.WithListing("sdk-a", l => l with { CheckpointDueOn = Today.AddDays(-91) }), new(Effect.Warn, Effect.Refuse, Effect.Refuse), CertificationStatus.CheckpointLapsed },
        { "in remediation", Valid.Told("sdk-a", new ListingRemediationChanged("2025-00002.001", true, Noon, "f")), new(Effect.Warn, Effect.Refuse, Effect.Warn), CertificationStatus.InRemediation },
        { "expired", Valid.WithListing("sdk-a", l => l with { ExpiresOn = Today }), Effects.Refused, CertificationStatus.Expired },
        { "revoked", Valid.Told("sdk-a", new ListingRevoked("2025-00002.001", Noon, "flaw")), Effects.Refused, CertificationStatus.Revoked },
        { "not yet in force", Valid.WithListing("sdk-a", l => l with { ListedOn = Today.AddDays(1) }), Effects.Refused, CertificationStatus.NotYetInForce },
    };

    [Theory]
    [MemberData(nameof(Table))]
    public void Of_StatusOfTheSdk_DoesWhatTheTableSays(string name, GateScenario world, Effects effects, CertificationStatus? status)
    {
        SolutionEffects actual = Of(world);
        Assert.True(actual.Effects == effects, $"{name}: {actual.Effects}");
        if (status is null) Assert.Empty(actual.Causes);
        else
        {
            EffectCause cause = Assert.Single(actual.Causes);
            Assert.Equal((CauseKind.Listing, "sdk-a", "2025-00002.001", status, effects), (cause.Kind, cause.SubjectId, cause.Reference, cause.Status, cause.OnSolution));
            Assert.Equal(["solution/softpos", "component/app-a", "component/sdk-a", "listing/sdk-a/2025-00002.001"], cause.Path);
        }
    }

    public static TheoryData<string, GateScenario, string, Effects, string> Causes => new()
    {
        { "the solution's own listing", Valid.InSolution(s => s with { Listings = BookOf(ListingOf("2025-00001.001") with { ExpiresOn = Today }) }), "softpos", Effects.Refused, "solution/softpos listing/softpos/2025-00001.001" },
        { "an A&M service", Valid.WithListing("am-a", l => l with { ExpiresOn = Today }), "am-a", Effects.Refused, "solution/softpos component/app-a component/sdk-a component/am-a listing/am-a/2025-00003.001" },
        { "an SDK that names no service", Valid.WithListing("sdk-a", l => l with { Dependencies = [] }), "sdk-a", Effects.Refused, "solution/softpos component/app-a component/sdk-a" },
        { "a kernel", WithKernel.WithListing("kernel-a", l => l with { ExpiresOn = Today }), "kernel-a", Effects.Refused, "solution/softpos component/app-a component/sdk-a component/kernel-a listing/kernel-a/2025-00004.001" },
        { "a kernel without a listing", WithKernel.With("kernel-a", c => c with { Listings = ListingBook.Empty }), "kernel-a", Effects.Refused, "solution/softpos component/app-a component/sdk-a component/kernel-a" },
        { "a back-end without an attestation", Valid.With("back-end-a", c => c with { Compliance = [] }), "back-end-a", Effects.Refused, "solution/softpos component/back-end-a" },
        { "a decryption service without one: PIN only", Valid.With("decryption-a", c => c with { Compliance = [] }), "decryption-a", Warned, "solution/softpos component/decryption-a" },
        { "an application without a usable version", Valid.Told("app-a", new ComponentVersionWithdrawn("7.0.0", "flaw")), "app-a", Effects.Refused, "solution/softpos component/app-a" },
        { "a solution out of service", Valid.InSolution(s => s with { Activations = [.. s.Activations, new(false, Noon)] }), "softpos", Effects.Refused, "solution/softpos" },
        { "an unregistered part", Valid.InSolution(s => s with { Compositions = [new([.. s.ComponentIds, "ghost"], Noon)] }), "ghost", Effects.Refused, "solution/softpos component/ghost" },
    };

    [Theory]
    [MemberData(nameof(Causes))]
    public void Of_OneThingWrong_NamesItAndThePathToIt(string name, GateScenario world, string subject, Effects effects, string path)
    {
        SolutionEffects actual = Of(world);
        EffectCause cause = Assert.Single(actual.Causes);
        Assert.True((subject, effects, effects, path) == (cause.SubjectId, cause.OnSolution, actual.Effects, string.Join(' ', cause.Path)), $"{name}: {cause} {string.Join(' ', cause.Path)} {actual.Effects}");
        Assert.False(string.IsNullOrWhiteSpace(cause.Reason));
    }

    [Fact]
    public void Of_OneOfTwoSdksRevoked_WarnsTheSolutionAndRefusesThatSdk()
    {
        ComponentState second = Valid.Components["sdk-a"] with { Id = "sdk-b", Listings = BookOf(ListingOf("2025-00005.001", "2025-00003.001")) };
        GateScenario world = Valid.Containing(second);
        Assert.True(Of(world).Effects.AreNone());
        SolutionEffects effects = SolutionEffects.Of(world.Shared.WithRevoked("sdk-b", "2025-00005.001", Noon), "softpos", Now)!;
        Assert.Equal((Warned, Effects.Refused, Warned), (effects.Effects, effects.Causes.Single().Own, effects.Causes.Single().OnSolution));
        Assert.Equal(Effects.Refused, effects.Parts.Single(p => p.ComponentId == "sdk-b").WithDependencies);
        Assert.True(effects.Parts.Single(p => p.ComponentId == "sdk-a").WithDependencies.AreNone());
        SolutionEffects both = SolutionEffects.Of(world.Shared.WithRevoked("am-a", null, Noon), "softpos", Now)!;
        Assert.Equal((Effects.Refused, "am-a"), (both.Effects, both.Causes.Single().SubjectId));
    }

    [Fact]
    public void Of_ListingOfOneVersionOfTwoRevoked_WarnsTheWhole()
    {
        GateScenario world = Valid.With("sdk-a", c => c with
        {
            Listings = BookOf(ListingOf("2025-00002.001", "2025-00003.001"), ListingOf("2025-00002.002", "2025-00003.001") with { Versions = ["4.x"] }),
            Versions = VersionsOf(new() { Version = "3.2.1", CryptoExpiresOn = new(2027, 6, 1) }, new() { Version = "4.0", CryptoExpiresOn = new(2028, 6, 1) }),
        });
        SolutionEffects effects = SolutionEffects.Of(world.Shared.WithRevoked("sdk-a", "2025-00002.001", Noon), "softpos", Now)!;
        Assert.Equal((Warned, Effects.Refused), (effects.Effects, effects.Causes.Single().Own));
        Assert.Equal(Effects.Refused, SolutionEffects.Of(world.Shared.WithRevoked("sdk-a", null, Noon), "softpos", Now)!.Effects);
    }

    [Fact]
    public void Of_RenewedListing_IsNotHeldBackByTheOldOne()
    {
        GateScenario world = Valid.With("sdk-a", c => c with { Listings = BookOf(ListingOf("2022-00002.001", "2025-00003.001") with { ExpiresOn = Today }, ListingOf("2025-00002.001", "2025-00003.001")) });
        Assert.Empty(Of(world).Causes);
    }

    [Fact]
    public void Of_GraceAndWaivers_TolerateAndSayUntilWhen()
    {
        GateScenario expired = Valid.WithListing("sdk-a", l => l with { ExpiresOn = Today.AddDays(-1) });
        GateScenario grace = expired with { Policies = PolicyOf(PolicyValues.Default with { ExpiryGraceDays = 2 }) };
        EffectCause cause = Of(grace).Causes.Single();
        Assert.Equal((new Effects(Effect.Warn, Effect.Refuse, Effect.Refuse), CertificationStatus.Expired, Midnight(Today.AddDays(1))), (cause.OnSolution, cause.Status, cause.ToleratedUntil));
        Assert.Equal(Effects.Refused, Of(expired with { Policies = PolicyOf(PolicyValues.Default with { ExpiryGraceDays = 1 }) }).Effects);

        foreach (bool admission in (bool[])[false, true])
        {
            GateScenario waived = expired with { Waivers = BookWith(CertificationStatus.Expired, admission) };
            cause = Of(waived).Causes.Single();
            Assert.Equal((admission ? Warned : new Effects(Effect.Warn, Effect.Refuse, Effect.Refuse), "renewal", (DateTimeOffset?)Noon.AddDays(30)), (cause.OnSolution, cause.WaiverId, cause.ToleratedUntil));
        }

        GateScenario revoked = (Valid with { Waivers = BookWith([.. Enum.GetValues<CertificationStatus>()], true) }).Told("sdk-a", new ListingRevoked("2025-00002.001", Noon, "flaw"));
        Assert.Equal((Effects.Refused, null), (Of(revoked).Effects, Of(revoked).Causes.Single().WaiverId));
    }

    [Fact]
    public void Of_BeforeItWasKnown_IsNullAndWithoutCompositionIsRefused()
    {
        Assert.Null(SolutionEffects.Of(Valid.Shared, "nobody", Now));
        SolutionFacts later = Valid.InSolution(s => s with { RegisteredAt = Noon }).Shared;
        Assert.Null(SolutionEffects.Of(later, "softpos", new AsOf(Noon, Noon.AddTicks(-1))));
        SolutionEffects bare = Of(Valid.InSolution(s => s with { Compositions = [] }));
        Assert.Equal((Effects.Refused, 4), (bare.Effects, bare.Causes.Count(c => c.Kind == CauseKind.Composition)));
    }

    /// <summary>Under the default table a worse status never allows more, for any kind of business.</summary>
    [Fact]
    public void Default_WorseStatus_NeverAllowsMore()
    {
        CertificationStatus[] order =
        [
            CertificationStatus.InForce, CertificationStatus.Expiring, CertificationStatus.CheckpointOverdue, CertificationStatus.InRemediation, CertificationStatus.CheckpointLapsed,
            CertificationStatus.Expired, CertificationStatus.Revoked,
        ];
        foreach ((CertificationStatus better, CertificationStatus worse) in order.Zip(order.Skip(1)))
        {
            CertificationEffect a = PolicyValues.Default.EffectOf(better), b = PolicyValues.Default.EffectOf(worse);
            Assert.True(a.Payments <= b.Payments && a.NewDevices <= b.NewDevices && a.NewMerchants <= b.NewMerchants, $"{better} {worse}");
        }

        Assert.Equal(Enum.GetValues<CertificationStatus>(), EffectTable.Default.Select(r => r.Status).Order());
    }

    /// <summary>Revoking one thing more never allows more, whatever else is so.</summary>
    [Fact]
    public void WithRevoked_OnTopOfAnything_NeverAllowsMore() => Gen.Select(Gen.Int[0, 6].Array[0, 3], Gen.Int[0, 6]).Sample((before, one) =>
    {
        string[] subjects = ["softpos", "sdk-a", "app-a", "am-a", "back-end-a", "decryption-a", "kernel-a"];
        SolutionFacts facts = before.Aggregate(WithKernel.Shared, (f, i) => f.WithRevoked(subjects[i], null, Noon));
        Effects less = SolutionEffects.Of(facts, "softpos", Now)!.Effects;
        Effects more = SolutionEffects.Of(facts.WithRevoked(subjects[one], null, Noon), "softpos", Now)!.Effects;
        Assert.Equal(more, more.Or(less));
        Assert.False(more.AreNone());
    });

    /// <summary>What is recorded later changes no answer as it was known before, whatever is recorded.</summary>
    [Fact]
    public void Of_AsKnownYesterday_IsUntouchedByWhatIsRecordedToday() => Gen.Int[0, 5].Array[1, 5].Sample(steps =>
    {
        AsOf yesterday = new(Noon.AddHours(-1), Noon.AddHours(-1));
        SolutionFacts before = WithKernel.WithListing("sdk-a", l => l with { ExpiresOn = Today.AddDays(-3) }).Shared;
        SolutionFacts after = steps.Aggregate(before, (f, step) => step switch
        {
            0 => f with { Waivers = BookWith(CertificationStatus.Expired, true) },
            1 => f.Evolve("policy/main", new PolicyChangeProposed($"p{f.Policies.History.Count}", Noon.AddDays(-5), new() { ExpiryGraceDays = 90 }, "r", "staff/anna"), 1, Noon),
            2 => f.Policies.Proposals.FirstOrDefault() is { } open ? f.Evolve("policy/main", new PolicyChangeApproved(open.ProposalId, f.Policies.Versions.Count, "staff/bert"), 1, Noon) : f,
            3 => f.Evolve("component/sdk-a", new ListingRevoked("2025-00002.001", Noon.AddDays(-5), "flaw"), 1, Noon),
            4 => f.Evolve("component/kernel-a", new ListingRemediationChanged("2025-00004.001", true, Noon.AddDays(-5), "f"), 1, Noon),
            _ => f.Evolve("solution/softpos", new SolutionComposed(["sdk-a"]), 1, Noon),
        });
        SolutionEffects a = SolutionEffects.Of(before, "softpos", yesterday)!, b = SolutionEffects.Of(after, "softpos", yesterday)!;
        Assert.Equal((a.Effects, a.PolicyVersion), (b.Effects, b.PolicyVersion));
        Assert.Equal(a.Causes.Select(c => (c.SubjectId, c.Status, c.OnSolution, c.WaiverId)), b.Causes.Select(c => (c.SubjectId, c.Status, c.OnSolution, c.WaiverId)));
    });

    /// <summary>A composition at its bound, every part of it about to expire: each part is a cause once, whichever of many ways leads to it.</summary>
    [Fact]
    public void Of_LargestComposition_NamesEachPartOnce()
    {
        (ComponentKind Kind, int Count)[] kinds = [(ComponentKind.MpocApplication, 200), (ComponentKind.MpocSoftware, 100), (ComponentKind.AttestationService, 50), (ComponentKind.Kernel, 100), (ComponentKind.ScrpReader, 45)];
        ComponentState[] more = [.. kinds.SelectMany(k => Enumerable.Range(0, k.Count).Select(i => Large(k.Kind, i)))];
        GateScenario world = (Valid with { Components = Valid.Components.AddRange(more.Select(c => KeyValuePair.Create(c.Id, c))) })
            .InSolution(s => s with { Compositions = [new([.. s.ComponentIds, .. more.Select(c => c.Id)], Noon.AddDays(-30))] });
        SolutionEffects effects = Of(world);
        Assert.Equal(Warned, effects.Effects);
        Assert.Equal(more.Length, effects.Causes.Select(c => c.SubjectId).Distinct().Count());
        Assert.Equal(SolutionDecider.MaxComponents, effects.Parts.Count);

        static ComponentState Large(ComponentKind kind, int i) => Listed($"{kind}-{i}".ToLowerInvariant(), kind, $"2024-{(int)kind}{i:0000}.001") with
        {
            Listings = BookOf(ListingOf($"2024-{(int)kind}{i:0000}.001", kind == ComponentKind.MpocSoftware ? [$"2024-{(int)ComponentKind.AttestationService}{i % 50:0000}.001"] : []) with { ExpiresOn = Today.AddDays(10), Versions = ["3.2.x", "7.x"] }),
            Versions = VersionsOf(new ComponentVersion { Version = kind == ComponentKind.MpocSoftware ? "3.2.1" : "7.0.0", CryptoExpiresOn = kind == ComponentKind.MpocSoftware ? new(2027, 6, 1) : null }),
        };
    }

    [Fact]
    public void Graph_OfASolution_HasEveryNodeAndEdgeOnce()
    {
        GateScenario world = WithKernel.WithListing("sdk-a", l => l with { Dependencies = ["2025-00003.001", "2025-77777.001"] });
        SolutionGraph graph = SolutionGraph.Of(world.Shared, "softpos", Now)!;
        Assert.Equal(graph.Nodes.Count, graph.Nodes.Select(n => n.Id).Distinct().Count());
        Assert.Equal(graph.Edges.Count, graph.Edges.Distinct().Count());
        Assert.All(graph.Edges, e => Assert.All((string[])[e.From, e.To], id => Assert.Contains(graph.Nodes, n => n.Id == id)));
        Assert.Contains(new GraphEdge("component/app-a", "component/sdk-a", GraphEdgeReason.Uses), graph.Edges);
        Assert.Contains(new GraphEdge("component/sdk-a", "component/am-a", GraphEdgeReason.Uses), graph.Edges);
        Assert.Contains(new GraphEdge("component/sdk-a", "component/kernel-a", GraphEdgeReason.Uses), graph.Edges);
        Assert.Contains(new GraphEdge("listing/sdk-a/2025-00002.001", "listing/am-a/2025-00003.001", GraphEdgeReason.Names), graph.Edges);
        Assert.Equal(CertificationStatus.Unknown, graph.Nodes.Single(n => n.Id == "listing/2025-77777.001").Status);
        Assert.Equal(6, graph.Edges.Count(e => e.Reason == GraphEdgeReason.Composition));
        Assert.All(graph.Effects.Causes.SelectMany(c => c.Path), id => Assert.Contains(graph.Nodes, n => n.Id == id));
    }

    private static SolutionEffects Of(GateScenario world) => SolutionEffects.Of(world.Shared, "softpos", Now)!;

    private static DateTimeOffset Midnight(DateOnly day) => new(day, TimeOnly.MinValue, TimeSpan.Zero);
}
