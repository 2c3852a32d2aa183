using System.Diagnostics;
using System.Globalization;
using Composite.Storage;

namespace Composite.Sandbox.Seeding.DataSet;

/// <summary>Makes a folder that a Host can be started on, with a large made-up data set in its journal.</summary>
internal static class SeedCommand
{
    private const int BarWidth = 40;

    /// <summary>The journal's name in a Host's folder.</summary>
    public const string JournalFile = "journal.db";

    /// <exception cref="IOException">The folder has a journal already, or can't be written.</exception>
    public static async Task RunAsync(string folder, DataSetPlan plan, TimeProvider time, TextWriter output, bool isTerminal, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(folder);
        string path = Path.Combine(folder, JournalFile);
        if (File.Exists(path)) throw new IOException($"{path} is there already; give an empty folder.");
        long start = time.GetTimestamp();
        DataSetSize size;
        await using (SqliteJournal journal = await SqliteJournal.OpenAsync(new SqliteJournalOptions { Path = path }, time, cancellationToken))
            size = await DataSetWriter.WriteAsync(journal, plan, new Bar(output, isTerminal), cancellationToken);
        TimeSpan took = time.GetElapsedTime(start);
        using Process process = Process.GetCurrentProcess();
        FormattableString report =
            $"""
            {size.Solutions:N0} solutions, {size.Components:N0} components, {size.Versions:N0} versions, {DataSetPlan.Years} years of facts
            {size.Merchants:N0} merchants, {size.Devices:N0} devices, {size.Payments:N0} payments
            {size.Events:N0} events in {took.TotalSeconds:N0} s ({size.Events / took.TotalSeconds:N0}/s); journal {new FileInfo(path).Length / 1048576.0:N0} MB; most memory {process.PeakWorkingSet64 / 1048576.0:N0} MB
            Start a Host on it: dotnet run -c Release --project src/Composite.Host -- --data {folder}
            """;
        await output.WriteLineAsync(report.ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>A bar that grows on a terminal; elsewhere a line for each tenth.</summary>
    private sealed class Bar(TextWriter output, bool isTerminal) : IProgress<double>
    {
        private int _shown = -1;

        public void Report(double value)
        {
            int steps = (int)(value * (isTerminal ? 100 : 10));
            if (steps == _shown) return;
            _shown = steps;
            if (!isTerminal)
            {
                output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{steps * 10} %"));
                return;
            }

            int filled = (int)(value * BarWidth);
            output.Write(string.Create(CultureInfo.InvariantCulture, $"\r[{new string('#', filled)}{new string('.', BarWidth - filled)}] {steps,3} %"));
            if (value >= 1) output.WriteLine();
        }
    }
}
