using Composite.Contracts;
using Composite.Contracts.Acquirers;
using Composite.Contracts.Components;
using Composite.Contracts.Devices;
using Composite.Contracts.Merchants;
using Composite.Contracts.Solutions;
using Composite.Contracts.Staff;
using Composite.Domain;
using Composite.Domain.Ports;
using Composite.Grains.Tests.Installation;
using Xunit;

namespace Composite.Grains.Tests.Administration;

/// <summary>The grains behind the staff API.</summary>
[Collection(InstallationCollection.Name)]
public sealed class AdministrationTests(InstallationFixture installation)
{
    private const string Staff = "staff/test";

    private static CancellationToken None => CancellationToken.None;

    private IGrainFactory Grains => installation.First.Grains;

    [Fact]
    public async Task Execute_ThingThatIsNotRegistered_IsNotFoundAndWritesNothing()
    {
        CommandResult[] results =
        [
            await Grains.GetGrain<IComponentGrain>("nobody").ExecuteAsync(new RevokeAttestationKey { KeyId = "k", Reason = "r" }, Staff, None),
            await Grains.GetGrain<ISolutionGrain>("nobody").ExecuteAsync(new SetSolutionActive { Active = true, Reason = "r" }, Staff, None),
            await Grains.GetGrain<IMerchantGrain>("nobody").ExecuteAsync(new SuspendMerchant { Reason = "r" }, Staff, None),
            await Grains.GetGrain<IAcquirerGrain>("nobody").ExecuteAsync(new SetAcquirerActive { Active = false, Reason = "r" }, Staff, None),
            await Grains.GetGrain<IDeviceGrain>("nobody").ExecuteAsync(new IssueActivationCode { CodeSha256 = new string('1', 64) }, Staff, None),
        ];
        Assert.All(results, r => Assert.Equal((true, false, 0L), (r.NotFound, r.Accepted, r.Position)));
    }

    [Fact]
    public async Task Get_ThingThatIsNotRegistered_IsNull()
    {
        Assert.Null(await Grains.GetGrain<IMerchantGrain>("nobody").GetAsync(None));
    }

    [Fact]
    public async Task Execute_WishThatIsTrueAlready_IsAcceptedWithoutAPosition()
    {
        IComponentGrain grain = Grains.GetGrain<IComponentGrain>("kernel-x");
        RegisterComponent command = new() { Kind = ComponentKind.Kernel, Name = "Kernel", Vendor = "Vendor" };
        CommandResult first = await grain.ExecuteAsync(command, Staff, None);
        CommandResult again = await grain.ExecuteAsync(command, Staff, None);
        Assert.True(first.Accepted && first.Position > 0);
        Assert.True(again.Accepted && again.Position == 0);
        CommandResult other = await grain.ExecuteAsync(command with { Name = "Another" }, Staff, None);
        Assert.False(other.Accepted);
        Assert.Equal("already-registered", Assert.Single(other.Problems).Code);
    }

    [Fact]
    public async Task Execute_OvertakenByAnotherActivation_DecidesAnewOnWhatThatWrote()
    {
        string stream = Streams.Of(Streams.Merchant, "overtaken");
        IMerchantGrain mine = Grains.GetGrain<IMerchantGrain>("overtaken");
        IMerchantGrain other = installation.Second.Grains.GetGrain<IMerchantGrain>("overtaken");
        await mine.ExecuteAsync(Merchant("Mine"), Staff, None);
        int appends = 0;
        installation.First.Journal.OnAppend(stream, async (_, next) =>
        {
            if (Interlocked.Increment(ref appends) == 1) Assert.True((await other.ExecuteAsync(new AcknowledgeGuidance { GuidanceVersion = "1" }, Staff, None)).Accepted);
            return await next();
        });
        Assert.True((await mine.ExecuteAsync(new IdentifyMerchant { Method = "register", EvidenceReference = "doc-1" }, Staff, None)).Accepted);
        installation.First.Journal.AppendFreely(stream);
        MerchantView view = (await mine.GetAsync(None))!;
        Assert.Equal(("1", "register", 2), (view.GuidanceVersion, view.IdentifiedBy, appends));
    }

