using System.Diagnostics;
using System.Globalization;
using Composite.Domain.Ports;
using Composite.Storage;

namespace Composite.Benchmarks.Journal;

/// <summary>Appends a second, durable, at 1, 100 and 400 callers: the journal against a raw file with the same queue, groups and bytes.</summary>
internal static class JournalBenchmark
{
    private static readonly TimeSpan s_warmUp = TimeSpan.FromSeconds(0.5);
    private static readonly TimeSpan s_measured = TimeSpan.FromSeconds(3);
    private static readonly int[] s_callers = [1, 100, 400];

    /// <summary>Runs all cells, about 25 s, in a directory of its own beside the program.</summary>
    /// <param name="output">Where the table goes.</param>
    /// <param name="payloadBytes">Bytes of each event's payload.</param>
    public static BenchmarkResult Run(TextWriter output, int payloadBytes = 480)
    {
        // Beside the program and not in the temporary directory, which may be memory.
        var directory = Directory.CreateDirectory(Path.Combine(AppContext.BaseDirectory, "journal-benchmark"));
        try
        {
            return RunAsync(output, directory.FullName, payloadBytes).GetAwaiter().GetResult();
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }

    private static async Task<BenchmarkResult> RunAsync(TextWriter output, string directory, int payloadBytes)
    {
        await output.WriteLineAsync($"journal: {payloadBytes}-byte payloads, {s_measured.TotalSeconds:0} s a cell");
        await output.WriteLineAsync("callers      raw/s  journal/s  ratio  journal CPU");
        var last = new BenchmarkResult("journal", 0, "appends/s", 0, 0);
        foreach (var callers in s_callers)
        {
            var (limit, _) = await MeasureRawAsync(directory, callers, payloadBytes);
            var (value, cpu) = await MeasureJournalAsync(directory, callers, payloadBytes);
            last = last with { Value = Math.Round(value), Limit = Math.Round(limit), Ratio = Math.Round(value / limit, 3) };
            await output.WriteLineAsync(string.Create(
                CultureInfo.InvariantCulture, $"{callers,7} {limit,10:N0} {value,10:N0} {value / limit,6:0.00} {cpu,7:0.00} cores"));
        }

        return last;
    }

    private static async Task<(double PerSecond, double Cores)> MeasureRawAsync(string directory, int callers, int payloadBytes)
    {
        await using var log = new RawLog(Path.Combine(directory, $"raw-{callers}"));
        return await MeasureAsync(callers, caller => new Caller(caller, payloadBytes), caller => log.AppendAsync(caller.Next().Streams[0]));
    }

    private static async Task<(double PerSecond, double Cores)> MeasureJournalAsync(string directory, int callers, int payloadBytes)
    {
        var options = new SqliteJournalOptions { Path = Path.Combine(directory, $"journal-{callers}") };
        await using var journal = await SqliteJournal.OpenAsync(options, TimeProvider.System);
        return await MeasureAsync(callers, caller => new Caller(caller, payloadBytes), async caller =>
        {
            var result = await journal.AppendAsync(caller.Next(), CancellationToken.None);
            if (result is not AppendResult.Appended)
            {
                throw new InvalidOperationException($"A stream of its own cannot conflict: {result}");
            }
        });
    }

    /// <summary>Every caller appends one after the other; only what ends between warm-up and end counts.</summary>
    private static async Task<(double PerSecond, double Cores)> MeasureAsync(
        int callers, Func<int, Caller> create, Func<Caller, ValueTask> append)
    {
        var count = 0L;
        var run = true;
        var loops = Enumerable.Range(0, callers).Select(index => Task.Run(async () =>
        {
            var caller = create(index);
            while (Volatile.Read(ref run))
            {
                await append(caller);
                Interlocked.Increment(ref count);
            }
        })).ToArray();

        await Task.Delay(s_warmUp, TimeProvider.System);
        using var process = Process.GetCurrentProcess();
        var (start, startCount, startCpu) = (Stopwatch.GetTimestamp(), Interlocked.Read(ref count), process.TotalProcessorTime);
        await Task.Delay(s_measured, TimeProvider.System);
        process.Refresh();
        var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        var (appended, cpu) = (Interlocked.Read(ref count) - startCount, process.TotalProcessorTime - startCpu);
        Volatile.Write(ref run, false);
        await Task.WhenAll(loops);
        return (appended / seconds, cpu.TotalSeconds / seconds);
    }
}
