using Composite.Sandbox.Scenarios;
using Composite.Sandbox.Tests.Clocks;

namespace Composite.Sandbox.Tests.Scenarios;

public sealed class PollingTests
{
    [Fact]
    public async Task UntilAsync_HoldsAtLast_ReturnsThatAnswer()
    {
        int asked = 0;

        Assert.Equal(3, await Polling.UntilAsync(new ImpatientTime(), "count", "3", () => Task.FromResult(++asked), count => count == 3, CancellationToken.None));
    }

    [Fact]
    public async Task UntilAsync_NeverHolds_EndsAtTheBoundAndSaysWhatWasSeen()
    {
        ImpatientTime time = new();

        ScenarioFailedException failure = await Assert.ThrowsAsync<ScenarioFailedException>(() =>
            Polling.UntilAsync(time, "payment 7", "reversed", () => Task.FromResult("unknown"), _ => false, CancellationToken.None));

        Assert.Contains("payment 7: expected reversed", failure.Message, StringComparison.Ordinal);
        Assert.Contains("last got unknown", failure.Message, StringComparison.Ordinal);
        Assert.InRange(time.Waits.Aggregate(TimeSpan.Zero, (sum, wait) => sum + wait), Polling.AtMost, Polling.AtMost + TimeSpan.FromSeconds(1));
    }
}
