using System.IO.Compression;
using System.Net;
using System.Text.Json.Nodes;
using Composite.Domain.Solutions;
using Composite.Domain.Staff;
using Composite.Host.Tests.Support;
using Moq;
using Xunit;

namespace Composite.Host.Tests.Exchange;

[Collection(SharedHost.Name)]
public sealed class ExportTests : IDisposable
{
    private readonly TestHost _host;
    private readonly HttpClient _client;

    public ExportTests(TestHost host)
    {
        _host = host.Anew();
        _host.Facts.Facts = KnownListings.Facts();
        _client = host.Member(StaffRole.Auditor);
    }

    [Theory]
    [InlineData("csv", "text/csv", "inventory-2026-03-01-p4.csv")]
    [InlineData("json", "application/json", "inventory-2026-03-01-p4.json")]
    [InlineData("cyclonedx", "application/vnd.cyclonedx+json", "inventory-2026-03-01-p4.cdx.json")]
    [InlineData("oscal-component-definition", "application/json", "inventory-2026-03-01-p4.oscal-component-definition.json")]
    [InlineData("oscal-assessment-results", "application/json", "inventory-2026-03-01-p4.oscal-assessment-results.json")]
    public async Task Inventory_EachFormat_IsAFileWithANameAndItsPosition(string format, string type, string name)
    {
        using HttpResponseMessage response = await _client.GetAsync($"/v1/exports/inventory?format={format}&validAt=2026-03-01T12:00:00Z");
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal((type, name), (response.Content.Headers.ContentType!.MediaType, response.Content.Headers.ContentDisposition!.FileName!.Trim('"')));
        Assert.Equal("4", Assert.Single(response.Headers.GetValues("Composite-Position")));
        Assert.Contains("2025-00001.001", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Inventory_OfASolutionBeforeItWasKnown_Is404() => Assert.Equal(
        "not-found", (await Problem.OfAsync(await _client.GetAsync("/v1/exports/inventory?format=json&solutionId=tap&knownAt=2025-01-01T00:00:00Z"))).Code);

    [Theory]
    [InlineData("inventory", "format")]
    [InlineData("inventory?format=pdf", "format")]
    [InlineData("inventory?format=csv&validAt=yesterday", "validAt")]
    [InlineData("inventory?format=csv&knownAt=2099-01-01T00:00:00Z", "knownAt")]
    [InlineData("inventory?format=csv&solutionId=Not_An_Id", "solutionId")]
    [InlineData("inventory?format=csv&colour=red", "colour")]
    [InlineData("evidence-pack?format=csv", "format")]
    public async Task Query_NotTheShape_Is400WithTheParameter(string path, string field)
    {
        Problem problem = await Problem.OfAsync(await _client.GetAsync($"/v1/exports/{path}"));
        Assert.Equal(HttpStatusCode.BadRequest, problem.Status);
        Assert.Contains(problem.Errors, e => e.Field == field);
    }

    // Counts that are being built anew are too low: a file with them would be wrong for ever.
    [Theory]
    [InlineData("inventory?format=csv")]
    [InlineData("evidence-pack?solutionId=tap")]
    public async Task Export_CountsBehindTheJournal_Is503(string path)
    {
        _host.Lists.Setup(l => l.ReachAsync(It.IsAny<long>(), It.IsAny<TimeSpan>(), It.IsAny<CancellationToken>())).ReturnsAsync(false);
        using HttpResponseMessage response = await _client.GetAsync($"/v1/exports/{path}");
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "unavailable"), (response.StatusCode, (await Problem.OfAsync(response)).Code));
        _host.Lists.Verify(l => l.ReachAsync(4, It.IsAny<TimeSpan>(), It.IsAny<CancellationToken>()));
    }

    [Fact]
    public async Task EvidencePack_IsAZipWhoseManifestNamesItsFiles()
    {
        using HttpResponseMessage response = await _client.GetAsync("/v1/exports/evidence-pack?solutionId=tap&validAt=2026-03-01T12:00:00Z");
        Assert.Equal(("application/zip", "evidence-pack-tap-2026-03-01-p4.zip"), (response.Content.Headers.ContentType!.MediaType, response.Content.Headers.ContentDisposition!.FileName!.Trim('"')));
        Assert.True(long.Parse(Assert.Single(response.Headers.GetValues("Composite-Expected-Bytes")), System.Globalization.CultureInfo.InvariantCulture) > 0);
        using ZipArchive pack = new(new MemoryStream(await response.Content.ReadAsByteArrayAsync()));
        using StreamReader manifest = new(pack.GetEntry("manifest.json")!.Open());
        JsonNode json = JsonNode.Parse(await manifest.ReadToEndAsync())!;
        Assert.Equal(pack.Entries.Count - 1, json["files"]!.AsArray().Count);
        Assert.NotNull(pack.GetEntry("summary.html"));
    }

    public void Dispose()
    {
        _host.Facts.Facts = SolutionFacts.Empty;
        _client.Dispose();
    }
}
