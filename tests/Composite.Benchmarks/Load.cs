using System.Diagnostics;

namespace Composite.Benchmarks;

/// <summary>What a closed loop of callers came to.</summary>
/// <param name="PerSecond">Calls a second once the rate no longer grew.</param>
/// <param name="EarlyPerSecond">Calls a second from the 3rd to the 11th second, while the runtime still compiles.</param>
/// <param name="WarmUp">How long it took until the rate no longer grew.</param>
/// <param name="CpuMicroseconds">Processor time of the process for one call, once the rate no longer grew.</param>
internal sealed record Pace(double PerSecond, double EarlyPerSecond, TimeSpan WarmUp, double CpuMicroseconds);

/// <summary>A closed loop of callers, bounded in time: each makes its next call when the last one ended.</summary>
internal static class Load
{
    // A window's rate that is no more than this times the one before is taken for steady.
    private const double Growth = 1.03;

    private static readonly TimeSpan Start = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Measured = TimeSpan.FromSeconds(8);
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestWarmUp = TimeSpan.FromSeconds(60);

    /// <summary>Calls a second, early and when steady: at most 76 s.</summary>
    /// <param name="callers">How many at once.</param>
    /// <param name="caller">Makes a caller's call from its number.</param>
    public static async Task<Pace> MeasureAsync(int callers, Func<int, Func<Task>> caller)
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
        long began = Stopwatch.GetTimestamp();
        await RateAsync(Start);
        (double early, _) = await RateAsync(Measured);
        double before, rate = early;
        do
        {
            before = rate;
            (rate, _) = await RateAsync(Window);
        }
        while (rate > Growth * before && Stopwatch.GetElapsedTime(began) < LongestWarmUp);
        TimeSpan warmUp = Stopwatch.GetElapsedTime(began);
        (double steady, double cpu) = await RateAsync(Measured);
        await end.CancelAsync();
        await Task.WhenAll(loops);
        return new Pace(steady, early, warmUp, cpu);

        async Task<(double PerSecond, double CpuMicroseconds)> RateAsync(TimeSpan time)
        {
            (long count, long start, TimeSpan cpu) = (Interlocked.Read(ref done), Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);

            // A caller that fails ends the wait with its exception.
            await await Task.WhenAny([Task.Delay(time, TimeProvider.System), .. loops]);
            long calls = Interlocked.Read(ref done) - count;
            return (calls / Stopwatch.GetElapsedTime(start).TotalSeconds, (Environment.CpuUsage.TotalTime - cpu).TotalMicroseconds / calls);
        }
    }
}
