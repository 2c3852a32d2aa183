using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Composite.Domain.Ports;
using Composite.Domain.Webhooks;

namespace Composite.Host.Webhooks;

/// <summary>Posts signed messages over HTTP, once each. No redirect is followed, and nothing of an answer but its status is kept.</summary>
internal sealed class WebhookSender(WebhookKeys keys, TimeProvider time) : IWebhookSender, IDisposable
{
    /// <summary>How long connecting, sending and the answer's status may take together.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    private readonly HttpClient _http = new(WebhookConnections.Handler()) { Timeout = Timeout.InfiniteTimeSpan };

    public async ValueTask<WebhookAnswer> SendAsync(WebhookMessage message, CancellationToken cancellationToken)
    {
        string keyId = keys.KeyId;
        if (message.Secrets[0].KeyId != keyId) return new WebhookAnswer.NotTaken("not signed: webhook.key is not the file that the secret is from; restore it, or rotate the secret");
        if (!WebhookAddress.TryParse(message.Url, out Uri? address)) return new WebhookAnswer.NotTaken("the address can't be used");
        using CancellationTokenSource patience = new(Patience, time);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, patience.Token);
        try
        {
            using HttpRequestMessage request = Request(message, address, keyId);
            using HttpResponseMessage response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token);
            return Answer(response.StatusCode);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new WebhookAnswer.NotTaken(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"no answer within {Patience.TotalSeconds:0} s"));
        }
        catch (HttpRequestException e)
        {
            return new WebhookAnswer.NotTaken(e.InnerException is RefusedAddressException refused ? $"not sent: {refused.Message}" : Words(e.HttpRequestError));
        }
    }

    public void Dispose() => _http.Dispose();

    private HttpRequestMessage Request(WebhookMessage message, Uri address, string keyId)
    {
        // After the key file was replaced, the former secret can't be made any more.
        IEnumerable<byte[]> secrets = message.Secrets.Where(s => s.KeyId == keyId).Select(s => keys.SecretOf(message.WebhookId, s.Generation));
        HttpRequestMessage request = new(HttpMethod.Post, address) { Content = new ReadOnlyMemoryContent(message.Body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.UserAgent.Add(new ProductInfoHeaderValue("Composite", "1"));
        request.Headers.Add(WebhookSignature.IdHeader, message.MessageId);
        request.Headers.Add(WebhookSignature.TimestampHeader, WebhookSignature.Timestamp(message.SentAt));
        request.Headers.Add(WebhookSignature.SignatureHeader, WebhookSignature.Sign(secrets, message.MessageId, message.SentAt, message.Body.Span));
        return request;
    }

    private static WebhookAnswer Answer(HttpStatusCode status)
    {
        string result = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"HTTP {(int)status}");
        return (int)status switch
        {
            >= 200 and < 300 => new WebhookAnswer.Taken(result),
            (int)HttpStatusCode.Gone => new WebhookAnswer.Gone(result),
            >= 300 and < 400 => new WebhookAnswer.NotTaken(result + ", redirects are not followed"),
            _ => new WebhookAnswer.NotTaken(result),
        };
    }

    // NameResolutionError -> no answer: name resolution error
    private static string Words(HttpRequestError error) => "no answer: " + JsonNamingPolicy.KebabCaseLower.ConvertName(error.ToString()).Replace('-', ' ');
}
