using System.Text;
using Composite.Host.Apis.Bodies;
using Xunit;

namespace Composite.Host.Tests.Apis;

public sealed class ClearAccountDataTests
{
    // Numbers with a right check digit: published test numbers of the schemes, and their neighbours.
    [Theory]
    [InlineData("4111111111111111", true)]
    [InlineData("5555555555554444", true)]
    [InlineData("378282246310005", true)]
    [InlineData("4222222222222", true)]
    [InlineData("6304000000000000000", true)]
    [InlineData("x4111111111111111y", true)]
    [InlineData("4111-1111 1111-1111", true)]
    [InlineData("4111  1111  1111  1111", false)]
    [InlineData("4111111111111112", false)]
    [InlineData("411111******1111", false)]
    [InlineData("422222222222", false)]
    [InlineData("63040000000000000000", false)]
    [InlineData("2026-01-31T12:00:00", false)]
    [InlineData("", false)]
    public void IsIn_Text_FindsWhatLooksLikeACardNumber(string text, bool found) =>
        Assert.Equal(found, ClearAccountData.IsIn(Encoding.UTF8.GetBytes(text)));

    [Theory]
    [InlineData("""{"ksn":"4111111111111111"}""", false)]
    [InlineData("""{"certificateSha256s":["4111111111111111"]}""", false)]
    [InlineData("""{"deep":[{"name":"4111111111111111"}]}""", true)]
    [InlineData("""{"deep":[4111111111111111]}""", true)]
    [InlineData("""{"4111111111111111":1}""", true)]
    public void IsIn_Json_LooksAtAllButExemptMembers(string json, bool found) => Assert.Equal(found, ClearAccountData.IsIn(Encoding.UTF8.GetBytes(json), []));
}
