using System.Security.Claims;
using Composite.Contracts.Controls;
using Composite.Domain.Controls;
using Composite.Domain.Evidence;
using Composite.Domain.Ports;
using Composite.Domain.Solutions;
using Composite.Host.Access;
using Composite.Host.Apis.Bodies;
using Composite.Host.Apis.Problems;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Composite.Host.Apis.Staff.Controls;

/// <summary>The controls of solution management: where they stand, and what people record about them.</summary>
internal static class ControlsApi
{
    /// <summary>The controls' one stream, and its grain's key.</summary>
    public const string Key = Domain.Streams.Only;

    public static void MapControls(this IEndpointRouteBuilder routes)
    {
        RouteGroupBuilder controls = routes.Group("/v1/controls", "Controls").AddEndpointFilter(Ids.RequireSlug).Problems(403);
        RouteGroupBuilder reads = controls.MapGroup("").RequireAuthorization(Policies.Staff);
        reads.MapGet("", ListAsync).Describe("listControls", "Lists controls, by id, each with where it stands.");
        reads.MapGet("/assessment", AssessAsync).Describe("assessControls", "Assesses every control, with the proof or the findings.");
        reads.MapGet("/{controlId}", GetAsync).Describe("getControl", "Shows a control with its texts, where it stands, and what was recorded about it.").Problems(404);
        controls.MapMappings();

        RouteGroupBuilder changes = controls.MapGroup("/{controlId}").RequireAuthorization(Policies.Compliance).Problems(404, 413, 415, 422);
        changes.MapPut("/owner", Command<AssignControlOwner>).Describe("assignControlOwner", "Makes a member, or a role, answerable for a control.");
        changes.MapPost("/statements", Command<StateControl>).Describe("stateControl", "States that a control is met, or a shortcoming.");
        changes.MapPost("/evidence", Command<LinkControlEvidence>).Describe("linkControlEvidence", "Puts a document in the vault forward as proof.");
        changes.MapPost("/evidence/{sha256}/removal", (string controlId, string sha256, Body<ReasonBody> body, StaffCommands commands, IGrainFactory grains, ClaimsPrincipal user, CancellationToken cancellationToken) =>
                Execute(controlId, new UnlinkControlEvidence { Sha256 = sha256, Reason = body.Value.Reason }, commands, grains, user, cancellationToken))
            .Describe("unlinkControlEvidence", "Says that a document is no proof of a control.");
        changes.MapPost("/exemption", Command<ProposeControlExemption>).Describe("proposeControlExemption", "Asks that a control be taken as not applicable until a day.");
        changes.MapPost("/exemption/approval", Command<ApproveControlExemption>).Describe("approveControlExemption", "Approves what another member asked for.");
        changes.MapPost("/exemption/end", Command<EndControlExemption>).Describe("endControlExemption", "Makes the control apply again, or turns the wish down.");
    }

    private static Task<Results<Ok<CommandReply>, ApiProblem>> Command<T>(
        string controlId, Body<T> body, StaffCommands commands, IGrainFactory grains, ClaimsPrincipal user, CancellationToken cancellationToken)
        where T : ControlCommand => Execute(controlId, body.Value, commands, grains, user, cancellationToken);

    private static Task<Results<Ok<CommandReply>, ApiProblem>> Execute(
        string controlId, ControlCommand command, StaffCommands commands, IGrainFactory grains, ClaimsPrincipal user, CancellationToken cancellationToken) =>
        commands.AnswerAsync(grains.GetGrain<IControlsGrain>(Key).ExecuteAsync(controlId, command, user.Actor(), cancellationToken), cancellationToken);

    private static async Task<Ok<AsOfListReply<ControlRow>>> ListAsync(
        ListQuery query, AsOfQuery asOf, QueryValue<ControlGroup> group, QueryValue<ControlStatus> status, QueryValue<ControlCheckKind> check, [FromQuery] string? owner, IFacts facts,
        CountedLists lists, CancellationToken cancellationToken)
    {
        SolutionFacts now = facts.Read().Facts;
        ControlCounts counts = await lists.OfControlsAsync(now, asOf.AsOf, cancellationToken);
        IEnumerable<(Control Control, ControlAssessment Assessment)> rows = ControlCatalogue.Controls
            .Where(c => (group.Value is not { } g || c.Group == g) && (check.Value is not { } k || c.Check.Kind == k))
            .Select(c => (c, ControlAssessments.Of(c, now, counts, asOf.AsOf)))
            .Where(x => (status.Value is not { } s || x.Item2.Status == s) && (owner is null || x.Item2.Owner == owner));
        ListReply<ControlRow> page = query.Page(rows, x => x.Control.Id, x => ControlRow.Of(x.Control, x.Assessment), now.Position);
        return TypedResults.Ok(new AsOfListReply<ControlRow>(page.Rows, page.Next, asOf.ValidAt, asOf.KnownAt, page.Position));
    }

    private static async Task<Ok<AssessmentReply>> AssessAsync(AsOfQuery asOf, IFacts facts, CountedLists lists, CancellationToken cancellationToken)
    {
        SolutionFacts now = facts.Read().Facts;
        IReadOnlyList<ControlAssessment> assessments = ControlAssessments.Of(now, await lists.OfControlsAsync(now, asOf.AsOf, cancellationToken), asOf.AsOf);
        Dictionary<string, int> standing = Enum.GetValues<ControlStatus>().ToDictionary(
            s => System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(s.ToString()), s => assessments.Count(a => a.Status == s));
        return TypedResults.Ok(new AssessmentReply(standing, assessments, asOf.ValidAt, asOf.KnownAt, now.Position));
    }

    private static async Task<Results<Ok<ControlDetail>, ApiProblem>> GetAsync(string controlId, AsOfQuery asOf, IFacts facts, CountedLists lists, CancellationToken cancellationToken)
    {
        if (ControlCatalogue.Find(controlId) is not { } control) return ApiProblem.NotFound("No control with this id is in the catalogue.");
        SolutionFacts now = facts.Read().Facts;
        ControlRecord record = now.Controls.Of(controlId);
        DateTimeOffset knownAt = asOf.AsOf.KnownAt;
        return TypedResults.Ok(new ControlDetail
        {
            Control = control,
            Assessment = ControlAssessments.Of(control, now, await lists.OfControlsAsync(now, asOf.AsOf, cancellationToken), asOf.AsOf),
            Evidence =
            [
                .. record.LinkedAt(knownAt).Select(sha256 => now.Evidence.Find(sha256, knownAt)).OfType<EvidenceEntry>()
                    .Select(e => new LinkedDocument(e.Document.Sha256, e.Document.Title, e.Document.ValidFrom, e.Document.ExpiresOn, e.CountsOn(asOf.AsOf.Day, knownAt))),
            ],
            Exemption = record.ExemptionKnownAt(knownAt) is { } exemption ? ExemptionView.Of(exemption) : null,
            Statements = [.. record.Statements.Where(s => s.RecordedAt <= knownAt).Select(s => new ControlStatement(s.Value.Met, s.Value.Text, s.Value.ValidUntil, s.Value.StatedBy, s.RecordedAt))],
            ValidAt = asOf.ValidAt,
            KnownAt = asOf.KnownAt,
            Position = now.Position,
        });
    }
}
