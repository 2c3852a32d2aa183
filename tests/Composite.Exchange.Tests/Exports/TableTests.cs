using System.Text;
using System.Text.Json.Nodes;
using Composite.Exchange.Csv;
using Composite.Exchange.Json;
using CsvHelper;
using Xunit;

namespace Composite.Exchange.Tests.Exports;

/// <summary>The inventory as CSV and as JSON of our own.</summary>
public sealed class TableTests
{
    [Fact]
    public async Task Csv_Formulas_AreNeutralised()
    {
        List<string[]> rows = await RowsAsync(Worlds.Rich());
        int name = InventoryCsv.Columns.ToList().IndexOf("name"), laboratory = InventoryCsv.Columns.ToList().IndexOf("laboratory");
        Assert.Contains(rows, r => r[name].StartsWith("'=cmd", StringComparison.Ordinal));
        Assert.DoesNotContain(rows.SelectMany(r => r), f => f.Length > 0 && "=+-@\t\r".Contains(f[0], StringComparison.Ordinal));
        Assert.Contains(rows, r => r[laboratory] == "Lab " + Worlds.OddText);
    }

    [Theory]
    [InlineData("=cmd")]
    [InlineData("+1")]
    [InlineData("-1")]
    [InlineData("@SUM(1)")]
    [InlineData("\t=x")]
    [InlineData("\r=x")]
    [InlineData("\n=x")]
    [InlineData("  =x")]
    [InlineData("'=x")]
    [InlineData("\uFF1Dx")]
    [InlineData("\uFF20x")]
    public async Task Csv_FormulaInAnyText_IsBehindAnApostrophe(string text)
    {
        World world = new World().Component("k", Domain.Components.ComponentKind.Kernel, text, text)
            .Happened("component/k", new Domain.Components.ListingRecorded(World.Listing("2025-00001.001", text) with { Vendor = text, ProductName = text, StandardVersion = text, Notes = text, RetrievedBy = text }));
        string[] row = (await RowsAsync(world))[1];
        foreach (string column in (string[])["name", "vendor", "laboratory", "listedVendor", "productName", "standardVersion", "notes", "retrievedBy"])
            Assert.Equal("'" + text, row[InventoryCsv.Columns.ToList().IndexOf(column)]);
    }

    [Fact]
    public async Task Csv_EverySubject_HasARowAndEveryRowEveryColumn()
    {
        World world = Worlds.Rich();
        List<string[]> rows = await RowsAsync(world);
        Assert.Equal(InventoryCsv.Columns, rows[0]);
        Assert.All(rows, r => Assert.Equal(InventoryCsv.Columns.Count, r.Length));
        int id = InventoryCsv.Columns.ToList().IndexOf("id");
        Assert.Empty(world.Facts.Components.Keys.Concat(world.Facts.Solutions.Keys).Except(rows.Select(r => r[id])));
    }

    [Fact]
    public async Task Csv_NothingRecorded_IsTheHeader() => Assert.Single(await RowsAsync(new World()));

    [Theory]
    [InlineData("inventory.csv")]
    [InlineData("inventory.json")]
    [InlineData("cyclonedx.json")]
    [InlineData("oscal-component-definition.json")]
    [InlineData("oscal-assessment-results.json")]
    public async Task Write_ASmallInventory_IsTheGoldenFile(string name)
    {
        byte[] written = await Worlds.BytesAsync(
            name switch
            {
                "inventory.csv" => InventoryCsv.WriteAsync,
                "inventory.json" => InventoryJson.WriteAsync,
                "cyclonedx.json" => CycloneDx.CycloneDxBom.WriteAsync,
                "oscal-component-definition.json" => Oscal.ComponentDefinition.WriteAsync,
                _ => Oscal.AssessmentResults.WriteAsync,
            }, await Worlds.CountedAsync(World.Small()));
        Golden.Check(name, written);
    }

    [Fact]
    public async Task Json_NamesItsSchemaAndAsOf()
    {
        JsonNode json = JsonNode.Parse(await Worlds.BytesAsync(InventoryJson.WriteAsync, Worlds.Snapshot(Worlds.Rich(), "tap", new(World.Now, World.Now))))!;
        Assert.Equal("composite-inventory-1", (string?)json["schema"]);
        Assert.Equal(("2026-03-01T12:00:00Z", "2026-03-01T12:00:00Z"), ((string?)json["asOf"]!["validAt"], (string?)json["asOf"]!["knownAt"]));
        Assert.True((long)json["asOf"]!["position"]! > 0);
        Assert.Equal(11, json["components"]!.AsArray().Count);
    }

    private static async Task<List<string[]>> RowsAsync(World world)
    {
        byte[] csv = await Worlds.BytesAsync(InventoryCsv.WriteAsync, Worlds.Snapshot(world));
        Assert.Equal(csv, Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(csv)));
        using CsvReader reader = CsvReader.Create(csv, new CsvReaderOptions { Separator = ',', HasHeader = false, MalformedData = CsvMalformedDataHandling.Throw, FieldCountMismatch = CsvFieldCountHandling.Throw });
        List<string[]> rows = [];
        while (reader.Read()) rows.Add([.. Enumerable.Range(0, reader.FieldCount).Select(reader.GetString)]);
        return rows;
    }
}
