using Composite.Domain.Inventory;
using Composite.Exchange.Import;
using Composite.Exchange.Snapshots;
using CsvHelper;

namespace Composite.Exchange.Csv;

/// <summary>
/// The inventory as a table: a row for each listing of a component or a solution, and one for whatever has none; then one for each of its
/// versions. Devices and merchants are the subject's. A text that a spreadsheet would run as a formula is written behind an apostrophe.
/// </summary>
public static class InventoryCsv
{
    // In the order of an import's columns; those that a reader would take for the component's own stand behind them under a name of their own.
    private static readonly string[] ListingFacts =
        [.. ListingColumns.All.Select(c => c.Name).Where(n => n is not (ListingColumns.ComponentId or ListingColumns.Reference or ListingColumns.Vendor or ListingColumns.Versions or ListingColumns.Dependencies))];

    public static readonly IReadOnlyList<string> Columns =
    [
        "solutionIds", "subject", "id", "kind", "name", "vendor", "status", "version", "devices", "merchants", "usableVersions", "withdrawnVersions", "dependsOn", "compliance",
        "reference", "listingStatus", .. ListingFacts,
        "listedVendor", "listedVersions", "listedDependencies", "recordedAt", "validAt", "knownAt", "position", "fleetDay", "fleetPosition",
    ];

    public static async Task WriteAsync(InventorySnapshot snapshot, Stream stream, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        CsvWriter writer = CsvWriter.Create(stream, new CsvWriterOptions(), leaveOpen: true);
        await writer.WriteRecordAsync([.. Columns], cancellationToken);
        foreach (SolutionItem solution in snapshot.Solutions)
        {
            string[] subject = [solution.Id, "solution", solution.Id, string.Empty, solution.Name, solution.Provider, solution.Active ? "inService" : "notInService", string.Empty, .. Use(solution.Use), string.Empty, string.Empty, Joined(solution.ComponentIds), string.Empty];
            await WriteAsync(writer, snapshot, subject, solution.Listings, cancellationToken);
        }

        foreach (ComponentItem component in snapshot.Components)
        {
            await WriteAsync(writer, snapshot, Subject(component), component.Listings, cancellationToken);
            foreach (VersionItem version in component.Versions)
                await WriteAsync(writer, snapshot, Subject(component, Words.Of(version.Status), version.Version.Version, version.Use), [], cancellationToken);
            if (component.DevicesOnOtherVersions is > 0 and long others)
                await WriteAsync(writer, snapshot, Subject(component, "notOnRecord", string.Empty, new FleetUse(others, null)), [], cancellationToken);
        }

        await writer.FlushAsync(cancellationToken);
        await writer.DisposeAsync();
    }

    private static string[] Subject(ComponentItem component) =>
    [
        Joined(component.SolutionIds), "component", component.Id, Words.Of(component.Kind), component.Name, component.Vendor, component.Status is { } status ? Words.Of(status) : string.Empty, string.Empty, .. Use(component.Use),
        Joined(component.Versions.Where(v => !v.Withdrawn).Select(v => v.Version.Version)), Joined(component.Versions.Where(v => v.Withdrawn).Select(v => v.Version.Version)),
        Joined(component.DependsOn),
        Joined(component.Compliance.Select(c => $"{Words.Of(c.Attestation.Standard)} {c.Attestation.StandardVersion} {Words.Of(c.Attestation.ValidFrom)}/{Words.Of(c.Attestation.ExpiresOn)}{(c.InForce ? string.Empty : " not in force")}")),
    ];

    private static string[] Subject(ComponentItem component, string status, string version, FleetUse? use) =>
    [
        Joined(component.SolutionIds), "version", component.Id, Words.Of(component.Kind), component.Name, component.Vendor, status, version, .. Use(use),
        string.Empty, string.Empty, string.Empty, string.Empty,
    ];

    private static string[] Use(FleetUse? use) => [Number(use?.Devices), Number(use?.Merchants)];

    private static async Task WriteAsync(CsvWriter writer, InventorySnapshot snapshot, string[] subject, IReadOnlyList<ListingItem> listings, CancellationToken cancellationToken)
    {
        string[] asOf =
        [
            Words.Of(snapshot.AsOf.ValidAt), snapshot.KnownAt is { } known ? Words.Of(known) : string.Empty, Number(snapshot.Position),
            snapshot.Fleet is { } fleet ? Words.Of(fleet.Day) : string.Empty, Number(snapshot.Fleet?.Position),
        ];
        if (listings.Count == 0)
        {
            await WriteAsync(writer, [.. subject, .. Enumerable.Repeat(string.Empty, Columns.Count - subject.Length - asOf.Length), .. asOf], cancellationToken);
            return;
        }

        foreach (ListingItem item in listings)
        {
            await WriteAsync(
                writer,
                [
                    .. subject, item.Listing.Reference, Words.Of(item.Status),
                    .. ListingFacts.Select(n => ListingColumns.Text(item.Listing, n)),
                    ListingColumns.Text(item.Listing, ListingColumns.Vendor), ListingColumns.Text(item.Listing, ListingColumns.Versions), ListingColumns.Text(item.Listing, ListingColumns.Dependencies), Words.Of(item.RecordedAt), .. asOf,
                ], cancellationToken);
        }
    }

    private static string Number(long? number) => Words.Of(number) ?? string.Empty;

    private static ValueTask WriteAsync(CsvWriter writer, string[] fields, CancellationToken cancellationToken) =>
        writer.WriteRecordAsync([.. fields.Select(Formulas.Neutral)], cancellationToken);

    private static string Joined(IEnumerable<string> items) => string.Join("; ", items);
}
