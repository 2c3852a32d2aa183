using System.Globalization;
using Composite.Host.Apis.Problems;

namespace Composite.Host.Apis.Staff.Exchange;

/// <summary>Exports that run at once; more wait for their turn by asking again.</summary>
internal sealed class ExportSlots : IDisposable
{
    public const int Count = 4;

    private readonly SemaphoreSlim _free = new(Count, Count);

    public bool TryTake() => _free.Wait(0);

    public void Return() => _free.Release();

    public void Dispose() => _free.Dispose();
}

/// <summary>A file as an answer, written while it is sent. Broken off, it ends without the end that its format needs.</summary>
internal sealed class ExportFile(string name, string contentType, long position, Func<Stream, CancellationToken, Task> write) : IResult, IContentTypeHttpResult, IStatusCodeHttpResult
{
    /// <summary>The header that names the journal position.</summary>
    public const string PositionHeader = "Composite-Position";

    /// <summary>About how many bytes will come, for who shows progress; not exact.</summary>
    public const string ExpectedBytesHeader = "Composite-Expected-Bytes";

    public string? ContentType => contentType;

    public int? StatusCode => StatusCodes.Status200OK;

    public long? ExpectedBytes { get; init; }

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        ExportSlots slots = httpContext.RequestServices.GetRequiredService<ExportSlots>();
        if (!slots.TryTake())
        {
            await ApiProblem.TooManyRequests(5).ExecuteAsync(httpContext);
            return;
        }

        try
        {
            HttpResponse response = httpContext.Response;
            response.ContentType = contentType;

            // The name is of letters, digits, '-' and '.' alone.
            response.Headers.ContentDisposition = $"attachment; filename=\"{name}\"";
            response.Headers.CacheControl = "no-store";
            response.Headers[PositionHeader] = position.ToString(CultureInfo.InvariantCulture);
            if (ExpectedBytes is { } bytes) response.Headers[ExpectedBytesHeader] = bytes.ToString(CultureInfo.InvariantCulture);
            await write(response.Body, httpContext.RequestAborted);
            await response.Body.FlushAsync(httpContext.RequestAborted);
        }
        finally
        {
            slots.Return();
        }
    }
}
