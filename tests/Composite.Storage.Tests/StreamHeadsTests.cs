using Xunit;

namespace Composite.Storage.Tests;

public sealed class StreamHeadsTests
{
    [Fact]
    public void TryGet_LastHalfOfTheCapacity_IsRemembered()
    {
        for (var total = 1; total < 320; total += 13)
        {
            var heads = new StreamHeads(capacity: 100);
            for (var i = 0; i < total; i++)
            {
                heads.Set($"s{i}", i);
                Assert.InRange(heads.Count, 1, 100);
            }

            for (var i = Math.Max(0, total - 50); i < total; i++)
            {
                Assert.True(heads.TryGet($"s{i}", out var version));
                Assert.Equal(i, version);
            }
        }
    }

    [Fact]
    public void Set_RememberedStream_ReplacesItsVersion()
    {
        var heads = new StreamHeads(capacity: 4);
        heads.Set("s", 1);
        heads.Set("t", 1);
        heads.Set("s", 2);

        Assert.True(heads.TryGet("s", out var version));
        Assert.Equal(2, version);
    }

    [Fact]
    public void Clear_Always_ForgetsBothGenerations()
    {
        var heads = new StreamHeads(capacity: 4);
        foreach (var stream in new[] { "a", "b", "c" })
        {
            heads.Set(stream, 1);
        }

        heads.Clear();

        Assert.Equal(0, heads.Count);
        Assert.False(heads.TryGet("a", out _));
    }
}
