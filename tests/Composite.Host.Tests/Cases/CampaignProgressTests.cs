using System.Text.Json;
using Composite.Domain.Cases;
using Composite.Domain.Components;
using Composite.Domain.Devices;
using Composite.Domain.Solutions;
using Composite.Host.Tests.Support;
using Xunit;

namespace Composite.Host.Tests.Cases;

/// <summary>How far a campaign is, as staff see it, when it began, on any day since, and where it can't be told.</summary>
public sealed class CampaignProgressTests : IDisposable
{
    private readonly FleetScene _scene = new();

    public void Dispose() => _scene.Dispose();

    [Fact]
    public async Task Get_CampaignOverDays_ShowsDevicesAtStartAndNowPerVersion()
    {
        Begin("sdk");
        JsonElement fresh = await ProgressAsync("");
        Assert.Equal("4 of 4, 0.0 %, merchants 2 of null: 3.2.1 3 of 3, 3.2.9 1 of 1", Describe(fresh));

        // The same day, after the beginning: what moved counts as done.
        _scene.Move("d1", "3.3.0");
        Assert.Equal("3 of 4, 25.0 %, merchants 2 of null: 3.2.1 2 of 3, 3.2.9 1 of 1", Describe(await ProgressAsync("")));

        _scene.Pass(TimeSpan.FromDays(1));
        _scene.Move("d2", "3.3.0");
        _scene.Happen("device/d4", new DeviceDecommissioned("lost"));
        JsonElement answer = await _scene.GetAsync("/v1/cases/issue");
        Assert.Equal("1 of 4, 75.0 %, merchants 1 of null: 3.2.1 1 of 3, 3.2.9 0 of 1", Describe(Progress(answer)));
        Assert.Equal(("2026-03-03", false), (answer.GetProperty("fleetDay").GetString(), answer.TryGetProperty("notCounted", out _)));
        Assert.Equal(await _scene.Host.Journal.ReadHeadAsync(CancellationToken.None), answer.GetProperty("fleetPosition").GetInt64());
    }

    [Fact]
    public async Task Get_AsOfAPastDay_ShowsThatDaysCounts()
    {
        Begin("sdk");
        _scene.Move("d1", "3.3.0");
        _scene.Pass(TimeSpan.FromDays(2));
        foreach (string device in (string[])["d2", "d3", "d4"]) _scene.Move(device, "3.3.0");

        Assert.Equal("0 of 4, 100.0 %, merchants 0 of null: 3.2.1 0 of 3, 3.2.9 0 of 1", Describe(await ProgressAsync("")));
        const string Then = "3 of 4, 25.0 %, merchants null of null: 3.2.1 2 of 3, 3.2.9 1 of 1";
        Assert.Equal(Then, Describe(await ProgressAsync("?validAt=2026-03-02")));
        Assert.Equal(Then, Describe(await ProgressAsync("?knownAt=2026-03-03T00:00:00Z")));

        // Before it began there is none, though it is known by now.
        JsonElement before = (await _scene.GetAsync("/v1/cases/issue?validAt=2026-03-01T12:00:00Z")).GetProperty("campaigns")[0];
        Assert.False(before.TryGetProperty("progress", out _));
    }

    [Fact]
    public async Task Get_DeviceComesAnewOnAnAffectedVersion_IsNeverMoreThanDone()
    {
        Begin("sdk");
        _scene.AddDevice("d9", "shop-1", "3.2.1");
        Assert.Equal("5 of 4, 0.0 %, merchants 2 of null: 3.2.1 4 of 3, 3.2.9 1 of 1", Describe(await ProgressAsync("")));
    }

    [Fact]
    public async Task Get_TwoCampaigns_EachHasItsOwnBeginning()
    {
        Begin("sdk");
        _scene.Move("d1", "3.3.0");
        _scene.Happen("case/issue", new CampaignStarted("Now really", "3.3.0", new(2026, 5, 1)));
        _scene.Move("d2", "3.3.0");
        JsonElement[] campaigns = [.. (await _scene.GetAsync("/v1/cases/issue")).GetProperty("campaigns").EnumerateArray()];
        Assert.Equal([50.0m, 33.3m], campaigns.Select(c => c.GetProperty("progress").GetProperty("percentDone").GetDecimal()));
    }

