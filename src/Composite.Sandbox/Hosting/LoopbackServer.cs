using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Composite.Sandbox.Hosting;

/// <summary>A small HTTP server on the loopback address, for a simulated party.</summary>
internal static class LoopbackServer
{
    private const long MaxBodyBytes = 64 * 1024;

    /// <param name="port">TCP port; 0 takes a free one.</param>
    public static WebApplication Create(int port)
    {
        // The sandbox's own arguments, folder and environment are none of this server's business, and neither are signals.
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = MaxBodyBytes;
            kestrel.Listen(IPAddress.Loopback, port);
        });
        builder.Services.AddRoutingCore();
        builder.Services.ConfigureHttpJsonOptions(json =>
        {
            foreach (System.Text.Json.Serialization.JsonConverter converter in WireJson.Options.Converters)
                json.SerializerOptions.Converters.Add(converter);
        });
        builder.Logging.ClearProviders();
        return builder.Build();
    }
}
