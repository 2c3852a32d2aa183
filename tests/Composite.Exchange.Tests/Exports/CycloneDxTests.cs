using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Composite.Domain;
using Composite.Domain.Components;
using Composite.Exchange.CycloneDx;
using Xunit;

namespace Composite.Exchange.Tests.Exports;

public sealed class CycloneDxTests
{
    [Theory]
    [InlineData("bom-1.7.SNAPSHOT.schema.json", "dd7942f6a2e93bc3305da220e61a7931cc536fd10ee5fa063809055c6c1c2ffb")]
    [InlineData("spdx.SNAPSHOT.schema.json", "4b345e2329f209f34e960ae2a8e7cb46a166907e6a45e94978565925dc47b359")]
    [InlineData("jsf-0.82.SNAPSHOT.schema.json", "8bae002c25e723db7ee1f26afde680ae1a2b1a8f6b4b4b0fd65dc3becb090aae")]
    [InlineData("cryptography-defs.SNAPSHOT.schema.json", "027b059a729a06d591bac79a584ef04f83fc32d91a826fdba6ad3c98a10e5b44")]
    public void Schema_IsTheOneThatWasTaken(string name, string sha256) => Assert.Equal(sha256, Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(Schemas.PathOf(name)))));

    [Theory]
    [InlineData(null)]
    [InlineData("tap")]
    public async Task Write_EveryKindAndOddCharacters_IsValidAgainstTheOfficialSchema(string? solutionId) =>
        Assert.Empty(Schemas.CycloneDxErrors(await Worlds.BytesAsync(CycloneDxBom.WriteAsync, Worlds.Snapshot(Worlds.Rich(), solutionId))));

    [Fact]
    public async Task Write_NothingRecorded_IsValid() => Assert.Empty(Schemas.CycloneDxErrors(await Worlds.BytesAsync(CycloneDxBom.WriteAsync, Worlds.Snapshot(new World()))));

    [Theory]
    [InlineData(-3650, 0)]
    [InlineData(0, -31)]
    [InlineData(3650, 0)]
    [InlineData(-10, -5)]
    public async Task Write_AnyAsOf_IsValid(int validDays, int knownDays)
    {
        AsOf asOf = new(World.Now.AddDays(validDays), World.Now.AddDays(knownDays));
        Assert.Empty(Schemas.CycloneDxErrors(await Worlds.BytesAsync(CycloneDxBom.WriteAsync, Worlds.Snapshot(Worlds.Rich(), null, asOf))));
    }

    // A validator that lets everything pass would make the tests above worthless.
    [Theory]
    [InlineData("bomFormat", "SPDX")]
    [InlineData("serialNumber", "not-a-urn")]
    [InlineData("colour", "red")]
    [InlineData("metadata.timestamp", "yesterday")]
    [InlineData("components.0.type", "spaceship")]
    [InlineData("declarations.claims.0.confidence", "high")]
    [InlineData("components.0.externalReferences.0.type", "rumour")]
    public async Task Validator_BrokenDocument_IsRefused(string path, string value)
    {
        JsonNode document = JsonNode.Parse(await Worlds.BytesAsync(CycloneDxBom.WriteAsync, Worlds.Snapshot(Worlds.Rich())))!;
        Documents.Set(document, path, value);
        Assert.NotEmpty(Schemas.CycloneDxErrors(System.Text.Encoding.UTF8.GetBytes(document.ToJsonString())));
    }

    [Fact]
    public async Task Write_EveryReference_PointsAtSomethingOfTheDocumentAndIsThereOnce()
    {
        JsonNode document = JsonNode.Parse(await Worlds.BytesAsync(CycloneDxBom.WriteAsync, Worlds.Snapshot(Worlds.Rich())))!;
        string[] references = [.. Documents.Values(document, "bom-ref")];
        Assert.Equal(references.Length, references.Distinct().Count());
        foreach (string member in (string[])["ref", "dependsOn", "target", "assessor", "requirement", "claims", "counterClaims", "evidence"])
            Assert.Empty(Documents.Values(document, member).Except(references));
    }

    [Fact]
    public async Task Write_ServicesVersionsAndGraph_AreThere()
    {
        JsonNode document = JsonNode.Parse(await Worlds.BytesAsync(CycloneDxBom.WriteAsync, Worlds.Snapshot(Worlds.Rich(), "tap")))!;
        Assert.Equal("solution:tap", (string?)document["metadata"]!["component"]!["bom-ref"]);
        Assert.Contains("component:watch", document["services"]!.AsArray().Select(s => (string?)s!["bom-ref"]));
        JsonNode sdk = document["components"]!.AsArray().Single(c => (string?)c!["bom-ref"] == "component:sdk-tap")!;
        Assert.Equal("3.2.1", (string?)sdk["components"]![0]!["version"]);
        Assert.Contains("component:watch", document["dependencies"]!.AsArray().Single(d => (string?)d!["ref"] == "component:sdk-tap")!["dependsOn"]!.AsArray().Select(d => (string?)d));
    }

    [Fact]
    public async Task Write_TheSameAsOf_GivesTheSameBytes() => Assert.Equal(
        await Worlds.BytesAsync(CycloneDxBom.WriteAsync, Worlds.Snapshot(Worlds.Rich())), await Worlds.BytesAsync(CycloneDxBom.WriteAsync, Worlds.Snapshot(Worlds.Rich())));

    [Fact]
    public async Task Write_BeforeTheRevocationWasKnown_SaysSo()
    {
        World world = World.Small().Happened("component/sdk-tap", new ListingRevoked("2025-00001.001", World.Now.AddDays(-20), "Withdrawn"), World.Now.AddDays(-1));
        AsOf before = new(World.Now.AddDays(-10), World.Now.AddDays(-2));
        string then = System.Text.Encoding.UTF8.GetString(await Worlds.BytesAsync(CycloneDxBom.WriteAsync, Worlds.Snapshot(world, null, before)));
        string now = System.Text.Encoding.UTF8.GetString(await Worlds.BytesAsync(CycloneDxBom.WriteAsync, Worlds.Snapshot(world)));
        Assert.DoesNotContain("revoked", then, StringComparison.Ordinal);
        Assert.Contains("PCI listing 2025-00001.001: revoked", now, StringComparison.Ordinal);
    }
}
