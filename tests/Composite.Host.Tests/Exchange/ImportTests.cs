using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Composite.Contracts;
using Composite.Contracts.Components;
using Composite.Contracts.Imports;
using Composite.Domain.Ports;
using Composite.Domain.Solutions;
using Composite.Domain.Staff;
using Composite.Exchange.Import;
using Composite.Host.Apis.Staff.Exchange;
using Composite.Host.Tests.Support;
using Microsoft.AspNetCore.Http;
using Moq;
using Xunit;

namespace Composite.Host.Tests.Exchange;

[Collection(SharedHost.Name)]
public sealed class ImportTests : IDisposable
{
    private readonly TestHost _host;
    private readonly HttpClient _client;

    public ImportTests(TestHost host)
    {
        _host = host.Anew();
        _host.Facts.Facts = KnownListings.Facts();
        _client = host.Member(StaffRole.Compliance);
        host.Component.Setup(c => c.ExecuteAsync(It.IsAny<ComponentCommand>(), It.IsAny<string>(), It.IsAny<CancellationToken>())).ReturnsAsync(new CommandResult { Position = 7 });
        host.Import.Setup(i => i.BeginAsync(It.IsAny<BeginImport>(), It.IsAny<string>(), It.IsAny<CancellationToken>())).ReturnsAsync(new CommandResult { Position = 6 });
        host.Import.Setup(i => i.EndAsync(It.IsAny<EndImport>(), It.IsAny<string>(), It.IsAny<CancellationToken>())).ReturnsAsync(new CommandResult { Position = 8 });
    }

    [Fact]
    public async Task DryRun_IsTheDefaultAndChangesNothing()
    {
        JsonNode report = await ReportAsync("", KnownListings.New + KnownListings.Corrects + KnownListings.Same.Replace("2025-00001", "2025-00001", StringComparison.Ordinal) + KnownListings.Invalid);
        Assert.Equal("dryRun", (string?)report["outcome"]);
        Assert.Contains(report["errors"]!.AsArray(), e => (int)e!["row"]! == 4 && (string?)e["field"] == "laboratory" && (string?)e["code"] == "formula");
        _host.Component.Verify(c => c.ExecuteAsync(It.IsAny<ComponentCommand>(), It.IsAny<string>(), It.IsAny<CancellationToken>()), Times.Never);
        _host.Import.Verify(c => c.BeginAsync(It.IsAny<BeginImport>(), It.IsAny<string>(), It.IsAny<CancellationToken>()), Times.Never);
    }

    [Fact]
    public async Task All_EveryRowValid_SendsEachToItsComponentWithTheActor()
    {
        JsonNode report = await ApplyAsync("all", KnownListings.New + KnownListings.Same);
        Assert.Equal(("applied", 1, 1), ((string?)report["outcome"], (int)report["results"]!["applied"]!, (int)report["results"]!["alreadySo"]!));
        _host.Component.Verify(c => c.ExecuteAsync(It.Is<RecordListing>(r => r.Listing.Reference == "2026-00002.001"), It.Is<string>(a => a.StartsWith("staff/compliance")), It.IsAny<CancellationToken>()), Times.Once);
        _host.Import.Verify(i => i.BeginAsync(It.Is<BeginImport>(b => b.Rows == 2 && b.RowsToApply == 1 && b.FileSha256.Length == 64), It.IsAny<string>(), It.IsAny<CancellationToken>()), Times.Once);
        _host.Import.Verify(i => i.EndAsync(new EndImport(1, 1, 0), It.IsAny<string>(), It.IsAny<CancellationToken>()), Times.Once);
        Assert.Contains(8, _host.Facts.Reached);
    }

