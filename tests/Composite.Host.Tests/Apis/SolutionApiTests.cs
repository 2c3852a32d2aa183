using System.Text.Json;
using Composite.Domain;
using Composite.Domain.Components;
using Composite.Domain.Solutions;
using Composite.Domain.Staff;
using Composite.Host.Tests.Support;
using Xunit;
using Problem = Composite.Host.Tests.Support.Problem;

namespace Composite.Host.Tests.Apis;

/// <summary>A solution as it was at an instant, as known at one: composition, baseline, listings and every status.</summary>
[Collection(SharedHost.Name)]
public sealed class SolutionApiTests : IDisposable
{
    private static readonly DateTimeOffset First = new(2025, 2, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Second = new(2025, 8, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Third = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private readonly TestHost _host;
    private readonly HttpClient _client;
    private SolutionFacts _facts = SolutionFacts.Empty;

    public SolutionApiTests(TestHost host)
    {
        _host = host.Anew();
        _client = host.Member(StaffRole.Auditor);
        Told(First, "component/sdk-a", new ComponentRegistered("sdk-a", ComponentKind.MpocSoftware, "SDK", "Vendor"));
        Told(First, "component/sdk-a", new ListingRecorded(Row("2025-00002.001", new(2025, 12, 31))));
        Told(First, "component/am-a", new ComponentRegistered("am-a", ComponentKind.AttestationService, "A&M", "Vendor"));
        Told(First, "solution/softpos", new SolutionRegistered("softpos", "SoftPOS", "Provider"));
        Told(First, "solution/softpos", new SolutionComposed(["sdk-a"]));
        Told(First, "solution/softpos", new BaselineAdopted([new PlatformRule("android", "12", new(2025, 1, 1), [])]));
        Told(First, "solution/softpos", new ListingRecorded(Row("2025-00001.001", new(2028, 1, 1))));
        Told(First, "solution/softpos", new SolutionActivated("go-live"));
        Told(Second, "solution/softpos", new SolutionComposed(["sdk-a", "am-a"]));
        Told(Second, "solution/softpos", new BaselineAdopted([new PlatformRule("android", "14", new(2025, 6, 1), [])]));
        Told(Second, "solution/softpos", new PlatformSupportRecorded("android", "14", new(2027, 1, 1), "maker"));
        Told(Third, "solution/softpos", new ListingRevoked("2025-00001.001", Second, "flaw"));
        Told(Third, "solution/softpos", new SolutionSuspended("revoked"));
    }

    // Now; a past day with what is known of it today; the same as it was known then; between.
    [Theory]
    [InlineData("", "False revoked 14 sdk-a expired, am-a unknown; ends 1")]
    [InlineData("?validAt=2025-03-01", "True inForce 12 sdk-a inForce; ends 1")]
    [InlineData("?validAt=2025-03-01&knownAt=2025-03-02T00:00:00Z", "True inForce 12 sdk-a inForce; ends 0")]
    [InlineData("?validAt=2025-09-01", "True revoked 14 sdk-a expiring, am-a unknown; ends 1")]
    [InlineData("?validAt=2025-09-01&knownAt=2025-09-02T00:00:00Z", "True inForce 14 sdk-a expiring, am-a unknown; ends 1")]
    public async Task Get_AsOf_AnswersWhatWasSoAndWhatWasKnown(string query, string expected)
    {
        JsonElement answer = await GetAsync("/v1/solutions/softpos" + query);
        string components = string.Join(", ", answer.GetProperty("components").EnumerateArray().Select(c => $"{c.GetProperty("componentId").GetString()} {c.GetProperty("status").GetString()}"));
        Assert.Equal(expected,
            $"{answer.GetProperty("active").GetBoolean()} {answer.GetProperty("status").GetString()} {answer.GetProperty("baseline")[0].GetProperty("minVersion").GetString()} {components}; ends {answer.GetProperty("platformSupport").GetArrayLength()}");
        JsonElement listing = Assert.Single(answer.GetProperty("listings").EnumerateArray());
        Assert.Equal((answer.GetProperty("status").GetString(), true), (listing.GetProperty("status").GetString(), listing.GetProperty("inUse").GetBoolean()));

        JsonElement row = Assert.Single((await GetAsync("/v1/solutions" + query)).GetProperty("rows").EnumerateArray());
        Assert.Equal(
            (answer.GetProperty("active").GetBoolean(), answer.GetProperty("status").GetString(), answer.GetProperty("components").GetArrayLength()),
            (row.GetProperty("active").GetBoolean(), row.GetProperty("status").GetString(), row.GetProperty("components").GetInt32()));
    }

    [Fact]
    public async Task Get_AnyInstant_NamesTheInstantsAndThePosition()
    {
        foreach (string path in (string[])["/v1/solutions/softpos", "/v1/solutions"])
        {
            JsonElement answer = await GetAsync(path + "?validAt=2025-03-01T10:00:00Z&knownAt=2025-04-01T00:00:00Z");
            Assert.Equal(
                (new DateTimeOffset(2025, 3, 1, 10, 0, 0, TimeSpan.Zero), new DateTimeOffset(2025, 4, 1, 0, 0, 0, TimeSpan.Zero), _facts.Position),
                (answer.GetProperty("validAt").GetDateTimeOffset(), answer.GetProperty("knownAt").GetDateTimeOffset(), answer.GetProperty("position").GetInt64()));
        }
    }

    [Fact]
    public async Task Get_BeforeItWasKnown_IsNotFoundAndNotListed()
    {
        Assert.Equal("not-found", (await Problem.OfAsync(await _client.GetAsync("/v1/solutions/softpos?knownAt=2025-01-31T00:00:00Z"))).Code);
        Assert.Equal("not-found", (await Problem.OfAsync(await _client.GetAsync("/v1/solutions/another"))).Code);
        Assert.Empty((await GetAsync("/v1/solutions?knownAt=2025-01-31T00:00:00Z")).GetProperty("rows").EnumerateArray());
    }

    [Theory]
    [InlineData("/v1/solutions/softpos?knownAt=2099-01-01T00:00:00Z", "in-the-future", "knownAt")]
    [InlineData("/v1/solutions/softpos?validAt=yesterday", "invalid-value", "validAt")]
    [InlineData("/v1/solutions/softpos?validat=2026-01-01", "unknown-parameter", "validat")]
    [InlineData("/v1/solutions?asOf=2026-01-01", "unknown-parameter", "asOf")]
    public async Task Get_QueryThatCannotBeRead_Is400(string path, string code, string field) =>
        Assert.Equal((code, field), Assert.Single((await Problem.OfAsync(await _client.GetAsync(path))).Errors));

    public void Dispose()
    {
        _client.Dispose();
        _host.Facts.Facts = SolutionFacts.Empty;
    }

    private static Listing Row(string reference, DateOnly expiresOn) => new()
    {
        Reference = reference,
        StandardVersion = "1.1",
        Laboratory = "Laboratory",
        ListedOn = new(2025, 1, 1),
        ExpiresOn = expiresOn,
        Versions = ["3.2.x"],
        RetrievedAt = First,
    };

    private void Told(DateTimeOffset at, string stream, IEvent @event) => _host.Facts.Facts = _facts = _facts.Evolve(stream, @event, _facts.Position + 1, at);

    private async Task<JsonElement> GetAsync(string path) => JsonElement.Parse(await _client.GetStringAsync(path));
}
