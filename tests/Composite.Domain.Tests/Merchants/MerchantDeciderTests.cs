using Composite.Domain.Components;
using Composite.Domain.Merchants;
using Composite.Domain.Tests.Rules;
using Xunit;

namespace Composite.Domain.Tests.Merchants;

public sealed class MerchantDeciderTests
{
    private static readonly MerchantState Bakery = GateScenario.MerchantOf();
    private static readonly AcceptanceProfile Profile = Bakery.Profile!;
    private static readonly AcquirerContract Contract = Bakery.Contracts[0];
    private static readonly MerchantRegistered Registration = new("bakery", "softpos", "Bakery GmbH", "Bakery", "DE", "Berlin", "5462");

    public static TheoryData<string, MerchantState, Func<MerchantState, Decision>> Commands => new()
    {
        { "identify", Bakery, s => MerchantDecider.Identify(s, "passport", "doc-2") },
        { "acknowledge", Bakery, s => MerchantDecider.AcknowledgeGuidance(s, "2") },
        { "profile", Bakery, s => MerchantDecider.SetProfile(s, Profile with { DailyCount = 7, Cvms = [Cvm.None], MaxAmountMinor = new Dictionary<string, long> { ["EUR"] = 1 } }) },
        { "contract", Bakery, s => MerchantDecider.Contract(s, Contract with { Currencies = ["EUR"], Schemes = ["visa"] }) },
        { "terminal", Bakery, s => MerchantDecider.CreateTerminal(s, new("TERM0002", "acquirer-a", "Till 2")) },
        { "approve", Bakery with { Status = MerchantStatus.Registered }, s => MerchantDecider.Approve(s, "complete", []) },
        { "suspend", Bakery, s => MerchantDecider.Suspend(s, "fraud") },
    };

    [Theory]
    [MemberData(nameof(Commands))]
    public void Command_SentTwice_IsAcceptedAndChangesNothingMore(string name, MerchantState state, Func<MerchantState, Decision> command)
    {
        Assert.NotEmpty(name);
        Assert.Empty(command(MerchantState.Evolve(state, Assert.Single(command(state).Accepted()))!).Accepted());
    }

    [Fact]
    public void Register_Twice_IsDoneOnceAndOtherFactsAreRefused()
    {
        MerchantState state = MerchantState.Evolve(null, MerchantDecider.Register(null, Registration).AcceptedOne<MerchantRegistered>())!;
        Assert.Empty(MerchantDecider.Register(state, Registration).Accepted());
        MerchantDecider.Register(state, Registration with { Mcc = "5411" }).Refused("already-registered merchantId");
        MerchantDecider.Register(null, new(null!, "A", "", null!, "de", "x\ny", "54620")).Refused(
            "invalid-id merchantId", "invalid-id solutionId", "invalid-text legalName", "invalid-text tradingName", "invalid-text city", "invalid-format country", "invalid-format mcc");
        MerchantDecider.Register(null, null!).Refused("missing merchant");
    }

    [Fact]
    public void SetProfile_EverythingWrong_NamesEveryField()
    {
        MerchantDecider.SetProfile(Bakery, null!).Refused("missing profile");
        MerchantDecider.SetProfile(Bakery, new() { EntryModes = null!, Cvms = [(Cvm)9], DailyCount = 0, MaxAmountMinor = null!, DailyAmountMinor = null! }).Refused(
            "count profile.entryModes", "unknown-value profile.cvms", "range profile.dailyCount", "count profile.maxAmountMinor", "count profile.dailyAmountMinor");
        MerchantDecider.SetProfile(Bakery, Profile with
        {
            MaxAmountMinor = new Dictionary<string, long> { ["XXX"] = 0, ["EUR"] = 50_000 },
            DailyAmountMinor = new Dictionary<string, long> { ["EUR"] = 49_999, ["eur"] = 1 },
        }).Refused("unknown-currency profile.maxAmountMinor", "range profile.maxAmountMinor", "unknown-currency profile.dailyAmountMinor", "range profile.dailyAmountMinor");
    }

    [Theory]
    [InlineData(MerchantDecider.MaxAmountMinor, MerchantDecider.MaxDailyAmountMinor, true)]
    [InlineData(MerchantDecider.MaxAmountMinor + 1, MerchantDecider.MaxDailyAmountMinor, false)]
    [InlineData(MerchantDecider.MaxAmountMinor, MerchantDecider.MaxDailyAmountMinor + 1, false)]
    public void SetProfile_LargestAmounts_EndWhereDe4Does(long most, long daily, bool accepted) => Assert.Equal(accepted, MerchantDecider.SetProfile(Bakery, Profile with
    {
        MaxAmountMinor = new Dictionary<string, long> { ["EUR"] = most },
        DailyAmountMinor = new Dictionary<string, long> { ["EUR"] = daily },
    }) is Decision.Accepted);

    [Fact]
    public void Contract_EverythingWrong_NamesEveryField()
    {
        MerchantDecider.Contract(Bakery, null!).Refused("missing contract");
        MerchantDecider.Contract(Bakery, new(null!, "has space", null!, [null!], default, null)).Refused(
            "invalid-id contract.acquirerId", "invalid-format contract.mid", "count contract.currencies", "missing contract.schemes", "missing contract.validFrom");
        MerchantDecider.Contract(Bakery, Contract with { Currencies = ["XXX"], Schemes = ["Visa"], ValidTo = Contract.ValidFrom }).Refused(
            "unknown-currency contract.currencies", "invalid-id contract.schemes", "date-order contract.validTo");
    }

    [Fact]
    public void Contract_Limit_CountsAcquirersNotRenewals()
    {
        MerchantState full = Bakery with { Contracts = [.. Enumerable.Range(0, MerchantDecider.MaxContracts).Select(i => Contract with { AcquirerId = $"acquirer-{i}" })] };
        MerchantDecider.Contract(full, Contract).Refused("count contract");
        Assert.Single(MerchantDecider.Contract(full, Contract with { AcquirerId = "acquirer-0", Mid = "NEW" }).Accepted());
    }

    [Fact]
    public void CreateTerminal_Wrong_NamesEveryField()
    {
        MerchantDecider.CreateTerminal(Bakery, null!).Refused("missing terminal");
        MerchantDecider.CreateTerminal(Bakery, new(null!, null!, null!)).Refused("invalid-format tid", "invalid-text label", "no-contract acquirerId");
        MerchantDecider.CreateTerminal(Bakery, new("TERM0001", "acquirer-b", "Till 1")).Refused("already-registered tid");
        MerchantDecider.CreateTerminal(Bakery with { Terminals = [.. Enumerable.Range(0, MerchantDecider.MaxTerminals).Select(i => new Terminal($"T{i:0000000}", "acquirer-a", "T"))] }, new("TERM0002", "acquirer-a", "T")).Refused("count tid");
    }

    [Fact]
    public void Approve_Incomplete_NamesEveryStepAndObstacle()
    {
        MerchantState bare = MerchantState.Evolve(null, Registration)!;
        MerchantDecider.Approve(bare, "", [new("listing", "solutionId", "It is expired.", "Renew it.")]).Refused(
            "invalid-text reason", "not-identified merchantId", "no-guidance merchantId", "no-profile merchantId", "no-contract merchantId", "listing solutionId");
    }
}
