using System.Security.Claims;
using Composite.Contracts.Staff;
using Composite.Host.Access;
using Composite.Host.Apis.Bodies;
using Composite.Host.Apis.Problems;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Composite.Host.Apis.Staff;

/// <summary>The first administrator.</summary>
internal sealed record BootstrapBody(string MemberId, string Name);

/// <summary>A new member of staff.</summary>
internal sealed record MemberBody(string MemberId, string Name, IReadOnlyList<StaffRole> Roles);

/// <summary>A member's credential, shown this once.</summary>
internal sealed record CredentialReply(string MemberId, string Credential);

/// <summary>Who may call the staff API.</summary>
internal static class MemberApi
{
    public static void MapMembers(this IEndpointRouteBuilder routes)
    {
        RouteGroupBuilder staff = routes.Group("/v1/staff", "Staff").Problems(403);
        staff.MapPost("/bootstrap", BootstrapAsync)
            .RequireAuthorization(Policies.Installer)
            .RequireRateLimiting(AccessRegistration.BootstrapRate)
            .Describe("bootstrapStaff", "Adds the first administrator, with the secret that the first start printed. Works once.")
            .Problems(413, 415, 422, 429);

        RouteGroupBuilder members = staff.MapGroup("/members").RequireAuthorization(Policies.Administrator).AddEndpointFilter(Ids.RequireSlug);
        members.MapGet("", async Task<Ok<IReadOnlyList<StaffMemberView>>> (IGrainFactory grains, CancellationToken cancellationToken) =>
                TypedResults.Ok(await Grain(grains).ListAsync(cancellationToken)))
            .Describe("listMembers", "Lists the members of staff.");
        members.MapPost("", AddMemberAsync).Describe("addMember", "Adds a member of staff; the credential is shown this once.").Problems(413, 415, 422);
        members.MapPost("/{id}/removal", (string id, Body<ReasonBody> body, StaffCommands commands, IGrainFactory grains, ClaimsPrincipal user, CancellationToken cancellationToken) =>
                commands.AnswerAsync(Grain(grains).RemoveAsync(id, body.Value.Reason, user.Actor(), cancellationToken), cancellationToken))
            .Describe("removeMember", "Removes a member of staff: the credential no longer works.").Problems(404, 413, 415, 422);
    }

    private static Task<Results<Created<CredentialReply>, ApiProblem>> BootstrapAsync(
        Body<BootstrapBody> body, StaffCommands commands, IGrainFactory grains, CancellationToken cancellationToken)
    {
        BootstrapBody member = body.Value;
        return AddAsync(member.MemberId, commands, credential =>
            Grain(grains).BootstrapAsync(new AddStaffMember(member.MemberId, member.Name, [StaffRole.Administrator], credential), cancellationToken), cancellationToken);
    }

    private static Task<Results<Created<CredentialReply>, ApiProblem>> AddMemberAsync(
        Body<MemberBody> body, StaffCommands commands, IGrainFactory grains, ClaimsPrincipal user, CancellationToken cancellationToken)
    {
        MemberBody member = body.Value;
        return AddAsync(member.MemberId, commands, credential =>
            Grain(grains).AddAsync(new AddStaffMember(member.MemberId, member.Name, member.Roles, credential), user.Actor(), cancellationToken), cancellationToken);
    }

    private static async Task<Results<Created<CredentialReply>, ApiProblem>> AddAsync(
        string memberId, StaffCommands commands, Func<string, Task<Contracts.CommandResult>> add, CancellationToken cancellationToken)
    {
        string credential = Secrets.NewCredential();
        (CommandReply? reply, ApiProblem? problem) = await commands.SettleAsync(add(Ids.Sha256(credential)), cancellationToken);
        return reply is not null ? TypedResults.Created((string?)null, new CredentialReply(memberId, credential)) : problem!;
    }

    private static IStaffGrain Grain(IGrainFactory grains) => grains.GetGrain<IStaffGrain>(StaffDirectory.Key);
}
