using System.Security.Claims;
using Composite.Contracts.Waivers;
using Composite.Domain.Ports;
using Composite.Domain.Solutions;
using Composite.Domain.Waivers;
using Composite.Host.Access;
using Composite.Host.Apis.Bodies;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Composite.Host.Apis.Staff;

/// <summary>A listing in remediation, and what was decided on it.</summary>
internal sealed record RemediationRow(
    string SubjectId, string Reference, DateTimeOffset OpenedAt, DateTimeOffset DueAt, bool Overdue, DateTimeOffset? DecidedAt, string? DecidedBy, string? Decision);

/// <summary>Listings in remediation as of two instants, the most urgent first.</summary>
internal sealed record RemediationReply(DateTimeOffset ValidAt, DateTimeOffset KnownAt, long Position, IReadOnlyList<RemediationRow> Rows);

/// <summary>Listings in remediation, on which somebody must decide.</summary>
internal static class RemediationApi
{
    public static void MapRemediations(this IEndpointRouteBuilder routes)
    {
        RouteGroupBuilder remediations = routes.Group("/v1/remediations", "Waivers").Problems(403);
        remediations.MapGet("", Ok<RemediationReply> (AsOfQuery asOf, IFacts facts) =>
            {
                SolutionFacts known = facts.Read().Facts;
                return TypedResults.Ok(new RemediationReply(asOf.ValidAt, asOf.KnownAt, known.Position,
                [
                    .. RemediationDecisions.Of(known, asOf.AsOf).Select(r =>
                        new RemediationRow(r.SubjectId, r.Reference, r.OpenedAt, r.DueAt, !r.Decided && r.DueAt <= asOf.ValidAt, r.DecidedAt, r.DecidedBy, r.Decision)),
                ]));
            })
            .RequireAuthorization(Policies.Staff)
            .Describe("listRemediations", "Lists the listings in remediation, with the decision on each or by when it is due.");
        remediations.MapPost("/decisions", (Body<DecideRemediation> body, StaffCommands commands, IGrainFactory grains, ClaimsPrincipal user, CancellationToken cancellationToken) =>
                commands.WaiverAsync(grains, body.Value, user, cancellationToken))
            .RequireAuthorization(Policies.Compliance)
            .Describe("decideRemediation", "Records what was decided on a listing in remediation.").Problems(413, 415, 422);
    }
}
