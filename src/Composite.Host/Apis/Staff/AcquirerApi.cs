using System.Security.Claims;
using Composite.Contracts.Acquirers;
using Composite.Domain.Ports;
using Composite.Host.Access;
using Composite.Host.Apis.Bodies;
using Composite.Host.Apis.Problems;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Composite.Host.Apis.Staff;

/// <summary>An acquirer in a list.</summary>
internal sealed record AcquirerRow(string AcquirerId, string Name, string Dialect, string Host, int Port, bool Active, string? StatusReason);

/// <summary>Acquirers.</summary>
internal static class AcquirerApi
{
    public static void MapAcquirers(this IEndpointRouteBuilder routes)
    {
        RouteGroupBuilder acquirers = routes.Group("/v1/acquirers", "Acquirers").AddEndpointFilter(Ids.RequireSlug).Problems(403);
        acquirers.MapGet("", (ListQuery query, IFacts facts) => List(query, facts)).RequireAuthorization(Policies.Staff).Describe("listAcquirers", "Lists acquirers, by id.");
        acquirers.MapGet("/{id}", GetAsync).RequireAuthorization(Policies.Staff).Describe("getAcquirer", "Shows an acquirer.").Problems(404);

        RouteGroupBuilder changes = acquirers.MapGroup("/{id}").RequireAuthorization(Policies.Administrator).Problems(404, 413, 415, 422);
        changes.MapPut("", (string id, Body<RegisterAcquirer> body, StaffCommands commands, ClaimsPrincipal user, CancellationToken cancellationToken) =>
                commands.AcquirerAsync(id, body.Value, user, cancellationToken))
            .Describe("registerAcquirer", "Registers an acquirer, or replaces its facts as a whole.");
        changes.MapPut("/activation", (string id, Body<ActivationChangeBody> body, StaffCommands commands, ClaimsPrincipal user, CancellationToken cancellationToken) =>
                commands.AcquirerAsync(id, new SetAcquirerActive { Active = body.Value.Active, Reason = body.Value.Reason }, user, cancellationToken))
            .Describe("setAcquirerActive", "Sends payments to the acquirer, or no more.");
        acquirers.MapPut("/{id}/notification-terms", (string id, Body<SetNotificationTerms> body, StaffCommands commands, ClaimsPrincipal user, CancellationToken cancellationToken) =>
                commands.AcquirerAsync(id, body.Value, user, cancellationToken))
            .RequireAuthorization(Policies.Compliance)
            .Describe("setNotificationTerms", "Records within how many hours the contract has the acquirer told of a security issue, and whom.").Problems(404, 413, 415, 422);
    }

    private static Ok<ListReply<AcquirerRow>> List(ListQuery query, IFacts facts)
    {
        FactsReading reading = facts.Read();
        return TypedResults.Ok(query.Page(
            reading.Facts.Acquirers.Values, a => a.Profile.AcquirerId,
            a => new AcquirerRow(a.Profile.AcquirerId, a.Profile.Name, a.Profile.Dialect, a.Profile.Host, a.Profile.Port, a.Active, a.StatusReason), reading.Facts.Position));
    }

    private static async Task<Results<Ok<AcquirerView>, ApiProblem>> GetAsync(string id, IGrainFactory grains, CancellationToken cancellationToken) =>
        await grains.GetGrain<IAcquirerGrain>(id).GetAsync(cancellationToken) is { } view
            ? TypedResults.Ok(view)
            : ApiProblem.NotFound("No acquirer with this id is registered.");
}
