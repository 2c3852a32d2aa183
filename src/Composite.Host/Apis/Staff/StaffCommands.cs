using System.Security.Claims;
using Composite.Contracts;
using Composite.Contracts.Acquirers;
using Composite.Contracts.Components;
using Composite.Contracts.Devices;
using Composite.Contracts.Merchants;
using Composite.Contracts.Solutions;
using Composite.Contracts.ThirdParties;
using Composite.Domain.Ports;
using Composite.Host.Apis.Problems;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Composite.Host.Apis.Staff;

/// <summary>What became of a command.</summary>
/// <param name="Position">The journal position that holds the change; 0 when there was nothing to change.</param>
/// <param name="Changed">False when what was asked for was so already.</param>
internal sealed record CommandReply(long Position, bool Changed);

/// <summary>Sends staff's commands to the grains. An accepted one is answered once this silo's facts include it.</summary>
internal sealed class StaffCommands(IGrainFactory grains, IFacts facts)
{
    /// <summary>For the commands that an area adds beside its endpoints.</summary>
    public IGrainFactory Grains => grains;

    public Task<Results<Ok<CommandReply>, ApiProblem>> ComponentAsync(string id, ComponentCommand command, ClaimsPrincipal user, CancellationToken cancellationToken) =>
        AnswerAsync(grains.GetGrain<IComponentGrain>(id).ExecuteAsync(command, user.Actor(), cancellationToken), cancellationToken);

    public Task<Results<Ok<CommandReply>, ApiProblem>> ThirdPartyAsync(string id, ThirdPartyCommand command, ClaimsPrincipal user, CancellationToken cancellationToken) =>
        AnswerAsync(grains.GetGrain<IThirdPartyGrain>(id).ExecuteAsync(command, user.Actor(), cancellationToken), cancellationToken);

    public Task<Results<Ok<CommandReply>, ApiProblem>> SolutionAsync(string id, SolutionCommand command, ClaimsPrincipal user, CancellationToken cancellationToken) =>
        AnswerAsync(grains.GetGrain<ISolutionGrain>(id).ExecuteAsync(command, user.Actor(), cancellationToken), cancellationToken);

    public Task<Results<Ok<CommandReply>, ApiProblem>> AcquirerAsync(string id, AcquirerCommand command, ClaimsPrincipal user, CancellationToken cancellationToken) =>
        AnswerAsync(grains.GetGrain<IAcquirerGrain>(id).ExecuteAsync(command, user.Actor(), cancellationToken), cancellationToken);

    public Task<Results<Ok<CommandReply>, ApiProblem>> MerchantAsync(string id, MerchantCommand command, ClaimsPrincipal user, CancellationToken cancellationToken) =>
        AnswerAsync(grains.GetGrain<IMerchantGrain>(id).ExecuteAsync(command, user.Actor(), cancellationToken), cancellationToken);

    public Task<Results<Ok<CommandReply>, ApiProblem>> DeviceAsync(string id, DeviceCommand command, ClaimsPrincipal user, CancellationToken cancellationToken) =>
        AnswerAsync(grains.GetGrain<IDeviceGrain>(id).ExecuteAsync(command, user.Actor(), cancellationToken), cancellationToken);

    public async Task<Results<Ok<CommandReply>, ApiProblem>> AnswerAsync(Task<CommandResult> command, CancellationToken cancellationToken)
    {
        (CommandReply? reply, ApiProblem? problem) = await SettleAsync(command, cancellationToken);
        return reply is not null ? TypedResults.Ok(reply) : problem!;
    }

    /// <summary>Awaits a command and, when it was accepted, the silo's facts; exactly one of the answers is null.</summary>
    public async Task<(CommandReply? Reply, ApiProblem? Problem)> SettleAsync(Task<CommandResult> command, CancellationToken cancellationToken)
    {
        CommandResult result = await command;
        if (result.NotFound) return (null, ApiProblem.NotFound("Nothing with this id is registered."));
        if (result.Problems.Count > 0) return (null, ApiProblem.CommandRefused(result.Problems));
        if (result.Position > 0) await facts.ReachAsync(result.Position, cancellationToken);
        return (new CommandReply(result.Position, result.Position > 0), null);
    }
}

/// <summary>Who acts, as the journal records it.</summary>
internal static class Actors
{
    public static string Actor(this ClaimsPrincipal user) =>
        "staff/" + (user.Identity?.Name ?? throw new InvalidOperationException("The endpoint is not behind a member's credential."));
}
