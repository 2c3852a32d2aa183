using System.Diagnostics;
using System.Globalization;
using Composite.Domain.Ports;
using Composite.Storage;

namespace Composite.Benchmarks.Journal;

/// <summary>Appends a second, durable, at 1, 100 and 400 callers: the journal against a raw file with the same queue, groups and bytes.</summary>
internal static class JournalBenchmark
{
    private const int Rounds = 3;

    private static readonly TimeSpan s_warmUp = TimeSpan.FromSeconds(0.25);
    private static readonly TimeSpan s_round = TimeSpan.FromSeconds(1);
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
        await output.WriteLineAsync($"journal: {payloadBytes}-byte payloads, {Rounds} rounds of {s_round.TotalSeconds:0} s for each, in turns");
        await output.WriteLineAsync("callers      raw/s  journal/s  ratio  journal CPU");
        var last = new BenchmarkResult("journal", 0, "appends/s", 0, 0);
        foreach (var callers in s_callers)
        {
            var (raw, journal) = await CompareAsync(directory, callers, payloadBytes);
            var (limit, value) = (raw.PerSecond, journal.PerSecond);
            last = last with { Value = Math.Round(value), Limit = Math.Round(limit), Ratio = Math.Round(value / limit, 3) };
            await output.WriteLineAsync(string.Create(
                CultureInfo.InvariantCulture, $"{callers,7} {limit,10:N0} {value,10:N0} {value / limit,6:0.00} {journal.Cores,7:0.00} cores"));
        }

        return last;
    }

    /// <summary>Takes turns, so that whatever else the machine does weighs on both.</summary>
    private static async Task<(Rate Raw, Rate Journal)> CompareAsync(string directory, int callers, int payloadBytes)
    {
        await using var log = new RawLog(Path.Combine(directory, $"raw-{callers}"));
        var options = new SqliteJournalOptions { Path = Path.Combine(directory, $"journal-{callers}") };
        await using var journal = await SqliteJournal.OpenAsync(options, TimeProvider.System);
        var rawCallers = Enumerable.Range(0, callers).Select(index => new Caller(index, payloadBytes)).ToArray();
        var journalCallers = Enumerable.Range(0, callers).Select(index => new Caller(index, payloadBytes)).ToArray();
        var (rawTotal, journalTotal) = (new Rate(0, 0), new Rate(0, 0));
        for (var round = 0; round < Rounds; round++)
        {
            rawTotal += await MeasureAsync(rawCallers, caller => log.AppendAsync(caller.Next().Streams[0]));
            journalTotal += await MeasureAsync(journalCallers, caller => AppendAsync(journal, caller));
        }

        return (rawTotal / Rounds, journalTotal / Rounds);
    }

    private static async ValueTask AppendAsync(SqliteJournal journal, Caller caller)
    {
        var result = await journal.AppendAsync(caller.Next(), CancellationToken.None);
        if (result is not AppendResult.Appended)
        {
            throw new InvalidOperationException($"A stream of its own cannot conflict: {result}");
        }
    }

    /// <summary>Every caller appends one after the other; only what ends between warm-up and end counts.</summary>
    private static async Task<Rate> MeasureAsync(Caller[] callers, Func<Caller, ValueTask> append)
    {
        var count = 0L;
        var run = true;
        var loops = callers.Select(caller => Task.Run(async () =>
        {
            while (Volatile.Read(ref run))
            {
                await append(caller);
                Interlocked.Increment(ref count);
            }
        })).ToArray();

        await Task.Delay(s_warmUp, TimeProvider.System);
        using var process = Process.GetCurrentProcess();
        var (start, startCount, startCpu) = (Stopwatch.GetTimestamp(), Interlocked.Read(ref count), process.TotalProcessorTime);
        await Task.Delay(s_round, TimeProvider.System);
        process.Refresh();
        var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        var (appended, cpu) = (Interlocked.Read(ref count) - startCount, process.TotalProcessorTime - startCpu);
        Volatile.Write(ref run, false);
        await Task.WhenAll(loops);
        return new Rate(appended / seconds, cpu.TotalSeconds / seconds);
    }

    private sealed record Rate(double PerSecond, double Cores)
    {
        public static Rate operator +(Rate left, Rate right) => new(left.PerSecond + right.PerSecond, left.Cores + right.Cores);

        public static Rate operator /(Rate rate, int by) => new(rate.PerSecond / by, rate.Cores / by);
    }
}
