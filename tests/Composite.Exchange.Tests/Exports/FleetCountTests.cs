using System.Text;
using System.Text.Json.Nodes;
using Composite.Exchange.Csv;
using Composite.Exchange.CycloneDx;
using Composite.Exchange.Json;
using Composite.Exchange.Oscal;
using Composite.Exchange.Snapshots;
using CsvHelper;
using Xunit;

namespace Composite.Exchange.Tests.Exports;

/// <summary>On how many devices, of how many merchants, each version runs: in every format.</summary>
public sealed class FleetCountTests
{
    [Fact]
    public async Task Csv_EveryVersion_HasARowWithItsDevicesAndMerchants()
    {
        List<Dictionary<string, string>> rows = await CsvAsync(World.Small());
        Assert.Equal(("1210", "300"), Only(rows, "component", "sdk-tap", string.Empty));
        Assert.Equal(("1200", "298"), Only(rows, "version", "sdk-tap", "3.2.1"));
        Assert.All(rows, r => Assert.Equal(("2026-03-01", "77"), (r["fleetDay"], r["fleetPosition"])));
        Dictionary<string, string> others = Assert.Single(rows, r => r["status"] == "notOnRecord");
        Assert.Equal(("sdk-tap", "10", string.Empty), (others["id"], others["devices"], others["merchants"]));
    }

    [Fact]
    public async Task Json_Counts_AreAtTheComponentItsVersionsAndTheSolution()
    {
        JsonNode json = JsonNode.Parse(await Worlds.BytesAsync(InventoryJson.WriteAsync, await Worlds.CountedAsync(Worlds.Rich())))!;
        JsonNode sdk = json["components"]!.AsArray().Single(c => (string?)c!["componentId"] == "sdk-tap")!;
        Assert.Equal((1210L, 300L, 10L), ((long)sdk["devices"]!, (long)sdk["merchants"]!, (long)sdk["devicesOnVersionsNotOnRecord"]!));
        Assert.Equal((1200L, 298L), ((long)sdk["versions"]![0]!["devices"]!, (long)sdk["versions"]![0]!["merchants"]!));
        Assert.Equal((800L, 200L), ((long)json["solutions"]![0]!["devices"]!, (long)json["solutions"]![0]!["merchants"]!));
        Assert.Equal(("2026-03-01", 77L), ((string?)json["fleet"]!["day"], (long)json["fleet"]!["position"]!));
    }

    [Fact]
    public async Task Json_OfOneSolution_CountsThatSolutionsDevices()
    {
        JsonNode json = JsonNode.Parse(await Worlds.BytesAsync(InventoryJson.WriteAsync, await Worlds.CountedAsync(Worlds.Rich(), "tap")))!;
        JsonNode sdk = json["components"]!.AsArray().Single(c => (string?)c!["componentId"] == "sdk-tap")!;
        Assert.Equal((800L, 200L), ((long)sdk["versions"]![0]!["devices"]!, (long)sdk["versions"]![0]!["merchants"]!));
        Assert.Equal(800L, (long)json["components"]!.AsArray().Single(c => (string?)c!["componentId"] == "back-end")!["devices"]!);
    }

    [Fact]
    public async Task CycloneDx_Counts_ArePropertiesOfOurNamespaceAndTheDocumentIsValid()
    {
        byte[] written = await Worlds.BytesAsync(CycloneDxBom.WriteAsync, await Worlds.CountedAsync(Worlds.Rich(), "tap"));
        Assert.Empty(Schemas.CycloneDxErrors(written));
        JsonNode document = JsonNode.Parse(written)!;
        JsonNode sdk = document["components"]!.AsArray().Single(c => (string?)c!["bom-ref"] == "component:sdk-tap")!;
        Assert.Equal(("800", "200"), (Property(sdk["components"]![0]!, "composite:devices"), Property(sdk["components"]![0]!, "composite:merchants")));
        Assert.Equal("900", Property(document["services"]!.AsArray().Single(s => (string?)s!["bom-ref"] == "component:watch")!, "composite:devices"));
        Assert.Equal("800", Property(document["metadata"]!["component"]!, "composite:devices"));
        Assert.Equal(("2026-03-01", "77"), (Property(document["metadata"]!, "composite:fleetDay"), Property(document["metadata"]!, "composite:fleetPosition")));
    }

    [Theory]
    [InlineData("component-definition")]
    [InlineData("assessment-results")]
    public async Task Oscal_Counts_AreProps(string model)
    {
        byte[] written = await Worlds.BytesAsync(model == "component-definition" ? ComponentDefinition.WriteAsync : AssessmentResults.WriteAsync, await Worlds.CountedAsync(Worlds.Rich()));
        Assert.Empty(OscalForm.Errors(written, model));
        string text = Encoding.UTF8.GetString(written);
        Assert.Contains("\"value\": \"3.2.1: 1200 devices, 298 merchants\"", text, StringComparison.Ordinal);
        Assert.Contains("\"devices-on-versions-not-on-record\"", text, StringComparison.Ordinal);
        Assert.Contains("\"fleet-position\"", text, StringComparison.Ordinal);
    }

    // The counts of now go on while the facts stand: a document with other counts is another document.
    [Fact]
    public async Task Identity_OtherCounts_IsAnother()
    {
        InventorySnapshot counted = await Worlds.CountedAsync(World.Small());
        Assert.NotEqual(counted.Identity, (counted with { Fleet = counted.Fleet! with { Position = 78 } }).Identity);
    }

    private static (string Devices, string Merchants) Only(List<Dictionary<string, string>> rows, string subject, string id, string version)
    {
        Dictionary<string, string> row = Assert.Single(rows, r => r["subject"] == subject && r["id"] == id && r["version"] == version && r["status"] != "notOnRecord");
        return (row["devices"], row["merchants"]);
    }

    private static string? Property(JsonNode of, string name) => (string?)of["properties"]!.AsArray().Single(p => (string?)p!["name"] == name)!["value"];

    private static async Task<List<Dictionary<string, string>>> CsvAsync(World world)
    {
        byte[] csv = await Worlds.BytesAsync(InventoryCsv.WriteAsync, await Worlds.CountedAsync(world));
        using CsvReader reader = CsvReader.Create(csv, new CsvReaderOptions { Separator = ',', HasHeader = false, FieldCountMismatch = CsvFieldCountHandling.Throw });
        Assert.True(reader.Read());
        string[] header = [.. Enumerable.Range(0, reader.FieldCount).Select(reader.GetString)];
        List<Dictionary<string, string>> rows = [];
        while (reader.Read()) rows.Add(Enumerable.Range(0, header.Length).ToDictionary(i => header[i], reader.GetString));
        return rows;
    }
}
