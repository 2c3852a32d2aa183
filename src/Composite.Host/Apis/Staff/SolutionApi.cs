using System.Security.Claims;
using Composite.Contracts.Solutions;
using Composite.Domain;
using Composite.Domain.Ports;
using Composite.Host.Access;
using Composite.Host.Apis.Bodies;
using Composite.Host.Apis.Problems;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Composite.Host.Apis.Staff;

/// <summary>A solution in a list.</summary>
internal sealed record SolutionRow(string SolutionId, string Name, string Provider, bool Active, int Components);

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
        solutions.MapGet("", (ListQuery query, IFacts facts) => List(query, facts)).RequireAuthorization(Policies.Staff).Describe("listSolutions", "Lists solutions, by id.");
        solutions.MapGet("/{id}", GetAsync).RequireAuthorization(Policies.Staff).Describe("getSolution", "Shows a solution with its composition, baseline and listings.").Problems(404);

        solutions.MapGet("/{id}/graph", GraphApi.Get).RequireAuthorization(Policies.Staff)
            .Describe("getSolutionGraph", "Shows what the solution depends on, with statuses, effects, and what warns or refuses along which path.").Problems(404);

        solutions.MapGroup("").RequireAuthorization(Policies.Staff)
            .MapHistory(Streams.Solution, "getSolutionHistory", "Lists every fact about a solution: who recorded what, when.");

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

    private static Ok<ListReply<SolutionRow>> List(ListQuery query, IFacts facts)
    {
        FactsReading reading = facts.Read();
        return TypedResults.Ok(query.Page(
            reading.Facts.Solutions.Values, s => s.Id, s => new SolutionRow(s.Id, s.Name, s.Provider, s.Active, s.ComponentIds.Count), reading.Facts.Position));
    }

    private static async Task<Results<Ok<SolutionView>, ApiProblem>> GetAsync(string id, IGrainFactory grains, CancellationToken cancellationToken) =>
        await grains.GetGrain<ISolutionGrain>(id).GetAsync(cancellationToken) is { } view
            ? TypedResults.Ok(view)
            : ApiProblem.NotFound("No solution with this id is registered.");
}
