using System.Text.Json;
using Composite.Cli.Answers;
using Composite.Cli.Commands;
using Composite.Cli.Connections;
using Composite.Cli.Screens;

namespace Composite.Cli.Policies;

/// <summary>Builds <c>policies</c>.</summary>
internal static class PolicyCommands
{
    public static OperatorCommand Build(CommandContext context) => OperatorCommand.Group(
        "policies", "The effective-dated values that PCI does not publish; they are the provider's own.",
        ShowCommand.Build(context, ApiPath.Of("policies"), "Show the policy versions, which one is in force, and the open proposals.", Show, "policies show", "policies show --json"));

    private static void Show(Screen screen, JsonElement policies)
    {
        string inForce = policies.Text("versionInForce");
        screen.Title($"Policies: version {inForce} is in force");
        foreach (JsonElement version in policies.Items("versions"))
        {
            screen.Section($"Version {version.Text("version")}, effective from {Instants.Show(version.Text("effectiveFrom"))}{(version.Text("version") == inForce ? ", in force" : string.Empty)}");
            ShowValues(screen, version);
        }

        foreach (JsonElement proposal in policies.Items("proposals"))
        {
            screen.Section($"Proposal {proposal.Text("proposalId")}, effective from {Instants.Show(proposal.Text("effectiveFrom"))}");
            screen.Fact("proposed by", $"{proposal.Text("proposedBy")}; another member must approve");
            screen.Fact("reason", proposal.Text("reason"));
            ShowValues(screen, proposal);
        }
    }

    private static void ShowValues(Screen screen, JsonElement holder)
    {
        if (holder.At("values") is not { ValueKind: JsonValueKind.Object } values) return;
        JsonProperty[] given = [.. values.EnumerateObject().Where(v => v.Value.ValueKind != JsonValueKind.Null)];
        int width = given.Select(v => v.Name.Length).DefaultIfEmpty().Max();
        foreach (JsonProperty value in given) screen.Hanging($"  {value.Name.PadRight(width)}  ", value.Value.Text());
    }
}
