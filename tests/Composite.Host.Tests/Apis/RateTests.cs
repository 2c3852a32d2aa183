using System.Net;
using System.Net.Http.Json;
using Composite.Host.Tests.Support;
using Xunit;

namespace Composite.Host.Tests.Apis;

public sealed class RateTests
{
    [Theory]
    [InlineData("/v1/staff/bootstrap", "Composite:Limits:BootstrapsPerMinute")]
    [InlineData("/v1/device/activations", "Composite:Limits:ActivationsPerMinute")]
    public async Task OpenEndpoint_OneMoreThanTheBound_Is429WithRetryAfter(string path, string setting)
    {
        using TestHost host = new();
        host.Settings[setting] = "3";
        using HttpClient client = host.CreateClient();
        for (int i = 0; i < 3; i++) Assert.Equal(HttpStatusCode.Unauthorized, (await client.PostAsJsonAsync(path, new { })).StatusCode);
        using HttpResponseMessage refused = await client.PostAsJsonAsync(path, new { });
        Assert.Equal("too-many-requests", (await Problem.OfAsync(refused)).Code);
        Assert.InRange(refused.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 60);
    }
}
