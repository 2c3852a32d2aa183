using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text.Json;
using Composite.Sandbox.Hosting;
using Composite.Sandbox.Staff;

namespace Composite.Benchmarks.Inventory;

/// <summary>A Host on a data set, as a process of its own, and one member of staff who asks it.</summary>
internal sealed class InventoryHost : IAsyncDisposable
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(100);
    private readonly HostProcess _process;
    private readonly HttpClient _http;

    private InventoryHost(HostProcess process, HttpClient http, double startSeconds) => (_process, _http, StartSeconds) = (process, http, startSeconds);

    public double StartSeconds { get; }

    public double MemoryMb => _process.WorkingSetMb;

    /// <summary>Processor time of the start and everything since, in seconds: on a machine that others use too it says more than the clock.</summary>
    public double ProcessorSeconds => _process.ProcessorSeconds;

    /// <summary>Starts it without a read model: it builds that anew.</summary>
    public static async Task<InventoryHost> StartAsync(SeededFolder folder)
    {
        foreach (string file in Directory.GetFiles(folder.Root, Path.GetFileName(folder.ReadModel) + "*")) File.Delete(file);
        long start = Stopwatch.GetTimestamp();
        HostProcess process = HostProcess.Start(folder.Root, port: 0, new HostOutput(folder.Log), TimeProvider.System);
        HostReady ready = await process.ReadyAsync(CancellationToken.None);
        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        HttpClient http = PinnedHttp.Create(ready.Url, PinnedHttp.Fingerprint(ready.Certificate), new ResponseArchive());
        if (ready.BootstrapSecret is { } secret)
        {
            StaffClient installer = new(http, secret);
            await File.WriteAllTextAsync(folder.Credential, (await installer.BootstrapAsync("benchmark", "Benchmark", CancellationToken.None)).Credential);
        }

        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", await File.ReadAllTextAsync(folder.Credential));
        return new InventoryHost(process, http, seconds);
    }

    /// <summary>Waits until the lists have followed the whole journal; events a second since the start of the wait.</summary>
    public async Task<(double PerSecond, double Seconds)> FollowedAsync()
    {
        long start = Stopwatch.GetTimestamp();
        using PeriodicTimer timer = new(Poll, TimeProvider.System);
        double first = -1;
        while (await timer.WaitForNextTickAsync())
        {
            JsonElement journal = await GetAsync("/v1/journal");
            double followed = journal.GetProperty("readModelPosition").GetDouble();
            if (first < 0) (first, start) = (followed, Stopwatch.GetTimestamp());
            if (followed < journal.GetProperty("headPosition").GetDouble()) continue;
            double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
            return ((followed - first) / seconds, seconds);
        }

        throw new InvalidOperationException("The timer ended.");
    }

    public async Task<JsonElement> GetAsync(string path)
    {
        using HttpResponseMessage response = await _http.GetAsync(path);
        string text = await response.Content.ReadAsStringAsync();
        if (!response.IsSuccessStatusCode) throw new InvalidOperationException($"{path}: {(int)response.StatusCode} {text}");
        return JsonElement.Parse(text);
    }

    /// <summary>Milliseconds from the request to the whole answer.</summary>
    public async Task<double> TimeAsync(string path)
    {
        long start = Stopwatch.GetTimestamp();
        using HttpResponseMessage response = await _http.GetAsync(path);
        byte[] body = await response.Content.ReadAsByteArrayAsync();
        double milliseconds = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        return response.IsSuccessStatusCode ? milliseconds : throw new InvalidOperationException($"{path}: {(int)response.StatusCode} {System.Text.Encoding.UTF8.GetString(body)}");
    }

    /// <summary>Seconds until a whole answer; null when this build does not know the path.</summary>
    public async Task<double?> TimeIfKnownAsync(string path)
    {
        long start = Stopwatch.GetTimestamp();
        using HttpResponseMessage response = await _http.GetAsync(path);
        byte[] body = await response.Content.ReadAsByteArrayAsync();
        if (response.StatusCode == System.Net.HttpStatusCode.NotFound) return null;
        return response.IsSuccessStatusCode ? Stopwatch.GetElapsedTime(start).TotalSeconds : throw new InvalidOperationException($"{path}: {(int)response.StatusCode} {System.Text.Encoding.UTF8.GetString(body)}");
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _process.DisposeAsync();
    }
}
