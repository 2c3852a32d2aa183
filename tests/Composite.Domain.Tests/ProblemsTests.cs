using Xunit;

namespace Composite.Domain.Tests;

public sealed class ProblemsTests
{
    [Theory]
    [InlineData("4111111111111111")]
    [InlineData("4111 1111 1111 1111")]
    [InlineData("4111-1111-1111-1111")]
    [InlineData("4.1.1.1.1.1.1.1.1.1.1.1")]
    [InlineData("٤١١١١١١١١١١١١١١١")]
    [InlineData("12345678!")]
    [InlineData("line\nbreak")]
    [InlineData("a text that is longer than 24")]
    public void Slug_ValueThatMayBeSensitive_IsNotRepeated(string value) => Assert.Equal("'(not shown)' is not an id.", ReasonFor(value));

    [Theory]
    [InlineData("Not An Id", "'Not An Id' is not an id.")]
    [InlineData("", "'' is not an id.")]
    [InlineData(null, "'(missing)' is not an id.")]
    public void Slug_HarmlessValue_IsShown(string? value, string reason) => Assert.Equal(reason, ReasonFor(value));

    [Theory]
    [InlineData("ab", true)]
    [InlineData("0197a1b2-c3d4-7e5f-8a9b-000000000001", true)]
    [InlineData("12345678901", true)]
    [InlineData("4111111111111111", false)]
    [InlineData("4111-1111-1111-1111", false)]
    [InlineData("01971234-1234-7234-8234-000000000001", true)]
    [InlineData("a", false)]
    [InlineData("-ab", false)]
    [InlineData("Ab", false)]
    [InlineData("a/b", false)]
    [InlineData("ab\n", false)]
    [InlineData(null, false)]
    public void IsSlug_Form_IsWholeValue(string? value, bool slug) => Assert.Equal(slug, Problems.IsSlug(value));

    [Fact]
    public void IsSlug_Length_EndsAt64()
    {
        Assert.True(Problems.IsSlug(new string('a', 64)));
        Assert.False(Problems.IsSlug(new string('a', 65)));
    }

    [Fact]
    public void Items_NullTooFewTooManyOrNullInside_IsOneProblemAndNoItems()
    {
        foreach (IReadOnlyList<string>? items in (IReadOnlyList<string>?[])[null, [], ["a", "b", "c"], ["a", null!]])
        {
            Problems problems = new();
            Assert.Empty(problems.Items("things", items, 1, 2));
            Assert.Single(Assert.IsType<Decision.Rejected>(problems.Or()).Problems);
        }

        Problems none = new();
        Assert.Equal(["a", "b"], none.Items("things", ["a", "b"], 1, 2));
        Assert.False(none.Any);
    }

    private static string ReasonFor(string? value) => Assert.Single(Assert.IsType<Decision.Rejected>(new Problems().Slug("id", value).Or()).Problems).Reason;
}
