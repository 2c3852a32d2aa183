using Composite.Grains.Devices;
using Xunit;

namespace Composite.Grains.Tests.Devices;

public sealed class NonceWindowTests
{
    private static readonly DateTimeOffset Noon = new(2026, 6, 15, 12, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan KeepFor = TimeSpan.FromMinutes(4);
    private readonly NonceWindow _window = new(3);

    [Fact]
    public void TryTake_UsedNonce_IsRefusedUntilItIsForgotten()
    {
        Assert.True(_window.TryTake("a", Noon, KeepFor));
        Assert.False(_window.TryTake("a", Noon, KeepFor));
        Assert.False(_window.TryTake("a", Noon + KeepFor - TimeSpan.FromTicks(1), KeepFor));
        Assert.True(_window.TryTake("a", Noon + KeepFor, KeepFor));
    }

    [Fact]
    public void TryTake_AsManyAsItKeeps_RefusesFurtherOnesUntilOneIsForgotten()
    {
        for (int i = 0; i < 3; i++) Assert.True(_window.TryTake($"n{i}", Noon.AddSeconds(i), KeepFor));
        Assert.False(_window.TryTake("n3", Noon.AddSeconds(3), KeepFor));
        Assert.True(_window.TryTake("n3", Noon + KeepFor, KeepFor));
        Assert.False(_window.TryTake("n4", Noon + KeepFor, KeepFor));
    }

    [Fact]
    public void TryTake_RefusedForWantOfRoom_WasNotTaken()
    {
        for (int i = 0; i < 3; i++) _window.TryTake($"n{i}", Noon, KeepFor);
        Assert.False(_window.TryTake("n3", Noon, KeepFor));
        Assert.True(_window.TryTake("n3", Noon + KeepFor, KeepFor));
    }

    [Fact]
    public void TryTake_NoncesThatDifferInCase_AreTwo()
    {
        Assert.True(_window.TryTake("a", Noon, KeepFor));
        Assert.True(_window.TryTake("A", Noon, KeepFor));
    }
}
