using System.Globalization;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using Composite.Domain.Ports;
using Composite.Host.Apis.Staff;
using Composite.Host.Apis.Staff.Exchange;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Composite.Host.OpenApi;

/// <summary>Describes the parts of the query that endpoints read for themselves: lists' pages and optional values.</summary>
internal static class QueryDescription
{
    public static void Add(OpenApiOperation operation, OpenApiOperationTransformerContext context)
    {
        foreach (ParameterInfo parameter in context.Description.ActionDescriptor.EndpointMetadata.OfType<MethodInfo>().SelectMany(handler => handler.GetParameters()))
        {
            if (parameter.ParameterType == typeof(ListQuery)) AddPage(operation);
            foreach (QueryParameterAttribute described in parameter.ParameterType.GetCustomAttributes<QueryParameterAttribute>().Reverse()) Add(operation, described);
            if (parameter.ParameterType is { IsGenericType: true } type && type.GetGenericTypeDefinition() == typeof(QueryValue<>))
                Add(operation, parameter.Name!, Schema(type.GetGenericArguments()[0]));
        }
    }

    private static void AddPage(OpenApiOperation operation)
    {
        Add(operation, "limit", new OpenApiSchema
        {
            Type = JsonSchemaType.Integer,
            Minimum = "1",
            Maximum = PageRequest.MaxLimit.ToString(CultureInfo.InvariantCulture),
            Default = ListQuery.DefaultLimit,
        });
        Add(operation, "after", new OpenApiSchema { Type = JsonSchemaType.String, MaxLength = ListQuery.MaxCursorLength });
    }

    private static void Add(OpenApiOperation operation, QueryParameterAttribute parameter) => (operation.Parameters ??= []).Add(new OpenApiParameter
    {
        Name = parameter.Name,
        In = ParameterLocation.Query,
        Required = parameter.Required,
        Schema = new OpenApiSchema { Type = JsonSchemaType.String, Format = parameter.Format, Enum = parameter.Values.Count == 0 ? null : [.. parameter.Values.Select(v => (JsonNode)v)] },
    });

    private static OpenApiSchema Schema(Type type) => type.IsEnum
        ? new OpenApiSchema { Type = JsonSchemaType.String, Enum = [.. Enum.GetNames(type).Select(name => (JsonNode)JsonNamingPolicy.CamelCase.ConvertName(name))] }
        : new OpenApiSchema { Type = JsonSchemaType.String, Format = "date-time" };

    private static void Add(OpenApiOperation operation, string name, OpenApiSchema schema) =>
        (operation.Parameters ??= []).Add(new OpenApiParameter { Name = name, In = ParameterLocation.Query, Schema = schema });
}
