using System.Text.RegularExpressions;
using Composite.Domain.Components;
using Composite.Domain.Payments;

namespace Composite.Domain.Merchants;

/// <summary>Decides commands about a merchant.</summary>
public static partial class MerchantDecider
{
    public const int MaxTerminals = 5000;
    public const int MaxContracts = 16;
    public const int MaxCurrencies = 200;
    public const int MaxSchemes = 50;

    /// <summary>The largest amount that DE4 can carry (12 digits), minor units.</summary>
    public const long MaxAmountMinor = 999_999_999_999;

    /// <summary>The largest daily sum of a terminal, minor units: far from where a sum of amounts could overflow.</summary>
    public const long MaxDailyAmountMinor = 1_000 * MaxAmountMinor;

    private const int MaxModes = 16;

    private static readonly Dictionary<string, long> NoAmounts = [];

    public static Decision Register(MerchantState? state, MerchantRegistered wish)
    {
        if (wish is null) return Decision.Reject("missing", "merchant", "It is missing.", "Give the merchant's facts.");
        if (state is not null)
        {
            return state.SolutionId == wish.SolutionId && state.LegalName == wish.LegalName && state.TradingName == wish.TradingName
                && state.Country == wish.Country && state.City == wish.City && state.Mcc == wish.Mcc
                ? Decision.Accept()
                : Decision.Reject("already-registered", "merchantId", $"Merchant '{state.Id}' exists with other facts.", "Choose another id, or show the merchant first.");
        }

        return new Problems().Slug("merchantId", wish.MerchantId).Slug("solutionId", wish.SolutionId)
            .Text("legalName", wish.LegalName).Text("tradingName", wish.TradingName, 40).Text("city", wish.City, 40)
            .Pattern("country", wish.Country, CountryPattern(), "Give the ISO 3166-1 alpha-2 code, such as DE.")
            .Pattern("mcc", wish.Mcc, MccPattern(), "Give the four digits of the merchant category code.")
            .Or(wish);
    }

    public static Decision Identify(MerchantState state, string method, string evidenceReference) => state.Identified == new MerchantIdentified(method, evidenceReference)
        ? Decision.Accept()
        : new Problems().Text("method", method).Text("evidenceReference", evidenceReference).Or(new MerchantIdentified(method, evidenceReference));

    public static Decision AcknowledgeGuidance(MerchantState state, string guidanceVersion) => state.GuidanceVersion == guidanceVersion
        ? Decision.Accept()
        : new Problems().Text("guidanceVersion", guidanceVersion, 40).Or(new GuidanceAcknowledged(guidanceVersion));

    public static Decision SetProfile(MerchantState state, AcceptanceProfile profile)
    {
        if (profile is null) return Decision.Reject("missing", "profile", "It is missing.", "Give the whole profile.");
        Problems problems = new();
        foreach (EntryMode entryMode in problems.Items("profile.entryModes", profile.EntryModes, 1, MaxModes)) problems.Defined("profile.entryModes", entryMode);
        foreach (Cvm cvm in problems.Items("profile.cvms", profile.Cvms, 1, MaxModes)) problems.Defined("profile.cvms", cvm);
        problems.Require(profile.DailyCount > 0, "range", "profile.dailyCount", $"{profile.DailyCount} payments a day.", "Give 1 or more.");
        Amounts(problems, "profile.maxAmountMinor", profile.MaxAmountMinor, MaxAmountMinor);
        Amounts(problems, "profile.dailyAmountMinor", profile.DailyAmountMinor, MaxDailyAmountMinor);
        foreach ((string currency, long amount) in profile.MaxAmountMinor ?? NoAmounts)
        {
            problems.Require(profile.DailyAmountMinor is { } dailies && dailies.TryGetValue(currency, out long daily) && daily >= amount, "range", "profile.dailyAmountMinor",
                $"No daily amount for {Problems.Shown(currency)} that covers one payment.", "Give a daily amount of at least the largest single one.");
        }

        return !problems.Any && state.Profile is { } known && SaysTheSame(known, profile) ? Decision.Accept() : problems.Or(new AcceptanceProfileSet(profile));
    }