    [Fact]
    public async Task Execute_AlwaysOvertaken_IsToldToTryAgain()
    {
        string stream = Streams.Of(Streams.Merchant, "always-overtaken");
        IMerchantGrain mine = Grains.GetGrain<IMerchantGrain>("always-overtaken");
        IMerchantGrain other = installation.Second.Grains.GetGrain<IMerchantGrain>("always-overtaken");
        await mine.ExecuteAsync(Merchant("Mine"), Staff, None);
        int version = 0;
        installation.First.Journal.OnAppend(stream, async (_, next) =>
        {
            await other.ExecuteAsync(new AcknowledgeGuidance { GuidanceVersion = $"{++version}" }, Staff, None);
            return await next();
        });
        JournalUnavailableException contended = await Assert.ThrowsAsync<JournalUnavailableException>(
            () => mine.ExecuteAsync(new IdentifyMerchant { Method = "register", EvidenceReference = "doc-1" }, Staff, None));
        installation.First.Journal.AppendFreely(stream);
        Assert.Equal((JournalFault.Overloaded, 4), (contended.Fault, version));
    }

    [Fact]
    public async Task Execute_JournalFailsAfterTheAppend_TheRetryFindsItDone()
    {
        string stream = Streams.Of(Streams.Merchant, "half-told");
        IMerchantGrain grain = Grains.GetGrain<IMerchantGrain>("half-told");
        installation.First.Journal.OnAppend(stream, async (_, next) =>
        {
            await next();
            throw ObservedJournal.Unavailable();
        });
        await Assert.ThrowsAsync<JournalUnavailableException>(() => grain.ExecuteAsync(Merchant("Half"), Staff, None));
        installation.First.Journal.AppendFreely(stream);
        CommandResult retry = await grain.ExecuteAsync(Merchant("Half"), Staff, None);
        Assert.True(retry.Accepted && retry.Position == 0);
        Assert.Equal("Half", (await grain.GetAsync(None))!.LegalName);
    }

    [Fact]
    public async Task Bootstrap_Twice_IsRefusedTheSecondTimeEvenAtOnce()
    {
        IStaffGrain grain = Grains.GetGrain<IStaffGrain>("bootstrap-test");
        CommandResult[] results = await Task.WhenAll(grain.BootstrapAsync(Member("alice", '1'), None), grain.BootstrapAsync(Member("mallory", '2'), None));
        Assert.Single(results, r => r.Accepted);
        Assert.Equal("already-bootstrapped", Assert.Single(Assert.Single(results, r => !r.Accepted).Problems).Code);
        Assert.Equal("already-bootstrapped", Assert.Single((await installation.Second.Grains.GetGrain<IStaffGrain>("bootstrap-test").BootstrapAsync(Member("eve", '3'), None)).Problems).Code);
        Assert.Single(await grain.ListAsync(None));
    }

    [Fact]
    public async Task Staff_AddedAndRemoved_AreListed()
    {
        IStaffGrain grain = Grains.GetGrain<IStaffGrain>("list-test");
        await grain.BootstrapAsync(Member("alice", '4'), None);
        await grain.AddAsync(Member("bob", '5') with { Roles = [StaffRole.Auditor] }, Staff, None);
        await grain.AddAsync(Member("carol", '6'), Staff, None);
        Assert.Equal("last-administrator", Assert.Single((await Remaining(grain, "carol", "alice")).Problems).Code);
        Assert.Equal(["alice", "bob"], (await grain.ListAsync(None)).Select(m => m.MemberId));

        static async Task<CommandResult> Remaining(IStaffGrain grain, params string[] removed)
        {
            CommandResult last = new();
            foreach (string member in removed) last = await grain.RemoveAsync(member, "left", Staff, None);
            return last;
        }
    }

    private static RegisterMerchant Merchant(string name) => new() { SolutionId = SolutionEvents.SolutionId, LegalName = name, TradingName = name, Country = "DE", City = "Berlin", Mcc = "5411" };

    private static AddStaffMember Member(string id, char credential) => new(id, id, [StaffRole.Administrator], new string(credential, 64));
}
