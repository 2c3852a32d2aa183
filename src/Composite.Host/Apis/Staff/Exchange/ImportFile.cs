using System.Buffers;
using System.Reflection;
using Composite.Contracts;
using Composite.Exchange.Import;
using Composite.Host.Apis.Bodies;
using Composite.Host.Apis.Problems;
using Microsoft.AspNetCore.Http.Metadata;

namespace Composite.Host.Apis.Staff.Exchange;

/// <summary>
/// A file sent as a request's body. It is taken into memory as it comes and never beyond its bound: a larger one is refused at its length's
/// announcement, or at the first byte too many.
/// </summary>
internal sealed class ImportFile : IUnreadable, IBindableFromHttpContext<ImportFile>, IEndpointParameterMetadataProvider
{
    private const int ReadBytes = 64 * 1024;

    private ImportFile(ReadOnlyMemory<byte> bytes, ApiProblem? problem) => (Bytes, Problem) = (bytes, problem);

    public ReadOnlyMemory<byte> Bytes { get; }

    public ApiProblem? Problem { get; }

    public static async ValueTask<ImportFile?> BindAsync(HttpContext context, ParameterInfo parameter)
    {
        if (context.Request.ContentLength > ImportLimits.MaxBytes) return new ImportFile(default, ApiProblem.BodyTooLarge(ImportLimits.MaxBytes));
        byte[] chunk = ArrayPool<byte>.Shared.Rent(ReadBytes);
        try
        {
            using MemoryStream bytes = new();
            while (await context.Request.Body.ReadAsync(chunk, context.RequestAborted) is > 0 and int read)
            {
                if (bytes.Length + read > ImportLimits.MaxBytes) return new ImportFile(default, ApiProblem.BodyTooLarge(ImportLimits.MaxBytes));
                bytes.Write(chunk, 0, read);
            }

            return new ImportFile(bytes.ToArray(), null);
        }
        catch (BadHttpRequestException e)
        {
            return new ImportFile(default, e.StatusCode == StatusCodes.Status413PayloadTooLarge
                ? ApiProblem.BodyTooLarge(ImportLimits.MaxBytes)
                : ApiProblem.InvalidRequest([new ProblemInfo("invalid-body", "file", "The body did not arrive as announced.", "Send the whole file.")]));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(chunk, clearArray: true);
        }
    }

    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder) => builder.Metadata.Add(new AcceptsMetadata(["text/csv", "application/json"], typeof(Stream)));
}
