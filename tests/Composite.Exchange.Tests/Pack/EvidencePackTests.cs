using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Composite.Domain;
using Composite.Domain.Cases;
using Composite.Domain.Policies;
using Composite.Domain.Ports;
using Composite.Exchange.Pack;
using Composite.Exchange.Tests.Exports;
using Xunit;

namespace Composite.Exchange.Tests.Pack;

public sealed class EvidencePackTests
{
    [Fact]
    public async Task Write_Manifest_HoldsTheHashOfEveryFileAndTheJournals()
    {
        using ZipArchive pack = Open(await WriteAsync(Worlds.Rich()));
        JsonNode manifest = Json(pack, EvidencePack.Manifest);
        Assert.Equal(EvidencePack.Schema, (string?)manifest["schema"]);
        Assert.Equal(new string('5', 64), (string?)manifest["journal"]!["hash"]);
        Assert.Equal(pack.Entries.Select(e => e.FullName).Where(n => n != EvidencePack.Manifest), manifest["files"]!.AsArray().Select(f => (string?)f!["name"]));
        foreach (JsonNode? file in manifest["files"]!.AsArray())
        {
            byte[] bytes = Bytes(pack, (string)file!["name"]!);
            Assert.Equal(((string?)file["sha256"], (long)file["bytes"]!), (Convert.ToHexStringLower(SHA256.HashData(bytes)), bytes.LongLength));
        }
    }

    [Fact]
    public async Task Write_TheSameAsOfAndPosition_GivesTheSameBytes() => Assert.Equal(await WriteAsync(Worlds.Rich()), await WriteAsync(Worlds.Rich()));

    [Fact]
    public async Task Write_Formats_AreThoseOfTheExports()
    {
        using ZipArchive pack = Open(await WriteAsync(Worlds.Rich()));
        Assert.Empty(Schemas.CycloneDxErrors(Bytes(pack, "inventory/cyclonedx-1.7.json")));
        Assert.Empty(OscalForm.Errors(Bytes(pack, "inventory/oscal-component-definition.json"), "component-definition"));
        Assert.Empty(OscalForm.Errors(Bytes(pack, "inventory/oscal-assessment-results.json"), "assessment-results"));
    }

    [Fact]
    public async Task Write_Facts_AreTheEventsWithTheirActors()
    {
        World world = Decided(Worlds.Rich());
        using ZipArchive pack = Open(await WriteAsync(world));
        string[] lines = Encoding.UTF8.GetString(Bytes(pack, "facts.ndjson")).TrimEnd('\n').Split('\n');
        Assert.Equal(world.History.Count(h => h.Stream != "solution/tap-two"), lines.Length);
        Assert.NotEmpty(Json(pack, "controls.json")["controls"]!.AsArray());
        Assert.All(lines, line => Assert.Equal("staff/officer", (string?)JsonNode.Parse(line)!["actor"]));

        JsonNode version = Json(pack, "policies.json")["proposals"]![0]!;
        Assert.Equal(("staff/anna", "staff/bert", "Stricter"), ((string?)version["proposedBy"], (string?)version["approvedBy"], (string?)version["reason"]));
        Assert.Equal(90, (int)Json(pack, "policies.json")["valuesInForce"]!["expiryWarningDays"]!);
    }

