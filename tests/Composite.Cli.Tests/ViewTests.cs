using Xunit;

namespace Composite.Cli.Tests;

/// <summary>What lists and sheets look like, and that JSON is passed on unchanged.</summary>
public sealed class ViewTests(StaffApiServer server) : IClassFixture<StaffApiServer>
{
    private const string Hash = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";
    private const string Device = "019c0000-0000-7000-8000-00000000d001";

    public static TheoryData<string, string, string> Views => new()
    {
        { "components list", "GET /v1/components?limit=50", "components" },
        { "components show sdk-tap", "GET /v1/components/sdk-tap", "component-sdk" },
        { "components show sdk-tap --valid-at 2026-03-31 --known-at 2026-04-02T00:00:00Z", "GET /v1/components/sdk-tap?validAt=2026-03-31&knownAt=2026-04-02T00%3A00%3A00Z", "component-sdk" },
        { "components history sdk-tap --limit 2", "GET /v1/components/sdk-tap/history?limit=2", "component-history" },
        { "third-parties list", "GET /v1/third-parties?limit=50", "third-parties" },
        { "third-parties show naeher", "GET /v1/third-parties/naeher", "third-party" },
        { "components show back-end", "GET /v1/components/back-end", "component-back-end" },
        { "solutions list", "GET /v1/solutions?limit=50", "solutions" },
        { "solutions list --known-at 2026-07-31T12:00:00Z", "GET /v1/solutions?knownAt=2026-07-31T12%3A00%3A00Z&limit=50", "solutions" },
        { "solutions show tap-to-pay", "GET /v1/solutions/tap-to-pay", "solution" },
        { "solutions show tap-to-pay --valid-at 2026-03-31 --known-at 2026-04-02T00:00:00Z", "GET /v1/solutions/tap-to-pay?validAt=2026-03-31&knownAt=2026-04-02T00%3A00%3A00Z", "solution" },
        { "acquirers list", "GET /v1/acquirers?limit=50", "acquirers" },
        { "acquirers show sudbank", "GET /v1/acquirers/sudbank", "acquirer" },
        { "acquirers show sudbank --valid-at 2026-03-31", "GET /v1/acquirers/sudbank?validAt=2026-03-31", "acquirer" },
        { "acquirers list --known-at 2026-07-31T12:00:00Z", "GET /v1/acquirers?knownAt=2026-07-31T12%3A00%3A00Z&limit=50", "acquirers" },
        { "merchants show cafe-central", "GET /v1/merchants/cafe-central", "merchant" },
        { "devices list --merchant cafe-central --status active", "GET /v1/devices?merchantId=cafe-central&status=active&limit=50", "devices" },
        { $"devices show {Device}", $"GET /v1/devices/{Device}", "device" },
        { "payments list --from 2026-07-31T00:00:00Z --limit 3", "GET /v1/payments?from=2026-07-31T00%3A00%3A00Z&limit=3", "payments" },
        { "payments show p1", "GET /v1/payments/p1", "payment-approved" },
        { "payments show p3", "GET /v1/payments/p3", "payment-reversed" },
        { "payments show p4", "GET /v1/payments/p4", "payment-refused" },
        { "policies show", "GET /v1/policies", "policies" },
        { "calendar list --to 2027-12-31 --subject tap-to-pay", "GET /v1/calendar?to=2027-12-31&subject=tap-to-pay&limit=50", "calendar" },
        { "webhooks list", "GET /v1/webhooks?limit=50", "webhooks" },
        { "webhooks show nordbank", "GET /v1/webhooks/nordbank", "webhook" },
        { "webhooks deliveries desk", "GET /v1/webhooks/desk/deliveries?limit=100", "deliveries" },
        { "cases list", "GET /v1/cases?limit=50", "cases" },
        { "cases show key-extraction", "GET /v1/cases/key-extraction", "case" },
        { "cases show key-extraction --valid-at 2026-08-31", "GET /v1/cases/key-extraction?validAt=2026-08-31", "case-not-counted" },
        { "policies list --status open", "GET /v1/policies/proposals?status=open&limit=50", "proposals" },
        { "waivers list --status active --valid-at 2026-07-31", "GET /v1/waivers?status=active&validAt=2026-07-31&limit=50", "waivers" },
        { "waivers show sdk-renewal", "GET /v1/waivers/sdk-renewal", "waiver" },
        { "waivers show sdk-renewal --known-at 2026-07-31T12:00:00Z", "GET /v1/waivers/sdk-renewal?knownAt=2026-07-31T12%3A00%3A00Z", "waiver" },
        { "remediations list", "GET /v1/remediations", "remediations" },
        { "solutions graph tap-to-pay --valid-at 2026-07-31", "GET /v1/solutions/tap-to-pay/graph?validAt=2026-07-31", "graph" },
        { "evidence list --type penetrationTest", "GET /v1/evidence?type=penetrationTest&limit=50", "evidence" },
        { $"evidence show {Hash}", $"GET /v1/evidence/{Hash}", "evidence-one" },
        { "controls list --valid-at 2026-07-31", "GET /v1/controls?validAt=2026-07-31&limit=50", "controls" },
        { "controls show SOL-KEY-03", "GET /v1/controls/SOL-KEY-03", "control" },
        { "controls show SOL-KEY-03 --valid-at 2026-07-31", "GET /v1/controls/SOL-KEY-03?validAt=2026-07-31", "control" },
        { "controls mappings --valid-at 2026-07-31", "GET /v1/controls/mappings?validAt=2026-07-31", "mappings" },
        { $"evidence show {Hash} --valid-at 2026-07-31", $"GET /v1/evidence/{Hash}?validAt=2026-07-31", "evidence-one" },
        { "evidence list --valid-at 2026-07-31 --type penetrationTest", "GET /v1/evidence?type=penetrationTest&validAt=2026-07-31&limit=50", "evidence" },
        { "controls mappings", "GET /v1/controls/mappings", "mappings" },
        { "scope show tap-to-pay --known-at 2026-07-31T12:00:00Z", "GET /v1/solutions/tap-to-pay/scope?knownAt=2026-07-31T12%3A00%3A00Z", "scope" },
        { "staff list", "GET /v1/staff/members", "staff" },
        { "journal show", "GET /v1/journal", "journal" },
        { "inventory list --status expiring --sort expiresOn", "GET /v1/inventory?status=expiring&sort=expiresOn&limit=50", "inventory" },
        { "inventory list --view versions --of-version 3.2.x --valid-at 2026-03-31", "GET /v1/inventory?validAt=2026-03-31&view=versions&version=3.2.x&limit=50", "inventory-versions" },
        { "inventory summary --known-at 2026-07-31", "GET /v1/inventory/summary?knownAt=2026-07-31", "inventory-summary" },
        { "inventory impact 2025-00123.001 --hypothesis revoked", "GET /v1/impact/listings/2025-00123.001?hypothesis=revoked", "impact" },
        { "inventory impact sdk-tap --of-version 3.2.x --list merchants --limit 2", "GET /v1/impact/components/sdk-tap/versions/3.2.x/merchants?limit=2", "impact-merchants" },
        { "inventory exposure sdk-tap --of-version 3.2.x --from 2026-07-01 --to 2026-07-31", "GET /v1/exposure?component=sdk-tap&version=3.2.x&from=2026-07-01&to=2026-07-31", "exposure" },
    };

