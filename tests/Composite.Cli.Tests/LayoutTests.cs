using Composite.Cli.Screens;
using Xunit;

namespace Composite.Cli.Tests;

public sealed class LayoutTests
{
    [Theory]
    [InlineData("abc", 3)]
    [InlineData("é", 1)]
    [InlineData("e\u0301", 1)]
    [InlineData("北京", 4)]
    [InlineData("🧾", 2)]
    public void Width_OfText_IsItsColumns(string text, int columns) => Assert.Equal(columns, TextLayout.Width(text));

    [Theory]
    [InlineData("Café Central", 12, "Café Central")]
    [InlineData("Café Central", 8, "Café Ce…")]
    [InlineData("北京北京", 6, "北京…")]
    public void Cut_ToWidth_EndsWithAnEllipsis(string text, int width, string cut) => Assert.Equal(cut, TextLayout.Cut(text, width));

    [Fact]
    public void Wrap_LongText_BreaksAtSpaces() =>
        Assert.Equal(["one two", "three", "fourteenletters", "x"], TextLayout.Wrap("one two three fourteenletters x", 8));

    [Theory]
    [InlineData(1250L, "EUR", "12.50 EUR")]
    [InlineData(5L, "EUR", "0.05 EUR")]
    [InlineData(980L, "JPY", "980 JPY")]
    [InlineData(12345L, "KWD", "12.345 KWD")]
    [InlineData(long.MaxValue, "USD", "92233720368547758.07 USD")]
    [InlineData(null, "USD", "")]
    public void Amount_InMinorUnits_HasTheCurrencysDecimals(long? minor, string currency, string shown) => Assert.Equal(shown, Amounts.Show(minor, currency));

    [Theory]
    [InlineData("2026-07-31T14:00:00.25+02:00", "2026-07-31 12:00:00Z")]
    [InlineData("soon", "soon")]
    [InlineData("", "")]
    public void Instant_WithOffset_IsShownInUtc(string instant, string shown) => Assert.Equal(shown, Instants.Show(instant));
}
