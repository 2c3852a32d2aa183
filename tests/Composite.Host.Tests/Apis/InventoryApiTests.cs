using System.IO.Compression;
using System.Net;
using System.Text.Json;
using Composite.Domain.Components;
using Composite.Host.Tests.Support;
using Xunit;

namespace Composite.Host.Tests.Apis;

/// <summary>One scene for all tests that only ask.</summary>
public sealed class InventoryFixture : IAsyncLifetime
{
    internal InventoryScene Scene { get; private set; } = null!;

    public async Task InitializeAsync() => Scene = await InventoryScene.StartAsync();

    public Task DisposeAsync()
    {
        Scene.Dispose();
        return Task.CompletedTask;
    }
}

/// <summary>Inventory, impact and exposure over HTTP, with lists that followed real events.</summary>
public sealed class InventoryApiTests(InventoryFixture fixture) : IClassFixture<InventoryFixture>
{
    private readonly InventoryScene _scene = fixture.Scene;

    [Fact]
    public async Task List_Now_NamesItsInstantsAndCounts()
    {
        JsonElement page = await _scene.GetAsync("/v1/inventory?kind=mpocSoftware");

        Assert.Equal((_scene.Now, _scene.Now, 8L, 1), (page.GetProperty("validAt").GetDateTimeOffset(), page.GetProperty("knownAt").GetDateTimeOffset(), page.GetProperty("position").GetInt64(), page.GetProperty("total").GetInt32()));
        JsonElement row = Assert.Single(page.GetProperty("rows").EnumerateArray());
        Assert.Equal(("sdk", "inForce", InventoryScene.Reference, 1L, 1L), (Text(row, "componentId"), Text(row, "status"), Text(row, "listing"), row.GetProperty("devices").GetInt64(), row.GetProperty("merchants").GetInt64()));
        Assert.Equal("sol", row.GetProperty("solutions")[0].GetString());
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(-2, 0)]
    public async Task Export_AnyAsOf_CountsTheDevicesAndMerchantsOfEachVersion(int days, long expected)
    {
        string asOf = days == 0 ? string.Empty : $"&validAt={_scene.Now.AddDays(days):yyyy-MM-dd}";
        JsonElement export = await _scene.GetAsync($"/v1/exports/inventory?format=json&solutionId=sol{asOf}");
        JsonElement version = export.GetProperty("components").EnumerateArray().Single(c => Text(c, "componentId") == "sdk").GetProperty("versions")[0];
        Assert.Equal(("3.2.1", expected, expected), (Text(version, "version"), version.GetProperty("devices").GetInt64(), version.GetProperty("merchants").GetInt64()));
        Assert.Equal(_scene.Now.AddDays(days).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture), Text(export.GetProperty("fleet"), "day"));
    }

    [Fact]
    public async Task EvidencePack_Now_CountsTheDevicesAndMerchantsOfEachVersion()
    {
        using ZipArchive pack = new(new MemoryStream(await _scene.Client.GetByteArrayAsync("/v1/exports/evidence-pack?solutionId=sol")));
        using StreamReader page = new(pack.GetEntry("summary.html")!.Open());
        Assert.Contains("<td>3.2.1</td><td><span class=\"badge good\">usable</span></td><td>1</td><td>1</td>", await page.ReadToEndAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task List_DayBeforeTheDevice_CountsNone()
    {
        string day = _scene.Now.AddDays(-2).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        JsonElement page = await _scene.GetAsync($"/v1/inventory?kind=mpocSoftware&validAt={day}&knownAt={day}");
        Assert.Equal(0, page.GetProperty("rows")[0].GetProperty("devices").GetInt64());
        Assert.Equal(day, Text(page, "fleetDay"));
    }

    [Theory]
    [InlineData("view=versions&version=3.2.x", "3.2.1", 1)]
    [InlineData("view=listings&listing=2025-00002.001", null, 1)]
    [InlineData("usedBy=sdk", null, 1)]
    [InlineData("dependsOn=am", null, 1)]
    [InlineData("expiresBefore=2020-01-01", null, 0)]
    [InlineData("entryMode=contact", null, 0)]
    public async Task List_Filters_LetThrough(string query, string? version, int rows)
    {
        JsonElement page = await _scene.GetAsync($"/v1/inventory?{query}");
        Assert.Equal(rows, page.GetProperty("rows").GetArrayLength());
        if (version is not null) Assert.Equal(version, Text(page.GetProperty("rows")[0], "version"));
    }

    [Fact]
    public async Task List_PagesWhileFactsChange_StayOfTheFirstPagesInstants()
    {
        using InventoryScene scene = await InventoryScene.StartAsync();
        JsonElement first = await scene.GetAsync("/v1/inventory?limit=1");
        scene.Know(scene.Now.AddSeconds(1), "component/b", new ComponentRegistered("b", ComponentKind.Kernel, "New", "North"));

        JsonElement second = await scene.GetAsync($"/v1/inventory?limit=5&after={Text(first, "next")}");

        Assert.Equal(["kernel", "sdk"], second.GetProperty("rows").EnumerateArray().Select(r => Text(r, "componentId")));
        Assert.Equal(Text(first, "validAt"), Text(second, "validAt"));
    }

    [Theory]
    [InlineData("/v1/inventory?colour=red", "colour")]
    [InlineData("/v1/inventory?kind=toaster", "kind")]
    [InlineData("/v1/inventory?kind=kernel&kind=kernel", "kind")]
    [InlineData("/v1/inventory?expiresBefore=tomorrow", "expiresBefore")]
    [InlineData("/v1/inventory?validAt=2026-13-01", "validAt")]
    [InlineData("/v1/inventory?knownAt=2099-01-01T00:00:00Z", "knownAt")]
    [InlineData("/v1/inventory?limit=501", "limit")]
    [InlineData("/v1/inventory?after=x", "after")]
    [InlineData("/v1/inventory/summary?kind=kernel", "kind")]
    [InlineData("/v1/impact/components/sdk?hypothesis=melted", "hypothesis")]
    [InlineData("/v1/impact/components/sdk/versions/3.2.1?hypothesis=lapsed", "hypothesis")]
    [InlineData("/v1/impact/components/sdk/merchants?effect=none", "effect")]
    [InlineData("/v1/exposure?version=3.2.x", "component")]
    [InlineData("/v1/exposure?component=sdk&from=2026-02-01&to=2026-01-01", "from")]
    [InlineData("/v1/exposure?component=sdk&after=a", "after")]
    public async Task Query_Faulty_IsRefusedByName(string path, string field)
    {
        Problem problem = await _scene.RefusedAsync(path);
        Assert.Equal((HttpStatusCode.BadRequest, "invalid-request"), (problem.Status, problem.Code));
        Assert.Contains(field, problem.Errors.Select(e => e.Field));
    }

    [Fact]
    public async Task Summary_Now_CountsByKindAndStatus()
    {
        JsonElement summary = await _scene.GetAsync("/v1/inventory/summary");
        Assert.Equal(3, summary.GetProperty("total").GetInt32());
        Assert.Equal(1, summary.GetProperty("kinds").EnumerateArray().Single(k => Text(k, "kind") == "kernel").GetProperty("statuses").GetProperty("unknown").GetInt32());
    }

    [Theory]
    [InlineData("components/sdk?hypothesis=revoked", "stops")]
    [InlineData("components/sdk?hypothesis=lapsed", "restricted")]
    [InlineData("components/sdk", "goesOn")]
    [InlineData("components/sdk/versions/3.2.x?hypothesis=revoked", "stops")]
    [InlineData("listings/2025-00003.001?hypothesis=expired", "stops")]
    [InlineData("components/sdk?at=2029-01-01", "stops")]
    public async Task Impact_Supposing_CountsWhatItReaches(string path, string effect)
    {
        JsonElement impact = await _scene.GetAsync($"/v1/impact/{path}");
        foreach (JsonElement of in impact.GetProperty("effects").EnumerateArray())
        {
            long expected = Text(of, "effect") == effect ? 1 : 0;
            Assert.Equal((expected, expected, expected), (of.GetProperty("devices").GetInt64(), of.GetProperty("merchants").GetInt64(), of.GetProperty("solutions").GetInt64()));
            if (expected == 1) Assert.Equal(("EUR", 1250L), (Text(of.GetProperty("volume")[0], "currency"), of.GetProperty("volume")[0].GetProperty("amountMinor").GetInt64()));
        }

        Assert.NotEmpty(impact.GetProperty("reasons").EnumerateArray());
        Assert.Equal("north", Text(impact.GetProperty("acquirers")[0], "acquirerId"));
    }

    [Fact]
    public async Task Impact_Pages_NameMerchantsAndDevices()
    {
        JsonElement merchants = await _scene.GetAsync("/v1/impact/listings/2025-00002.001/merchants?hypothesis=revoked");
        Assert.Equal(("shop", "The shop", "stops"), (Text(merchants.GetProperty("rows")[0], "merchantId"), Text(merchants.GetProperty("rows")[0], "tradingName"), Text(merchants.GetProperty("rows")[0], "effect")));
        JsonElement devices = await _scene.GetAsync("/v1/impact/components/sdk/devices?hypothesis=revoked&effect=stops");
        Assert.Equal((InventoryScene.DeviceId, "3.2.1"), (Text(devices.GetProperty("rows")[0], "deviceId"), Text(devices.GetProperty("rows")[0], "sdkVersion")));
        Assert.Empty((await _scene.GetAsync("/v1/impact/components/sdk/versions/3.2.1/devices")).GetProperty("rows").EnumerateArray());
    }

    [Theory]
    [InlineData("/v1/impact/components/nobody")]
    [InlineData("/v1/impact/components/sdk/versions/9.9")]
    [InlineData("/v1/impact/listings/2025-99999.001/devices")]
    [InlineData("/v1/exposure?component=nobody")]
    public async Task Impact_UnknownSubject_IsNotFound(string path) => Assert.Equal(HttpStatusCode.NotFound, (await _scene.RefusedAsync(path)).Status);

    [Fact]
    public async Task Exposure_OfAVersion_ListsWhatRanOnIt()
    {
        JsonElement exposure = await _scene.GetAsync("/v1/exposure?component=sdk&version=3.2.x&from=2026-01-01&to=2027-01-01");
        Assert.Equal((1L, 1L), (exposure.GetProperty("devices").GetInt64(), exposure.GetProperty("merchants").GetInt64()));
        Assert.Equal(("approved", 1250L), (Text(exposure.GetProperty("totals")[0], "status"), exposure.GetProperty("totals")[0].GetProperty("amountMinor").GetInt64()));
        Assert.Equal(("p1", "com.example.pos"), (Text(exposure.GetProperty("rows")[0], "paymentId"), Text(exposure.GetProperty("rows")[0], "packageName")));
        Assert.Empty((await _scene.GetAsync("/v1/exposure?component=sdk&version=3.3.x&from=2026-01-01&to=2027-01-01")).GetProperty("rows").EnumerateArray());
    }

    private static string? Text(JsonElement element, string name) => element.TryGetProperty(name, out JsonElement value) ? value.GetString() : null;
}
