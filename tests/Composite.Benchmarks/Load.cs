using System.Diagnostics;

namespace Composite.Benchmarks;

/// <summary>A closed loop of callers, bounded in time: each makes its next call when the last one ended.</summary>
internal static class Load
{
    /// <summary>Calls a second between the end of the warm-up and the end of the measured time.</summary>
    /// <param name="callers">How many at once.</param>
    /// <param name="warmUp">What is not counted.</param>
    /// <param name="measured">What is.</param>
    /// <param name="caller">Makes a caller's call from its number.</param>
    public static async Task<double> MeasureAsync(int callers, TimeSpan warmUp, TimeSpan measured, Func<int, Func<Task>> caller)
    {
        long done = 0;
        using CancellationTokenSource end = new();
        Task[] loops = [.. Enumerable.Range(0, callers).Select(index => Task.Run(async () =>
        {
            Func<Task> call = caller(index);
            while (!end.IsCancellationRequested)
            {
                await call();
                Interlocked.Increment(ref done);
            }
        }))];
        await WaitAsync(loops, warmUp);
        long before = Interlocked.Read(ref done);
        long start = Stopwatch.GetTimestamp();
        await WaitAsync(loops, measured);
        double perSecond = (Interlocked.Read(ref done) - before) / Stopwatch.GetElapsedTime(start).TotalSeconds;
        await end.CancelAsync();
        await Task.WhenAll(loops);
        return perSecond;
    }

    // A caller that fails ends the wait with its exception.
    private static async Task WaitAsync(Task[] loops, TimeSpan time) =>
        await await Task.WhenAny([Task.Delay(time, TimeProvider.System), .. loops]);
}
