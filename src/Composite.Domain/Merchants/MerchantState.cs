using Composite.Domain.Components;

namespace Composite.Domain.Merchants;

/// <summary>Where a merchant stands.</summary>
public enum MerchantStatus
{
    /// <summary>Entered, not approved.</summary>
    Registered,
    Active,
    Suspended,
}

/// <summary>What a merchant may accept, per terminal.</summary>
public sealed record AcceptanceProfile
{
    public required IReadOnlyList<EntryMode> EntryModes { get; init; }

    public required IReadOnlyList<Cvm> Cvms { get; init; }

    /// <summary>Largest single amount, minor units of the payment's currency; per currency (ISO 4217 alphabetic).</summary>
    public required IReadOnlyDictionary<string, long> MaxAmountMinor { get; init; }

    /// <summary>Largest sum that one terminal may submit in a day (UTC), minor units; per currency.</summary>
    public required IReadOnlyDictionary<string, long> DailyAmountMinor { get; init; }

    /// <summary>Most payments that one terminal may submit in a day (UTC).</summary>
    public required int DailyCount { get; init; }
}

/// <summary>The merchant's contract with one acquirer.</summary>
/// <param name="AcquirerId">The acquirer.</param>
/// <param name="Mid">The merchant id that the acquirer issued, at most 15 characters (DE42).</param>
/// <param name="Currencies">ISO 4217 alphabetic codes covered.</param>
/// <param name="Schemes">Card schemes covered, lower case: <c>visa</c>, <c>mastercard</c>.</param>
/// <param name="ValidFrom">First day (UTC).</param>
/// <param name="ValidTo">First day (UTC) no longer covered, or null while open.</param>
public sealed record AcquirerContract(
    string AcquirerId, string Mid, IReadOnlyList<string> Currencies, IReadOnlyList<string> Schemes, DateOnly ValidFrom, DateOnly? ValidTo);

/// <summary>A terminal: the acquirer's name for one point of acceptance, to which one device is bound.</summary>
/// <param name="Tid">8 characters (DE41), unique within the acquirer's merchant.</param>
/// <param name="AcquirerId">The acquirer that issued it.</param>
/// <param name="Label">How staff call it.</param>
public sealed record Terminal(string Tid, string AcquirerId, string Label);

/// <summary>A merchant, folded from its stream.</summary>
public sealed record MerchantState
{
    public required string Id { get; init; }

    public required string SolutionId { get; init; }

    public required string LegalName { get; init; }

    public required string TradingName { get; init; }

    public required string Country { get; init; }

    public required string City { get; init; }

    public required string Mcc { get; init; }

    public MerchantIdentified? Identified { get; init; }

    /// <summary>The guidance version that was acknowledged last, or null.</summary>
    public string? GuidanceVersion { get; init; }

    public AcceptanceProfile? Profile { get; init; }

    public IReadOnlyList<AcquirerContract> Contracts { get; init; } = [];

    public IReadOnlyList<Terminal> Terminals { get; init; } = [];

    public MerchantStatus Status { get; init; }

    public string? StatusReason { get; init; }

    public static MerchantState? Evolve(MerchantState? state, IEvent @event) => (state, @event) switch
    {
        (null, MerchantRegistered e) => new MerchantState
        {
            Id = e.MerchantId,
            SolutionId = e.SolutionId,
            LegalName = e.LegalName,
            TradingName = e.TradingName,
            Country = e.Country,
            City = e.City,
            Mcc = e.Mcc,
        },
        ({ } s, MerchantIdentified e) => s with { Identified = e },
        ({ } s, GuidanceAcknowledged e) => s with { GuidanceVersion = e.GuidanceVersion },
        ({ } s, AcceptanceProfileSet e) => s with { Profile = e.Profile },
        ({ } s, AcquirerContracted e) => s with { Contracts = [.. s.Contracts.Where(c => c.AcquirerId != e.Contract.AcquirerId), e.Contract] },
        ({ } s, TerminalCreated e) => s with { Terminals = [.. s.Terminals, e.Terminal] },
        ({ } s, MerchantApproved e) => s with { Status = MerchantStatus.Active, StatusReason = e.Reason },
        ({ } s, MerchantSuspended e) => s with { Status = MerchantStatus.Suspended, StatusReason = e.Reason },
        _ => throw new InvalidOperationException($"{@event.GetType().Name} is not an event that a merchant's stream can have here."),
    };

    public AcquirerContract? ContractWith(string acquirerId)
    {
        foreach (AcquirerContract contract in Contracts)
        {
            if (contract.AcquirerId == acquirerId) return contract;
        }

        return null;
    }

    public Terminal? TerminalWith(string tid)
    {
        foreach (Terminal terminal in Terminals)
        {
            if (terminal.Tid == tid) return terminal;
        }

        return null;
    }
}
