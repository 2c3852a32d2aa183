using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Composite.Cli.Answers;

namespace Composite.Cli.Connections;

/// <summary>Files to and from the server: piece by piece, the patience beginning anew with each.</summary>
internal sealed partial class StaffApi
{
    private const int PieceBytes = 64 * 1024;

    /// <summary>Sends a file as it is and reads the JSON answer.</summary>
    /// <param name="method">The method.</param>
    /// <param name="path">The path, with its query.</param>
    /// <param name="mediaType">What the server is told that it is.</param>
    /// <param name="content">The file.</param>
    /// <param name="sent">Told the bytes sent so far.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public async Task<Outcome<JsonElement>> UploadAsync(HttpMethod method, string path, string mediaType, Stream content, Action<long> sent, CancellationToken cancellationToken)
    {
        using CancellationTokenSource patience = new(AnswerTimeout, _clock);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, patience.Token);
        try
        {
            using HttpRequestMessage request = Request(method, path, null);
            request.Content = new FileContent(content, total =>
            {
                patience.CancelAfter(AnswerTimeout);
                sent(total);
            });
            request.Content.Headers.ContentType = new MediaTypeHeaderValue(mediaType);
            using HttpResponseMessage response = await _http.SendAsync(request, either.Token);
            byte[] answer = await response.Content.ReadAsByteArrayAsync(either.Token);
            return response.IsSuccessStatusCode ? Parse(answer) : ProblemDetails.Read(response.StatusCode, answer);
        }
        catch (Exception e) when (Explain(e, patience.IsCancellationRequested) is { } failure)
        {
            return failure;
        }
    }

    /// <summary>Writes what the server gives into a stream; the outcome is the number of bytes.</summary>
    /// <param name="path">The path.</param>
    /// <param name="into">Where it goes.</param>
    /// <param name="received">Told the bytes received so far, and all, where the server says it.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public async Task<Outcome<long>> DownloadAsync(string path, Stream into, Action<long, long?> received, CancellationToken cancellationToken)
    {
        using CancellationTokenSource patience = new(AnswerTimeout, _clock);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, patience.Token);
        try
        {
            using HttpRequestMessage request = Request(HttpMethod.Get, path, null);
            request.Headers.Accept.ParseAdd("*/*");
            using HttpResponseMessage response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token);
            if (!response.IsSuccessStatusCode) return ProblemDetails.Read(response.StatusCode, await response.Content.ReadAsByteArrayAsync(either.Token));
            await using Stream content = await response.Content.ReadAsStreamAsync(either.Token);
            byte[] piece = new byte[PieceBytes];
            long total = 0;
            for (int read; (read = await content.ReadAsync(piece, either.Token)) > 0;)
            {
                patience.CancelAfter(AnswerTimeout);
                await into.WriteAsync(piece.AsMemory(0, read), either.Token);
                received(total += read, response.Content.Headers.ContentLength);
            }

            return total;
        }
        catch (Exception e) when (Explain(e, patience.IsCancellationRequested) is { } failure)
        {
            return failure;
        }
    }

    private sealed class FileContent(Stream content, Action<long> sent) : HttpContent
    {
        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => SerializeToStreamAsync(stream, context, CancellationToken.None);

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
        {
            byte[] piece = new byte[PieceBytes];
            long total = 0;
            for (int read; (read = await content.ReadAsync(piece, cancellationToken)) > 0;)
            {
                await stream.WriteAsync(piece.AsMemory(0, read), cancellationToken);
                sent(total += read);
            }
        }

        protected override bool TryComputeLength(out long length)
        {
            length = content.Length;
            return true;
        }
    }
}
