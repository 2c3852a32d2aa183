using System.Text.RegularExpressions;
using Composite.Domain.Payments;

namespace Composite.Domain.Merchants;

/// <summary>Decides commands about a merchant.</summary>
public static partial class MerchantDecider
{
    public const int MaxTerminals = 5000;
    public const int MaxContracts = 16;

    public static Decision Register(MerchantState? state, MerchantRegistered wish)
    {
        if (state is not null)
        {
            return state.SolutionId == wish.SolutionId && state.LegalName == wish.LegalName && state.TradingName == wish.TradingName
                && state.Country == wish.Country && state.City == wish.City && state.Mcc == wish.Mcc
                ? Decision.Accept()
                : Decision.Reject("already-registered", "merchantId", $"Merchant '{wish.MerchantId}' exists with other facts.", "Choose another id, or show the merchant first.");
        }

        return new Problems().Slug("merchantId", wish.MerchantId).Slug("solutionId", wish.SolutionId)
            .Text("legalName", wish.LegalName).Text("tradingName", wish.TradingName, 40).Text("city", wish.City, 40)
            .Pattern("country", wish.Country, CountryPattern(), "Give the ISO 3166-1 alpha-2 code, such as DE.")
            .Pattern("mcc", wish.Mcc, MccPattern(), "Give the four digits of the merchant category code.")
            .Or(wish);
    }

    public static Decision Identify(MerchantState state, string method, string evidenceReference) =>
        new Problems().Text("method", method).Text("evidenceReference", evidenceReference).Or(new MerchantIdentified(method, evidenceReference));

    public static Decision AcknowledgeGuidance(MerchantState state, string guidanceVersion) => state.GuidanceVersion == guidanceVersion
        ? Decision.Accept()
        : new Problems().Text("guidanceVersion", guidanceVersion, 40).Or(new GuidanceAcknowledged(guidanceVersion));

    public static Decision SetProfile(MerchantState state, AcceptanceProfile profile)
    {
        Problems problems = new Problems()
            .Require(profile.EntryModes.Count > 0, "empty", "profile.entryModes", "No entry mode is allowed.", "Allow at least one.")
            .Require(profile.Cvms.Count > 0, "empty", "profile.cvms", "No cardholder verification method is allowed.", "Allow at least one.")
            .Require(profile.DailyCount > 0, "range", "profile.dailyCount", $"{profile.DailyCount} payments a day.", "Give 1 or more.");
        foreach ((string currency, long amount) in profile.MaxAmountMinor)
        {
            problems.Require(Currency.TryGet(currency, out _), "unknown-currency", "profile.maxAmountMinor", $"'{currency}' is not an ISO 4217 code.", "Give a code such as EUR.")
                .Require(amount > 0, "range", "profile.maxAmountMinor", $"{amount} for {currency}.", "Give an amount above 0.")
                .Require(profile.DailyAmountMinor.TryGetValue(currency, out long daily) && daily >= amount, "range", "profile.dailyAmountMinor",
                    $"No daily amount for {currency} that covers one payment.", "Give a daily amount of at least the largest single one.");
        }

        return problems.Require(profile.MaxAmountMinor.Count > 0, "empty", "profile.maxAmountMinor", "No currency is allowed.", "Give a largest amount for at least one currency.")
            .Or(new AcceptanceProfileSet(profile));
    }

