using System.Text.Json;
using Composite.Cli.Answers;
using Composite.Cli.Screens;

namespace Composite.Cli.Scope;

/// <summary>A plan of scope on the screen.</summary>
internal static class ScopeSheet
{
    public static void Show(Screen screen, JsonElement plan)
    {
        string of = plan.Text("solutionId") is { Length: > 0 } id ? $"Scope of solution {id}" : "Scope as planned";
        screen.Title($"{of}: {(plan.Flag("complete") ? "every domain is covered" : "something is missing")}");
        if (plan.Text("declaredAt").Length > 0) screen.Fact("declared", $"{Instants.Show(plan.Text("declaredAt"))} by {plan.Text("declaredBy")}");
        screen.Fact("as of", $"{Instants.Show(plan.Text("validAt"))}, as known at {Instants.Show(plan.Text("knownAt"))}, journal position {plan.Text("position")}");
        foreach (JsonElement domain in plan.Items("domains")) ShowDomain(screen, domain);
    }

    private static void ShowDomain(Screen screen, JsonElement domain)
    {
        screen.Line();
        screen.Line(($"{domain.Text("domain")} {domain.Text("name")}: ", Tone.Strong), (Words(domain.Text("coverage")), domain.Text("coverage") == "missing" ? Tone.Bad : Tone.Good));
        foreach (JsonElement own in domain.Items("evaluatedByYou")) screen.Hanging("  evaluated by you  ", own.Text());
        foreach (JsonElement reliance in domain.Items("reliedOn"))
            screen.Hanging("  relied on         ", $"{reliance.Text("part")}: listing {reliance.Text("reference")} of {reliance.Text("componentId")}, {reliance.Text("status")}, until {reliance.Text("until")}");
        foreach (JsonElement share in domain.Items("shared"))
            screen.Hanging("  shared            ", $"{share.Text("thirdPartyId")}, {share.Text("area")}: {share.Text("party")}, {share.Text("detail")}");
        foreach (JsonElement gap in domain.Items("missing"))
        {
            string since = gap.Text("since") is { Length: > 0 } instant ? $" (since {Instants.Show(instant)})" : string.Empty;
            screen.Hanging("  MISSING           ", gap.Text("reason") + since, Tone.Bad, Tone.Bad);
            screen.Hanging("                    ", gap.Text("remedy"));
        }
    }

    private static string Words(string coverage) => coverage switch
    {
        "evaluatedByYou" => "evaluated by you",
        "reliedOn" => "relied on",
        _ => coverage,
    };
}
