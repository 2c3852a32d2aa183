using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Xunit;

namespace Composite.Cli.Tests;

/// <summary>A request as the server got it.</summary>
public sealed record SeenRequest(string Line, string Authorization, string Body);

/// <summary>A real server on the loopback, over TLS with a certificate that it signed itself; each test says what it answers.</summary>
public sealed class StaffApiServer : IAsyncLifetime
{
    public const string Credential = "staff-credential-4Zk1.x";

    private readonly ConcurrentDictionary<string, RequestDelegate> _answers = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<SeenRequest> _seen = new();
    private readonly X509Certificate2 _certificate = SelfSigned();
    private WebApplication? _application;

    public string Url { get; private set; } = string.Empty;

    public string CertificatePem => _certificate.ExportCertificatePem();

    public string Fingerprint => _certificate.GetCertHashString(HashAlgorithmName.SHA256);

    public IReadOnlyList<SeenRequest> Seen => [.. _seen];

    /// <summary>Answers <c>GET /v1/…</c> (with its query) with a file of the folder Answers.</summary>
    public StaffApiServer Serve(string line, string file, int status = 200) =>
        ServeText(line, File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Answers", file)), status);

    public StaffApiServer ServeText(string line, string text, int status = 200) => Serve(line, async context =>
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = status < 400 ? "application/json" : "application/problem+json";
        await context.Response.WriteAsync(text, context.RequestAborted);
    });

    public StaffApiServer Serve(string line, RequestDelegate answer)
    {
        _answers[line] = answer;
        return this;
    }

    public async Task InitializeAsync()
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen =>
        {
            listen.Protocols = HttpProtocols.Http1;
            listen.UseHttps(_certificate);
        }));
        _application = builder.Build();
        _application.Run(AnswerAsync);
        await _application.StartAsync();
        Url = _application.Urls.Single();
    }

    public async Task DisposeAsync()
    {
        if (_application is not null) await _application.DisposeAsync();
        _certificate.Dispose();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        using StreamReader reader = new(context.Request.Body);
        string line = $"{context.Request.Method} {context.Request.Path}{context.Request.QueryString}";
        string authorization = context.Request.Headers.Authorization.ToString();
        _seen.Enqueue(new SeenRequest(line, authorization, await reader.ReadToEndAsync(context.RequestAborted)));
        if (_answers.TryGetValue(line, out RequestDelegate? answer))
        {
            await answer(context);
            return;
        }

        context.Response.StatusCode = StatusCodes.Status404NotFound;
        await context.Response.WriteAsync("""{"type":"urn:composite:problem:not-found","title":"There is no such thing.","status":404,"detail":"Nothing has this id."}""", context.RequestAborted);
    }

    private static X509Certificate2 SelfSigned()
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        CertificateRequest request = new("CN=Composite test", key, HashAlgorithmName.SHA256);
        DateTimeOffset now = TimeProvider.System.GetUtcNow();
        using X509Certificate2 made = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), null);
    }
}
