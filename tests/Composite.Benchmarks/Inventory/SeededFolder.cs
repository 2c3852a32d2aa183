using System.Globalization;
using System.Text.Json;
using Composite.Sandbox.Seeding.DataSet;

namespace Composite.Benchmarks.Inventory;

/// <summary>A data set that is made once and used again: it takes longer to make than to measure.</summary>
internal sealed class SeededFolder
{
    private const string Complete = "complete.json";
    private const string Variable = "COMPOSITE_BENCHMARK_DATA";

    private SeededFolder(string root) => Root = root;

    public string Root { get; }

    public string ReadModel => Path.Combine(Root, "read-model.db");

    public string Log => Path.Combine(Root, "host.log");

    /// <summary>The credential of the member that an earlier run set up.</summary>
    public string Credential => Path.Combine(Root, "benchmark.credential");

    /// <summary>The folder of a size, made when there is none.</summary>
    public static async Task<SeededFolder> MakeAsync(double scale, TextWriter output)
    {
        string cache = Environment.GetEnvironmentVariable(Variable) ?? Path.Combine(Path.GetTempPath(), "composite-benchmark-data");
        SeededFolder folder = new(Path.Combine(cache, string.Create(CultureInfo.InvariantCulture, $"inventory-{scale}")));
        string complete = Path.Combine(folder.Root, Complete);
        if (File.Exists(complete))
        {
            await output.WriteLineAsync($"data set: {folder.Root}, made earlier ({Variable} names another place; delete it to make it anew)");
            return folder;
        }

        if (Directory.Exists(folder.Root)) Directory.Delete(folder.Root, recursive: true);
        await output.WriteLineAsync($"data set: {folder.Root} is made now");
        DataSetPlan plan = new(scale, 1, DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime));
        await SeedCommand.RunAsync(folder.Root, plan, TimeProvider.System, output, isTerminal: false, CancellationToken.None);
        await File.WriteAllTextAsync(complete, JsonSerializer.Serialize(plan));
        return folder;
    }
}
