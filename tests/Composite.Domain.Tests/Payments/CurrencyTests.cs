using Composite.Domain.Payments;
using Xunit;

namespace Composite.Domain.Tests.Payments;

public sealed class CurrencyTests
{
    // ISO 4217 list one (SIX Interbank Clearing): currencies that a list typed by hand gets wrong, and each exponent that is not 2.
    [Theory]
    [InlineData("EUR", 978, 2)]
    [InlineData("USD", 840, 2)]
    [InlineData("GBP", 826, 2)]
    [InlineData("ALL", 8, 2)]
    [InlineData("DZD", 12, 2)]
    [InlineData("AUD", 36, 2)]
    [InlineData("SBD", 90, 2)]
    [InlineData("BHD", 48, 3)]
    [InlineData("IQD", 368, 3)]
    [InlineData("JOD", 400, 3)]
    [InlineData("KWD", 414, 3)]
    [InlineData("LYD", 434, 3)]
    [InlineData("OMR", 512, 3)]
    [InlineData("TND", 788, 3)]
    [InlineData("BIF", 108, 0)]
    [InlineData("CLP", 152, 0)]
    [InlineData("DJF", 262, 0)]
    [InlineData("GNF", 324, 0)]
    [InlineData("ISK", 352, 0)]
    [InlineData("JPY", 392, 0)]
    [InlineData("KMF", 174, 0)]
    [InlineData("KRW", 410, 0)]
    [InlineData("PYG", 600, 0)]
    [InlineData("RWF", 646, 0)]
    [InlineData("UGX", 800, 0)]
    [InlineData("VND", 704, 0)]
    [InlineData("VUV", 548, 0)]
    [InlineData("XAF", 950, 0)]
    [InlineData("XOF", 952, 0)]
    [InlineData("XPF", 953, 0)]
    [InlineData("SLE", 925, 2)]
    [InlineData("SVC", 222, 2)]
    [InlineData("KPW", 408, 2)]
    [InlineData("VED", 926, 2)]
    [InlineData("VES", 928, 2)]
    [InlineData("XCG", 532, 2)]
    [InlineData("ZWG", 924, 2)]
    [InlineData("MRU", 929, 2)]
    [InlineData("STN", 930, 2)]
    public void TryGet_CodeOfListOne_GivesNumberAndExponent(string code, int number, int exponent)
    {
        Assert.True(Currency.TryGet(code, out Currency? currency));
        Assert.Equal(new Currency(code, number, exponent), currency);
    }

    // Withdrawn (ANG 2025, BGN 2026, HRK 2023, SLL 2024, ZWL 2024), funds, metals, testing; and what is no code.
    [Theory]
    [InlineData("ANG")]
    [InlineData("BGN")]
    [InlineData("HRK")]
    [InlineData("SLL")]
    [InlineData("ZWL")]
    [InlineData("XAU")]
    [InlineData("XTS")]
    [InlineData("XXX")]
    [InlineData("CLF")]
    [InlineData("eur")]
    [InlineData("978")]
    [InlineData("")]
    [InlineData(null)]
    public void TryGet_AnythingElse_IsFalse(string? code) => Assert.False(Currency.TryGet(code, out _));

    [Fact]
    public void TryGet_EveryPossibleCode_FindsTheWholeListWithUniqueNumbers()
    {
        List<Currency> all = [];
        for (int i = 0; i < 26 * 26 * 26; i++)
        {
            if (Currency.TryGet($"{(char)('A' + (i / 676))}{(char)('A' + (i / 26 % 26))}{(char)('A' + (i % 26))}", out Currency? currency)) all.Add(currency!);
        }

        Assert.Equal(155, all.Count);
        Assert.Equal(all.Count, all.Select(c => c.Number).Distinct().Count());
        Assert.All(all, c => Assert.InRange(c.Number, 1, 999));
        Assert.Equal(7, all.Count(c => c.Exponent == 3));
        Assert.Equal(16, all.Count(c => c.Exponent == 0));
    }
}
