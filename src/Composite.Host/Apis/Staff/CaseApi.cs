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
        cases.MapGet("/{id}", CaseViews.Get).RequireAuthorization(Policies.Staff)
            .Describe("getCase", "Shows a case with its actions, and each recipient's clock: when it is due, when it was told, by how much it is late.").Problems(404);
        cases.MapPut("/{id}", (string id, Body<OpenCase> body, StaffCommands commands, ClaimsPrincipal user, CancellationToken cancellationToken) =>
                commands.CaseAsync(id, body.Value, user, cancellationToken))
            .RequireAuthorization(Policies.CaseOpener).Describe("openCase", "Opens a case for a security issue in a component.").Problems(413, 415, 422);

        RouteGroupBuilder changes = cases.MapGroup("/{id}").RequireAuthorization(Policies.Compliance).Problems(404, 413, 415, 422);
        Map<AmendCase>(changes, "/amendments", "amendCase", "Corrects what is known of the issue; what is left out stays. What was known before stays answerable.");
        Map<BlockVersions>(changes, "/block", "blockVersions", "Withdraws the affected versions of the component: devices that run them are refused.");
        Map<RestrictAdmission>(changes, "/restriction", "restrictAdmission", "Admits no new device on an affected version while the case is open.");
        Map<StartCampaign>(changes, "/campaigns", "startCampaign", "Asks merchants to move their devices to another version by a day.");
        Map<DecideRemedy>(changes, "/decisions", "decideRemedy", "Records how the issue is remedied.");
        Map<RecordNotification>(changes, "/notifications", "recordNotification", "Records the proof that a recipient was told: it stops that recipient's clock.");
        Map<CloseCase>(changes, "/closure", "closeCase", "Closes a case. While a recipient with a clock was not told, only as not affected.");
    }

    private static void Map<TCommand>(RouteGroupBuilder changes, string path, string name, string summary)
        where TCommand : CaseCommand =>
        changes.MapPost(path, (string id, Body<TCommand> body, StaffCommands commands, ClaimsPrincipal user, CancellationToken cancellationToken) =>
            commands.CaseAsync(id, body.Value, user, cancellationToken)).Describe(name, summary);

    private static Task<Results<Ok<CommandReply>, ApiProblem>> CaseAsync(this StaffCommands commands, string id, CaseCommand command, ClaimsPrincipal user, CancellationToken cancellationToken) =>
        commands.AnswerAsync(commands.Grains.GetGrain<ICaseGrain>(id).ExecuteAsync(command, user.Actor(), cancellationToken), cancellationToken);
}
