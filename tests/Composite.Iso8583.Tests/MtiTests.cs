using Xunit;

namespace Composite.Iso8583.Tests;

public sealed class MtiTests
{
    [Theory]
    [InlineData("0100", "0110")]
    [InlineData("0200", "0210")]
    [InlineData("0201", "0210")]
    [InlineData("0220", "0230")]
    [InlineData("0400", "0410")]
    [InlineData("0421", "0430")]
    [InlineData("0800", "0810")]
    [InlineData("1421", "1430")]
    [InlineData("0202", "0212")]
    public void ResponseOf_Request_IsItsAnswer(string request, string response) =>
        Assert.Equal(response, Mti.Parse(request).ResponseOf().ToString());

    [Fact]
    public void ResponseOf_Response_Throws() =>
        Assert.Throws<InvalidOperationException>(() => Mti.Parse("0210").ResponseOf());

    [Theory]
    [InlineData("0400", "0401", "0400")]
    [InlineData("0401", "0401", "0400")]
    [InlineData("0422", "0423", "0422")]
    public void RepeatOf_Message_MarksItAndOriginalOfUnmarksIt(string mti, string repeat, string original)
    {
        Assert.Equal(repeat, Mti.Parse(mti).RepeatOf().ToString());
        Assert.True(Mti.Parse(mti).RepeatOf().IsRepeat);
        Assert.Equal(original, Mti.Parse(mti).OriginalOf().ToString());
    }

    [Fact]
    public void Parts_ReversalAdviceRepeat_AreItsDigits()
    {
        Mti mti = Mti.Parse("1421");

        Assert.Equal(1, mti.Version);
        Assert.Equal(MessageClass.Reversal, mti.Class);
        Assert.Equal(MessageFunction.Advice, mti.Function);
        Assert.Equal(MessageOrigin.AcquirerRepeat, mti.Origin);
        Assert.True(mti.IsAdvice);
        Assert.True(mti.IsRepeat);
        Assert.False(mti.IsResponse);
        Assert.False(mti.ResponseOf().IsAdvice);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("200")]
    [InlineData("02000")]
    [InlineData("02A0")]
    [InlineData("0000")]
    [InlineData("0900")]
    [InlineData("0280")]
    [InlineData("0206")]
    [InlineData("٠٢٠٠")]
    public void TryParse_NotAnIndicator_IsFalse(string? text) => Assert.False(Mti.TryParse(text, out _));

    [Fact]
    public void Parse_NotAnIndicator_Throws() => Assert.Throws<FormatException>(() => Mti.Parse("9999"));
}
