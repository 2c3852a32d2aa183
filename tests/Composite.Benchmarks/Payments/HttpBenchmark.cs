using System.Diagnostics;
using System.Globalization;
using System.Net;
using Composite.Sandbox;
using Composite.Sandbox.Devices;
using Composite.Sandbox.Hosting;
using Composite.Sandbox.Seeding;

namespace Composite.Benchmarks.Payments;

/// <summary>
/// Payments a second the whole way: HTTPS with the device's signature and the A&amp;M service's token verified, gate, journal, ISO 8583 over
/// TCP to the acquirer simulator and back. The limit is a bare JSON echo on the same server software with the same bodies and client.
/// </summary>
internal static class HttpBenchmark
{
    private const int Devices = 60;
    private const int WarmUpPerDevice = 40;
    private const int MeasuredPerDevice = 200;

    public static async Task<BenchmarkResult> RunAsync(TextWriter output)
    {
        // Enrolment is bounded to a person's pace; here it is part of the set-up. The child process inherits this.
        Environment.SetEnvironmentVariable("Composite__Limits__ActivationsPerMinute", "10000");
        DirectoryInfo directory = Directory.CreateDirectory(Path.Combine(AppContext.BaseDirectory, "http-benchmark"));
        try
        {
            SandboxFolder folder = new(directory.FullName);
            AcquirerTimeouts timeouts = new(TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(30));
            await using SandboxWorld world = await SandboxWorld.StartAsync(folder, timeouts, TimeProvider.System, CancellationToken.None);
            List<List<PreparedPayment>> bodies = [];
            List<Queue<HttpRequestMessage>> requests = [];
            for (int i = 0; i < Devices; i++) await PrepareAsync(world, bodies, requests);

            double payments = await MeasureAsync(world.Url, world.Fingerprint, requests, "\"outcome\":\"approved\"");
            await world.StopAsync();
            double echoes = await MeasureEchoAsync(Path.Combine(folder.Host, "tls.pem"), world.Fingerprint, bodies);
            await output.WriteLineAsync($"http: {Devices} devices, {Devices * MeasuredPerDevice:N0} payments; clients, server and acquirer share this machine");
            await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"payments, the whole way  {payments,10:N0} /s"));
            await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"bare JSON echo           {echoes,10:N0} /s"));
            return new BenchmarkResult("http", Math.Round(payments), "payments/s", Math.Round(echoes), Math.Round(payments / echoes, 3));
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }

    // Attested, encrypted and signed beforehand: the device's work is not Composite's.
    private static async Task PrepareAsync(SandboxWorld world, List<List<PreparedPayment>> bodies, List<Queue<HttpRequestMessage>> requests)
    {
        DeviceSimulator device = await world.EnrolAsync(SampleMerchant.NorthId, CancellationToken.None);
        List<PreparedPayment> prepared = [];
        for (int i = 0; i < WarmUpPerDevice + MeasuredPerDevice; i++) prepared.Add(await device.PrepareAsync(new Purchase(100 + i), CancellationToken.None));
        bodies.Add(prepared);
        requests.Add(new Queue<HttpRequestMessage>(prepared.Select(device.Sign)));
    }

    private static async Task<double> MeasureAsync(Uri address, string fingerprint, List<Queue<HttpRequestMessage>> requests, string expected)
    {
        using HttpClient http = Client(address, fingerprint);
        await Task.WhenAll(requests.Select(queue => SendAsync(http, queue, WarmUpPerDevice, expected)));
        long start = Stopwatch.GetTimestamp();
        await Task.WhenAll(requests.Select(queue => SendAsync(http, queue, MeasuredPerDevice, expected)));
        return requests.Count * MeasuredPerDevice / Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    private static async Task<double> MeasureEchoAsync(string certificatePath, string fingerprint, List<List<PreparedPayment>> bodies)
    {
        using Process server = Process.Start(Echo(certificatePath))!;
        try
        {
            Uri address = new(await server.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("The echo server did not start."));
            List<Queue<HttpRequestMessage>> requests = [.. bodies.Select(device => new Queue<HttpRequestMessage>(device.Select(EchoRequest)))];
            return await MeasureAsync(address, fingerprint, requests, "\"paymentId\":");
        }
        finally
        {
            server.StandardInput.Close();
            await server.WaitForExitAsync();
        }
    }

    private static async Task SendAsync(HttpClient http, Queue<HttpRequestMessage> requests, int count, string expected)
    {
        await Task.Yield();
        for (int i = 0; i < count; i++)
        {
            using HttpRequestMessage request = requests.Dequeue();
            using HttpResponseMessage response = await http.SendAsync(request);
            string body = await response.Content.ReadAsStringAsync();
            if (response.StatusCode != HttpStatusCode.OK || !body.Contains(expected, StringComparison.Ordinal))
            {
                throw new InvalidOperationException($"Expected {expected}, got {(int)response.StatusCode}: {body}");
            }
        }
    }

    private static HttpRequestMessage EchoRequest(PreparedPayment payment) => new(HttpMethod.Post, "/echo")
    {
        Content = new ReadOnlyMemoryContent(payment.Body) { Headers = { ContentType = new("application/json") } },
    };

    private static HttpClient Client(Uri address, string fingerprint)
    {
        SocketsHttpHandler sockets = new() { MaxConnectionsPerServer = Devices };
        sockets.SslOptions.RemoteCertificateValidationCallback = (_, certificate, _, _) =>
            certificate is not null && Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(certificate.GetRawCertData())) == fingerprint;
        return new HttpClient(sockets) { BaseAddress = address };
    }

    private static ProcessStartInfo Echo(string certificatePath)
    {
        string executable = Environment.ProcessPath!;
        ProcessStartInfo start = new(executable) { RedirectStandardInput = true, RedirectStandardOutput = true, UseShellExecute = false };
        if (Path.GetFileNameWithoutExtension(executable).Equals("dotnet", StringComparison.OrdinalIgnoreCase)) start.ArgumentList.Add(typeof(EchoServer).Assembly.Location);
        start.ArgumentList.Add(EchoServer.Argument);
        start.ArgumentList.Add(certificatePath);
        return start;
    }
}
