using System.Collections.Concurrent;
using Composite.Domain.Ports;
using Xunit;

namespace Composite.Storage.Conformance;

/// <summary>The store refuses for a while: the callers are told, nothing acknowledged is lost, and work goes on when it is mended.</summary>
public abstract class FaultConformance : JournalConformance
{
    [Fact]
    public async Task Append_StoreBroken_ThrowsAndRecoversWhenMended()
    {
        await AppendAsync("s", 0);
        await using (await UnderTest.BreakAsync())
        {
            var fault = await Assert.ThrowsAsync<JournalUnavailableException>(async () => await AppendAsync("s", 1));
            Assert.Contains("Remedy:", fault.Message, StringComparison.Ordinal);
            Assert.Single(await ReadAsync("s"));
        }

        Assert.Equal(new AppendResult.Appended(2), await AppendAsync("s", 1));
        await AssertWholeAsync();
    }

    [Fact]
    public async Task Append_StoreBreaksUnderLoad_KeepsEveryAcknowledgedAppend()
    {
        var acknowledged = new ConcurrentDictionary<string, long>();
        var running = true;
        using var working = new CountdownEvent(8);
        var callers = Enumerable.Range(0, 8).Select(caller => Task.Run(() => LoadAsync($"s{caller}"))).ToArray();
        Assert.True(working.Wait(Patience));

        for (var round = 0; round < 3; round++)
        {
            await using (await UnderTest.BreakAsync())
            {
                await Assert.ThrowsAsync<JournalUnavailableException>(async () => await AppendAsync("probe", 1));
            }

            Assert.IsType<AppendResult.Appended>(await AppendAsync($"mended{round}", 0));
        }

        Volatile.Write(ref running, false);
        await Task.WhenAll(callers).WaitAsync(Patience);
        await UnderTest.ReopenAsync();

        foreach (var (stream, version) in acknowledged)
        {
            var newest = await ReadAsync(stream, afterVersion: version - 1, maxCount: 10);
            Assert.Equal(version, newest[0].Version);
        }

        await AssertWholeAsync();

        async Task LoadAsync(string stream)
        {
            var version = 0L;
            while (Volatile.Read(ref running))
            {
                version = await TryAppendAsync(stream, version);
                if (acknowledged.TryAdd(stream, version))
                {
                    working.Signal();
                }

                acknowledged[stream] = version;
            }
        }
    }

    [Fact]
    public async Task Append_CancelledWhileTheStoreIsBroken_DoesNotHang()
    {
        await using (await UnderTest.BreakAsync())
        {
            using var cancellation = new CancellationTokenSource();
            var append = Journal.AppendAsync(AppendOf("s", 0), cancellation.Token).AsTask();
            await cancellation.CancelAsync();

            var error = await Record.ExceptionAsync(() => append.WaitAsync(Patience));
            Assert.True(error is OperationCanceledException or JournalUnavailableException, $"{error}");
        }

        // Whether it was written is not to be known from the answer, but the journal is whole and goes on.
        Assert.IsType<AppendResult.Appended>(await AppendAsync("t", 0));
        await AssertWholeAsync();
    }

    /// <summary>Appends until the store takes it; after a failure it reloads, as a grain does.</summary>
    private async Task<long> TryAppendAsync(string stream, long version)
    {
        try
        {
            return await AppendAsync(stream, version) switch
            {
                AppendResult.Conflict conflict => conflict.ActualVersion,
                _ => version + 1,
            };
        }
        catch (JournalUnavailableException)
        {
            return version;
        }
    }
}
