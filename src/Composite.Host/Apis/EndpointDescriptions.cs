using Composite.Host.Apis.Bodies;
using Composite.Host.Apis.Problems;

namespace Composite.Host.Apis;

/// <summary>What every endpoint says about itself in the OpenAPI description, and the filter that every body passes.</summary>
internal static class EndpointDescriptions
{
    /// <summary>Names an endpoint (unique, camelCase) and says in a sentence what it does.</summary>
    public static RouteHandlerBuilder Describe(this RouteHandlerBuilder endpoint, string name, string summary) =>
        endpoint.WithName(name).WithSummary(summary);

    /// <summary>Declares the problems that an endpoint may answer with, beyond those that every endpoint may.</summary>
    public static TBuilder Problems<TBuilder>(this TBuilder endpoint, params int[] statuses) where TBuilder : IEndpointConventionBuilder
    {
        foreach (int status in statuses)
        {
            endpoint.WithMetadata(new ProducesResponseTypeMetadata(status, typeof(ProblemDocument), [ProblemDocument.ContentType]));
        }

        return endpoint;
    }

    /// <summary>A group of endpoints with strict bodies and the problems that each may answer with.</summary>
    public static RouteGroupBuilder Group(this IEndpointRouteBuilder routes, string prefix, string tag) => routes.MapGroup(prefix)
        .WithTags(tag)
        .AddEndpointFilter<RouteGroupBuilder, RefuseUnreadable>()
        .Problems(StatusCodes.Status400BadRequest, StatusCodes.Status401Unauthorized, StatusCodes.Status500InternalServerError, StatusCodes.Status503ServiceUnavailable);
}
