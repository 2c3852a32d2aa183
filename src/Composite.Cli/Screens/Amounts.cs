using System.Collections.Frozen;
using System.Globalization;

namespace Composite.Cli.Screens;

/// <summary>Shows amounts of minor units in the currency's own decimal places.</summary>
internal static class Amounts
{
    // ISO 4217 list one (SIX Interbank Clearing): the currencies whose minor unit is not a hundredth.
    private static readonly FrozenSet<string> WithoutDecimals = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF".Split(' ').ToFrozenSet();
    private static readonly FrozenSet<string> WithThreeDecimals = "BHD IQD JOD KWD LYD OMR TND".Split(' ').ToFrozenSet();

    /// <summary><c>12.50 EUR</c>; empty when there is no amount.</summary>
    public static string Show(long? amountMinor, string currency)
    {
        if (amountMinor is not { } minor) return string.Empty;
        int decimals = WithoutDecimals.Contains(currency) ? 0 : WithThreeDecimals.Contains(currency) ? 3 : 2;
        decimal divisor = decimals switch { 0 => 1m, 3 => 1000m, _ => 100m };
        return string.Create(CultureInfo.InvariantCulture, $"{(minor / divisor).ToString($"F{decimals}", CultureInfo.InvariantCulture)} {currency}");
    }
}
