using System.Security.Claims;
using Composite.Contracts.Solutions;
using Composite.Domain;
using Composite.Domain.Policies;
using Composite.Domain.Ports;
using Composite.Domain.Solutions;
using Composite.Host.Access;
using Composite.Host.Apis.Bodies;
using Composite.Host.Apis.Problems;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Composite.Host.Apis.Staff;

/// <summary>The components that a solution is made of, as a whole.</summary>
internal sealed record CompositionBody(IReadOnlyList<string> ComponentIds);

/// <summary>The platforms on which devices are accepted, as a whole.</summary>
internal sealed record BaselineBody(IReadOnlyList<PlatformRuleInfo> Rules);

/// <summary>Composite solutions.</summary>
internal static class SolutionApi
{
    public static void MapSolutions(this IEndpointRouteBuilder routes)
    {
        RouteGroupBuilder solutions = routes.Group("/v1/solutions", "Solutions").AddEndpointFilter(Ids.RequireSlug).Problems(403);
        RouteGroupBuilder reads = solutions.MapGroup("").RequireAuthorization(Policies.Staff);
        reads.MapGet("", List).Describe("listSolutions", "Lists solutions, by id, each with the status of its listing, as of any instant and as known at any.");
        reads.MapGet("/{id}", Get).Describe("getSolution", "Shows a solution with its composition, baseline and listings and their statuses, as of any instant and as known at any.").Problems(404);
        reads.MapGet("/{id}/graph", GraphApi.Get)
            .Describe("getSolutionGraph", "Shows what the solution depends on, with statuses, effects, and what warns or refuses along which path.").Problems(404);
        reads.MapHistory(Streams.Solution, "getSolutionHistory", "Lists every fact about a solution: who recorded what, when.");

        RouteGroupBuilder changes = solutions.MapGroup("/{id}").RequireAuthorization(Policies.Compliance).Problems(404, 413, 415, 422);
        changes.MapPut("", (string id, Body<RegisterSolution> body, StaffCommands commands, ClaimsPrincipal user, CancellationToken cancellationToken) =>
                commands.SolutionAsync(id, body.Value, user, cancellationToken))
            .Describe("registerSolution", "Sets up a solution.");
        changes.MapPut("/composition", (string id, Body<CompositionBody> body, StaffCommands commands, ClaimsPrincipal user, CancellationToken cancellationToken) =>
                commands.SolutionAsync(id, new ComposeSolution { ComponentIds = body.Value.ComponentIds }, user, cancellationToken))
            .Describe("composeSolution", "Defines the whole composition.");
        changes.MapPut("/baseline", (string id, Body<BaselineBody> body, StaffCommands commands, ClaimsPrincipal user, CancellationToken cancellationToken) =>
                commands.SolutionAsync(id, new AdoptBaseline { Rules = body.Value.Rules }, user, cancellationToken))
            .Describe("adoptBaseline", "Defines the whole COTS baseline.");
        changes.MapPut("/activation", (string id, Body<ActivationChangeBody> body, StaffCommands commands, ClaimsPrincipal user, CancellationToken cancellationToken) =>
                commands.SolutionAsync(id, new SetSolutionActive { Active = body.Value.Active, Reason = body.Value.Reason }, user, cancellationToken))
            .Describe("setSolutionActive", "Puts the solution into service, or stops it.");
        changes.MapPost("/platform-support", (string id, Body<RecordPlatformSupport> body, StaffCommands commands, ClaimsPrincipal user, CancellationToken cancellationToken) =>
                commands.SolutionAsync(id, body.Value, user, cancellationToken))
            .Describe("recordPlatformSupport", "Records until when an operating system's version is supported by its maker; a later record corrects it.");
        ListingRoutes.OfSolutions.Map(changes.MapGroup("/listings"));
    }

    private static Ok<AsOfListReply<SolutionRow>> List(ListQuery query, AsOfQuery asOf, IFacts facts)
    {
        SolutionFacts known = facts.Read().Facts;
        PolicyValues policy = known.Policies.At(asOf.AsOf).Values;
        IEnumerable<SolutionState> wanted = known.Solutions.Values.Where(s => s.RegisteredAt <= asOf.AsOf.KnownAt);
        return TypedResults.Ok(AsOfListReply<SolutionRow>.Of(query.Page(wanted, s => s.Id, s => SolutionReplies.Row(s, known.Waivers, policy, asOf.AsOf), known.Position), asOf));
    }

    private static Results<Ok<SolutionReply>, ApiProblem> Get(string id, AsOfQuery asOf, IFacts facts)
    {
        SolutionFacts known = facts.Read().Facts;
        return known.Solutions.GetValueOrDefault(id) is { } solution && solution.RegisteredAt <= asOf.AsOf.KnownAt
            ? TypedResults.Ok(SolutionReplies.Whole(solution, known, asOf))
            : ApiProblem.NotFound("No solution with this id was registered by then.");
    }
}
