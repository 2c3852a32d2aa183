using System.Globalization;
using System.Text.Json;

namespace Composite.Benchmarks.Inventory;

/// <summary>
/// Questions of compliance staff to a Host on five years of facts, over HTTPS: first pages of 100 for many filters and instants, the impact
/// of listings, the exposure of versions; at a tenth of the size and at full size, so that the growth is seen.
/// </summary>
internal static class InventoryBenchmark
{
    private const double LimitMs = 100;
    private const int Rounds = 6;
    private const int Impacts = 10;

    private static readonly string[] Filters =
    [
        "", "kind=mpocSoftware", "status=expiring&sort=expiresOn", "status=revoked", "status=inRemediation&view=listings", "text=vendor%201", "solutionId=solution-01",
        "view=versions", "view=versions&kind=mpocSoftware&version=3.2.x", "view=versions&cryptoExpiresBefore=2027-01-01&sort=cryptoExpiresOn", "view=listings&sort=expiresOn",
        "view=listings&laboratory=North%20Laboratory%20(fictional)", "entryMode=manualEntry&cvm=onlinePin", "standardVersion=1.1&sort=status", "expiresBefore=2027-01-01&sort=vendor",
        "dependsOn=attestation-005", "usedBy=sdk-000", "usedBy=solution-00&sort=name", "version=2.4.1", "view=versions&text=kernel&sort=status",
    ];

    public static async Task<BenchmarkResult> RunAsync(TextWriter output)
    {
        Figures tenth = await MeasureAsync(0.1, output);
        Figures full = await MeasureAsync(1, output);
        await output.WriteLineAsync($"{"",-38}{"1/10",12}{"full",12}{"growth",10}");
        Row("events", tenth.Events, full.Events, "N0");
        Row("start until ready, s", tenth.StartSeconds, full.StartSeconds, "N1");
        Row("replay into an empty read model, /s", tenth.ReplayPerSecond, full.ReplayPerSecond, "N0");
        Row("the same, s", tenth.ReplaySeconds, full.ReplaySeconds, "N1");
        Row("processor time of start and replay, s", tenth.ProcessorSeconds, full.ProcessorSeconds, "N1");
        Row("as-of query, first 100: p50, ms", tenth.P50, full.P50, "N1");
        Row("as-of query, first 100: p99, ms", tenth.P99, full.P99, "N1");
        Row("impact of a listing, slowest, ms", tenth.ImpactMs, full.ImpactMs, "N1");
        Row("exposure of a version, slowest, ms", tenth.ExposureMs, full.ExposureMs, "N1");
        if (full.PackSeconds is { } packFull && tenth.PackSeconds is { } packTenth) Row("evidence pack, s", packTenth, packFull, "N1");
        Row("memory of the Host, MB", tenth.MemoryMb, full.MemoryMb, "N0");
        return new InventoryResult(
            "inventory", Math.Round(full.P99, 1), "ms p99", LimitMs, Math.Round(full.P99 / LimitMs, 3), Math.Round(tenth.P99, 1), Math.Round(full.ImpactMs, 1), Math.Round(full.ExposureMs, 1),
            full.PackSeconds is { } pack ? Math.Round(pack, 1) : null, full.MemoryMb, Math.Round(full.StartSeconds, 1), Math.Round(full.ReplayPerSecond));

        void Row(string what, double small, double large, string format) => output.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{what,-38}{small.ToString(format, CultureInfo.InvariantCulture),12}{large.ToString(format, CultureInfo.InvariantCulture),12}{large / small,9:N1}x"));
    }

    private static async Task<Figures> MeasureAsync(double scale, TextWriter output)
    {
        SeededFolder folder = await SeededFolder.MakeAsync(scale, output);
        await using InventoryHost host = await InventoryHost.StartAsync(folder);
        (double perSecond, double seconds) = await host.FollowedAsync();
        double processor = host.ProcessorSeconds;
        double events = (await host.GetAsync("/v1/journal")).GetProperty("headPosition").GetDouble();

        // The first round warms up and counts for nothing.
        List<double> queries = [];
        for (int round = 0; round <= Rounds; round++)
        {
            for (int i = 0; i < Filters.Length; i++)
            {
                double milliseconds = await host.TimeAsync($"/v1/inventory?limit=100&{Instants(round, i)}{Filters[i]}".TrimEnd('&'));
                if (round > 0) queries.Add(milliseconds);
            }
        }

        List<string> references = await ReferencesAsync(host);
        double impact = 0;
        foreach (string reference in references) impact = Math.Max(impact, await host.TimeAsync($"/v1/impact/listings/{reference}?hypothesis=revoked"));
        double exposure = 0;
        for (int minor = 0; minor < 5; minor++) exposure = Math.Max(exposure, await host.TimeAsync($"/v1/exposure?component=sdk-00{minor % 2}&version=3.{minor}.x&from=2021-01-01&limit=100"));
        double? packSeconds = await host.TimeIfKnownAsync("/v1/exports/evidence-pack");
        queries.Sort();
        return new Figures(events, host.StartSeconds, perSecond, seconds, processor, queries[queries.Count / 2], queries[(int)(queries.Count * 0.99)], impact, exposure, packSeconds, host.MemoryMb);
    }

    // Now, and days of the past five years with what was known then or is known now.
    private static string Instants(int round, int filter)
    {
        int days = (round * 311) + (filter * 47);
        if (round % 3 == 0) return string.Empty;
        string day = TimeProvider.System.GetUtcNow().AddDays(-(days % 1700) - 1).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        return round % 3 == 1 ? $"validAt={day}&" : $"validAt={day}&knownAt={day}&";
    }

    // The SDKs' newest listings: most devices run on them.
    private static async Task<List<string>> ReferencesAsync(InventoryHost host)
    {
        JsonElement page = await host.GetAsync("/v1/inventory?view=listings&kind=mpocSoftware&limit=500");
        return
        [
            .. page.GetProperty("rows").EnumerateArray().Where(r => r.TryGetProperty("devices", out _)).OrderByDescending(r => r.GetProperty("devices").GetInt64())
                .Take(Impacts).Select(r => r.GetProperty("listing").GetString()!),
        ];
    }

    private sealed record Figures(
        double Events, double StartSeconds, double ReplayPerSecond, double ReplaySeconds, double ProcessorSeconds, double P50, double P99, double ImpactMs, double ExposureMs, double? PackSeconds, double MemoryMb);
}
