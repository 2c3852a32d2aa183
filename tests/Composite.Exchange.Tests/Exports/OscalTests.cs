using System.Text;
using System.Text.Json.Nodes;
using Composite.Domain;
using Composite.Exchange.Oscal;
using Composite.Exchange.Snapshots;
using Xunit;

namespace Composite.Exchange.Tests.Exports;

public sealed class OscalTests
{
    private static readonly Dictionary<string, Func<InventorySnapshot, Stream, CancellationToken, Task>> Models = new()
    {
        ["component-definition"] = ComponentDefinition.WriteAsync,
        ["assessment-results"] = AssessmentResults.WriteAsync,
    };

    [Theory]
    [InlineData("component-definition", null)]
    [InlineData("component-definition", "tap")]
    [InlineData("assessment-results", null)]
    [InlineData("assessment-results", "tap")]
    public async Task Write_EveryKindAndOddCharacters_HasTheForm(string model, string? solutionId) =>
        Assert.Empty(OscalForm.Errors(await Worlds.BytesAsync(Models[model], Worlds.Snapshot(Worlds.Rich(), solutionId)), model));

    [Theory]
    [InlineData("component-definition")]
    [InlineData("assessment-results")]
    public async Task Write_NothingRecorded_HasTheForm(string model) => Assert.Empty(OscalForm.Errors(await Worlds.BytesAsync(Models[model], Worlds.Snapshot(new World())), model));

    [Theory]
    [InlineData(-3650, 0)]
    [InlineData(0, -31)]
    [InlineData(3650, 0)]
    public async Task Write_AnyAsOf_HasTheForm(int validDays, int knownDays)
    {
        AsOf asOf = new(World.Now.AddDays(validDays), World.Now.AddDays(knownDays));
        foreach ((string model, Func<InventorySnapshot, Stream, CancellationToken, Task> write) in Models)
            Assert.Empty(OscalForm.Errors(await Worlds.BytesAsync(write, Worlds.Snapshot(Worlds.Rich(), null, asOf)), model));
    }

    [Theory]
    [InlineData("component-definition", "component-definition.uuid", "not-a-uuid")]
    [InlineData("component-definition", "component-definition.metadata.last-modified", "2026-03-01")]
    [InlineData("component-definition", "component-definition.components.0.colour", "red")]
    [InlineData("component-definition", "component-definition.components.0.props.0.value", " padded ")]
    [InlineData("component-definition", "component-definition.capabilities.0.incorporates-components.0.component-uuid", "2f9d8f2e-0000-5000-8000-000000000000")]
    [InlineData("assessment-results", "assessment-results.results.0.findings.0.target.status.state", "perhaps")]
    [InlineData("assessment-results", "assessment-results.results.0.observations.0.collected", "yesterday")]
    [InlineData("assessment-results", "assessment-results.import-ap.href", "#2f9d8f2e-0000-5000-8000-000000000000")]
    public async Task Form_BrokenDocument_IsRefused(string model, string path, string value)
    {
        JsonNode document = JsonNode.Parse(await Worlds.BytesAsync(Models[model], Worlds.Snapshot(Worlds.Rich())))!;
        Documents.Set(document, path, value);
        Assert.NotEmpty(OscalForm.Errors(Encoding.UTF8.GetBytes(document.ToJsonString()), model));
    }

    [Theory]
    [InlineData("component-definition", "component-definition.metadata.title")]
    [InlineData("assessment-results", "assessment-results.results.0.reviewed-controls")]
    [InlineData("assessment-results", "assessment-results.results.0.findings.0.target")]
    public async Task Form_MissingMember_IsRefused(string model, string path)
    {
        JsonNode document = JsonNode.Parse(await Worlds.BytesAsync(Models[model], Worlds.Snapshot(Worlds.Rich())))!;
        Documents.Remove(document, path);
        Assert.NotEmpty(OscalForm.Errors(Encoding.UTF8.GetBytes(document.ToJsonString()), model));
    }

    [Fact]
    public async Task Findings_FollowTheStatuses()
    {
        JsonNode document = JsonNode.Parse(await Worlds.BytesAsync(AssessmentResults.WriteAsync, Worlds.Snapshot(Worlds.Rich(), "tap")))!;
        JsonArray findings = document["assessment-results"]!["results"]![0]!["findings"]!.AsArray();
        Assert.Equal("satisfied", State(findings, "Tap SDK"));
        Assert.Equal("not-satisfied", State(findings, "Back-end"));
        Assert.Equal("not-satisfied", State(findings, OscalParts.Line($"{Worlds.OddText}MpocSoftware")));
        Assert.DoesNotContain(findings, f => ((string?)f!["title"])!.Contains("ProviderPart", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Write_TheSameAsOf_GivesTheSameBytes()
    {
        foreach (Func<InventorySnapshot, Stream, CancellationToken, Task> write in Models.Values)
            Assert.Equal(await Worlds.BytesAsync(write, Worlds.Snapshot(Worlds.Rich())), await Worlds.BytesAsync(write, Worlds.Snapshot(Worlds.Rich())));
    }

    [Fact]
    public void Uuid5_HasVersionAndVariant()
    {
        string id = Uuid5.Of("kind", "name").ToString();
        Assert.Equal('5', id[14]);
        Assert.Contains(id[19], "89ab");
        Assert.NotEqual(Uuid5.Of("kind", "name"), Uuid5.Of("kin", "d\nname"));
    }

    private static string? State(JsonArray findings, string title) => (string?)findings.Single(f => (string?)f!["title"] == title)!["target"]!["status"]!["state"];
}
