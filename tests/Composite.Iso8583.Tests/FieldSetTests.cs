using Composite.Iso8583.Fields;
using Xunit;

namespace Composite.Iso8583.Tests;

public sealed class FieldSetTests
{
    [Fact]
    public void Enumerate_NumbersInBothBitmaps_AreAscending()
    {
        FieldSet set = FieldSet.Of(128, 2, 64, 65, 66, 3);

        Assert.Equal("2,3,64,65,66,128", set.ToString());
        Assert.Equal(6, set.Count);
        Assert.True(set.Contains(65));
        Assert.False(set.Contains(67));
        Assert.Equal("2,64,128", set.Without(65).Except(FieldSet.Of(3, 66)).ToString());
        Assert.Equal("2,3", FieldSet.Of(2).Union(FieldSet.Of(3)).ToString());
        Assert.True(FieldSet.Empty.IsEmpty);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(129)]
    public void Of_NumberOutsideTheBitmaps_Throws(int number) => Assert.Throws<ArgumentOutOfRangeException>(() => FieldSet.Of(number));
}
