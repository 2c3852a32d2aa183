namespace Composite.Sandbox.Acquirer;

/// <summary>What makes a request one: no two requests of a terminal share trace number and transmission time.</summary>
/// <param name="Tid">DE41.</param>
/// <param name="Stan">DE11.</param>
/// <param name="TransmittedAt">DE7, MMddHHmmss.</param>
public sealed record LedgerKey(string Tid, int Stan, string TransmittedAt);

/// <summary>A payment as Composite knows it: terminal and retrieval reference number.</summary>
public sealed record LedgerReference(string Tid, string Rrn);

/// <summary>Where an authorisation stands.</summary>
public enum LedgerState
{
    Authorised,
    Declined,
    Reversed,
}

/// <summary>One authorisation request's entry. The account number is masked.</summary>
public sealed record LedgerEntry
{
    public required LedgerKey Key { get; init; }

    public required LedgerState State { get; init; }

    public required string Rrn { get; init; }

    public required string Mid { get; init; }

    public required long AmountMinor { get; init; }

    public required string Currency { get; init; }

    public required string? MaskedPan { get; init; }

    public required string ResponseCode { get; init; }

    public required string? AuthorizationCode { get; init; }

    public required DateTimeOffset At { get; init; }
}

/// <summary>The ledger in numbers.</summary>
/// <param name="Authorised">Authorisations that stand.</param>
/// <param name="Declined">Requests that were declined.</param>
/// <param name="Reversed">Authorisations that were reversed.</param>
/// <param name="AuthorisedMinor">Sum of what stands, in minor units over all currencies.</param>
/// <param name="DuplicateRequests">Authorisation requests that came again with the same key. Composite never sends one twice, so 0 is right.</param>
/// <param name="RepeatedReversals">Reversals of what was reversed already: repeats do that.</param>
/// <param name="UnmatchedReversals">Reversals whose original never came.</param>
/// <param name="Undecryptable">Requests declined because account data or PIN could not be decrypted.</param>
public sealed record LedgerReport(
    int Authorised, int Declined, int Reversed, long AuthorisedMinor, int DuplicateRequests, int RepeatedReversals, int UnmatchedReversals, int Undecryptable);
