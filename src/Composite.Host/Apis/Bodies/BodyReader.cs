using System.Buffers;
using System.IO.Pipelines;
using Composite.Host.Apis.Problems;

namespace Composite.Host.Apis.Bodies;

/// <summary>The most bytes that an endpoint's body may have.</summary>
internal sealed record BodyLimit(int Bytes)
{
    public const int PaymentBytes = 64 * 1024;
    public const int DefaultBytes = 256 * 1024;
}

/// <summary>Takes a request's body into memory, within its endpoint's bound.</summary>
internal static class BodyReader
{
    /// <summary>The whole body, or the problem with it.</summary>
    public static async ValueTask<(ReadOnlyMemory<byte> Bytes, ApiProblem? Problem)> ReadAsync(HttpContext context)
    {
        int limit = context.GetEndpoint()?.Metadata.GetMetadata<BodyLimit>()?.Bytes ?? BodyLimit.DefaultBytes;
        if (context.Request.ContentLength > limit) return (default, ApiProblem.BodyTooLarge(limit));
        try
        {
            PipeReader reader = context.Request.BodyReader;
            while (true)
            {
                ReadResult read = await reader.ReadAsync(context.RequestAborted);
                if (read.Buffer.Length > limit) return (default, ApiProblem.BodyTooLarge(limit));
                if (read.IsCompleted)
                {
                    byte[] bytes = read.Buffer.ToArray();
                    reader.AdvanceTo(read.Buffer.End);
                    return (bytes, null);
                }

                reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
            }
        }
        catch (BadHttpRequestException e)
        {
            return (default, e.StatusCode == StatusCodes.Status413PayloadTooLarge
                ? ApiProblem.BodyTooLarge(limit)
                : ApiProblem.InvalidRequest([new("invalid-body", "$", "The body did not arrive as announced.", "Send the whole body.")]));
        }
    }
}
