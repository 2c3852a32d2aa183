namespace Composite.Benchmarks;

/// <summary>What a benchmark measured.</summary>
/// <param name="Name">The name it is run by.</param>
/// <param name="Value">The figure, in <paramref name="Unit"/>; more is better.</param>
/// <param name="Unit">Of value and limit.</param>
/// <param name="Limit">What the value is held against: a floor that was set, or a bound measured in the same run.</param>
/// <param name="Ratio">Value divided by limit.</param>
internal record BenchmarkResult(string Name, double Value, string Unit, double Limit, double Ratio);
