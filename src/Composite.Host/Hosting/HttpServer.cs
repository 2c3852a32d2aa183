using System.Net;
using System.Security.Cryptography.X509Certificates;
using Composite.Host.Apis.Bodies;
using Composite.Host.Apis.Problems;
using Composite.Host.Options;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http.Timeouts;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;

namespace Composite.Host.Hosting;

/// <summary>The HTTPS server, its bounds, and the order in which a request passes through it.</summary>
internal static class HttpServer
{
    private const int MaxHeadersBytes = 16 * 1024;
    private const int MaxHeaderCount = 64;
    private const int MaxRequestLineBytes = 4 * 1024;
    private static readonly TimeSpan MaxHeadersTime = TimeSpan.FromSeconds(10);

    public static void AddCompositeHttps(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<DataFolder>();
        builder.Services.AddSingleton<HttpsCertificate>();
        builder.Services.AddExceptionHandler<UnhandledExceptions>();
        builder.Services.AddRequestTimeouts();
        builder.Services.AddOptions<RequestTimeoutOptions>().Configure<IOptions<LimitOptions>, IOptions<EvidenceOptions>>((timeouts, limits, evidence) =>
        {
            timeouts.DefaultPolicy = Policy(limits.Value.RequestTimeout);
            timeouts.AddPolicy(RequestTimeoutPolicies.Payment, Policy(limits.Value.PaymentTimeout));
            timeouts.AddPolicy(RequestTimeoutPolicies.Transfer, Policy(evidence.Value.TransferTimeout));
            timeouts.AddPolicy(RequestTimeoutPolicies.Exchange, Policy(limits.Value.ExchangeTimeout));
        });
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.Services.AddOptions<KestrelServerOptions>().Configure<IOptions<HttpsOptions>, HttpsCertificate>(Listen);
    }

    public static void UseComposite(this WebApplication app)
    {
        app.UseExceptionHandler(_ => { });
        app.UseStatusCodePages(ExplainStatusAsync);
        app.UseRouting();
        app.UseRequestTimeouts();
        app.UseRateLimiter();
        app.UseAuthentication();
        app.UseAuthorization();
    }

    private static void Listen(KestrelServerOptions kestrel, IOptions<HttpsOptions> options, HttpsCertificate certificate)
    {
        X509Certificate2 loaded = certificate.Load();
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = BodyLimit.DefaultBytes;
        kestrel.Limits.MaxRequestHeadersTotalSize = MaxHeadersBytes;
        kestrel.Limits.MaxRequestHeaderCount = MaxHeaderCount;
        kestrel.Limits.MaxRequestLineSize = MaxRequestLineBytes;
        kestrel.Limits.RequestHeadersTimeout = MaxHeadersTime;
        kestrel.Listen(IPAddress.Parse(options.Value.Address), options.Value.Port, listener =>
        {
            listener.Protocols = HttpProtocols.Http1AndHttp2;
            listener.UseHttps(loaded);
        });
    }

    private static RequestTimeoutPolicy Policy(TimeSpan timeout) => new()
    {
        Timeout = timeout,
        WriteTimeoutResponse = context => (context.GetEndpoint()?.Metadata.GetMetadata<MovesMoney>() is null ? ApiProblem.Unavailable() : ApiProblem.OutcomeUnknown()).ExecuteAsync(context),
    };

    // What the framework answers without a body: paths and methods that nothing is mapped to, and what it can't parse.
    private static Task ExplainStatusAsync(StatusCodeContext status) => status.HttpContext.Response.StatusCode switch
    {
        StatusCodes.Status404NotFound => ApiProblem.NotFound("No endpoint has this path.").ExecuteAsync(status.HttpContext),
        StatusCodes.Status405MethodNotAllowed => ApiProblem.MethodNotAllowed().ExecuteAsync(status.HttpContext),
        StatusCodes.Status413PayloadTooLarge => ApiProblem.BodyTooLarge(BodyLimit.DefaultBytes).ExecuteAsync(status.HttpContext),
        StatusCodes.Status415UnsupportedMediaType => ApiProblem.UnsupportedMediaType().ExecuteAsync(status.HttpContext),
        StatusCodes.Status400BadRequest => ApiProblem.InvalidRequest([new("invalid-request", "$", "A part of the path or the query can't be read.", "See the OpenAPI description.")]).ExecuteAsync(status.HttpContext),
        _ => Task.CompletedTask,
    };
}
