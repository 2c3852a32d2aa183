using System.Net;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Composite.Benchmarks.Payments;

/// <summary>A bare JSON echo over HTTPS on the Host's own server software and certificate: the bound for anything that answers JSON there. Runs as a process of its own.</summary>
internal static class EchoServer
{
    /// <summary>The hidden first argument that makes the executable the echo server; the second is the certificate's PEM file.</summary>
    public const string Argument = "echo-server";

    /// <summary>Prints its address as one line, and runs until standard input ends.</summary>
    public static async Task<int> RunAsync(string certificatePath)
    {
        using X509Certificate2 certificate = X509Certificate2.CreateFromPemFile(certificatePath);
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listener => listener.UseHttps(certificate)));
        await using WebApplication app = builder.Build();
        app.MapPost("/echo", (JsonElement body) => TypedResults.Json(body));
        await app.StartAsync();
        Console.WriteLine(app.Urls.First());
        await Console.In.ReadToEndAsync();
        return 0;
    }
}
