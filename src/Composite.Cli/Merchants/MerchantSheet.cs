using System.Text.Json;
using Composite.Cli.Answers;
using Composite.Cli.Screens;

namespace Composite.Cli.Merchants;

/// <summary>One merchant on the screen.</summary>
internal static class MerchantSheet
{
    private static readonly Column[] Contracts =
    [
        Cells.Text("ACQUIRER", "acquirerId"), Cells.Text("MID", "mid"), Cells.Flexible("CURRENCIES", "currencies"), Cells.Flexible("SCHEMES", "schemes"),
        Cells.Text("VALID FROM", "validFrom"), new("VALID TO", contract => contract.Text("validTo") is { Length: > 0 } day ? day : "open"),
    ];

    private static readonly Column[] Terminals = [Cells.Text("TID", "tid"), Cells.Text("ACQUIRER", "acquirerId"), Cells.Flexible("LABEL", "label")];

    public static void Show(Screen screen, JsonElement merchant)
    {
        screen.Title($"Merchant {merchant.Text("merchantId")}");
        screen.Fact("trading name", merchant.Text("tradingName"));
        screen.Fact("legal name", merchant.Text("legalName"));
        screen.Fact("place", $"{merchant.Text("city")}, {merchant.Text("country")}");
        screen.Fact("MCC", merchant.Text("mcc"));
        screen.Fact("solution", merchant.Text("solutionId"));
        screen.Fact("status", merchant.Text("status"), Tones.Of(merchant.Text("status")));
        screen.Fact("reason", merchant.Text("statusReason"));
        screen.Fact("identified by", Or(merchant.Text("identifiedBy"), "not identified"));
        screen.Fact("guidance", Or(merchant.Text("guidanceVersion"), "not acknowledged"));
        if (merchant.At("profile") is { } profile) ShowProfile(screen, profile);
        screen.Section("Contracts", Contracts, merchant.Items("contracts"));
        screen.Section("Terminals", Terminals, merchant.Items("terminals"));
    }

    private static void ShowProfile(Screen screen, JsonElement profile)
    {
        screen.Section("Acceptance profile, per terminal");
        screen.Fact("entry modes", profile.Text("entryModes"));
        screen.Fact("CVMs", profile.Text("cvms"));
        screen.Fact("single payment", Limits(profile, "maxAmountMinor"));
        screen.Fact("a day (UTC)", string.Join(", ", new[] { Limits(profile, "dailyAmountMinor"), $"{profile.Text("dailyCount")} payments" }.Where(t => t.Length > 0)));
    }

    private static string Limits(JsonElement profile, string path) => profile.At(path) is { ValueKind: JsonValueKind.Object } limits
        ? string.Join(", ", limits.EnumerateObject().Select(l => Amounts.Show(limits.Number(l.Name), l.Name)))
        : string.Empty;

    private static string Or(string text, string otherwise) => text.Length > 0 ? text : otherwise;
}
