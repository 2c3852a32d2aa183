namespace Composite.Benchmarks.Inventory;

/// <summary>What the benchmark <c>inventory</c> measured, at full size unless it says otherwise. Here less is better.</summary>
/// <param name="Name">The name it is run by.</param>
/// <param name="Value">p99 of an as-of query's first page of 100, milliseconds, over HTTPS.</param>
/// <param name="Unit">Of value and limit.</param>
/// <param name="Limit">What the value may be.</param>
/// <param name="Ratio">Value divided by limit.</param>
/// <param name="P99TenthMs">The same at a tenth of the size.</param>
/// <param name="ImpactMs">Impact of a listing supposed revoked, the slowest of several.</param>
/// <param name="ExposureMs">Exposure of a version over 60 days, the slowest of several.</param>
/// <param name="PackSeconds">An evidence pack of the whole inventory; null when this build has none.</param>
/// <param name="MemoryMb">The Host's resident memory after all of it.</param>
/// <param name="StartSeconds">From starting the process until it is ready.</param>
/// <param name="ReplayPerSecond">Events a second into an empty read model.</param>
internal sealed record InventoryResult(
    string Name, double Value, string Unit, double Limit, double Ratio,
    double P99TenthMs, double ImpactMs, double ExposureMs, double? PackSeconds, double MemoryMb, double StartSeconds, double ReplayPerSecond)
    : BenchmarkResult(Name, Value, Unit, Limit, Ratio);
