using System.Security.Claims;
using Composite.Contracts.Devices;
using Composite.Domain.Devices;
using Composite.Domain.Ports;
using Composite.Host.Access;
using Composite.Host.Apis.Bodies;
using Composite.Host.Apis.Problems;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Composite.Host.Apis.Staff;

/// <summary>A device that was foreseen for a terminal.</summary>
internal sealed record DeviceReply(string DeviceId);

/// <summary>An activation code, shown this once.</summary>
internal sealed record ActivationCodeReply(string DeviceId, string ActivationCode, DateTimeOffset ExpiresAt);

/// <summary>The fleet of devices, as staff see it.</summary>
internal static class DeviceFleetApi
{
    public static void MapDevices(this IEndpointRouteBuilder routes)
    {
        RouteGroupBuilder devices = routes.Group("/v1/devices", "Devices").AddEndpointFilter(Ids.RequireUuid7).Problems(403);
        devices.MapGet("", ListAsync).RequireAuthorization(Policies.Staff).Describe("listDevices", "Lists devices.");
        devices.MapGet("/{id}", GetAsync).RequireAuthorization(Policies.Staff).Describe("getDevice", "Shows a device with its trust, computed for now.").Problems(404);

        RouteGroupBuilder changes = devices.MapGroup("").RequireAuthorization(Policies.Operator).Problems(404, 422);
        changes.MapPost("", CreateAsync).Describe("createDevice", "Foresees a device for a merchant's terminal.").Problems(413, 415);
        changes.MapPost("/{id}/activation-codes", IssueCodeAsync).Describe("issueActivationCode", "Issues a single-use activation code, shown this once; it voids an earlier one.");
        changes.MapPost("/{id}/status-changes", (string id, Body<ChangeDeviceStatus> body, StaffCommands commands, ClaimsPrincipal user, CancellationToken cancellationToken) =>
                commands.DeviceAsync(id, body.Value, user, cancellationToken))
            .Describe("changeDeviceStatus", "Suspends, reinstates, blocks or decommissions a device.").Problems(413, 415);
    }

    private static async Task<Results<Created<DeviceReply>, ApiProblem>> CreateAsync(
        Body<CreateDevice> body, StaffCommands commands, IGrainFactory grains, TimeProvider time, ClaimsPrincipal user, CancellationToken cancellationToken)
    {
        string id = Guid.CreateVersion7(time.GetUtcNow()).ToString();
        (CommandReply? reply, ApiProblem? problem) = await commands.SettleAsync(
            grains.GetGrain<IDeviceGrain>(id).ExecuteAsync(body.Value, user.Actor(), cancellationToken), cancellationToken);
        return reply is not null ? TypedResults.Created($"/v1/devices/{id}", new DeviceReply(id)) : problem!;
    }

    private static async Task<Results<Created<ActivationCodeReply>, ApiProblem>> IssueCodeAsync(
        string id, StaffCommands commands, IGrainFactory grains, ClaimsPrincipal user, CancellationToken cancellationToken)
    {
        string code = Secrets.NewActivationCode();
        IDeviceGrain grain = grains.GetGrain<IDeviceGrain>(id);
        IssueActivationCode command = new() { CodeSha256 = Ids.Sha256(Secrets.NormaliseActivationCode(code)!) };
        (CommandReply? reply, ApiProblem? problem) = await commands.SettleAsync(grain.ExecuteAsync(command, user.Actor(), cancellationToken), cancellationToken);
        if (reply is null) return problem!;
        DateTimeOffset expiresAt = (await grain.GetAsync(cancellationToken))?.ActivationCodeExpiresAt
            ?? throw new InvalidOperationException("A code was issued and the device shows none.");
        return TypedResults.Created((string?)null, new ActivationCodeReply(id, code, expiresAt));
    }

    private static async Task<Ok<ListReply<DeviceRow>>> ListAsync(
        ListQuery query, string? merchantId, string? solutionId, QueryValue<DeviceStatus> status, IReadModel readModel, CancellationToken cancellationToken)
    {
        Page<DeviceRow> page = await readModel.DevicesAsync(new DeviceFilter(merchantId, solutionId, status.Value), query.Request, cancellationToken);
        return TypedResults.Ok(new ListReply<DeviceRow>(page.Rows, page.Next, page.Position));
    }

    private static async Task<Results<Ok<DeviceView>, ApiProblem>> GetAsync(string id, IGrainFactory grains, CancellationToken cancellationToken) =>
        await grains.GetGrain<IDeviceGrain>(id).GetAsync(cancellationToken) is { } view
            ? TypedResults.Ok(view)
            : ApiProblem.NotFound("No device with this id is known.");
}
