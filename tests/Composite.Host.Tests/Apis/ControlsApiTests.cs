using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Composite.Contracts;
using Composite.Contracts.Controls;
using Composite.Domain.Controls;
using Composite.Domain.Solutions;
using Composite.Domain.Staff;
using Composite.Host.Tests.Support;
using Moq;
using Xunit;

namespace Composite.Host.Tests.Apis;

[Collection(SharedHost.Name)]
public sealed class ControlsApiTests : IDisposable
{
    private static readonly DateTimeOffset Before = TestHost.Start.AddDays(-1);
    private readonly TestHost _host;
    private readonly HttpClient _client;

    public ControlsApiTests(TestHost host)
    {
        _host = host.Anew();
        _host.Facts.Facts = SolutionFacts.Empty.Evolve("controls/main", new ControlStated("SOL-KEY-03", true, "looked through", new(2026, 6, 1), "staff/anna"), 1, Before)
            .Evolve("solution/softpos", new SolutionRegistered("softpos", "SoftPOS", "Provider"), 2, Before);
        _client = host.Member(StaffRole.Compliance);
        host.Controls.Setup(c => c.ExecuteAsync(It.IsAny<string>(), It.IsAny<ControlCommand>(), It.IsAny<string>(), It.IsAny<CancellationToken>())).ReturnsAsync(new CommandResult { Position = 7 });
        host.Controls.Setup(c => c.ImportMappingAsync(It.IsAny<string>(), It.IsAny<ImportRequirementMapping>(), It.IsAny<string>(), It.IsAny<CancellationToken>())).ReturnsAsync(new CommandResult { Position = 8 });
    }

    [Fact]
    public async Task Assess_Now_CountsEveryControlOfTheCatalogue()
    {
        JsonElement answer = await GetAsync("/v1/controls/assessment");
        Assert.Equal(ControlCatalogue.Controls.Count, answer.GetProperty("assessments").GetArrayLength());
        Assert.Equal(ControlCatalogue.Controls.Count, answer.GetProperty("counts").EnumerateObject().Sum(c => c.Value.GetInt32()));
        Assert.Equal(2, answer.GetProperty("position").GetInt64());
    }

    [Theory]
    [InlineData("", "met")]
    [InlineData("?knownAt=2026-02-01T00:00:00Z", "notAssessed")]
    [InlineData("?validAt=2026-02-01", "notAssessed")]
    [InlineData("?validAt=2026-06-01T00:00:00Z", "overdue")]
    public async Task Get_Control_StandsAsOfTheInstant(string query, string status)
    {
        JsonElement answer = await GetAsync("/v1/controls/SOL-KEY-03" + query);
        Assert.Equal(status, answer.GetProperty("assessment").GetProperty("status").GetString());
        Assert.Equal("pciPublic", answer.GetProperty("control").GetProperty("origin").GetString());
    }

    [Fact]
    public async Task List_Filters_AreCombinedAndPaged()
    {
        JsonElement keys = await GetAsync("/v1/controls?group=keyCustody&check=statement");
        Assert.Equal("SOL-KEY-03", Assert.Single(keys.GetProperty("rows").EnumerateArray()).GetProperty("controlId").GetString());
        JsonElement page = await GetAsync("/v1/controls?limit=2");
        Assert.Equal(page.GetProperty("rows")[1].GetProperty("controlId").GetString(), page.GetProperty("next").GetString());
        Assert.Equal(HttpStatusCode.BadRequest, (await _client.GetAsync("/v1/controls?status=fine")).StatusCode);
    }

    [Fact]
    public async Task Get_UnknownControl_IsNotFound() => Assert.Equal(HttpStatusCode.NotFound, (await Problem.OfAsync(await _client.GetAsync("/v1/controls/SOL-XXX-99"))).Status);

    [Fact]
    public async Task State_Control_GoesToTheGrain()
    {
        using HttpResponseMessage response = await _client.PostAsJsonAsync("/v1/controls/SOL-KEY-03/statements", new { met = true, text = "fine" });
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        _host.Controls.Verify(c => c.ExecuteAsync("SOL-KEY-03", It.Is<StateControl>(s => s.Met && s.Text == "fine" && s.ValidUntil == null), It.Is<string>(a => a.StartsWith("staff/")), It.IsAny<CancellationToken>()));
    }

    [Fact]
    public async Task Import_Csv_IsReadByLineAndEveryFaultIsNamed()
    {
        using HttpResponseMessage good = await PutCsvAsync("control,requirement\nSOL-INV-01,A-1\n");
        Assert.Equal(HttpStatusCode.OK, good.StatusCode);
        _host.Controls.Verify(c => c.ImportMappingAsync("ours", It.Is<ImportRequirementMapping>(m => m.SourceEdition == "1" && m.Entries.Single().ControlId == "SOL-INV-01"), It.IsAny<string>(), It.IsAny<CancellationToken>()));
        Problem bad = await Problem.OfAsync(await PutCsvAsync("control,requirement\nSOL-XXX-99,A-1\nSOL-INV-01\n"));
        Assert.Equal(["line 2", "line 3"], bad.Errors.Select(e => e.Field));
        using HttpResponseMessage json = await _client.PutAsync("/v1/controls/mappings/ours/csv?sourceEdition=1", new StringContent("{}", Encoding.UTF8, "application/json"));
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, json.StatusCode);
    }

    [Fact]
    public async Task Mappings_NoneImported_AreNone() => Assert.Equal(0, (await GetAsync("/v1/controls/mappings")).GetProperty("mappings").GetArrayLength());

    [Fact]
    public async Task Scope_NotDeclared_MissesEveryDomain()
    {
        JsonElement plan = await GetAsync("/v1/solutions/softpos/scope");
        Assert.False(plan.GetProperty("complete").GetBoolean());
        Assert.Equal(Enumerable.Repeat("missing", 5), plan.GetProperty("domains").EnumerateArray().Select(d => d.GetProperty("coverage").GetString()));
        Assert.Equal(HttpStatusCode.NotFound, (await Problem.OfAsync(await _client.GetAsync("/v1/solutions/another/scope"))).Status);
    }

    [Fact]
    public async Task Plan_WhatIf_IsAnsweredWithoutSaving()
    {
        var own = new { source = "own" };
        using HttpResponseMessage response = await _client.PostAsJsonAsync("/v1/scope/plan", new { scope = new { software = own, application = own, attestation = own, backEnd = own } });
        JsonElement plan = JsonElement.Parse(await response.Content.ReadAsStringAsync());
        Assert.True(plan.GetProperty("complete").GetBoolean());
        Assert.All(plan.GetProperty("domains").EnumerateArray(), d => Assert.Equal("evaluatedByYou", d.GetProperty("coverage").GetString()));
        using HttpResponseMessage bad = await _client.PostAsJsonAsync(
            "/v1/scope/plan", new { scope = new { software = new { source = "listing" }, application = own, attestation = own, backEnd = own }, solutionId = "another" });
        Assert.Equal(["software.reference", "solutionId"], (await Problem.OfAsync(bad)).Errors.Select(e => e.Field));
    }

    public void Dispose()
    {
        _client.Dispose();
        _host.Facts.Facts = SolutionFacts.Empty;
    }

    private async Task<JsonElement> GetAsync(string path) => JsonElement.Parse(await _client.GetStringAsync(path));

    private Task<HttpResponseMessage> PutCsvAsync(string csv) => _client.PutAsync("/v1/controls/mappings/ours/csv?sourceEdition=1", new StringContent(csv, Encoding.UTF8, "text/csv"));
}
