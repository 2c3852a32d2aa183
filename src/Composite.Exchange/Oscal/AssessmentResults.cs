using Composite.Exchange.Json;
using Composite.Exchange.Snapshots;

namespace Composite.Exchange.Oscal;

/// <summary>
/// What was found, as OSCAL assessment results: observations of every listing, attestation of compliance and control, and findings for every
/// part that must be certified and every control. Objectives are our own, <see cref="Objective"/> and the controls' ids; no PCI requirement is quoted.
/// </summary>
public static class AssessmentResults
{
    public const string Objective = "composite-certification-in-force";

    public static async Task WriteAsync(InventorySnapshot snapshot, Stream stream, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        Guid plan = Uuid5.Of("oscal-plan", Objective);
        await using JsonOut json = new(stream);
        json.Start();
        json.StartObject("assessment-results");
        json.Text("uuid", $"{Uuid5.Of("oscal-assessment-results", snapshot.Identity)}");
        OscalParts.Metadata(json, snapshot, "Certification of the parts of composite MPoC solutions");
        json.Object("import-ap", () => json.Text("href", $"#{plan}"));
        json.StartArray("results");
        json.Start();
        await WriteResultAsync(json, snapshot, cancellationToken);
        json.EndObject();
        json.EndArray();
        json.Object("back-matter", () => json.Objects("resources", [plan], id => WritePlan(json, id)));
        json.EndObject();
        await json.EndAsync(cancellationToken);
    }

    private static async ValueTask WriteResultAsync(JsonOut json, InventorySnapshot snapshot, CancellationToken cancellationToken)
    {
        json.Text("uuid", $"{Uuid5.Of("oscal-result", snapshot.Identity)}");
        json.Text("title", $"Status at {Words.Of(snapshot.AsOf.ValidAt)}");
        json.Text("description", $"Computed from the journal up to position {snapshot.Position} under policy version {snapshot.Policy.Version}.");
        json.Text("start", snapshot.AsOf.ValidAt);
        json.Text("end", snapshot.AsOf.ValidAt);
        await WriteComponentsAsync(json, snapshot, cancellationToken);
        json.Object("reviewed-controls", () => json.Objects("control-selections", [Objective], control => json.Objects("include-controls", snapshot.Controls.Select(c => c.ControlId).Prepend(control), id => json.Text("control-id", id))));
        await json.ObjectsAsync("observations", Observations.Of(snapshot), o => Observations.Write(json, snapshot, o), cancellationToken);
        await json.ObjectsAsync("findings", Findings.Of(snapshot), f => Findings.Write(json, f), cancellationToken);
    }

    private static async ValueTask WriteComponentsAsync(JsonOut json, InventorySnapshot snapshot, CancellationToken cancellationToken)
    {
        if (snapshot.Components.Count + snapshot.Solutions.Count == 0) return;
        json.StartObject("local-definitions");
        IEnumerable<Action> solutions = snapshot.Solutions.Select<SolutionItem, Action>(s => () => Write(json, OscalParts.Solution(s.Id), "system", s.Name, $"The composite MPoC solution of {OscalParts.Line(s.Provider)}.", s.Active, [("solution-id", s.Id), ("devices", Words.Of(s.Use?.Devices)), ("merchants", Words.Of(s.Use?.Merchants))]));
        IEnumerable<Action> components = snapshot.Components.Select<ComponentItem, Action>(c => () => Write(
            json, OscalParts.Component(c.Id), OscalParts.TypeOf(c.Kind), c.Name, $"A part of kind {Words.Of(c.Kind)} of {OscalParts.Line(c.Vendor)}.", c.Versions.Count == 0 || c.Versions.Any(v => !v.Withdrawn), OscalParts.PropsOf(c)));
        await json.ObjectsAsync("components", solutions.Concat(components), write => write(), cancellationToken);
        json.EndObject();
    }

    private static void Write(JsonOut json, Guid id, string type, string title, string description, bool operational, IEnumerable<(string Name, string? Value)> props)
    {
        json.Text("uuid", $"{id}");
        json.Text("type", type);
        json.Text("title", OscalParts.Line(title));
        json.Text("description", description);
        OscalParts.Props(json, props);
        json.Object("status", () => json.Text("state", operational ? "operational" : "disposition"));
    }

    private static void WritePlan(JsonOut json, Guid id)
    {
        json.Text("uuid", $"{id}");
        json.Text("title", "No separate plan");
        json.Text("description", "The status of every part is computed from the recorded facts whenever it is asked for.");
    }
}
