using System.Net.Http.Headers;
using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Composite.Cli.Answers;

namespace Composite.Cli.Connections;

/// <summary>Calls the staff API of one server. Everything that can go wrong on the way is a <see cref="Failure"/>.</summary>
internal sealed partial class StaffApi : IDisposable
{
    /// <summary>Largest answer that is read.</summary>
    public const int MaxAnswerBytes = 16 * 1024 * 1024;

    /// <summary>How long an answer, or a streamed answer's next line, may take.</summary>
    public static readonly TimeSpan AnswerTimeout = TimeSpan.FromSeconds(30);

    /// <summary>The answer is not what this API gives.</summary>
    public static readonly Failure Unreadable = new(ExitCode.Unavailable, "answer", "The server's answer can't be read.", "Check that --url is a Composite server of this version.");

    private readonly Server _server;
    private readonly TimeProvider _clock;
    private readonly HttpClient _http;
    private string? _refusedCertificate;

    public StaffApi(Connection connection, TimeProvider clock)
    {
        _server = connection.Server;
        _clock = clock;
        // No redirects: a credential goes to the server that the operator named, and nowhere else.
        HttpClientHandler handler = new() { AllowAutoRedirect = false, UseProxy = !_server.Address.IsLoopback, ServerCertificateCustomValidationCallback = IsTrusted };
        _http = new HttpClient(handler) { BaseAddress = _server.Address, MaxResponseContentBufferSize = MaxAnswerBytes, Timeout = Timeout.InfiniteTimeSpan };
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", connection.Credential.Secret);
        _http.DefaultRequestHeaders.UserAgent.Add(new ProductInfoHeaderValue("composite-cli", "1"));
    }

    public Task<Outcome<JsonElement>> GetAsync(string path, CancellationToken cancellationToken) => SendAsync(HttpMethod.Get, path, null, cancellationToken);

    /// <summary>Sends a request and reads its JSON answer; an empty answer is an undefined element.</summary>
    public async Task<Outcome<JsonElement>> SendAsync(HttpMethod method, string path, JsonObject? body, CancellationToken cancellationToken)
    {
        using CancellationTokenSource patience = new(AnswerTimeout, _clock);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, patience.Token);
        try
        {
            using HttpRequestMessage request = Request(method, path, body);
            using HttpResponseMessage response = await _http.SendAsync(request, either.Token);
            byte[] answer = await response.Content.ReadAsByteArrayAsync(either.Token);
            return response.IsSuccessStatusCode ? Parse(answer) : ProblemDetails.Read(response.StatusCode, answer);
        }
        catch (Exception e) when (Explain(e, patience.IsCancellationRequested) is { } failure)
        {
            return failure;
        }
    }

    /// <summary>Sends a request and hands on every line of its NDJSON answer as it arrives; the outcome is the last line.</summary>
    public async Task<Outcome<JsonElement>> StreamAsync(HttpMethod method, string path, Action<JsonElement> line, CancellationToken cancellationToken)
    {
        using CancellationTokenSource patience = new(AnswerTimeout, _clock);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, patience.Token);
        try
        {
            using HttpRequestMessage request = Request(method, path, null);
            using HttpResponseMessage response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token);
            if (!response.IsSuccessStatusCode) return ProblemDetails.Read(response.StatusCode, await response.Content.ReadAsByteArrayAsync(either.Token));
            JsonElement last = default;
            await foreach (JsonElement read in NdjsonReader.ReadAsync(await response.Content.ReadAsStreamAsync(either.Token), either.Token))
            {
                patience.CancelAfter(AnswerTimeout);
                line(read);
                last = read;
            }

            return last;
        }
        catch (Exception e) when (Explain(e, patience.IsCancellationRequested) is { } failure)
        {
            return failure;
        }
    }

    public void Dispose() => _http.Dispose();

    private static HttpRequestMessage Request(HttpMethod method, string path, JsonObject? body)
    {
        HttpRequestMessage request = new(method, path);
        request.Headers.Accept.ParseAdd("application/json, application/x-ndjson, application/problem+json");
        if (body is not null) request.Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json");
        return request;
    }

    private static JsonElement Parse(byte[] answer)
    {
        if (answer.Length == 0) return default;
        using JsonDocument document = JsonDocument.Parse(answer);
        return document.RootElement.Clone();
    }

    // With a pin only the pinned certificate counts, whoever signed it and whatever name it bears; without one the system decides.
    private bool IsTrusted(HttpRequestMessage request, X509Certificate2? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        if (certificate is null) return false;
        string presented = Fingerprint.Of(certificate);
        bool trusted = _server.Certificate is { } pinned ? pinned == presented : errors == SslPolicyErrors.None;
        _refusedCertificate = trusted ? null : presented;
        return trusted;
    }

    private Failure? Explain(Exception e, bool timedOut) => e switch
    {
        HttpRequestException { InnerException: AuthenticationException } when _refusedCertificate is { } presented => NotTrusted(presented),
        HttpRequestException or IOException or AuthenticationException => Unreachable(e.InnerException is { } inner ? inner.Message : e.Message),
        OperationCanceledException when timedOut => Unreachable($"No answer for {AnswerTimeout.TotalSeconds:F0} s."),
        JsonException or InvalidDataException => Unreadable,
        _ => null,
    };

    private Failure NotTrusted(string presented) => _server.Certificate is { } pinned
        ? new Failure(ExitCode.Unavailable, "certificate", $"{_server.Address} has the certificate {presented}, but {pinned} is pinned. Nothing was sent.",
            "If the server's certificate was renewed, compare the new one with what the server's operator tells you and pin it with 'composite login --certificate'; otherwise somebody is in between.")
        : new Failure(ExitCode.Unavailable, "certificate", $"The certificate of {_server.Address} is not trusted by this system. Its SHA-256 is {presented}. Nothing was sent.",
            $"Compare it with the fingerprint that the server printed when it started. If it is the same, pin it: composite login --url {_server.Address} --certificate {presented}");

    private Failure Unreachable(string reason) => new(ExitCode.Unavailable, _server.Address.AbsoluteUri, $"It can't be reached: {reason.TrimEnd('.')}.", "Check --url, the network and that the server runs.");
}
