using System.Globalization;
using Composite.Domain.Payments;

namespace Composite.Domain.Rules;

/// <summary>Rules about what may be accepted, by the SDK's listing and by the merchant's profile.</summary>
internal static class AcceptanceRules
{
    public static Finding EntryModeAllowed(GateFacts f) => Allowed(
        RuleCodes.EntryModeAllowed, "entry mode", "entryMode", f.Request.EntryMode, f.SdkListing?.Row.EntryModes, f.Merchant?.Profile?.EntryModes);

    public static Finding CvmAllowed(GateFacts f)
    {
        const string Code = RuleCodes.CvmAllowed;
        bool hasPin = f.Request.PinBlock is { IsEmpty: false };
        return hasPin == (f.Request.Cvm == Components.Cvm.OnlinePin)
            ? Allowed(Code, "CVM", "cvm", f.Request.Cvm, f.SdkListing?.Row.Cvms, f.Merchant?.Profile?.Cvms)
            : Finding.Fail(Code, hasPin ? "A PIN block came with a CVM that is not online PIN." : "Online PIN came without a PIN block.",
                "Send a PIN block with online PIN, and only then.", new Fact("cvm", f.Request.Cvm.ToString()));
    }

    public static Finding AmountLimit(GateFacts f)
    {
        const string Code = RuleCodes.AmountLimit;
        Fact amount = new("amountMinor", Number(f.Request.AmountMinor));
        Fact currency = new("currency", f.Request.Currency);
        if (f.Merchant?.Profile is not { } profile || !profile.MaxAmountMinor.TryGetValue(f.Request.Currency, out long most))
        {
            return Finding.Fail(Code, $"The merchant's profile has no limit for {f.Request.Currency}, so nothing is allowed in it.", "Staff set a limit for the currency.", amount, currency);
        }

        Fact limit = new("maxAmountMinor", Number(most));
        if (f.Request.AmountMinor <= 0) return Finding.Fail(Code, "The amount is not above zero.", "Charge an amount.", amount, currency, limit);
        return f.Request.AmountMinor <= most
            ? Finding.Pass(Code, amount, currency, limit)
            : Finding.Fail(Code, "The amount is above the merchant's limit.", "Charge a smaller amount; or staff raise the limit.", amount, currency, limit);
    }

    /// <summary>Counts the terminal's submitted payments of the day (UTC), whatever became of them.</summary>
    public static Finding Velocity(GateFacts f)
    {
        const string Code = RuleCodes.Velocity;
        if (f.Merchant?.Profile is not { } profile) return Finding.Fail(Code, "The merchant has no acceptance profile.", "Staff set the profile.");
        DayTotals today = f.Ledger.Today.On(f.Day);
        // A sum that would overflow is above every limit.
        long spent = today.AmountMinor.GetValueOrDefault(f.Request.Currency);
        long sum = spent <= long.MaxValue - Math.Max(0, f.Request.AmountMinor) ? spent + f.Request.AmountMinor : long.MaxValue;
        long most = profile.DailyAmountMinor.TryGetValue(f.Request.Currency, out long limit) ? limit : 0;
        Fact[] facts =
        [
            new("count", Number(today.Count + 1)), new("dailyCount", Number(profile.DailyCount)),
            new("sumMinor", Number(sum)), new("dailyAmountMinor", Number(most)),
        ];
        if (today.Count >= profile.DailyCount) return Finding.Fail(Code, "The terminal's payments of the day are used up.", "Wait for the next day (UTC); or staff raise the limit.", facts);
        return sum <= most
            ? new Finding(Code, FindingOutcome.Passed, facts)
            : Finding.Fail(Code, "The terminal's amount of the day is used up.", "Wait for the next day (UTC); or staff raise the limit.", facts);
    }

    private static Finding Allowed<T>(string code, string what, string name, T wish, IReadOnlyList<T>? listed, IReadOnlyList<T>? profile)
        where T : struct, Enum
    {
        Fact fact = new(name, wish.ToString());
        if (listed is null || !listed.Contains(wish)) return Finding.Fail(code, $"The SDK's listing does not cover the {what} {wish}.", $"Use a {what} that the listing names.", fact);
        return profile is not null && profile.Contains(wish)
            ? Finding.Pass(code, fact)
            : Finding.Fail(code, $"The merchant's profile does not allow the {what} {wish}.", $"Use another {what}; or staff change the profile.", fact);
    }

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);
}
