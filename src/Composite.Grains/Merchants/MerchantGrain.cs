using Composite.Contracts;
using Composite.Contracts.Merchants;
using Composite.Domain;
using Composite.Domain.Merchants;
using Composite.Domain.Ports;
using Composite.Domain.Rules;
using Composite.Grains.Journaling;

namespace Composite.Grains.Merchants;

/// <summary>A merchant with its contracts and terminals.</summary>
public sealed class MerchantGrain(IJournal journal, IFacts facts, TimeProvider time) : Grain, IMerchantGrain
{
    private JournaledState<MerchantState> _state = null!;

    private string Id => this.GetPrimaryKeyString();

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _state = new(journal, time, Streams.Of(Streams.Merchant, Id), (state, @event, _) => MerchantState.Evolve(state, @event));
        return Task.CompletedTask;
    }

    public async Task<CommandResult> ExecuteAsync(MerchantCommand command, string actor, CancellationToken cancellationToken) => command is RegisterMerchant c
        ? await _state.DecideAsync(
            s => MerchantDecider.Register(s, new MerchantRegistered(Id, c.SolutionId, c.LegalName, c.TradingName, c.Country, c.City, c.Mcc)), actor, cancellationToken)
        : await _state.DecideExistingAsync(s => Decide(s, command, time.GetUtcNow()), actor, cancellationToken);

    public async Task<MerchantView?> GetAsync(CancellationToken cancellationToken)
    {
        await _state.LoadAsync(cancellationToken);
        return _state.Value is { } state ? View(state) : null;
    }

    private Decision Decide(MerchantState state, MerchantCommand command, DateTimeOffset now) => command switch
    {
        IdentifyMerchant c => MerchantDecider.Identify(state, c.Method, c.EvidenceReference),
        AcknowledgeGuidance c => MerchantDecider.AcknowledgeGuidance(state, c.GuidanceVersion),
        SetAcceptanceProfile c => MerchantDecider.SetProfile(state, new AcceptanceProfile
        {
            EntryModes = [.. c.EntryModes.Select(e => (Domain.Components.EntryMode)e)],
            Cvms = [.. c.Cvms.Select(v => (Domain.Components.Cvm)v)],
            MaxAmountMinor = c.MaxAmountMinor,
            DailyAmountMinor = c.DailyAmountMinor,
            DailyCount = c.DailyCount,
        }),
        ContractAcquirer c => MerchantDecider.Contract(state, new AcquirerContract(c.AcquirerId, c.Mid, c.Currencies, c.Schemes, c.ValidFrom, c.ValidTo)),
        CreateTerminal c => MerchantDecider.CreateTerminal(state, new Terminal(c.Tid, c.AcquirerId, c.Label)),
        ApproveMerchant c => MerchantDecider.Approve(state, c.Reason, Admission.OfMerchant(facts.Read().Facts, state.SolutionId, now)),
        SuspendMerchant c => MerchantDecider.Suspend(state, c.Reason),
        _ => throw new ArgumentException($"{command.GetType().Name} is not a command that this version knows.", nameof(command)),
    };

    private static MerchantView View(MerchantState state) => new()
    {
        MerchantId = state.Id,
        SolutionId = state.SolutionId,
        LegalName = state.LegalName,
        TradingName = state.TradingName,
        Country = state.Country,
        City = state.City,
        Mcc = state.Mcc,
        Status = state.Status.ToString(),
        StatusReason = state.StatusReason,
        IdentifiedBy = state.Identified?.Method,
        GuidanceVersion = state.GuidanceVersion,
        Profile = state.Profile is { } p
            ? new SetAcceptanceProfile
            {
                EntryModes = [.. p.EntryModes.Select(e => (Contracts.Components.EntryMode)e)],
                Cvms = [.. p.Cvms.Select(v => (Contracts.Components.Cvm)v)],
                MaxAmountMinor = p.MaxAmountMinor.ToDictionary(),
                DailyAmountMinor = p.DailyAmountMinor.ToDictionary(),
                DailyCount = p.DailyCount,
            }
            : null,
        Contracts =
        [
            .. state.Contracts.Select(c => new ContractAcquirer
            {
                AcquirerId = c.AcquirerId, Mid = c.Mid, Currencies = [.. c.Currencies], Schemes = [.. c.Schemes], ValidFrom = c.ValidFrom, ValidTo = c.ValidTo,
            }),
        ],
        Terminals = [.. state.Terminals.Select(t => new CreateTerminal { Tid = t.Tid, AcquirerId = t.AcquirerId, Label = t.Label })],
    };
}
