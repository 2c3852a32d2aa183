using Composite.Exchange.Csv;
using Composite.Exchange.CycloneDx;
using Composite.Exchange.Json;
using Composite.Exchange.Oscal;
using Composite.Exchange.Snapshots;

namespace Composite.Exchange.Pack;

/// <summary>
/// One zip for an annual checkpoint: the inventory in every format, statuses with their facts, decisions, evidence, and a page that says it
/// in short. Written once from front to end within bounded memory; the manifest is its last file. The same as-of and positions give the same bytes.
/// </summary>
public static class EvidencePack
{
    public const string Schema = "composite-evidence-pack-1";
    public const string Manifest = "manifest.json";
    public const string Summary = "summary.html";

    public static async Task WriteAsync(PackSource source, Stream stream, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(source);
        InventorySnapshot snapshot = source.Snapshot;
        await using PackWriter pack = await PackWriter.OpenAsync(stream, cancellationToken);
        PackFacts facts = new(source);
        PackEvidence evidence = new(source);
        string? headHash = await source.Journal.ReadHashAsync(snapshot.Position, cancellationToken);
        await pack.AddAsync("inventory/inventory.csv", (s, c) => InventoryCsv.WriteAsync(snapshot, s, c), cancellationToken);
        await pack.AddAsync("inventory/inventory.json", (s, c) => InventoryJson.WriteAsync(snapshot, s, c), cancellationToken);
        await pack.AddAsync("inventory/cyclonedx-1.7.json", (s, c) => CycloneDxBom.WriteAsync(snapshot, s, c), cancellationToken);
        await pack.AddAsync("inventory/oscal-component-definition.json", (s, c) => ComponentDefinition.WriteAsync(snapshot, s, c), cancellationToken);
        await pack.AddAsync("inventory/oscal-assessment-results.json", (s, c) => AssessmentResults.WriteAsync(snapshot, s, c), cancellationToken);
        await pack.AddAsync("statuses.json", (s, c) => PackStatuses.WriteAsync(source, s, c), cancellationToken);
        await pack.AddAsync("policies.json", (s, c) => PackPolicies.WriteAsync(source, s, c), cancellationToken);
        await pack.AddAsync("waivers.json", (s, c) => PackWaivers.WriteAsync(source, s, c), cancellationToken);
        await pack.AddAsync("cases.json", (s, c) => PackCases.WriteAsync(source, s, c), cancellationToken);
        await pack.AddAsync("controls.json", (s, c) => PackControls.WriteAsync(snapshot, s, c), cancellationToken);
        await pack.AddAsync("third-parties.json", (s, c) => PackThirdParties.WriteAsync(source, s, c), cancellationToken);
        await evidence.CopyAsync(pack, cancellationToken);
        await pack.AddAsync("evidence.json", evidence.WriteListAsync, cancellationToken);
        await pack.AddAsync("facts.ndjson", facts.WriteAsync, cancellationToken);
        await pack.AddAsync(Summary, (s, c) => new SummaryPage(source, facts.Decisions, evidence.Documents, headHash).WriteAsync(s, c), cancellationToken);
        await pack.AddAsync(Manifest, (s, c) => WriteManifestAsync(snapshot, headHash, pack.Files, evidence.Documents, s, c), cancellationToken);
        await pack.CompleteAsync(cancellationToken);
    }

    private static async Task WriteManifestAsync(InventorySnapshot snapshot, string? headHash, IReadOnlyList<PackedFile> files, IReadOnlyList<PackedEvidence> documents, Stream stream, CancellationToken cancellationToken)
    {
        await using JsonOut json = new(stream);
        json.Start();
        json.Text("schema", Schema);
        json.Object("generator", () =>
        {
            json.Text("name", Generator.Name);
            json.Text("version", Generator.Version);
        });
        json.Text("solutionId", snapshot.SolutionId);
        json.Object("asOf", () => InventoryJson.WriteAsOf(json, snapshot));
        json.Object("journal", () =>
        {
            json.Number("position", snapshot.Position);
            json.Text("hash", headHash);
        });
        InventoryJson.WriteFleet(json, snapshot);
        json.Objects("files", files, file =>
        {
            json.Text("name", file.Name);
            json.Text("sha256", file.Sha256);
            json.Number("bytes", file.Bytes);
        });
        json.Objects("evidenceNotInPack", documents.Where(d => d.Copy != EvidenceCopy.Verified), document =>
        {
            json.Text("sha256", document.Entry.Document.Sha256);
            json.Text("title", document.Entry.Document.Title);
            json.Text("why", Words.Of(document.Copy));
        });
        await json.EndAsync(cancellationToken);
    }
}