    [Fact]
    public async Task Get_ApplicationsCase_IsCountedByPackage()
    {
        Begin("app");
        _scene.Move("d1", "3.2.1", "7.1.0");
        Assert.Equal("4 of 5, 20.0 %, merchants 3 of 3: 7.0.0 4 of 5", Describe(await ProgressAsync("")));
    }

    [Fact]
    public async Task Get_VersionsThatNoDeviceShows_SaysSoAndCountsNothing()
    {
        Begin("kernel");
        JsonElement answer = await _scene.GetAsync("/v1/cases/issue");
        Assert.StartsWith("Devices report the versions", answer.GetProperty("notCounted").GetString(), StringComparison.Ordinal);
        Assert.False(answer.GetProperty("campaigns")[0].TryGetProperty("progress", out _));
        Assert.False(answer.TryGetProperty("fleetDay", out _));
    }

    [Fact]
    public async Task Get_ListsBehindTheJournal_CountsNothingRatherThanTooLittle()
    {
        Begin("sdk");
        _scene.ListsAreBehind(true);
        JsonElement answer = await _scene.GetAsync("/v1/cases/issue");
        Assert.StartsWith("The lists of devices are behind", answer.GetProperty("notCounted").GetString(), StringComparison.Ordinal);
        Assert.False(answer.GetProperty("campaigns")[0].TryGetProperty("progress", out _));
    }

    // Two days before: parts and devices; a day later the campaign. One version was never recorded, but devices run it.
    private void Begin(string componentId)
    {
        ComponentKind kind = componentId switch { "sdk" => ComponentKind.MpocSoftware, "app" => ComponentKind.MpocApplication, _ => ComponentKind.Kernel };
        string affected = componentId == "app" ? "7.0.0" : "3.2.x";
        _scene.Happen($"component/{componentId}", new ComponentRegistered(componentId, kind, "Part", "Vendor"));
        if (componentId == "app") _scene.Happen("component/app", new ComponentVersionAdded(new() { Version = "7.0.0", PackageName = "com.example.pos", CertificateSha256s = [new string('a', 64)] }));
        _scene.Happen("solution/sol", new SolutionRegistered("sol", "Solution", "Provider"));
        _scene.AddDevice("d1", "shop-1", "3.2.1");
        _scene.AddDevice("d2", "shop-1", "3.2.1");
        _scene.AddDevice("d3", "shop-1", "3.2.1");
        _scene.AddDevice("d4", "shop-2", "3.2.9");
        _scene.AddDevice("d5", "shop-3", "3.3.0");
        _scene.Pass(TimeSpan.FromDays(1));
        _scene.Happen(
            "case/issue",
            new CaseOpened("issue", new SecurityIssue
            {
                ComponentId = componentId,
                AffectedVersions = [affected],
                Severity = new Severity(9.8m, "Keys can be read."),
                Title = "Key extraction",
                DiscoveredAt = _scene.Now.AddHours(-1),
                Source = "Vendor",
                Description = "A rooted device can read the keys.",
            }),
            new CampaignStarted("Please move", "3.3.0", new(2026, 4, 1)));
    }

    private async Task<JsonElement> ProgressAsync(string query) => Progress(await _scene.GetAsync("/v1/cases/issue" + query));

    private static JsonElement Progress(JsonElement answer) => answer.GetProperty("campaigns")[0].GetProperty("progress");

    private static string Describe(JsonElement p) =>
        $"{p.GetProperty("devices")} of {p.GetProperty("devicesAtStart")}, {p.GetProperty("percentDone").GetDecimal():0.0} %, merchants {Optional(p, "merchants")} of {Optional(p, "merchantsAtStart")}: "
        + string.Join(", ", p.GetProperty("versions").EnumerateArray().Select(v => $"{v.GetProperty("version").GetString()} {v.GetProperty("devices")} of {v.GetProperty("devicesAtStart")}"));

    private static string Optional(JsonElement of, string name) => of.TryGetProperty(name, out JsonElement value) ? value.ToString() : "null";
}
