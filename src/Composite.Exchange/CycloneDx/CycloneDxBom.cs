using Composite.Domain.Components;
using Composite.Exchange.Json;
using Composite.Exchange.Snapshots;

namespace Composite.Exchange.CycloneDx;

/// <summary>
/// The inventory as a CycloneDX 1.7 bill of materials: software and devices as components, back-end parts as services, each with its
/// versions inside, what depends on what, and declarations with claims and evidence of certification. Properties are under <c>composite:</c>.
/// </summary>
public static class CycloneDxBom
{
    public const string SpecVersion = "1.7";
    public const string MediaType = "application/vnd.cyclonedx+json";

    public static async Task WriteAsync(InventorySnapshot snapshot, Stream stream, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        await using JsonOut json = new(stream);
        json.Start();
        json.Text("$schema", "http://cyclonedx.org/schema/bom-1.7.schema.json");
        json.Text("bomFormat", "CycloneDX");
        json.Text("specVersion", SpecVersion);
        json.Text("serialNumber", $"urn:uuid:{Uuid5.Of("cyclonedx", snapshot.Identity)}");
        json.Number("version", 1);
        json.Object("metadata", () => Metadata(json, snapshot));

        // A bill of one solution is that solution's: it stands in the metadata and not again among its parts.
        if (snapshot.SolutionId is null) await json.ObjectsAsync("components", Roots(json, snapshot).Concat(Parts(json, snapshot)), write => write(), cancellationToken);
        else await json.ObjectsAsync("components", Parts(json, snapshot), write => write(), cancellationToken);
        await json.ObjectsAsync("services", snapshot.Components.Where(c => c.IsService), component => Service(json, component), cancellationToken);
        await json.ObjectsAsync("dependencies", Dependencies(snapshot), d => Dependency(json, d), cancellationToken);
        await Declarations.WriteAsync(json, snapshot, cancellationToken);
        await json.EndAsync(cancellationToken);
    }

    private static void Metadata(JsonOut json, InventorySnapshot snapshot)
    {
        json.Text("timestamp", snapshot.AsOf.ValidAt);
        json.Object("tools", () => json.Objects("components", [Generator.Name], name =>
        {
            json.Text("type", "application");
            json.Text("name", name);
            json.Text("version", Generator.Version);
        }));
        if (snapshot.SolutionId is not null) json.Object("component", () => Solution(json, snapshot.Solutions[0]));
        Properties(json, [("validAt", Words.Of(snapshot.AsOf.ValidAt)), ("knownAt", snapshot.KnownAt is { } known ? Words.Of(known) : null), ("position", $"{snapshot.Position}"), ("policyVersion", $"{snapshot.Policy.Version}"), ("fleetDay", snapshot.Fleet is { } fleet ? Words.Of(fleet.Day) : null), ("fleetPosition", Words.Of(snapshot.Fleet?.Position))]);
    }

    private static IEnumerable<Action> Roots(JsonOut json, InventorySnapshot snapshot) => snapshot.Solutions.Select<SolutionItem, Action>(s => () => Solution(json, s));

    private static IEnumerable<Action> Parts(JsonOut json, InventorySnapshot snapshot) => snapshot.Components.Where(c => !c.IsService).Select<ComponentItem, Action>(c => () => Component(json, c));

    private static void Solution(JsonOut json, SolutionItem solution)
    {
        json.Text("type", "application");
        json.Text("bom-ref", References.Solution(solution.Id));
        json.Object("supplier", () => json.Text("name", solution.Provider));
        json.Text("name", solution.Name);
        Listings(json, solution.Listings);
        Properties(json, [("kind", "solution"), ("id", solution.Id), ("inService", solution.Active ? "true" : "false"), ("devices", Words.Of(solution.Use?.Devices)), ("merchants", Words.Of(solution.Use?.Merchants))]);
    }

    private static void Component(JsonOut json, ComponentItem component)
    {
        json.Text("type", TypeOf(component.Kind));
        json.Text("bom-ref", References.Component(component.Id));
        json.Object("supplier", () => json.Text("name", component.Vendor));
        json.Text("name", component.Name);
        Listings(json, component.Listings);
        json.Objects("components", component.Versions, version =>
        {
            json.Text("type", TypeOf(component.Kind));
            Version(json, component, version);
        });
        Properties(json, PropertiesOf(component));
    }

