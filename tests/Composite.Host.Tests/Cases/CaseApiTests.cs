using System.Net;
using System.Text;
using System.Text.Json;
using Composite.Domain.Cases;
using Composite.Domain.Staff;
using Composite.Host.Tests.Support;
using Xunit;

namespace Composite.Host.Tests.Cases;

[Collection(SharedHost.Name)]
public sealed class CaseApiTests : IDisposable
{
    private readonly TestHost _host;
    private readonly HttpClient _auditor;

    public CaseApiTests(TestHost host)
    {
        _host = host.Anew();
        _host.Facts.Facts = SolutionWorld.Facts;
        _auditor = host.Member(StaffRole.Auditor);
    }

    [Fact]
    public async Task Get_Case_ShowsEachClockAndHowLateItIs()
    {
        JsonElement reply = JsonElement.Parse(await _auditor.GetStringAsync("/v1/cases/case-1"));
        JsonElement[] clocks = [.. reply.GetProperty("clocks").EnumerateArray()];
        Assert.Equal(["acquirer/nordbank", "pci-ssc"], clocks.Select(c => c.GetProperty("recipientId").GetString()));
        Assert.Equal((TestHost.Start.AddHours(-6), 360), (clocks[0].GetProperty("dueAt").GetDateTimeOffset(), clocks[0].GetProperty("overdueMinutes").GetInt64()));
        Assert.Equal(("critical", 1), (reply.GetProperty("case").GetProperty("rating").GetString(), reply.GetProperty("case").GetProperty("overdueNotices").GetInt32()));
        Assert.Equal("softpos", Assert.Single(reply.GetProperty("solutionIds").EnumerateArray()).GetString());

        _host.Facts.Facts = SolutionWorld.Facts.With("case/case-1", new NotificationSent("acquirer/nordbank", TestHost.Start.AddHours(-7), "portal", "T-1", null));
        JsonElement told = JsonElement.Parse(await _auditor.GetStringAsync("/v1/cases/case-1")).GetProperty("clocks")[0];
        Assert.Equal(("T-1", false), (told.GetProperty("reference").GetString(), told.TryGetProperty("overdueMinutes", out _)));
    }

    [Theory]
    [InlineData("?status=open", 1)]
    [InlineData("?status=closed", 0)]
    [InlineData("?componentId=sdk-a", 1)]
    [InlineData("?componentId=other", 0)]
    [InlineData("?knownAt=2026-02-01T00:00:00Z", 0)]
    public async Task List_Filtered_HasOnlyThese(string query, int count) =>
        Assert.Equal(count, JsonElement.Parse(await _auditor.GetStringAsync("/v1/cases" + query)).GetProperty("rows").GetArrayLength());

    [Theory]
    [InlineData("/v1/cases?status=vague", HttpStatusCode.BadRequest)]
    [InlineData("/v1/cases?colour=red", HttpStatusCode.BadRequest)]
    [InlineData("/v1/cases/none", HttpStatusCode.NotFound)]
    [InlineData("/v1/cases/case-1?knownAt=2026-02-01T00:00:00Z", HttpStatusCode.NotFound)]
    public async Task Get_WhatIsNotThere_IsAProblem(string path, HttpStatusCode status)
    {
        using HttpResponseMessage response = await _auditor.GetAsync(path);
        Assert.Equal(status, (await Problem.OfAsync(response)).Status);
    }

    [Theory]
    [InlineData("block", "{}", "reason")]
    [InlineData("campaigns", """{"message":"m","targetVersion":"3.3.0","deadlineOn":"soon"}""", "deadlineOn")]
    [InlineData("closure", """{"outcome":"forgotten","conclusion":"c"}""", "outcome")]
    [InlineData("notifications", """{"recipientId":"pci-ssc","sentAt":"2026-03-01T00:00:00Z","channel":"letter"}""", "reference")]
    public async Task Act_WrongBody_IsRefusedByName(string action, string body, string field)
    {
        using HttpClient compliance = _host.Member(StaffRole.Compliance);
        using HttpResponseMessage response = await compliance.PostAsync($"/v1/cases/case-1/{action}", new StringContent(body, Encoding.UTF8, "application/json"));
        Problem problem = await Problem.OfAsync(response);
        Assert.Equal((HttpStatusCode.BadRequest, field), (problem.Status, Assert.Single(problem.Errors).Field));
    }

    public void Dispose()
    {
        _auditor.Dispose();
        _host.Facts.Facts = Domain.Solutions.SolutionFacts.Empty;
    }
}
