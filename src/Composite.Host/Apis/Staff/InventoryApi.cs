using Composite.Domain.Components;
using Composite.Domain.Inventory;
using Composite.Domain.Ports;
using Composite.Host.Access;
using Composite.Host.Apis.Problems;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Composite.Host.Apis.Staff;

/// <summary>What is in the solutions, with which certification, on how many devices: for now or any past instant.</summary>
internal static class InventoryApi
{
    public static void MapInventory(this IEndpointRouteBuilder routes)
    {
        RouteGroupBuilder inventory = routes.Group("/v1/inventory", "Inventory").RequireAuthorization(Policies.Staff);
        inventory.MapGet("", ListAsync).Describe("listInventory", "Lists components, versions or listings as of any instant, each with its status, devices and merchants.");
        inventory.MapGet("/summary", Summarize).Describe("summarizeInventory", "Counts components by kind and status as of any instant.");
    }

    private static async Task<Results<Ok<InventoryReply>, ApiProblem>> ListAsync(InventoryRequest request, IFacts facts, IFleet fleet, CancellationToken cancellationToken)
    {
        FactsReading reading = facts.Read();
        if (Inventories.Page(reading.Facts, request.Query, request.Page.Limit, request.Page.After) is not { } page)
            return ApiProblem.InvalidRequest([new("invalid-value", "after", "It is not a cursor of this list.", "Give the next of an earlier answer with the same filters.")]);
        (IReadOnlyList<InventoryRow> rows, long fleetPosition) = await InventoryCounting.CountAsync(page.Rows, fleet, request.Instants.FleetDay, cancellationToken);
        return TypedResults.Ok(new InventoryReply(
            request.Instants.AsOf.ValidAt, request.Instants.KnownAt, reading.Facts.Position, request.Instants.FleetDay, fleetPosition, page.Total,
            [.. rows.Select(InventoryRowReply.Of)], page.Next is { } next ? request.Cursor(next) : null));
    }

    private static Ok<InventorySummaryReply> Summarize(AsOfQuery asOf, IFacts facts)
    {
        FactsReading reading = facts.Read();
        IReadOnlyDictionary<(ComponentKind Kind, CertificationStatus Status), int> counts = Inventories.Summary(reading.Facts, asOf.AsOf);
        IEnumerable<InventoryKindReply> kinds = counts.GroupBy(c => c.Key.Kind).OrderBy(g => g.Key)
            .Select(g => new InventoryKindReply(g.Key, g.Sum(c => c.Value), g.OrderBy(c => c.Key.Status.Severity()).ToDictionary(c => c.Key.Status, c => c.Value)));
        return TypedResults.Ok(new InventorySummaryReply(asOf.ValidAt, asOf.KnownAt, reading.Facts.Position, counts.Values.Sum(), [.. kinds]));
    }
}
