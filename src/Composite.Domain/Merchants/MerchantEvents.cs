namespace Composite.Domain.Merchants;

/// <summary>A merchant was entered under a solution; nothing is accepted for it yet.</summary>
/// <param name="MerchantId">Chosen by the provider.</param>
/// <param name="SolutionId">The solution it accepts payments with.</param>
/// <param name="LegalName">As in the register.</param>
/// <param name="TradingName">As cardholders know it; at most 22 characters reach the acquirer (DE43).</param>
/// <param name="Country">ISO 3166-1 alpha-2.</param>
/// <param name="City">At most 13 characters reach the acquirer (DE43).</param>
/// <param name="Mcc">Merchant category code, 4 digits (ISO 18245).</param>
public sealed record MerchantRegistered(
    string MerchantId, string SolutionId, string LegalName, string TradingName, string Country, string City, string Mcc) : IEvent;

/// <summary>Somebody established who the merchant is.</summary>
public sealed record MerchantIdentified(string Method, string EvidenceReference) : IEvent;

/// <summary>The merchant acknowledged the solution's guidance (its version).</summary>
public sealed record GuidanceAcknowledged(string GuidanceVersion) : IEvent;

/// <summary>What the merchant may accept.</summary>
public sealed record AcceptanceProfileSet(AcceptanceProfile Profile) : IEvent;

/// <summary>A contract with an acquirer took effect; a later one with the same acquirer replaces it.</summary>
public sealed record AcquirerContracted(AcquirerContract Contract) : IEvent;

/// <summary>A terminal was created under the merchant's contract with an acquirer.</summary>
public sealed record TerminalCreated(Terminal Terminal) : IEvent;

/// <summary>The merchant may accept payments.</summary>
public sealed record MerchantApproved(string Reason) : IEvent;

/// <summary>The merchant may not accept payments for now.</summary>
public sealed record MerchantSuspended(string Reason) : IEvent;
