using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text.Json;
using Composite.Host.Signatures;

namespace Composite.Sandbox.Devices;

/// <summary>The device's side of the device API: signs every request, and asks again with the same body while there is no definite answer.</summary>
internal sealed class SignedChannel(HttpClient http, ECDsa key, string deviceId, TimeProvider time) : IDisposable
{
    /// <summary>Most times that one request is sent.</summary>
    public const int MaxAttempts = 60;

    private static readonly TimeSpan FirstWait = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(1);
    private readonly Lock _signing = new();

    /// <summary>Sends until an answer says what became of it: 503 and a broken connection do not.</summary>
    /// <exception cref="HttpRequestException">Not even the last attempt reached the server.</exception>
    public async Task<DeviceReply> SendAsync(HttpMethod method, string path, ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        TimeSpan wait = FirstWait;
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                DeviceReply reply = await SendOnceAsync(method, path, body, spoilSignature: false, cancellationToken);
                if (reply.Status != HttpStatusCode.ServiceUnavailable || attempt == MaxAttempts)
                    return reply;
            }
            catch (HttpRequestException) when (attempt < MaxAttempts)
            {
                // Whether the request arrived is unknown: the same id and body make asking again harmless.
            }

            await Task.Delay(wait, time, cancellationToken);
            wait = wait * 2 < LongestWait ? wait * 2 : LongestWait;
        }
    }

    /// <summary>Sends once, with a fresh nonce; with a signature that does not fit when asked to.</summary>
    public async Task<DeviceReply> SendOnceAsync(HttpMethod method, string path, ReadOnlyMemory<byte> body, bool spoilSignature, CancellationToken cancellationToken)
    {
        using HttpRequestMessage request = Request(method, path, body, spoilSignature);
        using HttpResponseMessage response = await http.SendAsync(request, cancellationToken);
        string text = await response.Content.ReadAsStringAsync(cancellationToken);
        if (response.IsSuccessStatusCode)
            return new DeviceReply(response.StatusCode, text.Contains("\"outcome\"", StringComparison.Ordinal) ? JsonSerializer.Deserialize<PaymentReply>(text, WireJson.Options) : null, null, text);
        ProblemReply? problem = text.Length > 0 ? JsonSerializer.Deserialize<ProblemReply>(text, WireJson.Options) : null;
        return new DeviceReply(response.StatusCode, null, problem, text);
    }

    /// <summary>A signed request with a fresh nonce, to be sent once.</summary>
    public HttpRequestMessage Request(HttpMethod method, string path, ReadOnlyMemory<byte> body, bool spoilSignature)
    {
        HttpRequestMessage request = new(method, path);
        if (!body.IsEmpty)
        {
            request.Content = new ReadOnlyMemoryContent(body);
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        }

        Sign(request, path, body, spoilSignature);
        return request;
    }

    public void Dispose() => key.Dispose();

    private void Sign(HttpRequestMessage request, string path, ReadOnlyMemory<byte> body, bool spoil)
    {
        SignedFields fields;
        lock (_signing)
        {
            fields = RequestSigner.Sign(
                key, request.Method.Method, http.BaseAddress!.Authority, path, body.Span, time.GetUtcNow(), RequestSigner.NewNonce(), deviceId);
        }

        string signature = spoil ? Spoiled(fields.Signature) : fields.Signature;
        request.Headers.TryAddWithoutValidation(SignatureProfile.ContentDigestField, fields.ContentDigest);
        request.Headers.TryAddWithoutValidation(SignatureProfile.SignatureInputField, fields.SignatureInput);
        request.Headers.TryAddWithoutValidation(SignatureProfile.SignatureField, signature);
    }

    // Another character in the midst of the base64: well formed, and not what the key made.
    private static string Spoiled(string signature)
    {
        int middle = signature.Length / 2;
        return signature[..middle] + (signature[middle] == 'A' ? 'B' : 'A') + signature[(middle + 1)..];
    }
}
