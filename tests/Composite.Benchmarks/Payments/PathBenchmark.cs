using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Composite.Contracts.Components;
using Composite.Contracts.Devices;
using Composite.Contracts.Payments;
using Composite.Domain.Acquirers;
using Composite.Domain.Payments;
using Composite.Domain.Ports;
using Composite.Grains;
using Composite.Grains.Acquirers;
using Composite.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Composite.Benchmarks.Payments;

/// <summary>
/// Payments a second through the device's grain: every rule of the gate, append, an acquirer that answers at once, append, reply. The
/// limit is half of what the journal takes in the same run with the same callers and the very events that the path wrote. Both are measured
/// when the runtime has compiled what it compiles; what a process does in its first seconds stands beside.
/// </summary>
internal static class PathBenchmark
{
    private const int Devices = 400;

    public static async Task<BenchmarkResult> RunAsync(TextWriter output)
    {
        DirectoryInfo directory = Directory.CreateDirectory(Path.Combine(AppContext.BaseDirectory, "path-benchmark"));
        try
        {
            (Pace payments, IReadOnlyList<RecordedEvent> written) = await MeasurePathAsync(Path.Combine(directory.FullName, "path.db"));
            Pace appends = await MeasureJournalAsync(Path.Combine(directory.FullName, "limit.db"), written);
            double limit = appends.PerSecond / 2;
            await output.WriteLineAsync($"path: {Devices} devices; measured once the rate no longer grew, and from the 3rd to the 11th second");
            await output.WriteLineAsync("                                      steady/s   3-11 s/s  warm-up   CPU each");
            await output.WriteLineAsync(Line("payments through gate and journal", payments));
            await output.WriteLineAsync(Line("journal alone, the same events", appends) + string.Create(CultureInfo.InvariantCulture, $"   ({written.Average(e => e.Payload.Length):N0} bytes each)"));
            return new PathResult(
                "path", Math.Round(payments.PerSecond), "payments/s", Math.Round(limit), Math.Round(payments.PerSecond / limit, 3),
                Math.Round(payments.EarlyPerSecond / limit, 3), Math.Round(payments.WarmUp.TotalSeconds), Math.Round(payments.CpuMicroseconds));
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }

    private static async Task<(Pace Pace, IReadOnlyList<RecordedEvent> Written)> MeasurePathAsync(string path)
    {
        TimeProvider time = TimeProvider.System;
        await using SqliteJournal journal = await SqliteJournal.OpenAsync(new SqliteJournalOptions { Path = path }, time);
        string[] deviceIds = [.. Enumerable.Range(0, Devices).Select(i => Guid.CreateVersion7(time.GetUtcNow().AddMilliseconds(i)).ToString())];
        await SampleFacts.WriteAsync(journal, Acquirer, deviceIds, time.GetUtcNow());
        long first = await journal.ReadHeadAsync(CancellationToken.None);
        using IHost host = Host(journal, time);
        await host.StartAsync();
        await host.Services.GetRequiredService<IFacts>().ReachAsync(first, CancellationToken.None);
        IGrainFactory grains = host.Services.GetRequiredService<IGrainFactory>();
        Pace pace = await Load.MeasureAsync(Devices, index =>
        {
            IDeviceGrain grain = grains.GetGrain<IDeviceGrain>(deviceIds[index]);
            uint counter = 0;
            return () => PayAsync(grain, deviceIds[index], index, ++counter, time);
        });
        IReadOnlyList<RecordedEvent> written = await journal.ReadAllAsync(first, 2000, CancellationToken.None);
        await host.StopAsync();
        return (pace, written);
    }

    private static async Task<Pace> MeasureJournalAsync(string path, IReadOnlyList<RecordedEvent> written)
    {
        await using SqliteJournal journal = await SqliteJournal.OpenAsync(new SqliteJournalOptions { Path = path }, TimeProvider.System);
        return await Load.MeasureAsync(Devices, index =>
        {
            long version = 0;
            return async () =>
            {
                RecordedEvent like = written[(int)((index + version) % written.Count)];
                NewEvent copy = new(like.Type, like.Payload, like.Subject, like.Actor);
                await journal.AppendAsync(
                    new Append { Streams = [new StreamAppend($"payments/{index}", version++, [copy])], RecordedAt = like.RecordedAt }, CancellationToken.None);
            };
        });
    }

    private static string Line(string what, Pace pace) => string.Create(
        CultureInfo.InvariantCulture, $"{what,-35} {pace.PerSecond,10:N0} {pace.EarlyPerSecond,10:N0} {pace.WarmUp.TotalSeconds,6:N0} s {pace.CpuMicroseconds,7:N0} µs");

    private static IHost Host(SqliteJournal journal, TimeProvider time)
    {
        HostApplicationBuilder builder = Microsoft.Extensions.Hosting.Host.CreateEmptyApplicationBuilder(null);
        builder.Logging.SetMinimumLevel(LogLevel.Error).AddSimpleConsole();
        builder.Services.AddSingleton<IJournal>(journal).AddSingleton(time).AddSingleton<IAcquirerLinks, InstantAcquirer>()
            .AddSingleton(new DialectNames(["instant"])).AddCompositeGrains();
        builder.UseOrleans(silo => silo.UseLocalhostClustering(FreePort(), gatewayPort: 0));
        return builder.Build();
    }

    private static int FreePort()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static async Task PayAsync(IDeviceGrain grain, string deviceId, int index, uint counter, TimeProvider time)
    {
        DateTimeOffset now = time.GetUtcNow();
        string paymentId = Guid.CreateVersion7(now).ToString();
        PaymentAnswer answer = await grain.PayAsync(new RequestProof(paymentId, now), new SubmitPayment
        {
            PaymentId = paymentId,
            BodySha256 = paymentId,
            AmountMinor = 1000 + counter,
            Currency = "EUR",
            EntryMode = EntryMode.Contactless,
            Cvm = Cvm.None,
            Scheme = "visa",
            MaskedPan = "476173******0119",
            Ksn = SampleFacts.InitialKeyId(index) + counter.ToString("X8", CultureInfo.InvariantCulture),
            AccountData = new byte[64],
            Emv = new byte[120],
            CardEvidence = new EvidenceInfo(Evidence(deviceId, paymentId, now), Unavailable: false, Defect: null),
        }, CancellationToken.None);
        if (answer.Outcome != PaymentOutcome.Approved)
        {
            throw new InvalidOperationException($"Every payment should be approved; this one is {answer.Outcome}: {string.Join(", ", answer.Failures.Select(f => $"{f.Code} {string.Join(" ", f.Facts)}"))} {answer.Reason}");
        }
    }

    private static AttestationInfo Evidence(string deviceId, string paymentId, DateTimeOffset now) => new()
    {
        VerifierId = "verifier",
        VerifierBuild = "1",
        KeyId = "key",
        IssuedAt = now,
        Status = 1,
        Nonce = paymentId + ":card",
        PolicyId = "policy",
        DeviceId = deviceId,
        Os = "android",
        OsVersion = "15",
        PatchLevel = DateOnly.FromDateTime(now.UtcDateTime),
        Model = "Model",
        SdkVersion = SampleFacts.SdkVersion,
        PackageName = "com.example.pos",
        CertificateSha256 = SampleFacts.Digest,
        ApplicationVersion = "1.0.0",
    };

    private static AcquirerProfile Acquirer => new()
    {
        AcquirerId = SampleFacts.AcquirerId,
        Name = "Acquirer",
        Dialect = "instant",
        Host = "127.0.0.1",
        Port = 1,
        InstitutionId = "1",
        ResponseTimeout = TimeSpan.FromSeconds(30),
        MaxInFlight = 1000,
    };

    /// <summary>An acquirer that approves at once, so that the figure is Composite's own.</summary>
    private sealed class InstantAcquirer : IAcquirerLinks
    {
        private static readonly AcquirerAnswer Approved = new AcquirerAnswer.Answered(true, "00", "123456", AcquirerExchange.None);

        public ValueTask<AcquirerAnswer> PurchaseAsync(PurchaseMessage message, CancellationToken cancellationToken) => ValueTask.FromResult(Approved);

        public ValueTask<AcquirerAnswer> ReverseAsync(ReversalMessage message, CancellationToken cancellationToken) => ValueTask.FromResult(Approved);
    }
}