    private static void Service(JsonOut json, ComponentItem component)
    {
        json.Text("bom-ref", References.Component(component.Id));
        json.Object("provider", () => json.Text("name", component.Vendor));
        json.Text("name", component.Name);
        Listings(json, component.Listings);
        json.Objects("services", component.Versions, version => Version(json, component, version));
        Properties(json, PropertiesOf(component));
    }

    private static void Version(JsonOut json, ComponentItem component, VersionItem item)
    {
        ComponentVersion version = item.Version;
        json.Text("bom-ref", References.Version(component.Id, version.Version));
        json.Text("name", component.Name);
        json.Text("version", version.Version);
        Properties(
            json,
            [
                ("status", Words.Of(item.Status)), ("withdrawn", item.Withdrawn ? "true" : "false"), ("devices", Words.Of(item.Use?.Devices)), ("merchants", Words.Of(item.Use?.Merchants)), ("cryptoExpiresOn", version.CryptoExpiresOn is { } expires ? Words.Of(expires) : null), ("packageName", version.PackageName),
                .. version.CertificateSha256s.Select(digest => ("certificateSha256", (string?)digest)),
            ]);
    }

    private static void Listings(JsonOut json, IReadOnlyList<ListingItem> listings) => json.Objects("externalReferences", listings, item =>
    {
        Listing l = item.Listing;
        json.Text("url", References.ListingUrn(l.Reference));
        json.Text("comment", $"PCI listing {l.Reference}: {Words.Of(item.Status)}");
        json.Text("type", "certification-report");
        Properties(
            json,
            [
                .. Import.ListingColumns.All.Where(c => c.Name != Import.ListingColumns.ComponentId).Select(c => ($"listing:{c.Name}", NullWhenEmpty(Import.ListingColumns.Text(l, c.Name)))),
                ("listing:status", Words.Of(item.Status)), ("listing:recordedAt", Words.Of(item.RecordedAt)),
            ]);
    });

    private static IEnumerable<(string Name, string? Value)> PropertiesOf(ComponentItem component) =>
    [
        ("kind", Words.Of(component.Kind)), ("id", component.Id), ("status", component.Status is { } status ? Words.Of(status) : null), ("registeredAt", Words.Of(component.RegisteredAt)),
        ("devices", Words.Of(component.Use?.Devices)), ("merchants", Words.Of(component.Use?.Merchants)), ("devicesOnVersionsNotOnRecord", component.DevicesOnOtherVersions is > 0 ? Words.Of(component.DevicesOnOtherVersions) : null),
        .. component.SolutionIds.Select(id => ("solution", (string?)id)),
        .. component.Compliance.Select(c => ("compliance", (string?)$"{Words.Of(c.Attestation.Standard)} {c.Attestation.StandardVersion}, {c.Attestation.Assessor}, {Words.Of(c.Attestation.ValidFrom)} to {Words.Of(c.Attestation.ExpiresOn)}")),
    ];

    private static void Properties(JsonOut json, IEnumerable<(string Name, string? Value)> properties) => json.Objects("properties", properties.Where(p => p.Value is not null), p =>
    {
        json.Text("name", $"composite:{p.Name}");
        json.Text("value", p.Value);
    });

    private static string? NullWhenEmpty(string text) => text.Length == 0 ? null : text;

    private static string TypeOf(ComponentKind kind) => kind switch
    {
        ComponentKind.MpocSoftware or ComponentKind.Kernel => "library",
        ComponentKind.ScrpReader => "device",
        _ => "application",
    };

    private static IEnumerable<(string Reference, IEnumerable<string> DependsOn)> Dependencies(InventorySnapshot snapshot)
    {
        HashSet<string> known = [.. snapshot.Components.Select(c => c.Id)];
        return snapshot.Solutions.Select(s => (References.Solution(s.Id), s.ComponentIds.Where(known.Contains).Select(References.Component)))
            .Concat(snapshot.Components.Select(c => (References.Component(c.Id), c.DependsOn.Where(known.Contains).Select(References.Component))));
    }

    private static void Dependency(JsonOut json, (string Reference, IEnumerable<string> DependsOn) dependency)
    {
        json.Text("ref", dependency.Reference);
        json.Texts("dependsOn", dependency.DependsOn);
    }
}
