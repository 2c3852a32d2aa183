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
        Cells.Status("STATUS", "status"),
        Cells.Text("CRYPTO EXPIRES", "cryptoExpiresOn"),
        Cells.Flexible("PACKAGE", "packageName"),
        Cells.Flexible("CERTIFICATES", "certificateSha256s"),
    ];

    private static readonly Column[] Compliance =
    [
        Cells.Text("STANDARD", "standard"),
        Cells.Text("VERSION", "standardVersion"),
        Cells.Status("STATUS", "status"),
        Cells.Text("VALID FROM", "validFrom"),
        Cells.Text("EXPIRES", "expiresOn"),
        Cells.Flexible("ASSESSOR", "assessor"),
        Cells.Flexible("NOTES", "notes"),
    ];

    private static readonly Column[] Responsibilities = [Cells.Text("AREA", "area"), Cells.Text("PARTY", "party"), Cells.Flexible("DETAIL", "detail")];

    public static void Show(Screen screen, JsonElement component)
    {
        screen.Title($"Component {component.Text("componentId")}");
        screen.Fact("kind", component.Text("kind"));
        screen.Fact("name", component.Text("name"));
        screen.Fact("vendor", component.Text("vendor"));
        screen.Fact("status", component.Text("status"), Tones.Of(component.Text("status")));
        if (component.Text("profile.thirdPartyId") is { Length: > 0 } party) screen.Fact("third party", party);
        if (component.Text("profile.contributes") is { Length: > 0 } contributes) screen.Fact("contributes", contributes);
        if (component.Text("profile.notes") is { Length: > 0 } notes) screen.Fact("notes", notes);
        screen.Fact("attestation keys", component.Text("attestationKeyIds"));
        AsOfLines.Show(screen, component);
        screen.Section("Versions", Versions, component.Items("versions"));
        ListingSheet.Show(screen, component);
        screen.Section("Compliance", Compliance, component.Items("compliance"));
        if (component.Items("profile.responsibilities") is { Count: > 0 } lines) screen.Section("Split of responsibility", Responsibilities, lines);
    }
}
