using System.Threading.Channels;
using Composite.Host.Hosting;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Composite.Host.Tests.Hosting;

public sealed class RetriedWorkTests
{
    private readonly WatchedTime _time = new();

    [Fact]
    public async Task Execute_FaultThatPasses_BeginsAgainAfterTheWaitAndEndsWhenDone()
    {
        using Work work = new(_time, attempt => attempt < 3 ? throw new TimeoutException("not yet") : Task.CompletedTask);
        await work.StartAsync(CancellationToken.None);
        await _time.WaitsAsync();
        _time.Advance(Work.Wait - TimeSpan.FromTicks(1));
        Assert.Equal(1, work.Attempts);
        _time.Advance(TimeSpan.FromTicks(1));
        await _time.WaitsAsync();
        Assert.Equal(2, work.Attempts);
        _time.Advance(Work.Wait);
        await work.ExecuteTask!.WaitAsync(TimeSpan.FromSeconds(30));
        Assert.Equal(3, work.Attempts);
    }

    [Fact]
    public async Task Execute_AnotherFault_IsNotHidden()
    {
        using Work work = new(_time, _ => throw new InvalidOperationException("a bug"));
        await work.StartAsync(CancellationToken.None);
        await Assert.ThrowsAsync<InvalidOperationException>(() => work.ExecuteTask!);
        Assert.Equal(1, work.Attempts);
    }

    [Fact]
    public async Task Stop_WhileItWaits_Ends()
    {
        using Work work = new(_time, _ => throw new TimeoutException("not yet"));
        await work.StartAsync(CancellationToken.None);
        await _time.WaitsAsync();
        await work.StopAsync(CancellationToken.None);
        Assert.True(work.ExecuteTask!.IsCompletedSuccessfully);
        Assert.Equal(1, work.Attempts);
    }

    /// <summary>A clock that tells when somebody waits for it.</summary>
    private sealed class WatchedTime : FakeTimeProvider
    {
        private readonly Channel<bool> _waits = Channel.CreateUnbounded<bool>();

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            ITimer timer = base.CreateTimer(callback, state, dueTime, period);
            _waits.Writer.TryWrite(true);
            return timer;
        }

        public async Task WaitsAsync() => await _waits.Reader.ReadAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(30));
    }

    private sealed class Work(TimeProvider time, Func<int, Task> run) : RetriedWork(time, NullLogger.Instance)
    {
        public static readonly TimeSpan Wait = TimeSpan.FromSeconds(7);

        public int Attempts { get; private set; }

        protected override TimeSpan RetryIn => Wait;

        protected override string Undone => "Nothing is done";

        protected override Task RunAsync(CancellationToken stoppingToken)
        {
            Attempts++;
            return run(Attempts);
        }

        protected override bool Passes(Exception fault) => fault is TimeoutException;
    }
}
