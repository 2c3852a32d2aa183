using System.Security.Claims;
using Composite.Contracts.Merchants;
using Composite.Domain.Merchants;
using Composite.Domain.Ports;
using Composite.Host.Access;
using Composite.Host.Apis.Bodies;
using Composite.Host.Apis.Problems;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Composite.Host.Apis.Staff;

/// <summary>Merchants, from their registration to their approval and suspension.</summary>
internal static class MerchantApi
{
    public static void MapMerchants(this IEndpointRouteBuilder routes)
    {
        RouteGroupBuilder merchants = routes.Group("/v1/merchants", "Merchants").AddEndpointFilter(Ids.RequireSlug).Problems(403);
        merchants.MapGet("", ListAsync).RequireAuthorization(Policies.Staff).Describe("listMerchants", "Lists merchants.");
        merchants.MapGet("/{id}", GetAsync).RequireAuthorization(Policies.Staff).Describe("getMerchant", "Shows a merchant with its profile, contracts and terminals.").Problems(404);

        RouteGroupBuilder changes = merchants.MapGroup("/{id}").RequireAuthorization(Policies.Operator).Problems(404, 413, 415, 422);
        changes.MapPut("", Command<RegisterMerchant>).Describe("registerMerchant", "Enters a merchant under a solution; nothing is accepted for it yet.");
        changes.MapPost("/identification", Command<IdentifyMerchant>).Describe("identifyMerchant", "Records who established the merchant's identity, and how.");
        changes.MapPost("/guidance", Command<AcknowledgeGuidance>).Describe("acknowledgeGuidance", "Records that the merchant acknowledged the guidance.");
        changes.MapPut("/profile", Command<SetAcceptanceProfile>).Describe("setAcceptanceProfile", "Sets what the merchant may accept, per terminal.");
        changes.MapPost("/contracts", Command<ContractAcquirer>).Describe("contractAcquirer", "Records the contract with an acquirer; replaces an earlier one with the same acquirer.");
        changes.MapPost("/terminals", Command<CreateTerminal>).Describe("createTerminal", "Creates a terminal under the contract with an acquirer.");
        changes.MapPost("/approval", Command<ApproveMerchant>).Describe("approveMerchant", "Lets the merchant accept payments; also lifts a suspension.");
        changes.MapPost("/suspension", Command<SuspendMerchant>).Describe("suspendMerchant", "Stops the merchant's payments.");
    }

    private static Task<Results<Ok<CommandReply>, ApiProblem>> Command<T>(
        string id, Body<T> body, StaffCommands commands, ClaimsPrincipal user, CancellationToken cancellationToken)
        where T : MerchantCommand => commands.MerchantAsync(id, body.Value, user, cancellationToken);

    private static async Task<Ok<ListReply<MerchantRow>>> ListAsync(
        ListQuery query, string? solutionId, QueryValue<MerchantStatus> status, IReadModel readModel, CancellationToken cancellationToken)
    {
        Page<MerchantRow> page = await readModel.MerchantsAsync(new MerchantFilter(solutionId, status.Value), query.Request, cancellationToken);
        return TypedResults.Ok(new ListReply<MerchantRow>(page.Rows, page.Next, page.Position));
    }

    private static async Task<Results<Ok<MerchantView>, ApiProblem>> GetAsync(string id, IGrainFactory grains, CancellationToken cancellationToken) =>
        await grains.GetGrain<IMerchantGrain>(id).GetAsync(cancellationToken) is { } view
            ? TypedResults.Ok(view)
            : ApiProblem.NotFound("No merchant with this id is registered.");
}