    public static Decision Contract(MerchantState state, AcquirerContract contract)
    {
        Problems problems = new Problems().Slug("contract.acquirerId", contract.AcquirerId)
            .Pattern("contract.mid", contract.Mid, MidPattern(), "Give the acquirer's merchant id: 1 to 15 letters and digits.")
            .Require(contract.Currencies.Count > 0, "empty", "contract.currencies", "No currency is covered.", "Name at least one.")
            .Require(contract.Schemes.Count > 0, "empty", "contract.schemes", "No card scheme is covered.", "Name at least one.")
            .Require(contract.ValidFrom != default, "missing", "contract.validFrom", "It is missing.", "Give the first day, YYYY-MM-DD.")
            .Require(state.Contracts.Count < MaxContracts || state.ContractWith(contract.AcquirerId) is not null, "count", "contract", $"{MaxContracts} contracts exist.", "End one first.");
        if (contract.ValidTo is { } end) problems.InOrder("validFrom", contract.ValidFrom, "contract.validTo", end);
        foreach (string currency in contract.Currencies)
        {
            problems.Require(Currency.TryGet(currency, out _), "unknown-currency", "contract.currencies", $"'{currency}' is not an ISO 4217 code.", "Give a code such as EUR.");
        }

        foreach (string scheme in contract.Schemes) problems.Slug("contract.schemes", scheme);
        return problems.Or(new AcquirerContracted(contract));
    }

    public static Decision CreateTerminal(MerchantState state, Terminal terminal)
    {
        if (state.TerminalWith(terminal.Tid) is { } known)
        {
            return known == terminal
                ? Decision.Accept()
                : Decision.Reject("already-registered", "tid", $"Terminal {terminal.Tid} exists with another acquirer or label.", "Use another terminal id.");
        }

        return new Problems().Pattern("tid", terminal.Tid, TidPattern(), "Give the acquirer's terminal id: 8 letters and digits.").Text("label", terminal.Label, 60)
            .Require(state.Terminals.Count < MaxTerminals, "count", "tid", $"The merchant has {MaxTerminals} terminals.", "Register a further merchant.")
            .Require(state.ContractWith(terminal.AcquirerId) is not null, "no-contract", "acquirerId",
                $"The merchant has no contract with acquirer '{terminal.AcquirerId}'.", "Record the contract first.")
            .Or(new TerminalCreated(terminal));
    }

    /// <param name="state">The merchant.</param>
    /// <param name="reason">Why, for the record.</param>
    /// <param name="obstacles">What of the solution stands against admitting a merchant now; see <see cref="Rules.Admission"/>.</param>
    public static Decision Approve(MerchantState state, string reason, IReadOnlyList<Problem> obstacles)
    {
        ArgumentNullException.ThrowIfNull(obstacles);
        if (state.Status == MerchantStatus.Active) return Decision.Accept();
        Problems problems = new Problems().Text("reason", reason, 500)
            .Require(state.Identified is not null, "not-identified", "merchantId", "Nobody has established who the merchant is.", "Record the identification first.")
            .Require(state.GuidanceVersion is not null, "no-guidance", "merchantId", "The merchant has not acknowledged the guidance.", "Record the acknowledgement first.")
            .Require(state.Profile is not null, "no-profile", "merchantId", "The merchant has no acceptance profile.", "Set the profile first.")
            .Require(state.Contracts.Count > 0, "no-contract", "merchantId", "The merchant has no acquirer contract.", "Record a contract first.");
        foreach (Problem obstacle in obstacles) problems.Add(obstacle.Code, obstacle.Field, obstacle.Reason, obstacle.Remedy);
        return problems.Or(new MerchantApproved(reason));
    }

    public static Decision Suspend(MerchantState state, string reason) =>
        state.Status == MerchantStatus.Suspended ? Decision.Accept() : new Problems().Text("reason", reason, 500).Or(new MerchantSuspended(reason));

    [GeneratedRegex("^[A-Z]{2}$", RegexOptions.CultureInvariant)]
    private static partial Regex CountryPattern();

    [GeneratedRegex("^[0-9]{4}$", RegexOptions.CultureInvariant)]
    private static partial Regex MccPattern();

    [GeneratedRegex("^[A-Za-z0-9]{1,15}$", RegexOptions.CultureInvariant)]
    private static partial Regex MidPattern();

    [GeneratedRegex("^[A-Za-z0-9]{8}$", RegexOptions.CultureInvariant)]
    private static partial Regex TidPattern();
}
