using System.Text.Json;
using Composite.Cli.Answers;
using Composite.Cli.Screens;

namespace Composite.Cli.Components;

/// <summary>The rows of the PCI website that a component or a solution has.</summary>
internal static class ListingSheet
{
    private static readonly Column[] Columns =
    [
        Cells.Text("REFERENCE", "listing.reference"),
        Cells.Status("STATUS", "status"),
        new("COUNTS", row => row.Flag("inUse") ? "yes" : string.Empty),
        Cells.Text("TYPE", "listing.productType"),
        Cells.Flexible("VERSIONS", "listing.versions"),
        Cells.Text("STANDARD", "listing.standardVersion"),
        Cells.Text("LISTED", "listing.listedOn"),
        Cells.Text("EXPIRES", "listing.expiresOn"),
        new("CHECKPOINT DUE", row => row.Text("checkpointDueOn") is { Length: > 0 } due ? due : row.Text("listing.checkpointDueOn")),
        Cells.Flexible("LABORATORY", "listing.laboratory"),
        Cells.Flexible("ENTRY MODES", "listing.entryModes"),
        Cells.Flexible("CVMS", "listing.cvms"),
        Cells.Flexible("DEPENDS ON", "listing.dependencies"),
    ];

    public static void Show(Screen screen, JsonElement holder) => screen.Section("Listings", Columns, holder.Items("listings"));
}
