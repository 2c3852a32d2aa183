using System.Net;
using System.Text.Json;
using Composite.Domain.Staff;
using Composite.Host.Apis.Bodies;
using Composite.Host.Tests.Support;
using Xunit;

namespace Composite.Host.Tests.Calendar;

[Collection(SharedHost.Name)]
public sealed class CalendarApiTests : IDisposable
{
    private readonly TestHost _host;
    private readonly HttpClient _auditor;

    public CalendarApiTests(TestHost host)
    {
        _host = host.Anew();
        _host.Facts.Facts = SolutionWorld.Facts;
        _auditor = host.Member(StaffRole.Auditor);
    }

    [Fact]
    public async Task List_ANextPage_GoesOnInDateOrderAndNamesItsAsOf()
    {
        List<string> ids = [];
        string? after = null;
        do
        {
            JsonElement page = JsonElement.Parse(await _auditor.GetStringAsync($"/v1/calendar?limit=2{(after is null ? "" : $"&after={Uri.EscapeDataString(after)}")}"));
            Assert.Equal((SolutionWorld.Facts.Position, TestHost.Start), (page.GetProperty("position").GetInt64(), page.GetProperty("validAt").GetDateTimeOffset()));
            ids.AddRange(page.GetProperty("rows").EnumerateArray().Select(r => r.GetProperty("deadlineId").GetString()!));
            after = page.TryGetProperty("next", out JsonElement next) ? next.GetString() : null;
        }
        while (after is not null);

        Assert.Equal(
            ["security-notice:case/case-1:acquirer/nordbank", "security-notice:case/case-1:pci-ssc", "crypto-expiry:component/sdk-a:3.2.1", "listing-expiry:component/sdk-a:2026-00001.001"], ids);
    }

    [Theory]
    [InlineData("?kind=cryptoExpiry", 1)]
    [InlineData("?subject=sdk-a", 2)]
    [InlineData("?subject=softpos&from=2026-01-01", 4)]
    [InlineData("?subject=nobody", 0)]
    [InlineData("?from=2027-01-01&to=2027-01-01", 1)]
    [InlineData("?knownAt=2026-02-28T00:00:00Z", 0)]
    public async Task List_Filtered_HasOnlyThese(string query, int count)
    {
        JsonElement page = JsonElement.Parse(await _auditor.GetStringAsync("/v1/calendar" + query));
        Assert.Equal(count, page.GetProperty("rows").GetArrayLength());
    }

    [Theory]
    [InlineData("?kind=doom", "kind")]
    [InlineData("?from=tomorrow", "from")]
    [InlineData("?from=2027-01-01&to=2026-01-01", "to")]
    [InlineData("?from=2026-01-01&to=2099-01-01", "to")]
    [InlineData("?knownAt=2099-01-01T00:00:00Z", "knownAt")]
    [InlineData("?colour=red", "colour")]
    public async Task List_WrongQuery_IsRefusedByName(string query, string field)
    {
        using HttpResponseMessage response = await _auditor.GetAsync("/v1/calendar" + query);
        Problem problem = await Problem.OfAsync(response);
        Assert.Equal((HttpStatusCode.BadRequest, field), (problem.Status, Assert.Single(problem.Errors).Field));
    }

    [Fact]
    public async Task Feed_ByStaff_IsACalendar()
    {
        using HttpResponseMessage response = await _auditor.GetAsync("/v1/calendar.ics");
        Assert.Equal(("text/calendar", "utf-8"), (response.Content.Headers.ContentType!.MediaType, response.Content.Headers.ContentType.CharSet));
        Assert.Equal(4, Ical.Net.Calendar.Load(await response.Content.ReadAsStringAsync())!.Events.Count);
    }

    [Fact]
    public async Task Feed_ByToken_WorksUntilItIsReplacedRevokedOrTheMemberLeaves()
    {
        using HttpClient program = _host.CreateClient();
        string member = $"member-{Guid.CreateVersion7(_host.Time.GetUtcNow()):N}"[..24];
        _host.AddMember(StaffRole.Auditor, member);

        async Task<HttpStatusCode> GetAsync(string token)
        {
            using HttpResponseMessage response = await program.GetAsync($"/v1/calendar/{token}.ics");
            if (response.StatusCode == HttpStatusCode.Unauthorized) await Problem.OfAsync(response);
            return response.StatusCode;
        }

        Record(new CalendarTokenIssued(member, Ids.Sha256("first")));
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.Unauthorized), (await GetAsync("first"), await GetAsync("second")));
        Record(new CalendarTokenIssued(member, Ids.Sha256("second")));
        Assert.Equal((HttpStatusCode.Unauthorized, HttpStatusCode.OK), (await GetAsync("first"), await GetAsync("second")));
        Record(new CalendarTokenRevoked(member));
        Assert.Equal(HttpStatusCode.Unauthorized, await GetAsync("second"));
        Record(new CalendarTokenIssued(member, Ids.Sha256("third")));
        Record(new StaffMemberRemoved(member, "left"));
        Assert.Equal(HttpStatusCode.Unauthorized, await GetAsync("third"));
    }

    public void Dispose()
    {
        _auditor.Dispose();
        _host.Facts.Facts = Domain.Solutions.SolutionFacts.Empty;
    }

    private void Record(Domain.IEvent @event)
    {
        _host.Journal.Record("staff/main", @event);
        _host.Facts.Changed("staff/main");
    }
}
