using System.Reflection;
using System.Text;
using Composite.Host.Apis.Bodies;
using Composite.Host.Apis.Problems;
using Microsoft.OpenApi;

namespace Composite.Host.Apis.Staff.Controls;

/// <summary>A request's body as CSV text, within its endpoint's bound and without card numbers.</summary>
internal sealed class CsvBody : IUnreadable, IBindableFromHttpContext<CsvBody>
{
    private const string MediaType = "text/csv";

    private CsvBody(string text, ApiProblem? problem) => (Text, Problem) = (text, problem);

    public string Text { get; }

    public ApiProblem? Problem { get; }

    public static async ValueTask<CsvBody?> BindAsync(HttpContext context, ParameterInfo parameter)
    {
        if (context.Request.ContentType?.StartsWith(MediaType, StringComparison.OrdinalIgnoreCase) != true) return new(string.Empty, ApiProblem.UnsupportedMediaType(MediaType));
        (ReadOnlyMemory<byte> bytes, ApiProblem? problem) = await BodyReader.ReadAsync(context);
        if (problem is null && ClearAccountData.IsIn(bytes.Span)) problem = ApiProblem.ClearAccountData();
        return new(problem is null ? Encoding.UTF8.GetString(bytes.Span) : string.Empty, problem);
    }

    /// <summary>Says in the API's description what the body is.</summary>
    public static void Describe(OpenApiOperation operation) => operation.RequestBody = new OpenApiRequestBody
    {
        Required = true,
        Content = new Dictionary<string, OpenApiMediaType> { [MediaType] = new() { Schema = new OpenApiSchema { Type = JsonSchemaType.String } } },
    };
}
