using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Xunit;

namespace Composite.Host.Tests.Webhooks;

/// <summary>A message as the receiver got it.</summary>
internal sealed record Received(IHeaderDictionary Headers, string Body, string Path);

/// <summary>A real HTTP server on the loopback that answers as a test says.</summary>
public sealed class Receiver : IAsyncLifetime
{
    private WebApplication? _application;

    /// <summary>How it answers.</summary>
    public RequestDelegate Answer { get; set; } = _ => Task.CompletedTask;

    public string Url { get; private set; } = string.Empty;

    internal ConcurrentQueue<Received> Got { get; } = new();

    public async Task InitializeAsync()
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        _application = builder.Build();
        _application.Run(async context =>
        {
            using StreamReader reader = new(context.Request.Body);
            HeaderDictionary headers = [];
            foreach ((string name, Microsoft.Extensions.Primitives.StringValues value) in context.Request.Headers) headers[name] = value;
            Got.Enqueue(new Received(headers, await reader.ReadToEndAsync(), context.Request.Path));
            await Answer(context);
        });
        await _application.StartAsync();
        Url = _application.Urls.Single() + "/in";
    }

    public async Task DisposeAsync()
    {
        if (_application is not null) await _application.DisposeAsync();
    }
}
