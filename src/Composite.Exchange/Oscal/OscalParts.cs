using System.Globalization;
using Composite.Domain.Components;
using Composite.Exchange.Json;
using Composite.Exchange.Snapshots;

namespace Composite.Exchange.Oscal;

/// <summary>What OSCAL's models share: the metadata, names of things as UUIDs, and text in the forms of its data types.</summary>
internal static class OscalParts
{
    /// <summary>The version of the models (NIST), and the one that the tests hold the documents to.</summary>
    public const string Version = "1.1.3";

    public const string Namespace = "urn:composite:oscal";

    private const string Provider = "provider";
    private const string Supplier = "supplier";

    public static Guid Component(string id) => Uuid5.Of("oscal-component", id);

    public static Guid Solution(string id) => Uuid5.Of("oscal-solution", id);

    public static Guid Party(string name) => Uuid5.Of("oscal-party", name);

    /// <summary>The metadata: everybody named in the snapshot is a party.</summary>
    public static void Metadata(JsonOut json, InventorySnapshot snapshot, string title) => json.Object("metadata", () =>
    {
        json.Text("title", title);
        json.Text("last-modified", snapshot.AsOf.ValidAt);
        json.Text("version", $"{snapshot.Position}");
        json.Text("oscal-version", Version);
        Props(json, [("valid-at", Words.Of(snapshot.AsOf.ValidAt)), ("known-at", snapshot.KnownAt is { } known ? Words.Of(known) : null), ("journal-position", $"{snapshot.Position}"), ("fleet-day", snapshot.Fleet is { } fleet ? Words.Of(fleet.Day) : null), ("fleet-position", Words.Of(snapshot.Fleet?.Position)), ("generator", $"{Generator.Name} {Generator.Version}")]);
        json.Objects("roles", [(Provider, "The solution's provider"), (Supplier, "Who supplies a part")], role =>
        {
            json.Text("id", role.Item1);
            json.Text("title", role.Item2);
        });
        IEnumerable<string> names = snapshot.Solutions.Select(s => s.Provider).Concat(snapshot.Components.Select(c => c.Vendor)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);
        json.Objects("parties", names, name =>
        {
            json.Text("uuid", $"{Party(name)}");
            json.Text("type", "organization");
            json.Text("name", Line(name));
        });
    });

    public static void SuppliedBy(JsonOut json, string vendor) => json.Objects("responsible-roles", [vendor], name =>
    {
        json.Text("role-id", Supplier);
        json.Texts("party-uuids", [$"{Party(name)}"]);
    });

    public static void Props(JsonOut json, IEnumerable<(string Name, string? Value)> props) => json.Objects("props", props.Where(p => !string.IsNullOrWhiteSpace(p.Value)), p =>
    {
        json.Text("name", p.Name);
        json.Text("ns", Namespace);
        json.Text("value", Line(p.Value!));
    });

    /// <summary>The facts of a component as properties, its listings' among them.</summary>
    public static IEnumerable<(string Name, string? Value)> PropsOf(ComponentItem component) =>
    [
        ("component-id", component.Id), ("kind", Words.Of(component.Kind)), ("certification-status", component.Status is { } status ? Words.Of(status) : null),
        ("devices", Words.Of(component.Use?.Devices)), ("merchants", Words.Of(component.Use?.Merchants)),
        .. component.Versions.Select(v => (v.Withdrawn ? "withdrawn-version" : "usable-version", (string?)v.Version.Version)),
        .. component.Versions.Where(v => v.Use is not null).Select(v => ("version-use", (string?)Sentence(v))),
        ("devices-on-versions-not-on-record", component.DevicesOnOtherVersions is > 0 ? Words.Of(component.DevicesOnOtherVersions) : null),
        .. component.Listings.Select(l => ("listing", (string?)Sentence(l))),
        .. component.Compliance.Select(c => ("attestation-of-compliance", (string?)Sentence(c))),
        .. component.DependsOn.Select(id => ("depends-on", (string?)id)),
    ];

    public static string Sentence(ListingItem item) =>
        $"{item.Listing.Reference}: {Words.Of(item.Status)}; standard version {item.Listing.StandardVersion}, {item.Listing.Laboratory}, {Words.Of(item.Listing.ListedOn)} to {Words.Of(item.Listing.ExpiresOn)}";

    public static string Sentence(VersionItem item) => string.Create(
        CultureInfo.InvariantCulture, $"{item.Version.Version}: {item.Use!.Devices} devices{(item.Use.Merchants is { } merchants ? $", {merchants} merchants" : string.Empty)}");

    public static string Sentence(ComplianceItem item) =>
        $"{Words.Of(item.Attestation.Standard)} {item.Attestation.StandardVersion}, {item.Attestation.Assessor}, {Words.Of(item.Attestation.ValidFrom)} to {Words.Of(item.Attestation.ExpiresOn)}{(item.InForce ? string.Empty : " (not in force)")}";

    public static string TypeOf(ComponentKind kind) => kind switch
    {
        ComponentKind.AttestationService or ComponentKind.PaymentBackEnd or ComponentKind.DecryptionService => "service",
        ComponentKind.ScrpReader => "hardware",
        _ => "software",
    };

    /// <summary>Text as OSCAL's string type has it: one line, no space around it, never empty.</summary>
    public static string Line(string text)
    {
        string line = string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return line.Length == 0 ? "-" : line;
    }
}
