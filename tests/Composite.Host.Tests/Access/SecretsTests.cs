using Composite.Host.Access;
using Xunit;

namespace Composite.Host.Tests.Access;

public sealed class SecretsTests
{
    [Theory]
    [InlineData("abcd-efgh-jkmn-pqrs", "ABCDEFGHJKMNPQRS")]
    [InlineData("O0Il 1111 2222 3333", "0011111122223333")]
    [InlineData("ABCD-EFGH-JKMN-PQR", null)]
    [InlineData("ABCD-EFGH-JKMN-PQRSU", null)]
    [InlineData("UUUU-EFGH-JKMN-PQRS", null)]
    public void NormaliseActivationCode_AsTyped_GivesOneForm(string typed, string? expected) => Assert.Equal(expected, Secrets.NormaliseActivationCode(typed));

    [Fact]
    public void NewActivationCode_Always_HasFourGroupsAndIsItsOwnForm()
    {
        string code = Secrets.NewActivationCode();
        Assert.Matches("^([0-9A-HJKMNP-TV-Z]{4}-){3}[0-9A-HJKMNP-TV-Z]{4}$", code);
        Assert.Equal(code.Replace("-", "", StringComparison.Ordinal), Secrets.NormaliseActivationCode(code));
    }
}
