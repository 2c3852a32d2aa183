using Composite.Contracts;
using Composite.Contracts.Policies;
using Composite.Contracts.Staff;
using Composite.Contracts.Waivers;
using Composite.Domain;
using Composite.Domain.Ports;
using Composite.Domain.Waivers;
using Composite.Grains.Tests.Installation;
using Xunit;

namespace Composite.Grains.Tests.Administration;

/// <summary>Policies and waivers through the grains: the rule of two people under concurrency and over two activations.</summary>
[Collection(InstallationCollection.Name)]
public sealed class TwoPeopleTests(InstallationFixture installation) : IAsyncLifetime
{
    private const string Alice = "staff/alice";
    private const string Bob = "staff/bob";
    private const string Carol = "staff/carol";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly string PolicyStream = Streams.Of(Streams.Policy, Streams.Only);

    private static CancellationToken None => CancellationToken.None;

    private IGrainFactory Grains => installation.First.Grains;

    private IPolicyGrain Policies => Grains.GetGrain<IPolicyGrain>(Streams.Only);

    private IWaiverGrain Waivers => Grains.GetGrain<IWaiverGrain>(Streams.Only);

    public async Task InitializeAsync()
    {
        IStaffGrain staff = Grains.GetGrain<IStaffGrain>(Streams.Only);
        await staff.BootstrapAsync(Member("root", 'a'), None);
        await staff.AddAsync(Member("alice", 'b'), "staff/root", None);
        await staff.AddAsync(Member("bob", 'c'), "staff/root", None);
        await staff.AddAsync(Member("carol", 'd'), "staff/root", None);
        await staff.AddAsync(Member("puppet", 'e'), Alice, None);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Policy_TwoApproversAtOnce_IsApprovedOnce()
    {
        Assert.True((await Policies.ProposeAsync(Proposal("two-people", 60_000), Alice, None)).Accepted);
        Assert.Equal("same-person", Assert.Single((await Policies.ApproveAsync("two-people", Alice, None)).Problems).Code);
        Assert.Equal("credential-from-the-other", Assert.Single((await Policies.ApproveAsync("two-people", "staff/puppet", None)).Problems).Code);
        Assert.Equal("credential-from-the-other", Assert.Single((await Policies.ApproveAsync("two-people", "staff/root", None)).Problems).Code);
        Assert.Equal("not-a-member", Assert.Single((await Policies.ApproveAsync("two-people", "staff/mallory", None)).Problems).Code);

        CommandResult[] results = await Task.WhenAll(Policies.ApproveAsync("two-people", Bob, None), Policies.ApproveAsync("two-people", Carol, None));
        Assert.All(results, r => Assert.True(r.Accepted));
        Assert.Single(results, r => r.Position > 0);
        Assert.Equal(1, await CountAsync("policy.change-approved.v1", "two-people"));
    }

    [Fact]
    public async Task Policy_OnePersonInManySessionsAtOnce_IsNeverApproved()
    {
        Assert.True((await Policies.ProposeAsync(Proposal("many-sessions", 62_000), Alice, None)).Accepted);
        IPolicyGrain other = installation.Second.Grains.GetGrain<IPolicyGrain>(Streams.Only);
        CommandResult[] results = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => (i % 2 == 0 ? Policies : other).ApproveAsync("many-sessions", i % 3 == 0 ? "staff/puppet" : Alice, None)));
        Assert.All(results, r => Assert.Equal((false, 0L), (r.Accepted, r.Position)));
        Assert.Equal(0, await CountAsync("policy.change-approved.v1", "many-sessions"));
    }

    [Fact]
    public async Task Policy_ApprovedThroughTwoActivationsAtOnce_BecomesOneVersion()
    {
        IPolicyGrain other = installation.Second.Grains.GetGrain<IPolicyGrain>(Streams.Only);
        Assert.True((await Policies.ProposeAsync(Proposal("raced", 61_000), Alice, None)).Accepted);
        installation.First.Journal.OnAppend(PolicyStream, async (_, next) =>
        {
            Assert.True((await other.ApproveAsync("raced", Bob, None)).Accepted);
            return await next();
        });
        CommandResult overtaken = await Policies.ApproveAsync("raced", Carol, None).WaitAsync(Patience);
        installation.First.Journal.AppendFreely(PolicyStream);
        Assert.True(overtaken.Accepted && overtaken.Position == 0);
        Assert.Equal(1, await CountAsync("policy.change-approved.v1", "raced"));
    }

    [Fact]
    public async Task Policy_WithdrawnWhileItIsApproved_IsOneOfTheTwo()
    {
        IPolicyGrain other = installation.Second.Grains.GetGrain<IPolicyGrain>(Streams.Only);
        Assert.True((await Policies.ProposeAsync(Proposal("withdrawn", 63_000), Alice, None)).Accepted);
        installation.First.Journal.OnAppend(PolicyStream, async (_, next) =>
        {
            installation.First.Journal.AppendFreely(PolicyStream);
            Assert.True((await other.WithdrawAsync("withdrawn", "second thoughts", Alice, None)).Accepted);
            return await next();
        });
        CommandResult approval = await Policies.ApproveAsync("withdrawn", Bob, None).WaitAsync(Patience);
        Assert.Equal("withdrawn", Assert.Single(approval.Problems).Code);
        Assert.Equal(0, await CountAsync("policy.change-approved.v1", "withdrawn"));
    }

    [Fact]
    public async Task Policy_SeveralValuesOutOfRange_AreAllNamed()
    {
        ProposePolicy proposal = Proposal("out-of-range", 0) with { Values = new PolicyValuesInfo { AttestationMaxAgeMs = 0, ClockSkewMs = -1, ReversalWaitsMs = [] } };
        CommandResult refused = await Policies.ProposeAsync(proposal, Alice, None);
        Assert.Equal(["attestationMaxAge", "clockSkew", "reversalWaits"], refused.Problems.Select(p => p.Field));
    }

    [Fact]
    public async Task Waiver_TwoApproversAtOnce_IsApprovedOnceAndOnePersonNever()
    {
        ProposeWaiver proposal = Waiver("two-people");
        Assert.True((await Waivers.ExecuteAsync(proposal, Alice, None)).Accepted);
        Assert.True((await Waivers.ExecuteAsync(proposal, Alice, None)) is { Accepted: true, Position: 0 });
        CommandResult[] alone = await Task.WhenAll(Enumerable.Range(0, 10).Select(i => Waivers.ExecuteAsync(new ApproveWaiver("two-people"), i % 2 == 0 ? Alice : "staff/puppet", None)));
        Assert.All(alone, r => Assert.False(r.Accepted));
        CommandResult[] results = await Task.WhenAll(
            Waivers.ExecuteAsync(new ApproveWaiver("two-people"), Bob, None), installation.Second.Grains.GetGrain<IWaiverGrain>(Streams.Only).ExecuteAsync(new ApproveWaiver("two-people"), Carol, None));
        Assert.All(results, r => Assert.True(r.Accepted));
        CommandResult approved = Assert.Single(results, r => r.Position > 0);

        await installation.First.Facts.ReachAsync(approved.Position, None);
        Assert.Equal(WaiverStatus.Active, installation.First.Facts.Read().Facts.Waivers.All["two-people"].StatusAt(AsOf.Now(installation.Clock.Now)));
        Assert.True((await Waivers.ExecuteAsync(new EndWaiver("two-people", "renewed"), Alice, None)).Accepted);
        Assert.Equal("ended", Assert.Single((await Waivers.ExecuteAsync(new ApproveWaiver("two-people"), Bob, None)).Problems).Code);
    }

    [Fact]
    public async Task Waiver_ForWhatIsNotThereOrNotWaivable_IsRefused()
    {
        CommandResult refused = await Waivers.ExecuteAsync(
            Waiver("wrong") with { SubjectId = "nobody", Statuses = [CertificationStatus.Revoked], ValidUntil = installation.Clock.Now.AddDays(91) }, Alice, None);
        Assert.Equal(["not-waivable", "range", "unknown-subject"], refused.Problems.Select(p => p.Code).Order());
        CommandResult decision = await Waivers.ExecuteAsync(new DecideRemediation { SubjectId = SolutionEvents.SdkId, Reference = "2026-00001.001", Decision = "go on", Reason = "r" }, Alice, None);
        Assert.Equal("not-in-remediation", Assert.Single(decision.Problems).Code);
    }

    private async Task<int> CountAsync(string type, string proposalId) =>
        (await installation.Journal.ReadStreamAsync(PolicyStream, 0, JournalLimits.MaxReadCount, None))
            .Count(e => e.Type == type && System.Text.Encoding.UTF8.GetString(e.Payload.Span).Contains($"\"{proposalId}\"", StringComparison.Ordinal));

    private static AddStaffMember Member(string id, char credential) => new(id, id, [StaffRole.Administrator, StaffRole.Compliance], new string(credential, 64));

    private ProposeWaiver Waiver(string id) => new()
    {
        WaiverId = id,
        SubjectId = SolutionEvents.SdkId,
        Reference = "2026-00001.001",
        Statuses = [CertificationStatus.Expired],
        ValidUntil = installation.Clock.Now.AddDays(30),
        Reason = "the renewal is under way",
        CompensatingControl = "daily review",
    };

    // Far ahead, so that it never holds in the tests beside it.
    private static ProposePolicy Proposal(string id, int attestationMaxAgeMs) => new()
    {
        ProposalId = id,
        EffectiveFrom = new DateTimeOffset(2099, 1, 1, 0, 0, 0, TimeSpan.Zero),
        Reason = "test",
        Values = new PolicyValuesInfo { AttestationMaxAgeMs = attestationMaxAgeMs },
    };
}
