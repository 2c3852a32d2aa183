using System.Collections.Frozen;
using System.Globalization;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using Composite.Domain.Ports;
using Composite.Host.Apis.Queries;
using Composite.Host.Apis.Staff;
using Composite.Host.Apis.Staff.Controls;
using Composite.Host.Apis.Staff.Evidence;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Composite.Host.OpenApi;

/// <summary>Describes what endpoints read for themselves of the query and the body: lists' pages, optional values, documents.</summary>
internal static class QueryDescription
{
    public static void Add(OpenApiOperation operation, OpenApiOperationTransformerContext context)
    {
        // Texts are described by the framework already.
        foreach (ParameterInfo parameter in context.Description.ActionDescriptor.EndpointMetadata.OfType<MethodInfo>().SelectMany(handler => handler.GetParameters()))
        {
            if (parameter.ParameterType == typeof(string)) continue;
            if (parameter.ParameterType == typeof(EvidenceUpload)) EvidenceUpload.Describe(operation);
            else if (parameter.ParameterType == typeof(CsvBody)) CsvBody.Describe(operation);
            foreach (QueryParameter described in StrictQuery.Of(parameter, FrozenSet<string>.Empty)) Add(operation, described);
        }
    }

    private static void Add(OpenApiOperation operation, QueryParameter parameter) => (operation.Parameters ??= []).Add(new OpenApiParameter
    {
        Name = parameter.Name,
        In = ParameterLocation.Query,
        Required = parameter.Required,
        Description = parameter.Description,
        Schema = parameter.Repeats ? new OpenApiSchema { Type = JsonSchemaType.Array, Items = Schema(parameter) } : Schema(parameter),
    });

    private static OpenApiSchema Schema(QueryParameter parameter) => parameter switch
    {
        { Name: ListQuery.Limit } => new OpenApiSchema
        {
            Type = JsonSchemaType.Integer,
            Minimum = "1",
            Maximum = PageRequest.MaxLimit.ToString(CultureInfo.InvariantCulture),
            Default = ListQuery.DefaultLimit,
        },
        { Name: ListQuery.After } => new OpenApiSchema { Type = JsonSchemaType.String, MaxLength = ListQuery.MaxCursorLength },
        { Words.Count: > 0 } => new OpenApiSchema { Type = JsonSchemaType.String, Enum = [.. parameter.Words.Select(w => (JsonNode)w)] },
        { Type.IsEnum: true } => new OpenApiSchema { Type = JsonSchemaType.String, Enum = [.. Enum.GetNames(parameter.Type).Select(name => (JsonNode)JsonNamingPolicy.CamelCase.ConvertName(name))] },
        _ when parameter.Type == typeof(DateOnly) => new OpenApiSchema { Type = JsonSchemaType.String, Format = "date" },

        // An instant or a day: no format of OpenAPI says that.
        _ => new OpenApiSchema { Type = JsonSchemaType.String },
    };
}
