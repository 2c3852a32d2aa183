using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Composite.Cli.Answers;

namespace Composite.Cli.Connections;

/// <summary>An answer with its status, for who reads the body of a refusal too.</summary>
internal sealed record StatusAnswer(HttpStatusCode Status, JsonElement Body, ReadOnlyMemory<byte> Text)
{
    public bool Succeeded => (int)Status is >= 200 and < 300;
}

/// <summary>How far a download is.</summary>
/// <param name="Bytes">Received.</param>
/// <param name="About">About how many will come; null when the server does not say.</param>
internal sealed record Download(long Bytes, long? About);

internal sealed partial class StaffApi
{
    /// <summary>How long the server may take over a file.</summary>
    public static readonly TimeSpan TransferTimeout = TimeSpan.FromMinutes(15);

    private const string ExpectedBytesHeader = "Composite-Expected-Bytes";
    private const int ReadBytes = 128 * 1024;

    /// <summary>Sends a file as the request's body and reads the JSON answer, a refusal's too.</summary>
    public async Task<Outcome<StatusAnswer>> PostFileAsync(string path, ReadOnlyMemory<byte> file, string mediaType, CancellationToken cancellationToken)
    {
        using CancellationTokenSource patience = new(TransferTimeout, _clock);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, patience.Token);
        try
        {
            using HttpRequestMessage request = Request(HttpMethod.Post, path, null);
            request.Content = new ReadOnlyMemoryContent(file);
            request.Content.Headers.ContentType = new MediaTypeHeaderValue(mediaType);
            using HttpResponseMessage response = await _http.SendAsync(request, either.Token);
            byte[] answer = await response.Content.ReadAsByteArrayAsync(either.Token);
            return new StatusAnswer(response.StatusCode, IsJson(response) ? Parse(answer) : default, answer);
        }
        catch (Exception e) when (Explain(e, patience.IsCancellationRequested) is { } failure)
        {
            return failure;
        }
    }

    /// <summary>Writes the answer's body to a stream as it comes. The outcome is how many bytes came; broken off, it is a failure.</summary>
    public async Task<Outcome<Download>> DownloadAsync(string path, Stream to, Action<Download> progress, CancellationToken cancellationToken)
    {
        using CancellationTokenSource patience = new(AnswerTimeout, _clock);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, patience.Token);
        try
        {
            using HttpRequestMessage request = new(HttpMethod.Get, path);
            using HttpResponseMessage response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token);
            if (!response.IsSuccessStatusCode) return ProblemDetails.Read(response.StatusCode, await response.Content.ReadAsByteArrayAsync(either.Token));
            await using Stream body = await response.Content.ReadAsStreamAsync(either.Token);
            Download download = new(0, About(response));
            byte[] buffer = new byte[ReadBytes];
            while (await body.ReadAsync(buffer, either.Token) is > 0 and int read)
            {
                patience.CancelAfter(AnswerTimeout);
                await to.WriteAsync(buffer.AsMemory(0, read), either.Token);
                download = download with { Bytes = download.Bytes + read };
                progress(download);
            }

            return download;
        }
        catch (Exception e) when (Explain(e, patience.IsCancellationRequested) is { } failure)
        {
            return failure;
        }
    }

    private static bool IsJson(HttpResponseMessage response) => response.Content.Headers.ContentType?.MediaType is { } type && type.EndsWith("json", StringComparison.Ordinal);

    private static long? About(HttpResponseMessage response) => response.Content.Headers.ContentLength
        ?? (response.Headers.TryGetValues(ExpectedBytesHeader, out IEnumerable<string>? values) && long.TryParse(values.FirstOrDefault(), NumberStyles.None, CultureInfo.InvariantCulture, out long bytes) ? bytes : null);
}
