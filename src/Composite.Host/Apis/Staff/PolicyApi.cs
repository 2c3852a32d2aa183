using System.Security.Claims;
using Composite.Contracts.Policies;
using Composite.Host.Access;
using Composite.Host.Apis.Bodies;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Composite.Host.Apis.Staff;

/// <summary>The values that PCI does not publish: one member proposes, another approves.</summary>
internal static class PolicyApi
{
    private const string Key = "main";

    public static void MapPolicies(this IEndpointRouteBuilder routes)
    {
        RouteGroupBuilder policies = routes.Group("/v1/policies", "Policies").AddEndpointFilter(Ids.RequireSlug).Problems(403);
        policies.MapGet("", async Task<Ok<PolicyView>> (IGrainFactory grains, CancellationToken cancellationToken) =>
                TypedResults.Ok(await grains.GetGrain<IPolicyGrain>(Key).GetAsync(cancellationToken)))
            .RequireAuthorization(Policies.Staff)
            .Describe("getPolicies", "Shows every version of the policies, the one in force, and the open proposals.");

        RouteGroupBuilder proposals = policies.MapGroup("/proposals").RequireAuthorization(Policies.Compliance).Problems(422);
        proposals.MapPost("", (Body<ProposePolicy> body, StaffCommands commands, IGrainFactory grains, ClaimsPrincipal user, CancellationToken cancellationToken) =>
                commands.AnswerAsync(grains.GetGrain<IPolicyGrain>(Key).ProposeAsync(body.Value, user.Actor(), cancellationToken), cancellationToken))
            .Describe("proposePolicy", "Proposes policy values from an instant on; they hold once another member approved them.").Problems(413, 415);
        proposals.MapPost("/{id}/approval", (string id, StaffCommands commands, IGrainFactory grains, ClaimsPrincipal user, CancellationToken cancellationToken) =>
                commands.AnswerAsync(grains.GetGrain<IPolicyGrain>(Key).ApproveAsync(id, user.Actor(), cancellationToken), cancellationToken))
            .Describe("approvePolicy", "Approves a proposal of another member.").Problems(404);
    }
}
