using System.Text.Json;
using Composite.Cli.Answers;
using Composite.Cli.Screens;

namespace Composite.Cli.Components;

/// <summary>One component on the screen.</summary>
internal static class ComponentSheet
{
    private static readonly Column[] Versions =
    [
        Cells.Text("VERSION", "version"),
        new("STATE", row => row.Flag("withdrawn") ? "withdrawn" : "usable") { Toned = true },
        Cells.Text("CRYPTO EXPIRES", "cryptoExpiresOn"),
        Cells.Flexible("PACKAGE", "packageName"),
    ];

    private static readonly Column[] Compliance =
    [
        Cells.Text("STANDARD", "standard"),
        Cells.Text("VERSION", "standardVersion"),
        Cells.Text("VALID FROM", "validFrom"),
        Cells.Text("EXPIRES", "expiresOn"),
        Cells.Text("IN FORCE", "inForce"),
        Cells.Flexible("ASSESSOR", "assessor"),
    ];

    public static void Show(Screen screen, JsonElement component)
    {
        screen.Title($"Component {component.Text("componentId")}");
        screen.Fact("kind", component.Text("kind"));
        screen.Fact("name", component.Text("name"));
        screen.Fact("vendor", component.Text("vendor"));
        screen.Fact("attestation keys", component.Text("attestationKeyIds"));
        screen.Fact("statuses as of", Instants.Show(component.Text("asOf")));
        screen.Section("Versions", Versions, component.Items("versions"));
        ListingSheet.Show(screen, component);
        screen.Section("Compliance", Compliance, component.Items("compliance"));
    }
}
