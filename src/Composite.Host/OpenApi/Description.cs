using Composite.Host.Access;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Composite.Host.OpenApi;

/// <summary>The OpenAPI description: made by the build for everybody, and served to staff.</summary>
internal static class Description
{
    public static void AddCompositeDescription(this WebApplicationBuilder builder) => builder.Services.AddOpenApi("v1", options =>
    {
        options.AddDocumentTransformer((document, _, _) =>
        {
            DescribeDocument(document);
            return Task.CompletedTask;
        });
        options.AddSchemaTransformer((schema, context, _) =>
        {
            // The framework describes no type that has a converter of ours.
            Type type = context.JsonTypeInfo.Type;
            if ((Nullable.GetUnderlyingType(type) ?? type) == typeof(DateTimeOffset))
                (schema.Type, schema.Format) = (type == typeof(DateTimeOffset) ? JsonSchemaType.String : JsonSchemaType.String | JsonSchemaType.Null, "date-time");
            return Task.CompletedTask;
        });
        options.AddOperationTransformer((operation, context, _) =>
        {
            DescribeSecurity(operation, context);
            QueryDescription.Add(operation, context);
            return Task.CompletedTask;
        });
    });

    public static void MapDescription(this IEndpointRouteBuilder routes) =>
        routes.MapOpenApi("/openapi/{documentName}.json").RequireAuthorization(Policies.Staff);

    private static void DescribeDocument(OpenApiDocument document)
    {
        document.Info = new OpenApiInfo
        {
            Title = "Composite",
            Version = "v1",
            Description = "Runs composite MPoC payment solutions. Errors are problem details (RFC 9457); docs/api.md says how callers prove themselves.",
        };

        // The address is the installation's own.
        document.Servers = [];
        document.Components ??= new OpenApiComponents();
        document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
        {
            [Schemes.Bootstrap] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer", Description = "The secret that the first start printed." },
            [Schemes.Device] = new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.ApiKey,
                In = ParameterLocation.Header,
                Name = "Signature",
                Description = "HTTP message signature (RFC 9421) with the device's enrolled P-256 key, in Signature-Input, Signature and Content-Digest.",
            },
            [Schemes.EnrollingDevice] = new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.ApiKey,
                In = ParameterLocation.Header,
                Name = "Signature",
                Description = "HTTP message signature (RFC 9421) with the P-256 key that the request enrols.",
            },
            [Schemes.CalendarToken] = new OpenApiSecurityScheme
            {
                // OpenAPI has no place for a secret in the path.
                Type = SecuritySchemeType.ApiKey,
                In = ParameterLocation.Query,
                Name = "token",
                Description = "A member's calendar token, as a part of the path.",
            },
            [Schemes.Staff] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer", Description = "A member's credential." },
        };
    }

    private static void DescribeSecurity(OpenApiOperation operation, OpenApiOperationTransformerContext context)
    {
        string? policy = context.Description.ActionDescriptor.EndpointMetadata.OfType<IAuthorizeData>().LastOrDefault()?.Policy;
        (string? scheme, string caller) = policy switch
        {
            Policies.Anyone => (null, "Anyone may call it."),
            Policies.Device => (Schemes.Device, "An enrolled device calls it."),
            Policies.EnrollingDevice => (Schemes.EnrollingDevice, "A device that enrols calls it."),
            Policies.Installer => (Schemes.Bootstrap, "The installer calls it, once."),
            Policies.Staff => (Schemes.Staff, "Every member of staff may call it."),
            Policies.Administrator => (Schemes.Staff, "Needs the role administrator."),
            Policies.Operator => (Schemes.Staff, "Needs the role operator."),
            Policies.Compliance => (Schemes.Staff, "Needs the role compliance."),
            Policies.CaseOpener => (Schemes.Staff, "Needs the role operator or compliance."),
            Policies.CalendarProgram => (Schemes.CalendarToken, "A member's calendar program calls it, with the token in the path."),
            _ => throw new InvalidOperationException($"{context.Description.RelativePath} does not say who may call it."),
        };
        operation.Description = caller;
        operation.Security = scheme is null ? [] : [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(scheme, context.Document)] = [] }];
    }
}