    [Fact]
    public async Task All_OneRowInvalid_AppliesNothing()
    {
        Problem problem = await RefusedAsync("all", KnownListings.New + KnownListings.Invalid);
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "import-refused"), (problem.Status, problem.Code));
        NothingApplied();
    }

    [Fact]
    public async Task Valid_OneRowInvalid_AppliesTheOthers()
    {
        JsonNode report = await ApplyAsync("valid", KnownListings.New + KnownListings.Invalid);
        Assert.Equal(("applied", 1, 1), ((string?)report["outcome"], (int)report["results"]!["applied"]!, (int)report["results"]!["leftOut"]!));
    }

    [Fact]
    public async Task Corrections_NotAskedFor_AreNotApplied()
    {
        Assert.Equal("import-refused", (await RefusedAsync("all", KnownListings.New + KnownListings.Corrects)).Code);
        NothingApplied();
        JsonNode report = await ApplyAsync("valid", KnownListings.New + KnownListings.Corrects);
        Assert.Equal((1, 1), ((int)report["results"]!["applied"]!, (int)report["results"]!["leftOut"]!));
    }

    [Fact]
    public async Task Corrections_AskedForWithAReason_AreApplied()
    {
        JsonNode report = await ApplyAsync("all", KnownListings.Corrects, "&corrections=true&reason=Read%20again");
        Assert.Equal("applied", (string?)report["outcome"]);
        JsonNode change = Assert.Single(report["rows"]![0]!["changes"]!.AsArray())!;
        Assert.Equal(("expiresOn", "2028-01-01", "2027-06-01"), ((string?)change["field"], (string?)change["old"], (string?)change["new"]));
        _host.Import.Verify(i => i.BeginAsync(It.Is<BeginImport>(b => b.Corrections && b.Reason == "Read again"), It.IsAny<string>(), It.IsAny<CancellationToken>()));
    }

    [Fact]
    public async Task Apply_WhatIsKnownChangedSinceTheDryRun_IsRefusedWithTheNewDifference()
    {
        string digest = (string)(await ReportAsync("", KnownListings.New))["digest"]!;
        _host.Facts.Facts = SolutionFacts.Empty.Evolve("component/sdk", new Domain.Components.ComponentRegistered("sdk", Domain.Components.ComponentKind.MpocSoftware, "SDK", "V"), 1, TestHost.Start.AddDays(-1))
            .Evolve("component/sdk", KnownListings.Facts().Components["sdk"].Listings.Rows.Select(r => new Domain.Components.ListingRecorded(r.Value with { Reference = "2026-00002.001" })).First(), 2, TestHost.Start.AddDays(-1));
        using HttpResponseMessage response = await PostAsync($"&mode=all&digest={digest}", KnownListings.New);
        JsonNode body = JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
        Assert.Equal((HttpStatusCode.Conflict, "urn:composite:problem:import-outdated"), (response.StatusCode, (string?)body["type"]));
        Assert.Equal("corrects", (string?)body["import"]!["rows"]![0]!["verdict"]);
        NothingApplied();
    }

    [Fact]
    public async Task Apply_OfWhatIsSo_LeavesNoTrace()
    {
        Assert.Equal("applied", (string?)(await ApplyAsync("all", KnownListings.Same))["outcome"]);
        NothingApplied();
    }

    [Fact]
    public async Task Apply_JournalStopsInTheMiddle_SaysWhatIsRecordedAndWhatIsNotKnown()
    {
        int calls = 0;
        _host.Component.Setup(c => c.ExecuteAsync(It.IsAny<ComponentCommand>(), It.IsAny<string>(), It.IsAny<CancellationToken>()))
            .Returns(() => ++calls == 1 ? Task.FromResult(new CommandResult { Position = 7 }) : throw new JournalUnavailableException(JournalFault.Full, "The disk is full."));
        string rows = KnownListings.New + KnownListings.New.Replace("00002", "00003", StringComparison.Ordinal) + KnownListings.New.Replace("00002", "00004", StringComparison.Ordinal);
        string digest = (string)(await ReportAsync("", rows))["digest"]!;
        using HttpResponseMessage response = await PostAsync($"&mode=all&digest={digest}", rows);
        JsonNode body = JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "urn:composite:problem:import-interrupted"), (response.StatusCode, (string?)body["type"]));
        Assert.Equal(["applied", "unknown", "notTried"], body["import"]!["rows"]!.AsArray().Select(r => (string?)r!["outcome"]));
    }

    [Fact]
    public async Task Apply_GrainRefusesARow_IsAppliedInPartAndSaysWhy()
    {
        _host.Component.Setup(c => c.ExecuteAsync(It.IsAny<ComponentCommand>(), It.IsAny<string>(), It.IsAny<CancellationToken>()))
            .ReturnsAsync(new CommandResult { Problems = [new ProblemInfo("dependency-cycle", "listing.dependencies", "It would depend on itself.", "Leave it out.")] });
        JsonNode report = await ApplyAsync("all", KnownListings.New);
        Assert.Equal("partlyApplied", (string?)report["outcome"]);
        Assert.Contains(report["errors"]!.AsArray(), e => (string?)e!["code"] == "dependency-cycle");
    }

    [Theory]
    [InlineData("", "format")]
    [InlineData("?format=xml", "format")]
    [InlineData("?format=csv&mode=maybe", "mode")]
    [InlineData("?format=csv&mode=all", "digest")]
    [InlineData("?format=csv&mode=all&digest=x&corrections=true", "reason")]
    [InlineData("?format=csv&colour=red", "colour")]
    [InlineData("?format=csv&format=json", "format")]
    [InlineData("?format=csv&reason=4111111111111111", "reason")]
    public async Task Query_NotTheShape_Is400WithTheParameter(string query, string field)
    {
        using ByteArrayContent content = new(Encoding.UTF8.GetBytes(KnownListings.Header + KnownListings.New));
        Problem problem = await Problem.OfAsync(await _client.PostAsync($"/v1/imports/listings{query}", content));
        Assert.Equal(HttpStatusCode.BadRequest, problem.Status);
        Assert.Contains(problem.Errors, e => e.Field == field);
    }

    [Fact]
    public async Task File_NotUtf8_Is400WithItsName()
    {
        using ByteArrayContent content = new([.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes(KnownListings.Header)]);
        Problem problem = await Problem.OfAsync(await _client.PostAsync("/v1/imports/listings?format=csv", content));
        Assert.Equal(("encoding", "file"), Assert.Single(problem.Errors));
    }

    [Fact]
    public async Task File_Of100Megabytes_IsRefused()
    {
        using ByteArrayContent content = new(new byte[100 * 1024 * 1024]);
        Problem problem = await Problem.OfAsync(await _client.PostAsync("/v1/imports/listings?format=csv", content));
        Assert.Equal((HttpStatusCode.RequestEntityTooLarge, "body-too-large"), (problem.Status, problem.Code));
    }

    [Theory]
    [InlineData(true, 0)]
    [InlineData(false, ImportLimits.MaxBytes + (128 * 1024))]
    public async Task File_TooLarge_IsNotTakenInBeyondTheBound(bool announced, long mostRead)
    {
        EndlessBody body = new();
        DefaultHttpContext context = new() { Request = { Body = body, ContentLength = announced ? 100 * 1024 * 1024 : null } };
        ImportFile? file = await ImportFile.BindAsync(context, null!);
        Assert.Equal(413, file!.Problem!.StatusCode);
        Assert.InRange(body.Taken, 0, mostRead);
    }

    public void Dispose()
    {
        _host.Facts.Facts = SolutionFacts.Empty;
        _client.Dispose();
    }

    private void NothingApplied()
    {
        _host.Component.Verify(c => c.ExecuteAsync(It.IsAny<ComponentCommand>(), It.IsAny<string>(), It.IsAny<CancellationToken>()), Times.Never);
        _host.Import.Verify(c => c.BeginAsync(It.IsAny<BeginImport>(), It.IsAny<string>(), It.IsAny<CancellationToken>()), Times.Never);
    }

    private async Task<JsonNode> ApplyAsync(string mode, string rows, string more = "")
    {
        string digest = (string)(await ReportAsync("", rows))["digest"]!;
        return await ReportAsync($"&mode={mode}&digest={digest}{more}", rows);
    }

    private async Task<Problem> RefusedAsync(string mode, string rows)
    {
        string digest = (string)(await ReportAsync("", rows))["digest"]!;
        return await Problem.OfAsync(await PostAsync($"&mode={mode}&digest={digest}", rows));
    }

    private async Task<JsonNode> ReportAsync(string query, string rows)
    {
        using HttpResponseMessage response = await PostAsync(query, rows);
        string body = await response.Content.ReadAsStringAsync();
        Assert.True(response.StatusCode == HttpStatusCode.OK, body);
        return JsonNode.Parse(body)!;
    }

    private async Task<HttpResponseMessage> PostAsync(string query, string rows)
    {
        using ByteArrayContent content = new(Encoding.UTF8.GetBytes(KnownListings.Header + rows));
        return await _client.PostAsync($"/v1/imports/listings?format=csv{query}", content);
    }

    private sealed class EndlessBody : MemoryStream
    {
        public long Taken { get; private set; }

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            buffer.Span.Fill((byte)'x');
            Taken += buffer.Length;
            return new(buffer.Length);
        }
    }
}
