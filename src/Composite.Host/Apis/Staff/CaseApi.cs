using System.Security.Claims;
using Composite.Contracts.Cases;
using Composite.Host.Access;
using Composite.Host.Apis.Bodies;
using Composite.Host.Apis.Problems;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Composite.Host.Apis.Staff;

/// <summary>Security issues in components: what is done about each, and the proof that everybody was told in time.</summary>
internal static class CaseApi
{
    public static void MapCases(this IEndpointRouteBuilder routes)
    {
        RouteGroupBuilder cases = routes.Group("/v1/cases", "Cases").AddEndpointFilter(Ids.RequireSlug).Problems(403);
        cases.MapGet("", CaseViews.List).RequireAuthorization(Policies.Staff).Describe("listCases", "Lists security-issue cases, by id.");
        cases.MapGet("/{id}", CaseViews.GetAsync).RequireAuthorization(Policies.Staff)
            .Describe("getCase", "Shows a case with its actions, how far its campaigns are, and each recipient's clock: when it is due, when it was told, by how much it is late.").Problems(404);
        cases.MapPut("/{id}", Command<OpenCase>)
            .RequireAuthorization(Policies.CaseOpener).Describe("openCase", "Opens a case for a security issue in a component.").Problems(413, 415, 422);

        RouteGroupBuilder changes = cases.MapGroup("/{id}").RequireAuthorization(Policies.Compliance).Problems(404, 413, 415, 422);
        changes.MapPost("/amendments", Command<AmendCase>).Describe("amendCase", "Corrects what is known of the issue; what is left out stays. What was known before stays answerable.");
        changes.MapPost("/block", Command<BlockVersions>).Describe("blockVersions", "Withdraws the affected versions of the component: devices that run them are refused.");
        changes.MapPost("/restriction", Command<RestrictAdmission>).Describe("restrictAdmission", "Admits no new device on an affected version while the case is open.");
        changes.MapPost("/campaigns", Command<StartCampaign>).Describe("startCampaign", "Asks merchants to move their devices to another version by a day.");
        changes.MapPost("/decisions", Command<DecideRemedy>).Describe("decideRemedy", "Records how the issue is remedied.");
        changes.MapPost("/notifications", Command<RecordNotification>).Describe("recordNotification", "Records the proof that a recipient was told: it stops that recipient's clock.");
        changes.MapPost("/closure", Command<CloseCase>).Describe("closeCase", "Closes a case. While a recipient with a clock was not told, only as not affected.");
    }

    private static Task<Results<Ok<CommandReply>, ApiProblem>> Command<T>(
        string id, Body<T> body, StaffCommands commands, ClaimsPrincipal user, CancellationToken cancellationToken)
        where T : CaseCommand => commands.CaseAsync(id, body.Value, user, cancellationToken);

    private static Task<Results<Ok<CommandReply>, ApiProblem>> CaseAsync(this StaffCommands commands, string id, CaseCommand command, ClaimsPrincipal user, CancellationToken cancellationToken) =>
        commands.AnswerAsync(commands.Grains.GetGrain<ICaseGrain>(id).ExecuteAsync(command, user.Actor(), cancellationToken), cancellationToken);
}
