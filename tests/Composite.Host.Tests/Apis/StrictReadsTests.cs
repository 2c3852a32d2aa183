using System.Net.Http.Json;
using System.Text.Json;
using Composite.Domain.Acquirers;
using Composite.Domain.Solutions;
using Composite.Domain.Staff;
using Composite.Domain.ThirdParties;
using Composite.Host.Tests.Support;
using Xunit;

namespace Composite.Host.Tests.Apis;

/// <summary>What compliance staff read is for the instants that they named, or it is refused: a misspelled name never answers for now.</summary>
[Collection(SharedHost.Name)]
public sealed class StrictReadsTests : IDisposable
{
    private static readonly DateTimeOffset First = new(2025, 2, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Second = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly AcquirerProfile Nordbank = new()
    {
        AcquirerId = "nordbank",
        Name = "Nordbank",
        Dialect = "iso93-binary",
        Host = "line.example",
        Port = 9001,
        InstitutionId = "1",
        ResponseTimeout = TimeSpan.FromSeconds(15),
        MaxInFlight = 50,
    };

    private readonly TestHost _host;
    private readonly HttpClient _client;

    public StrictReadsTests(TestHost host)
    {
        _host = host.Anew();
        _client = host.Member(StaffRole.Compliance);
        SolutionFacts facts = SolutionFacts.Empty.Evolve("solution/softpos", new SolutionRegistered("softpos", "SoftPOS", "Provider"), 1, First);
        facts = facts.Evolve("acquirer/nordbank", new AcquirerRegistered(Nordbank), 2, First);
        facts = facts.Evolve("acquirer/nordbank", new AcquirerNotificationTermsSet(72, new Contact("Desk", "desk@nordbank.example", null)), 3, First);
        facts = facts.Evolve("acquirer/nordbank", new AcquirerRegistered(Nordbank with { Name = "Nordbank AG" }), 4, Second);
        facts = facts.Evolve("acquirer/nordbank", new AcquirerSuspended("moved"), 5, Second);
        _host.Facts.Facts = facts.Evolve("acquirer/nordbank", new AcquirerNotificationTermsSet(24, new Contact("Desk", "desk@nordbank.example", null)), 6, Second);
    }

    [Fact]
    public async Task Plan_NameThatIsNotKnown_IsRefused()
    {
        var own = new { source = "own" };
        using JsonContent body = JsonContent.Create(new { scope = new { software = own, application = own, attestation = own, backEnd = own } });
        Assert.Equal(("unknown-parameter", "validat"), Assert.Single((await Problem.OfAsync(await _client.PostAsync("/v1/scope/plan?validat=2026-01-01", body))).Errors));
    }

    [Theory]
    [InlineData("/v1/controls?group=keyCustody&status=met&check=statement&owner=anna&limit=5&after=SOL&validAt=2026-01-01&knownAt=2026-01-01T00:00:00Z")]
    [InlineData("/v1/evidence?subject=sdk&type=other&validOn=2026-01-01&addedBy=anna&standing=onRecord&limit=5&after=x&validAt=2026-01-01&knownAt=2026-01-01T00:00:00Z")]
    public async Task Get_EveryDocumentedName_IsTaken(string path) => Assert.True((await _client.GetAsync(path)).IsSuccessStatusCode);

    [Theory]
    [InlineData("", "Nordbank AG", false, 24)]
    [InlineData("?validAt=2025-06-01", "Nordbank", true, 24)]
    [InlineData("?validAt=2025-06-01&knownAt=2025-06-01T00:00:00Z", "Nordbank", true, 72)]
    public async Task Acquirer_AsOf_ShowsTheFactsOfThen(string query, string name, bool active, int hours)
    {
        JsonElement answer = JsonElement.Parse(await _client.GetStringAsync("/v1/acquirers/nordbank" + query));
        Assert.Equal(
            (name, active, hours, 15000, 6L),
            (answer.GetProperty("profile").GetProperty("name").GetString(), answer.GetProperty("active").GetBoolean(), answer.GetProperty("notificationTerms").GetProperty("hours").GetInt32(),
                answer.GetProperty("profile").GetProperty("responseTimeoutMs").GetInt32(), answer.GetProperty("position").GetInt64()));
        Assert.True(answer.TryGetProperty("validAt", out _) && answer.TryGetProperty("knownAt", out _));
        JsonElement list = JsonElement.Parse(await _client.GetStringAsync("/v1/acquirers" + query));
        JsonElement row = Assert.Single(list.GetProperty("rows").EnumerateArray());
        Assert.Equal((name, active, true), (row.GetProperty("name").GetString(), row.GetProperty("active").GetBoolean(), list.TryGetProperty("knownAt", out _)));
    }

    [Fact]
    public async Task Acquirer_BeforeItWasKnown_IsNotFoundAndNotListed()
    {
        Assert.Equal("not-found", (await Problem.OfAsync(await _client.GetAsync("/v1/acquirers/nordbank?knownAt=2025-01-31T00:00:00Z"))).Code);
        Assert.Equal(0, JsonElement.Parse(await _client.GetStringAsync("/v1/acquirers?knownAt=2025-01-31T00:00:00Z")).GetProperty("rows").GetArrayLength());
    }

    public void Dispose()
    {
        _client.Dispose();
        _host.Facts.Facts = SolutionFacts.Empty;
    }
}
