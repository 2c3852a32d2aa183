using System.Text.Json;
using Composite.Cli.Answers;
using Composite.Cli.Screens;

namespace Composite.Cli.Policies;

/// <summary>The policies on the screen.</summary>
internal static class PolicySheet
{
    private const string EffectsName = "certificationEffects";

    private static readonly Column[] Effects =
    [
        Cells.Text("STATUS OF A LISTING", "status"), Cells.Status("PAYMENTS", "payments"), Cells.Status("NEW DEVICES", "newDevices"), Cells.Status("NEW MERCHANTS", "newMerchants"),
    ];

    private static readonly Column[] Versions =
    [
        Cells.Number("VERSION", "version"), Cells.Instant("EFFECTIVE FROM", "effectiveFrom"), Cells.Text("PROPOSAL", "proposalId"), Cells.Text("PROPOSED BY", "proposedBy"),
        Cells.Text("APPROVED BY", "approvedBy"), Cells.Instant("APPROVED AT", "approvedAt"),
    ];

    public static void Show(Screen screen, JsonElement policies)
    {
        screen.Title($"Policies: version {policies.Text("versionInForce")} is in force");
        screen.Fact("valid at", Instants.Show(policies.Text("validAt")));
        screen.Fact("known at", Instants.Show(policies.Text("knownAt")));
        if (policies.At("values") is { } values) ShowValues(screen, values);
        screen.Section("What the status of a listing does (the provider's own, not from PCI)", Effects, policies.Items("values." + EffectsName));
        screen.Section("Versions", Versions, policies.Items("versions"));
        foreach (JsonElement proposal in policies.Items("proposals"))
        {
            screen.Section($"Proposal {proposal.Text("proposalId")}, effective from {Instants.Show(proposal.Text("effectiveFrom"))}");
            screen.Fact("proposed by", $"{proposal.Text("proposedBy")}; another member must approve");
            screen.Fact("reason", proposal.Text("reason"));
            if (proposal.At("values") is { } changed) ShowValues(screen, changed);
            if (proposal.Items("values." + EffectsName) is { Count: > 0 } rows) screen.Table(Effects, rows);
        }
    }

    private static void ShowValues(Screen screen, JsonElement values)
    {
        JsonProperty[] given = [.. values.EnumerateObject().Where(v => v.Value.ValueKind != JsonValueKind.Null && v.Name != EffectsName)];
        int width = given.Select(v => v.Name.Length).DefaultIfEmpty().Max();
        foreach (JsonProperty value in given) screen.Hanging($"  {value.Name.PadRight(width)}  ", value.Value.Text());
    }
}
