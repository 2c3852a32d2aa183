using System.Security.Claims;
using Composite.Contracts.Waivers;
using Composite.Domain;
using Composite.Domain.Components;
using Composite.Domain.Ports;
using Composite.Domain.Solutions;
using Composite.Domain.Waivers;
using Composite.Host.Access;
using Composite.Host.Apis.Bodies;
using Composite.Host.Apis.Problems;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Composite.Host.Apis.Staff;

/// <summary>A waiver, and where it stands.</summary>
internal sealed record WaiverRow(
    string WaiverId, WaiverStatus Status, string SubjectId, string Reference, IReadOnlyList<CertificationStatus> Statuses, DateTimeOffset ValidFrom, DateTimeOffset ValidUntil,
    bool CoversAdmission, string Reason, string CompensatingControl, string ProposedBy, DateTimeOffset ProposedAt, string? ApprovedBy, DateTimeOffset? ApprovedAt,
    string? EndedBy, DateTimeOffset? EndedAt, string? EndReason)
{
    /// <summary>The waiver as of two instants; null before it was proposed.</summary>
    public static WaiverRow? Of(WaiverState state, AsOf asOf)
    {
        if (state.StatusAt(asOf) is not { } status) return null;
        bool approved = state.ApprovedAt <= asOf.KnownAt;
        WaiverEnded? end = state.End?.RecordedAt <= asOf.KnownAt ? state.End.Value : null;
        Waiver w = state.Waiver;
        return new WaiverRow(
            w.WaiverId, status, w.SubjectId, w.Reference, w.Statuses, w.ValidFrom, w.ValidUntil, w.CoversAdmission, w.Reason, w.CompensatingControl,
            state.ProposedBy, state.ProposedAt, approved ? state.ApprovedBy : null, approved ? state.ApprovedAt : null, end?.EndedBy, end?.EffectiveAt, end?.Reason);
    }
}

/// <summary>One waiver as of two instants.</summary>
internal sealed record WaiverReply(DateTimeOffset ValidAt, DateTimeOffset KnownAt, long Position, WaiverRow Waiver);

/// <summary>Tolerances of lapsed certifications: one member proposes, another approves.</summary>
internal static class WaiverApi
{
    public static void MapWaivers(this IEndpointRouteBuilder routes)
    {
        RouteGroupBuilder waivers = routes.Group("/v1/waivers", "Waivers").AddEndpointFilter(Ids.RequireSlug).Problems(403);
        RouteGroupBuilder reading = waivers.MapGroup("").RequireAuthorization(Policies.Staff);
        reading.MapGet("", List).Describe("listWaivers", "Lists waivers, by id, with where each stands.");
        reading.MapGet("/{id}", Get).Describe("getWaiver", "Shows a waiver.").Problems(404);

        RouteGroupBuilder changes = waivers.MapGroup("").RequireAuthorization(Policies.Compliance).Problems(422);
        changes.MapPost("", (Body<ProposeWaiver> body, StaffCommands commands, IGrainFactory grains, ClaimsPrincipal user, CancellationToken cancellationToken) =>
                commands.WaiverAsync(grains, body.Value, user, cancellationToken))
            .Describe("proposeWaiver", "Asks that a lapsed certification be tolerated for a while; it holds once another member approved it.").Problems(413, 415);
        changes.MapPost("/{id}/approval", (string id, StaffCommands commands, IGrainFactory grains, ClaimsPrincipal user, CancellationToken cancellationToken) =>
                commands.WaiverAsync(grains, new ApproveWaiver(id), user, cancellationToken))
            .Describe("approveWaiver", "Approves a waiver of another member.").Problems(404);
        changes.MapPost("/{id}/end", (string id, Body<ReasonBody> body, StaffCommands commands, IGrainFactory grains, ClaimsPrincipal user, CancellationToken cancellationToken) =>
                commands.WaiverAsync(grains, new EndWaiver(id, body.Value.Reason), user, cancellationToken))
            .Describe("endWaiver", "Turns a waiver down, or ends it before its date.").Problems(404, 413, 415);
    }

    /// <summary>Sends a command about waivers on behalf of the caller.</summary>
    public static Task<Results<Ok<CommandReply>, ApiProblem>> WaiverAsync(
        this StaffCommands commands, IGrainFactory grains, WaiverCommand command, ClaimsPrincipal user, CancellationToken cancellationToken) =>
        commands.AnswerAsync(grains.GetGrain<IWaiverGrain>(Streams.Only).ExecuteAsync(command, user.Actor(), cancellationToken), cancellationToken);

    private static Ok<AsOfListReply<WaiverRow>> List(ListQuery query, AsOfQuery asOf, QueryValue<WaiverStatus> status, IFacts facts)
    {
        SolutionFacts known = facts.Read().Facts;
        IEnumerable<WaiverRow> rows = known.Waivers.All.Values.Select(w => WaiverRow.Of(w, asOf.AsOf)).OfType<WaiverRow>();
        return TypedResults.Ok(AsOfListReply<WaiverRow>.Of(
            query.Page(rows.Where(r => status.Value is not { } wanted || r.Status == wanted), r => r.WaiverId, r => r, known.Position), asOf));
    }

    private static Results<Ok<WaiverReply>, ApiProblem> Get(string id, AsOfQuery asOf, IFacts facts)
    {
        SolutionFacts known = facts.Read().Facts;
        return known.Waivers.All.GetValueOrDefault(id) is { } state && WaiverRow.Of(state, asOf.AsOf) is { } row
            ? TypedResults.Ok(new WaiverReply(asOf.ValidAt, asOf.KnownAt, known.Position, row))
            : ApiProblem.NotFound("No waiver with this id was proposed by then.");
    }
}