    [Fact]
    public async Task Write_Documents_AreCopiedAndWhatIsMissingOrAlteredIsListed()
    {
        WorldVault vault = new();
        World world = Worlds.Rich();
        string there = vault.Put("the contract"), altered = vault.Put("the original"), missing = WorldVault.Sha256("never put");
        vault.Alter(altered, "something else");
        foreach (string sha256 in (string[])[there, altered, missing]) world.Happened("evidence/main", WorldVault.Added(sha256, "sdk-tap"));
        world.Happened("evidence/main", WorldVault.Added(vault.Put("about another"), "not-in-the-solution"));

        using ZipArchive pack = Open(await WriteAsync(world, null, vault));
        Assert.Equal("the contract", Encoding.UTF8.GetString(Bytes(pack, $"evidence/{there}")));
        JsonArray documents = Json(pack, "evidence.json")["documents"]!.AsArray();
        Assert.Equal(
            new Dictionary<string, string> { [there] = "verified", [altered] = "altered", [missing] = "missing" },
            documents.ToDictionary(d => (string)d!["sha256"]!, d => (string)d!["copy"]!));
        Assert.Equal(new HashSet<string> { altered, missing }, Json(pack, EvidencePack.Manifest)["evidenceNotInPack"]!.AsArray().Select(d => (string)d!["sha256"]!).ToHashSet());
        Assert.Null(pack.GetEntry($"evidence/{missing}"));
        Assert.Contains(there, Encoding.UTF8.GetString(Bytes(pack, "inventory/cyclonedx-1.7.json")), StringComparison.Ordinal);
        Assert.Empty(Schemas.CycloneDxErrors(Bytes(pack, "inventory/cyclonedx-1.7.json")));
    }

