using System.Globalization;
using Composite.Domain.Ports;
using Composite.Exchange.Csv;
using Composite.Exchange.CycloneDx;
using Composite.Exchange.Json;
using Composite.Exchange.Oscal;
using Composite.Exchange.Pack;
using Composite.Exchange.Snapshots;
using Composite.Host.Access;
using Composite.Host.Apis.Problems;
using Composite.Host.Hosting;

namespace Composite.Host.Apis.Staff.Exchange;

/// <summary>Exports of the inventory and the evidence pack, for any as-of.</summary>
internal static class ExportApi
{
    private const string JsonType = "application/json";
    private const string ZipType = "application/zip";

    // Of packs of made-up data sets: what one component, and one of its versions, add to the zip.
    private const int PackBytesPerComponent = 2_500;
    private const int PackBytesPerVersion = 120;

    public static void MapExports(this IEndpointRouteBuilder routes)
    {
        RouteGroupBuilder exports = routes.Group("/v1/exports", "Exports").RequireAuthorization(Policies.Staff).Problems(403, 404, 429);
        exports.WithRequestTimeout(RequestTimeoutPolicies.Exchange);
        exports.MapGet("/inventory", InventoryAsync)
            .Produces(StatusCodes.Status200OK, contentType: JsonType, additionalContentTypes: ["text/csv", CycloneDxBom.MediaType])
            .Describe("exportInventory", "The inventory and its certification as a file, for now or any as-of.");
        exports.MapGet("/evidence-pack", EvidencePackAsync)
            .Produces(StatusCodes.Status200OK, contentType: ZipType)
            .Describe("exportEvidencePack", "One zip for an annual checkpoint: inventory, statuses with their facts, decisions, evidence, and a page to read first.");
    }

    private static async Task<IResult> InventoryAsync(ExportQuery query, AsOfQuery asOf, ExportSnapshots snapshots, CancellationToken cancellationToken)
    {
        (InventorySnapshot? taken, ApiProblem? problem) = await snapshots.TakeAsync(query.SolutionId, asOf, cancellationToken);
        if (taken is not { } snapshot) return problem!;
        (string ending, string type, Func<InventorySnapshot, Stream, CancellationToken, Task> write) = query.Format switch
        {
            ExportFormat.Csv => ("csv", "text/csv; charset=utf-8; header=present", InventoryCsv.WriteAsync),
            ExportFormat.CycloneDx => ("cdx.json", CycloneDxBom.MediaType, CycloneDxBom.WriteAsync),
            ExportFormat.OscalComponentDefinition => ("oscal-component-definition.json", JsonType, ComponentDefinition.WriteAsync),
            ExportFormat.OscalAssessmentResults => ("oscal-assessment-results.json", JsonType, AssessmentResults.WriteAsync),
            _ => ("json", JsonType, (Func<InventorySnapshot, Stream, CancellationToken, Task>)InventoryJson.WriteAsync),
        };
        return new ExportFile($"{NameOf("inventory", snapshot)}.{ending}", type, snapshot.Position, (stream, token) => write(snapshot, stream, token));
    }

    private static async Task<IResult> EvidencePackAsync(PackQuery query, AsOfQuery asOf, ExportSnapshots snapshots, IJournal journal, IEvidenceVault vault, CancellationToken cancellationToken)
    {
        (InventorySnapshot? taken, ApiProblem? problem) = await snapshots.TakeAsync(query.SolutionId, asOf, cancellationToken);
        if (taken is not { } snapshot) return problem!;
        PackSource source = new()
        {
            Snapshot = snapshot,
            Facts = snapshots.Facts,
            Campaigns = await snapshots.CampaignsAsync(asOf, cancellationToken),
            Journal = journal,
            Vault = vault,
        };
        return new ExportFile($"{NameOf("evidence-pack", snapshot)}.zip", ZipType, snapshot.Position, (stream, token) => EvidencePack.WriteAsync(source, stream, token))
        {
            ExpectedBytes = (snapshot.Components.Count * (long)PackBytesPerComponent) + (snapshot.Components.Sum(c => c.Versions.Count) * (long)PackBytesPerVersion),
        };
    }

    private static string NameOf(string what, InventorySnapshot snapshot) => string.Create(
        CultureInfo.InvariantCulture, $"{what}{(snapshot.SolutionId is { } id ? $"-{id}" : string.Empty)}-{snapshot.AsOf.ValidAt.UtcDateTime:yyyy-MM-dd}-p{snapshot.Position}");
}
