using Composite.Domain.Ports;
using Xunit;

namespace Composite.Storage.Tests;

public sealed class ReaderPoolTests : IDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    private readonly JournalDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Read_MoreThanMayWait_IsOverloadedAndTheWaitingSucceed()
    {
        await _directory.FillAsync();
        await using var pool = new ReaderPool(_directory.Options with { MaxReaders = 1, ReadQueueCapacity = 2 });
        using var release = new SemaphoreSlim(0);
        using var reading = new SemaphoreSlim(0);
        var held = Task.Run(() => pool.ReadAsync(
            reader =>
            {
                reading.Release();
                Assert.True(release.Wait(s_patience));
                return 1;
            },
            CancellationToken.None).AsTask());
        Assert.True(await reading.WaitAsync(s_patience));
        var waiting = new[] { ReadAsync(pool), ReadAsync(pool) };

        var fault = await Assert.ThrowsAsync<JournalUnavailableException>(() => ReadAsync(pool));

        Assert.Equal(JournalFault.Overloaded, fault.Fault);
        release.Release();
        await Task.WhenAll([held, .. waiting]).WaitAsync(s_patience);
        Assert.Equal(1, await ReadAsync(pool));
    }

    [Fact]
    public async Task Read_CancelledWhileWaiting_GivesItsPlaceBack()
    {
        await _directory.FillAsync();
        await using var pool = new ReaderPool(_directory.Options with { MaxReaders = 1, ReadQueueCapacity = 1 });
        using var cancellation = new CancellationTokenSource();
        await pool.ReadAsync(_ => CancelOneThatWaits(pool, cancellation), CancellationToken.None);

        Assert.Equal(1, await ReadAsync(pool));
    }

    private static int CancelOneThatWaits(ReaderPool pool, CancellationTokenSource cancellation)
    {
        for (var i = 0; i < 3; i++)
        {
            using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation.Token);
            var waiting = pool.ReadAsync(reader => reader.ReadAll(0, 1, 1).Count, either.Token).AsTask();
            either.Cancel();
            Assert.True(Assert.Throws<AggregateException>(() => waiting.Wait(s_patience)).InnerException is OperationCanceledException);
        }

        return 0;
    }

    private static Task<int> ReadAsync(ReaderPool pool) => pool.ReadAsync(reader => reader.ReadAll(0, 1, 1).Count, CancellationToken.None).AsTask();
}
