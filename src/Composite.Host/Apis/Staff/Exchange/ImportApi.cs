using System.Security.Claims;
using Composite.Exchange.Import;
using Composite.Host.Access;
using Composite.Host.Apis.Problems;
using Composite.Host.Hosting;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Composite.Host.Apis.Staff.Exchange;

/// <summary>Imports. Listings only: policies, waivers and members of staff are two people's matter, or an administrator's, and come in no file.</summary>
internal static class ImportApi
{
    public static void MapImports(this IEndpointRouteBuilder routes)
    {
        RouteGroupBuilder imports = routes.Group("/v1/imports", "Imports").Problems(403);
        imports.MapPost("/listings", ImportListingsAsync)
            .RequireAuthorization(Policies.Compliance)
            .Describe("importListings", "Lays a file of listings beside what is known and, with mode all or valid and the dry run's digest, applies it.")
            .WithMetadata(new RequestSizeLimitAttribute(ImportLimits.MaxBytes))
            .WithRequestTimeout(RequestTimeoutPolicies.Exchange)
            .Problems(409, 413, 422, 429);
    }

    private static async Task<Results<Ok<ImportReply>, ApiProblem>> ImportListingsAsync(
        ImportQuery query, ImportFile file, ListingImports imports, ClaimsPrincipal user, CancellationToken cancellationToken)
    {
        (ImportReply? reply, ApiProblem? problem) = await imports.RunAsync(file, query, user.Actor(), cancellationToken);
        return reply is not null ? TypedResults.Ok(reply) : problem!;
    }
}
