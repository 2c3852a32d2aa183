namespace Composite.Benchmarks;

/// <summary>What a benchmark found: its value, the limit measured in the same run, and their ratio.</summary>
public sealed record BenchmarkResult(string Name, double Value, string Unit, double Limit, double Ratio);
