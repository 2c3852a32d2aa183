using System.Globalization;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using Composite.Domain.Ports;
using Composite.Host.Apis.Queries;
using Composite.Host.Apis.Staff;
using Composite.Host.Apis.Staff.Controls;
using Composite.Host.Apis.Staff.Evidence;
using Composite.Host.Apis.Staff.Exchange;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Composite.Host.OpenApi;

/// <summary>Describes what endpoints read for themselves of the query and the body: lists' pages, optional values, documents.</summary>
internal static class QueryDescription
{
    public static void Add(OpenApiOperation operation, OpenApiOperationTransformerContext context)
    {
        foreach (ParameterInfo parameter in context.Description.ActionDescriptor.EndpointMetadata.OfType<MethodInfo>().SelectMany(handler => handler.GetParameters()))
        {
            if (parameter.ParameterType == typeof(ListQuery)) AddPage(operation);
            else if (parameter.ParameterType == typeof(AsOfQuery)) AddAsOf(operation);
            else if (parameter.ParameterType == typeof(EvidenceUpload)) EvidenceUpload.Describe(operation);
            else if (parameter.ParameterType == typeof(CsvBody)) CsvBody.Describe(operation);
            else if (parameter.ParameterType.IsAssignableTo(typeof(IKnownQuery))) AddKnown(operation, parameter.ParameterType);
            else if (parameter.ParameterType is { IsGenericType: true } type && type.GetGenericTypeDefinition() == typeof(QueryValue<>))
                Add(operation, parameter.Name!, Schema(type.GetGenericArguments()[0]));
            foreach (QueryParameterAttribute described in parameter.ParameterType.GetCustomAttributes<QueryParameterAttribute>()) Add(operation, described);
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

    private static void AddAsOf(OpenApiOperation operation)
    {
        Add(operation, AsOfQuery.ValidAtName, new OpenApiSchema { Type = JsonSchemaType.String, Description = "An instant (RFC 3339), or a day, of which the last instant is meant; now when left out." });
        Add(operation, AsOfQuery.KnownAtName, new OpenApiSchema { Type = JsonSchemaType.String, Format = "date-time", Description = "As far as it was known at this instant, not later than now; everything that is known when left out." });
    }

    // A page's parameters are described as every list's.
    private static void AddKnown(OpenApiOperation operation, Type query)
    {
        IReadOnlyList<QueryParameter> known = (IReadOnlyList<QueryParameter>)query.GetProperty(nameof(IKnownQuery.Parameters), BindingFlags.Public | BindingFlags.Static)!.GetValue(null)!;
        foreach (QueryParameter parameter in known.Where(p => p.Name is not ("limit" or "after"))) Add(operation, parameter.Name, Schema(parameter.Type));
        if (known.Any(p => p.Name == "limit")) AddPage(operation);
    }

    internal static OpenApiSchema Schema(Type type) => type == typeof(string) ? new OpenApiSchema { Type = JsonSchemaType.String }
        : type == typeof(DateOnly) ? new OpenApiSchema { Type = JsonSchemaType.String, Format = "date" }
        : type.IsEnum
        ? new OpenApiSchema { Type = JsonSchemaType.String, Enum = [.. Enum.GetNames(type).Select(name => (JsonNode)JsonNamingPolicy.CamelCase.ConvertName(name))] }
        : new OpenApiSchema { Type = JsonSchemaType.String, Format = "date-time" };

    internal static void Add(OpenApiOperation operation, string name, OpenApiSchema schema, bool required = false) =>
        (operation.Parameters ??= []).Add(new OpenApiParameter { Name = name, In = ParameterLocation.Query, Schema = schema, Required = required });
}
