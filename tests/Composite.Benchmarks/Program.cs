using System.Text.Json;
using Composite.Benchmarks;
using Composite.Benchmarks.Journal;

var name = args.FirstOrDefault();
BenchmarkResult? result = name switch
{
    "journal" => JournalBenchmark.Run(Console.Out),
    _ => null,
};

if (result is null)
{
    Console.Error.WriteLine("Usage: dotnet run -c Release --project tests/Composite.Benchmarks -- journal");
    return 2;
}

Console.WriteLine(JsonSerializer.Serialize(result, JsonSerializerOptions.Web));
return 0;