    public static Decision Contract(MerchantState state, AcquirerContract contract)
    {
        if (contract is null) return Decision.Reject("missing", "contract", "It is missing.", "Give the contract's facts.");
        Problems problems = new Problems().Slug("contract.acquirerId", contract.AcquirerId)
            .Pattern("contract.mid", contract.Mid, MidPattern(), "Give the acquirer's merchant id: 1 to 15 letters and digits.")
            .Require(contract.ValidFrom != default, "missing", "contract.validFrom", "It is missing.", "Give the first day, YYYY-MM-DD.")
            .Require(state.Contracts.Count < MaxContracts || state.ContractWith(contract.AcquirerId) is not null, "count", "contract", $"{MaxContracts} contracts exist.", "End one first.");
        if (contract.ValidTo is { } end) problems.InOrder("validFrom", contract.ValidFrom, "contract.validTo", end);
        foreach (string currency in problems.Items("contract.currencies", contract.Currencies, 1, MaxCurrencies)) KnownCurrency(problems, "contract.currencies", currency);
        foreach (string scheme in problems.Items("contract.schemes", contract.Schemes, 1, MaxSchemes)) problems.Slug("contract.schemes", scheme);
        return !problems.Any && state.ContractWith(contract.AcquirerId) is { } known && SaysTheSame(known, contract)
            ? Decision.Accept()
            : problems.Or(new AcquirerContracted(contract));
    }

    public static Decision CreateTerminal(MerchantState state, Terminal terminal)
    {
        if (terminal is null) return Decision.Reject("missing", "terminal", "It is missing.", "Give the terminal's facts.");
        if (state.TerminalWith(terminal.Tid) is { } known)
        {
            return known == terminal
                ? Decision.Accept()
                : Decision.Reject("already-registered", "tid", $"Terminal {terminal.Tid} exists with another acquirer or label.", "Use another terminal id.");
        }

        return new Problems().Pattern("tid", terminal.Tid, TidPattern(), "Give the acquirer's terminal id: 8 letters and digits.").Text("label", terminal.Label, 60)
            .Require(state.Terminals.Count < MaxTerminals, "count", "tid", $"The merchant has {MaxTerminals} terminals.", "Register a further merchant.")
            .Require(state.ContractWith(terminal.AcquirerId) is not null, "no-contract", "acquirerId",
                $"The merchant has no contract with acquirer '{Problems.Shown(terminal.AcquirerId)}'.", "Record the contract first.")
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

    private static void Amounts(Problems problems, string field, IReadOnlyDictionary<string, long>? amounts, long most)
    {
        if (amounts is not { Count: >= 1 and <= MaxCurrencies })
        {
            problems.Add("count", field, "No currency is given, or too many.", $"Give an amount for 1 to {MaxCurrencies} currencies.");
            return;
        }

        foreach ((string currency, long amount) in amounts)
        {
            KnownCurrency(problems, field, currency);
            problems.Require(amount > 0 && amount <= most, "range", field, $"{amount} for {Problems.Shown(currency)}.", $"Give an amount of 1 to {most}.");
        }
    }

    private static void KnownCurrency(Problems problems, string field, string currency) => problems.Require(
        Currency.TryGet(currency, out _), "unknown-currency", field, $"'{Problems.Shown(currency)}' is not an ISO 4217 code.", "Give a code such as EUR.");

    private static bool SaysTheSame(AcceptanceProfile a, AcceptanceProfile b) =>
        a.EntryModes.SequenceEqual(b.EntryModes) && a.Cvms.SequenceEqual(b.Cvms) && a.DailyCount == b.DailyCount
        && SaysTheSame(a.MaxAmountMinor, b.MaxAmountMinor) && SaysTheSame(a.DailyAmountMinor, b.DailyAmountMinor);

    private static bool SaysTheSame(IReadOnlyDictionary<string, long> a, IReadOnlyDictionary<string, long> b) =>
        a.Count == b.Count && a.All(entry => b.TryGetValue(entry.Key, out long amount) && amount == entry.Value);

    private static bool SaysTheSame(AcquirerContract a, AcquirerContract b) =>
        a with { Currencies = b.Currencies, Schemes = b.Schemes } == b && a.Currencies.SequenceEqual(b.Currencies) && a.Schemes.SequenceEqual(b.Schemes);

    [GeneratedRegex(@"^[A-Z]{2}\z", RegexOptions.CultureInvariant)]
    private static partial Regex CountryPattern();

    [GeneratedRegex(@"^[0-9]{4}\z", RegexOptions.CultureInvariant)]
    private static partial Regex MccPattern();

    [GeneratedRegex(@"^[A-Za-z0-9]{1,15}\z", RegexOptions.CultureInvariant)]
    private static partial Regex MidPattern();

    [GeneratedRegex(@"^[A-Za-z0-9]{8}\z", RegexOptions.CultureInvariant)]
    private static partial Regex TidPattern();
}
