using System.Security.Claims;
using Composite.Contracts.Acquirers;
using Composite.Domain.Acquirers;
using Composite.Domain.Ports;
using Composite.Domain.Solutions;
using Composite.Host.Access;
using Composite.Host.Apis.Bodies;
using Composite.Host.Apis.Problems;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Composite.Host.Apis.Staff;

/// <summary>An acquirer in a list, as of the answer's instants.</summary>
internal sealed record AcquirerRow(string AcquirerId, string Name, string Dialect, string Host, int Port, bool Active, string? StatusReason);

/// <summary>How an acquirer was reached and what it took.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Dialect">The dialect that its host speaks.</param>
/// <param name="Host">Host name or address.</param>
/// <param name="Port">TCP port.</param>
/// <param name="TlsCertificateSha256">SHA-256 of the host's TLS certificate; null for plain TCP on a private line.</param>
/// <param name="InstitutionId">Acquiring institution identification code (DE32).</param>
/// <param name="ResponseTimeoutMs">How long an answer may take, milliseconds.</param>
/// <param name="MaxInFlight">Most requests without an answer at once.</param>
internal sealed record AcquirerProfileReply(
    string Name, string Dialect, string Host, int Port, string? TlsCertificateSha256, string InstitutionId, int ResponseTimeoutMs, int MaxInFlight)
{
    public static AcquirerProfileReply Of(AcquirerProfile p) =>
        new(p.Name, p.Dialect, p.Host, p.Port, p.TlsCertificateSha256, p.InstitutionId, (int)p.ResponseTimeout.TotalMilliseconds, p.MaxInFlight);
}

/// <summary>An acquirer as of the answer's instants.</summary>
/// <param name="AcquirerId">Its id.</param>
/// <param name="Profile">How it was reached.</param>
/// <param name="Active">True when payments went to it.</param>
/// <param name="StatusReason">Why it was last suspended or reinstated by then.</param>
/// <param name="NotificationTerms">The contract's terms as they were known; null while none were on record.</param>
/// <param name="ValidAt">What was so at this instant.</param>
/// <param name="KnownAt">As far as it was known at this instant.</param>
/// <param name="Position">The journal position that the answer includes.</param>
internal sealed record AcquirerReply(
    string AcquirerId, AcquirerProfileReply Profile, bool Active, string? StatusReason, AcquirerNotificationTermsSet? NotificationTerms, DateTimeOffset ValidAt, DateTimeOffset KnownAt,
    long Position);

/// <summary>Acquirers.</summary>
internal static class AcquirerApi
{
    public static void MapAcquirers(this IEndpointRouteBuilder routes)
    {
        RouteGroupBuilder acquirers = routes.Group("/v1/acquirers", "Acquirers").AddEndpointFilter(Ids.RequireSlug).Problems(403);
        RouteGroupBuilder reads = acquirers.MapGroup("").RequireAuthorization(Policies.Staff);
        reads.MapGet("", List).Describe("listAcquirers", "Lists acquirers, by id, as of any instant and as known at any.");
        reads.MapGet("/{id}", Get).Describe("getAcquirer", "Shows an acquirer with its terms of notification, as of any instant and as known at any.").Problems(404);

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

    private static Ok<AsOfListReply<AcquirerRow>> List(ListQuery query, AsOfQuery asOf, IFacts facts)
    {
        SolutionFacts known = facts.Read().Facts;
        IEnumerable<(AcquirerProfile Profile, AcquirerActivation Activation)> then = known.Acquirers.Values
            .Select(a => (Profile: a.ProfileAt(asOf.AsOf), Activation: a.ActivationAt(asOf.AsOf))).Where(a => a.Profile is not null).Select(a => (a.Profile!, a.Activation));
        return TypedResults.Ok(AsOfListReply<AcquirerRow>.Of(
            query.Page(
                then, a => a.Profile.AcquirerId,
                a => new AcquirerRow(a.Profile.AcquirerId, a.Profile.Name, a.Profile.Dialect, a.Profile.Host, a.Profile.Port, a.Activation.Active, a.Activation.Reason), known.Position),
            asOf));
    }

    private static Results<Ok<AcquirerReply>, ApiProblem> Get(string id, AsOfQuery asOf, IFacts facts)
    {
        SolutionFacts known = facts.Read().Facts;
        if (known.Acquirers.GetValueOrDefault(id) is not { } acquirer || acquirer.ProfileAt(asOf.AsOf) is not { } profile) return ApiProblem.NotFound("No acquirer with this id was registered by then.");
        AcquirerActivation activation = acquirer.ActivationAt(asOf.AsOf);
        return TypedResults.Ok(new AcquirerReply(
            id, AcquirerProfileReply.Of(profile), activation.Active, activation.Reason, acquirer.NotificationTermsAt(asOf.AsOf.KnownAt), asOf.ValidAt, asOf.KnownAt, known.Position));
    }
}
