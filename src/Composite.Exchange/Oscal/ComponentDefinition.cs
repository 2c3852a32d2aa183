using Composite.Exchange.Json;
using Composite.Exchange.Snapshots;

namespace Composite.Exchange.Oscal;

/// <summary>The inventory as an OSCAL component definition: the parts as components, each solution as a capability that incorporates them.</summary>
public static class ComponentDefinition
{
    public static async Task WriteAsync(InventorySnapshot snapshot, Stream stream, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        await using JsonOut json = new(stream);
        json.Start();
        json.StartObject("component-definition");
        json.Text("uuid", $"{Uuid5.Of("oscal-component-definition", snapshot.Identity)}");
        OscalParts.Metadata(json, snapshot, "Parts of composite MPoC solutions and their certification");
        await json.ObjectsAsync("components", snapshot.Components, component => Write(json, component), cancellationToken);
        await json.ObjectsAsync("capabilities", snapshot.Solutions, solution => Write(json, solution, snapshot), cancellationToken);
        json.EndObject();
        await json.EndAsync(cancellationToken);
    }

    private static void Write(JsonOut json, ComponentItem component)
    {
        json.Text("uuid", $"{OscalParts.Component(component.Id)}");
        json.Text("type", OscalParts.TypeOf(component.Kind));
        json.Text("title", OscalParts.Line(component.Name));
        json.Text("description", $"{OscalParts.Line(component.Name)} of {OscalParts.Line(component.Vendor)}, a part of kind {Words.Of(component.Kind)}.");
        OscalParts.Props(json, OscalParts.PropsOf(component));
        OscalParts.SuppliedBy(json, component.Vendor);
    }

    private static void Write(JsonOut json, SolutionItem solution, InventorySnapshot snapshot)
    {
        HashSet<string> known = [.. snapshot.Components.Select(c => c.Id)];
        json.Text("uuid", $"{OscalParts.Solution(solution.Id)}");
        json.Text("name", OscalParts.Line(solution.Name));
        json.Text("description", $"The composite MPoC solution {OscalParts.Line(solution.Name)} of {OscalParts.Line(solution.Provider)}.");
        OscalParts.Props(json, [("solution-id", solution.Id), ("in-service", solution.Active ? "true" : "false"), ("devices", Words.Of(solution.Use?.Devices)), ("merchants", Words.Of(solution.Use?.Merchants)), .. solution.Listings.Select(l => ("listing", (string?)OscalParts.Sentence(l)))]);
        json.Objects("incorporates-components", solution.ComponentIds.Where(known.Contains), id =>
        {
            json.Text("component-uuid", $"{OscalParts.Component(id)}");
            json.Text("description", $"The part {id} of the solution's composition.");
        });
    }
}