    [Theory]
    [MemberData(nameof(Views))]
    public async Task View_InAPipe_MatchesGolden(string commandLine, string request, string file)
    {
        server.Serve(request, $"{file}.json");
        using ToolRun run = ToolRun.Against(server);

        ExitCode exit = await run.RunAsync(commandLine.Split(' '));

        Assert.Equal((ExitCode.Ok, string.Empty), (exit, run.Error));
        Assert.DoesNotContain('\e', run.Output);
        Golden.Verify($"{file}.txt", run.Output);
    }

    [Theory]
    [MemberData(nameof(Views))]
    public async Task View_AsJson_IsTheAnswerUnchanged(string commandLine, string request, string file)
    {
        server.Serve(request, $"{file}.json");
        using ToolRun run = ToolRun.Against(server);

        ExitCode exit = await run.RunAsync([.. commandLine.Split(' '), "--json"]);

        string sent = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Answers", $"{file}.json"));
        Assert.Equal(ExitCode.Ok, exit);
        Assert.Equal(WithoutSpace(sent), WithoutSpace(run.Output));
    }

    [Theory]
    [InlineData("payments show p4", "GET /v1/payments/p4", "payment-refused", 80)]
    [InlineData("merchants list", "GET /v1/merchants?limit=50", "merchants-1", 70)]
    [InlineData("components list", "GET /v1/components?limit=50", "components", 100)]
    public async Task View_OnATerminal_KeepsItsWidthAndHasColour(string commandLine, string request, string file, int width)
    {
        server.Serve(request, $"{file}.json");
        using ToolRun run = ToolRun.Against(server);
        run.Terminal = width;

        await run.RunAsync(commandLine.Split(' '));

        Golden.Verify($"{file}-terminal-{width}.txt", run.Output.Replace('\e', '␛'));
        foreach (string line in run.Output.Split('\n'))
            Assert.InRange(Screens.TextLayout.Width(System.Text.RegularExpressions.Regex.Replace(line, "\e\\[[0-9]*m", string.Empty)), 0, width);
    }

    [Theory]
    [InlineData("NO_COLOR", "1")]
    [InlineData("TERM", "dumb")]
    public async Task View_ColourNotWanted_HasNone(string variable, string value)
    {
        server.Serve("GET /v1/payments/p4", "payment-refused.json");
        using ToolRun run = ToolRun.Against(server);
        run.Terminal = 80;
        run.Variables[variable] = value;

        await run.RunAsync("payments", "show", "p4");

        Assert.DoesNotContain('\e', run.Output);
    }

    [Fact]
    public async Task View_AnswerHoldsEscapeSequences_AreShownNotObeyed()
    {
        server.ServeText("GET /v1/merchants/evil", """{"merchantId":"evil","tradingName":"\u001b[2Jgone\u202e"}""");
        using ToolRun run = ToolRun.Against(server);

        await run.RunAsync("merchants", "show", "evil");

        Assert.Contains("\uFFFD[2Jgone\uFFFD", run.Output, StringComparison.Ordinal);
    }

    private static string WithoutSpace(string json) => System.Text.RegularExpressions.Regex.Replace(json, "\\s", string.Empty);
}
