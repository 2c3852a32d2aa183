using System.Net;
using System.Text;

namespace Composite.Sandbox.Tests.Devices;

/// <summary>Answers HTTP requests in place of a server, and keeps them.</summary>
internal sealed class StubServer(Func<int, string, HttpResponseMessage> answer) : HttpMessageHandler
{
    public List<(HttpRequestMessage Request, byte[] Body)> Requests { get; } = [];

    public HttpClient Client => new(this) { BaseAddress = new Uri("https://composite.test:7443") };

    public static HttpResponseMessage Json(HttpStatusCode status, string json) => new(status) { Content = new StringContent(json, Encoding.UTF8, "application/json") };

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        byte[] body = request.Content is null ? [] : await request.Content.ReadAsByteArrayAsync(cancellationToken);
        Requests.Add((request, body));
        return answer(Requests.Count, Encoding.UTF8.GetString(body));
    }
}
