using System.Security.Claims;
using Composite.Contracts.Policies;
using Composite.Domain.Ports;
using Composite.Domain.Solutions;
using Composite.Host.Access;
using Composite.Host.Apis.Bodies;
using Microsoft.AspNetCore.Http.HttpResults;
using Streams = Composite.Domain.Streams;

namespace Composite.Host.Apis.Staff;

/// <summary>The values that PCI does not publish: one member proposes, another approves.</summary>
internal static class PolicyApi
{
    public static void MapPolicies(this IEndpointRouteBuilder routes)
    {
        RouteGroupBuilder policies = routes.Group("/v1/policies", "Policies").AddEndpointFilter(Ids.RequireSlug).Problems(403);
        policies.MapGet("", Get)
            .RequireAuthorization(Policies.Staff)
            .Describe("getPolicies", "Shows the policies as of two instants: the version in force with its values, every version and who approved it, and the open proposals.");
        policies.MapGet("/proposals", List).RequireAuthorization(Policies.Staff)
            .Describe("listPolicyProposals", "Lists every proposal, by id, with what became of it.");

        RouteGroupBuilder proposals = policies.MapGroup("/proposals").RequireAuthorization(Policies.Compliance).Problems(422);
        proposals.MapPost("", (Body<ProposePolicy> body, StaffCommands commands, IGrainFactory grains, ClaimsPrincipal user, CancellationToken cancellationToken) =>
                commands.AnswerAsync(Grain(grains).ProposeAsync(body.Value, user.Actor(), cancellationToken), cancellationToken))
            .Describe("proposePolicy", "Proposes to change policy values from an instant on; they hold once another member approved it.").Problems(413, 415);
        proposals.MapPost("/{id}/approval", (string id, StaffCommands commands, IGrainFactory grains, ClaimsPrincipal user, CancellationToken cancellationToken) =>
                commands.AnswerAsync(Grain(grains).ApproveAsync(id, user.Actor(), cancellationToken), cancellationToken))
            .Describe("approvePolicy", "Approves a proposal of another member.").Problems(404);
        proposals.MapPost("/{id}/withdrawal", (string id, Body<ReasonBody> body, StaffCommands commands, IGrainFactory grains, ClaimsPrincipal user, CancellationToken cancellationToken) =>
                commands.AnswerAsync(Grain(grains).WithdrawAsync(id, body.Value.Reason, user.Actor(), cancellationToken), cancellationToken))
            .Describe("withdrawPolicy", "Withdraws a proposal, or turns down another member's.").Problems(404, 413, 415);
    }

    private static Ok<PolicyReply> Get(AsOfQuery asOf, IFacts facts)
    {
        SolutionFacts known = facts.Read().Facts;
        return TypedResults.Ok(PolicyViews.Reply(known.Policies, asOf, known.Position));
    }

    private static Ok<AsOfListReply<ProposalRow>> List(ListQuery query, AsOfQuery asOf, QueryValue<ProposalStatus> status, IFacts facts)
    {
        SolutionFacts known = facts.Read().Facts;
        IEnumerable<ProposalRow> rows = known.Policies.History.Where(p => p.ProposedAt <= asOf.AsOf.KnownAt).Select(p => PolicyViews.Row(p, asOf.AsOf));
        return TypedResults.Ok(AsOfListReply<ProposalRow>.Of(
            query.Page(rows.Where(r => status.Value is not { } wanted || r.Status == wanted), r => r.ProposalId, r => r, known.Position), asOf));
    }

    private static IPolicyGrain Grain(IGrainFactory grains) => grains.GetGrain<IPolicyGrain>(Streams.Only);
}
