using System.Text.Json;
using Composite.Benchmarks;
using Composite.Benchmarks.Codec;
using Composite.Benchmarks.Gate;
using Composite.Benchmarks.Inventory;
using Composite.Benchmarks.Journal;
using Composite.Benchmarks.Payments;
using Composite.Sandbox.Hosting;

// The benchmark of the whole way runs the servers as processes of their own: this executable, once more.
if (args is [HostChild.Argument, .. string[] hostArguments]) return HostChild.Run(hostArguments);
if (args is [EchoServer.Argument, string certificatePath]) return await EchoServer.RunAsync(certificatePath);

// A benchmark prints its table while it runs; the dispatcher prints the result as the last line.
Dictionary<string, Func<TextWriter, BenchmarkResult>> benchmarks = new(StringComparer.Ordinal)
{
    ["codec"] = CodecBenchmark.Run,
    ["gate"] = GateBenchmark.Run,
    ["inventory"] = output => InventoryBenchmark.RunAsync(output).GetAwaiter().GetResult(),
    ["journal"] = output => JournalBenchmark.Run(output),
    ["path"] = output => PathBenchmark.RunAsync(output).GetAwaiter().GetResult(),
    ["http"] = output => HttpBenchmark.RunAsync(output).GetAwaiter().GetResult(),
};

if (args.Length != 1 || !benchmarks.TryGetValue(args[0], out Func<TextWriter, BenchmarkResult>? run))
{
    await Console.Error.WriteLineAsync($"usage: dotnet run -c Release --project tests/Composite.Benchmarks -- {string.Join(" | ", benchmarks.Keys)}");
    return 2;
}

BenchmarkResult result = run(Console.Out);
Console.WriteLine(JsonSerializer.Serialize(result, result.GetType(), JsonSerializerOptions.Web));
return 0;
