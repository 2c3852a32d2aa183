using System.Security.Claims;
using Composite.Contracts.Solutions;
using Composite.Domain.Ports;
using Composite.Domain.Scope;
using Composite.Domain.Solutions;
using Composite.Host.Access;
using Composite.Host.Apis.Bodies;
using Composite.Host.Apis.Problems;
using Composite.Host.Apis.Staff.Evidence;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Composite.Host.Apis.Staff.Scope;

/// <summary>What is to be planned, without saving it.</summary>
/// <param name="Scope">Where each part comes from.</param>
/// <param name="SolutionId">The solution whose composition the parts must be in; null for none.</param>
internal sealed record PlanBody(DeclareScope Scope, string? SolutionId = null);

/// <summary>A plan as of an instant.</summary>
/// <param name="SolutionId">The solution, or null for a plan that nobody saved.</param>
/// <param name="Complete">True when no domain misses anything.</param>
/// <param name="Declaration">What it is planned by, or null when nothing was declared.</param>
/// <param name="DeclaredBy">Who declared it.</param>
/// <param name="DeclaredAt">When.</param>
/// <param name="Domains">The five domains, in order.</param>
/// <param name="ValidAt">The instant that the answer is for.</param>
/// <param name="KnownAt">As far as was known then.</param>
/// <param name="Position">The journal position that the answer includes.</param>
internal sealed record PlanReply(
    string? SolutionId, bool Complete, ScopeDeclaration? Declaration, string? DeclaredBy, DateTimeOffset? DeclaredAt, IReadOnlyList<ScopeDomain> Domains,
    DateTimeOffset ValidAt, DateTimeOffset KnownAt, long Position);

/// <summary>Which domains the provider has evaluated, and which it relies on others for.</summary>
internal static class ScopeApi
{
    public static void MapScope(this IEndpointRouteBuilder routes)
    {
        RouteGroupBuilder solutions = routes.Group("/v1/solutions/{id}/scope", "Scope").AddEndpointFilter(Ids.RequireSlug).Problems(403, 404);
        solutions.MapGet("", Get).RequireAuthorization(Policies.Staff).Describe("getScope", "Shows the plan of a solution's scope, domain by domain.");
        solutions.MapPut("", (string id, Body<DeclareScope> body, StaffCommands commands, ClaimsPrincipal user, CancellationToken cancellationToken) => commands.SolutionAsync(id, body.Value, user, cancellationToken))
            .RequireAuthorization(Policies.Compliance).Describe("declareScope", "Says what the provider builds and runs itself, and what it takes from others.").Problems(413, 415, 422);
        routes.Group("/v1/scope", "Scope").Problems(403).MapPost("/plan", Plan)
            .RequireAuthorization(Policies.Staff).Describe("planScope", "Plans a scope without saving it.").Problems(413, 415, 422);
    }

    private static Results<Ok<PlanReply>, ApiProblem> Get(string id, AsOfQuery asOf, IFacts facts)
    {
        SolutionFacts now = facts.Read().Facts;
        return ScopePlanner.Of(now, id, asOf.AsOf) is { } plan ? TypedResults.Ok(Reply(plan, asOf, now)) : ApiProblem.NotFound("No solution with this id was registered.");
    }

    private static Results<Ok<PlanReply>, ApiProblem> Plan(Body<PlanBody> body, AsOfQuery asOf, IFacts facts)
    {
        SolutionFacts now = facts.Read().Facts;
        ScopeDeclaration declaration = Declaration(body.Value.Scope);
        Domain.Problems problems = ScopeDecider.Check(new Domain.Problems(), declaration);
        SolutionState? solution = body.Value.SolutionId is { } id ? now.Solutions.GetValueOrDefault(id) : null;
        problems.Require(body.Value.SolutionId is null || solution is not null, "unknown-solution", "solutionId", "No such solution is registered.", "Give the id of a solution, or leave it out.");
        if (problems.Any) return ApiProblem.CommandRefused(EvidenceUpload.ToWire(((Domain.Decision.Rejected)problems.Or()).Problems));
        return TypedResults.Ok(Reply(ScopePlanner.Of(now, declaration, asOf.AsOf, solution?.ComponentIdsAt(asOf.AsOf) ?? []), asOf, now));
    }

    private static PlanReply Reply(ScopePlan plan, AsOfQuery asOf, SolutionFacts facts) => new(
        plan.SolutionId, plan.Complete, plan.Declaration, plan.DeclaredBy, plan.DeclaredAt, plan.Domains, asOf.ValidAt, asOf.KnownAt, facts.Position);

    private static ScopeDeclaration Declaration(DeclareScope s) => new()
    {
        Software = Part(s.Software),
        Application = Part(s.Application),
        Attestation = Part(s.Attestation),
        BackEnd = Part(s.BackEnd),
        Decryption = s.Decryption is { } decryption ? Part(decryption) : null,
    };

    private static ScopePart Part(ScopePartInfo part) => new((Domain.Scope.ScopeSource)part.Source, part.Reference, part.ThirdPartyId);
}
