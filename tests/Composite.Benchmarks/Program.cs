using System.Text.Json;
using Composite.Benchmarks;
using Composite.Benchmarks.Codec;
using Composite.Benchmarks.Gate;

// A benchmark prints its table while it runs; the dispatcher prints the result as the last line.
Dictionary<string, Func<TextWriter, BenchmarkResult>> benchmarks = new(StringComparer.Ordinal)
{
    ["codec"] = CodecBenchmark.Run,
    ["gate"] = GateBenchmark.Run,
};

if (args.Length != 1 || !benchmarks.TryGetValue(args[0], out Func<TextWriter, BenchmarkResult>? run))
{
    await Console.Error.WriteLineAsync($"usage: dotnet run -c Release --project tests/Composite.Benchmarks -- {string.Join(" | ", benchmarks.Keys)}");
    return 2;
}

BenchmarkResult result = run(Console.Out);
Console.WriteLine(JsonSerializer.Serialize(result, JsonSerializerOptions.Web));
return 0;