    [Fact]
    public async Task Write_Cases_AreThoseOfItsPartsWithTheirNotices()
    {
        World world = Worlds.Rich();
        foreach ((string id, string component) in (ReadOnlySpan<(string, string)>)[("case-1", "sdk-tap"), ("case-2", "elsewhere")])
        {
            world.Happened($"case/{id}", new CaseOpened(id, new SecurityIssue
            {
                ComponentId = component,
                AffectedVersions = ["3.2.x"],
                Severity = new Severity(9.1m, "Bad"),
                Title = "Keys leak <b>",
                DiscoveredAt = World.Now.AddDays(-40),
                Source = "A researcher",
                Description = "In words",
            }));
            world.Happened($"case/{id}", new NotificationSent("pci-ssc", World.Now.AddDays(-35), "e-mail", "m-1", null));
        }

        using ZipArchive pack = Open(await WriteAsync(world));
        JsonNode only = Assert.Single(Json(pack, "cases.json")["cases"]!.AsArray())!;
        Assert.Equal(("case-1", "critical", "pci-ssc"), ((string?)only["caseId"], (string?)only["severity"], (string?)only["notifications"]![0]!["recipientId"]));
        Assert.Contains("Keys leak &lt;b&gt;", Encoding.UTF8.GetString(Bytes(pack, EvidencePack.Summary)), StringComparison.Ordinal);
        Assert.Contains("case/case-1", Encoding.UTF8.GetString(Bytes(pack, "facts.ndjson")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Write_CaseWithACampaign_SaysHowFarItIs()
    {
        World world = Worlds.Rich();
        world.Happened("case/case-1", new CaseOpened("case-1", new SecurityIssue
        {
            ComponentId = "sdk-tap",
            AffectedVersions = ["3.2.x"],
            Severity = new Severity(9.1m, "Bad"),
            Title = "Keys leak",
            DiscoveredAt = World.Now.AddDays(-40),
            Source = "A researcher",
            Description = "In words",
        }));
        world.Happened("case/case-1", new CampaignStarted("Update, please.", "3.3.0", DateOnly.FromDateTime(World.Now.UtcDateTime).AddDays(30)));
        CampaignReading counts = new([new("sdk-tap", "3.2.1", new FleetCount(300, 90))], 90, [[new("sdk-tap", "3.2.1", new FleetCount(1200, 298))]], WorldFleet.Position);

        using ZipArchive pack = Open(await WriteAsync(world, campaigns: new Dictionary<string, CampaignReading> { ["case-1"] = counts }));

        JsonNode progress = Assert.Single(Assert.Single(Json(pack, "cases.json")["cases"]!.AsArray())!["campaigns"]!.AsArray())!["progress"]!;
        Assert.Equal((1200, 300, "75.0"), ((int)progress["devicesAtStart"]!, (int)progress["devices"]!, (string?)progress["percentDone"]));
        Assert.Equal("3.2.1", (string?)Assert.Single(progress["versions"]!.AsArray())!["version"]);
    }

    [Fact]
    public async Task Write_KnownEarlier_HoldsNothingThatCameLater()
    {
        World world = Worlds.Rich().Happened("component/watch", new Domain.Components.ListingRevoked("2025-00002.001", World.Now.AddDays(-20), "Withdrawn later"), World.Now.AddDays(-1));
        using ZipArchive pack = Open(await WriteAsync(world, new AsOf(World.Now, World.Now.AddDays(-2))));
        foreach (ZipArchiveEntry entry in pack.Entries) Assert.DoesNotContain("Withdrawn later", Encoding.UTF8.GetString(Bytes(pack, entry.FullName)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Summary_OddCharacters_AreTextAndNothingComesFromElsewhere()
    {
        using ZipArchive pack = Open(await WriteAsync(Decided(Worlds.Rich())));
        string html = Encoding.UTF8.GetString(Bytes(pack, EvidencePack.Summary));
        Assert.DoesNotContain("<script", html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("http://", html, StringComparison.Ordinal);
        Assert.DoesNotContain("https://", html, StringComparison.Ordinal);
        Assert.DoesNotContain(" src=", html, StringComparison.Ordinal);
        Assert.Contains("&lt;script&gt;", html, StringComparison.Ordinal);
        Assert.Contains("lang=\"en\"", html, StringComparison.Ordinal);
        Assert.Contains("Listing 2025-00016.001 expires.", html, StringComparison.Ordinal);
        if (Environment.GetEnvironmentVariable("COMPOSITE_SUMMARY") is { } path) await File.WriteAllTextAsync(path, html);
    }

    [Fact]
    public async Task Write_Counts_AreInTheInventoryTheSummaryAndTheManifest()
    {
        using ZipArchive pack = Open(await WriteAsync(Worlds.Rich()));
        Assert.Equal(77L, (long)Json(pack, EvidencePack.Manifest)["fleet"]!["position"]!);
        Assert.Equal(800L, (long)Json(pack, "inventory/inventory.json")["solutions"]!.AsArray().Single()!["devices"]!);
        string html = Encoding.UTF8.GetString(Bytes(pack, EvidencePack.Summary));
        Assert.Contains("<td>3.2.1</td><td><span class=\"badge good\">usable</span></td><td>800</td><td>200</td>", html, StringComparison.Ordinal);
        Assert.Contains("<dt>Merchants</dt><dd>200</dd>", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Write_SolutionWithoutParts_IsAPack()
    {
        World world = new World().Happened("solution/tap", new Domain.Solutions.SolutionRegistered("tap", "Tap", "The Provider"));
        using ZipArchive pack = Open(await WriteAsync(world));
        Assert.Contains("No part is known.", Encoding.UTF8.GetString(Bytes(pack, EvidencePack.Summary)), StringComparison.Ordinal);
    }

    private static World Decided(World world) => world
        .Happened("policy/main", new PolicyProposed("stricter", World.Now.AddDays(-9), PolicyValues.Default with { ExpiryWarningDays = 90 }, "Stricter", "staff/anna"), World.Now.AddDays(-20))
        .Happened("policy/main", new PolicyApproved("stricter", 1, "staff/bert"), World.Now.AddDays(-19));

    private static async Task<byte[]> WriteAsync(World world, AsOf? asOf = null, WorldVault? vault = null, IReadOnlyDictionary<string, CampaignReading>? campaigns = null)
    {
        await using AsyncOnlyStream stream = new();
        await EvidencePack.WriteAsync(new PackSource { Snapshot = await Worlds.CountedAsync(world, "tap", asOf), Facts = world.Facts, Campaigns = campaigns ?? new Dictionary<string, CampaignReading>(), Journal = new WorldJournal(world), Vault = vault ?? new WorldVault() }, stream, CancellationToken.None);
        return stream.Written;
    }

    private static ZipArchive Open(byte[] pack) => new(new MemoryStream(pack), ZipArchiveMode.Read);

    private static byte[] Bytes(ZipArchive pack, string name)
    {
        using Stream entry = pack.GetEntry(name)!.Open();
        using MemoryStream bytes = new();
        entry.CopyTo(bytes);
        return bytes.ToArray();
    }

    private static JsonNode Json(ZipArchive pack, string name) => JsonNode.Parse(Bytes(pack, name))!;
}
