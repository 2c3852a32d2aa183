using Composite.Contracts.Components;

namespace Composite.Contracts.Merchants;

/// <summary>A merchant; the key is its id.</summary>
[Alias("merchant-grain")]
public interface IMerchantGrain : IGrainWithStringKey
{
    [Alias("execute")]
    Task<CommandResult> ExecuteAsync(MerchantCommand command, string actor, CancellationToken cancellationToken);

    [Alias("get")]
    Task<MerchantView?> GetAsync(CancellationToken cancellationToken);
}

/// <summary>A command about one merchant.</summary>
[GenerateSerializer, Immutable, Alias("merchant-command")]
public abstract record MerchantCommand;

/// <summary>Enters a merchant under a solution.</summary>
[GenerateSerializer, Immutable, Alias("register-merchant")]
public sealed record RegisterMerchant : MerchantCommand
{
    [Id(0)] public required string SolutionId { get; init; }
    [Id(1)] public required string LegalName { get; init; }
    [Id(2)] public required string TradingName { get; init; }

    /// <summary>ISO 3166-1 alpha-2.</summary>
    [Id(3)] public required string Country { get; init; }
    [Id(4)] public required string City { get; init; }

    /// <summary>Merchant category code, four digits.</summary>
    [Id(5)] public required string Mcc { get; init; }
}

/// <summary>Records who established the merchant's identity, and how.</summary>
[GenerateSerializer, Immutable, Alias("identify-merchant")]
public sealed record IdentifyMerchant : MerchantCommand
{
    [Id(0)] public required string Method { get; init; }
    [Id(1)] public required string EvidenceReference { get; init; }
}

/// <summary>Records that the merchant acknowledged the guidance.</summary>
[GenerateSerializer, Immutable, Alias("acknowledge-guidance")]
public sealed record AcknowledgeGuidance : MerchantCommand
{
    [Id(0)] public required string GuidanceVersion { get; init; }
}

/// <summary>Sets what the merchant may accept, per terminal.</summary>
[GenerateSerializer, Immutable, Alias("set-acceptance-profile")]
public sealed record SetAcceptanceProfile : MerchantCommand
{
    [Id(0)] public required IReadOnlyList<EntryMode> EntryModes { get; init; }
    [Id(1)] public required IReadOnlyList<Cvm> Cvms { get; init; }

    /// <summary>Largest single amount in minor units, by ISO 4217 code.</summary>
    [Id(2)] public required IReadOnlyDictionary<string, long> MaxAmountMinor { get; init; }

    /// <summary>Largest sum of a terminal and day (UTC) in minor units, by ISO 4217 code.</summary>
    [Id(3)] public required IReadOnlyDictionary<string, long> DailyAmountMinor { get; init; }

    /// <summary>Most payments of a terminal and day (UTC).</summary>
    [Id(4)] public required int DailyCount { get; init; }
}

/// <summary>Records the contract with an acquirer; replaces an earlier one with the same acquirer.</summary>
[GenerateSerializer, Immutable, Alias("contract-acquirer")]
public sealed record ContractAcquirer : MerchantCommand
{
    [Id(0)] public required string AcquirerId { get; init; }
    [Id(1)] public required string Mid { get; init; }
    [Id(2)] public required IReadOnlyList<string> Currencies { get; init; }
    [Id(3)] public required IReadOnlyList<string> Schemes { get; init; }
    [Id(4)] public required DateOnly ValidFrom { get; init; }

    /// <summary>First day (UTC) no longer covered; open when left out.</summary>
    [Id(5)] public DateOnly? ValidTo { get; init; }
}

/// <summary>Creates a terminal under the contract with an acquirer.</summary>
[GenerateSerializer, Immutable, Alias("create-terminal")]
public sealed record CreateTerminal : MerchantCommand
{
    /// <summary>The acquirer's terminal id, 8 letters and digits.</summary>
    [Id(0)] public required string Tid { get; init; }
    [Id(1)] public required string AcquirerId { get; init; }
    [Id(2)] public required string Label { get; init; }
}

/// <summary>Lets the merchant accept payments; also lifts a suspension.</summary>
[GenerateSerializer, Immutable, Alias("approve-merchant")]
public sealed record ApproveMerchant : MerchantCommand
{
    [Id(0)] public required string Reason { get; init; }
}

/// <summary>Stops the merchant's payments.</summary>
[GenerateSerializer, Immutable, Alias("suspend-merchant")]
public sealed record SuspendMerchant : MerchantCommand
{
    [Id(0)] public required string Reason { get; init; }
}

/// <summary>A merchant as of now.</summary>
[GenerateSerializer, Immutable, Alias("merchant-view")]
public sealed record MerchantView
{
    [Id(0)] public required string MerchantId { get; init; }
    [Id(1)] public required string SolutionId { get; init; }
    [Id(2)] public required string LegalName { get; init; }
    [Id(3)] public required string TradingName { get; init; }
    [Id(4)] public required string Country { get; init; }
    [Id(5)] public required string City { get; init; }
    [Id(6)] public required string Mcc { get; init; }

    /// <summary>Registered, Active or Suspended.</summary>
    [Id(7)] public required string Status { get; init; }
    [Id(8)] public string? StatusReason { get; init; }

    /// <summary>How the merchant was identified, or null.</summary>
    [Id(9)] public string? IdentifiedBy { get; init; }
    [Id(10)] public string? GuidanceVersion { get; init; }
    [Id(11)] public SetAcceptanceProfile? Profile { get; init; }
    [Id(12)] public required IReadOnlyList<ContractAcquirer> Contracts { get; init; }
    [Id(13)] public required IReadOnlyList<CreateTerminal> Terminals { get; init; }
}
