namespace Composite.Benchmarks.Payments;

/// <summary>What the benchmark <c>path</c> measured.</summary>
/// <param name="Name">The name it is run by.</param>
/// <param name="Value">Payments a second once the rate no longer grew.</param>
/// <param name="Unit">Of value and limit.</param>
/// <param name="Limit">Half of the journal's appends a second with the same events, once their rate no longer grew.</param>
/// <param name="Ratio">Value divided by limit.</param>
/// <param name="EarlyRatio">Payments a second from the 3rd to the 11th second of the process, divided by the same limit.</param>
/// <param name="WarmUpSeconds">How long it took until the rate no longer grew.</param>
/// <param name="CpuMicroseconds">Processor time for one payment, callers included.</param>
internal sealed record PathResult(
    string Name, double Value, string Unit, double Limit, double Ratio, double EarlyRatio, double WarmUpSeconds, double CpuMicroseconds)
    : BenchmarkResult(Name, Value, Unit, Limit, Ratio);
