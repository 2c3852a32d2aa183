using System.Net;
using System.Text;
using System.Text.Json;
using Composite.Contracts;
using Composite.Contracts.Components;
using Composite.Domain.Components;
using Composite.Domain.Solutions;
using Composite.Domain.Staff;
using Composite.Domain.ThirdParties;
using Composite.Host.Tests.Support;
using Moq;
using Xunit;
using ComponentKind = Composite.Domain.Components.ComponentKind;

namespace Composite.Host.Tests.Apis;

[Collection(SharedHost.Name)]
public sealed class ComponentApiTests : IDisposable
{
    private const string Row = """{"reference":"2025-00001.001","standardVersion":"1.1","laboratory":"Lab","listedOn":"2025-01-01","expiresOn":"2028-01-01","versions":["3.2.x"],"retrievedAt":"2026-02-01T00:00:00Z"}""";
    private static readonly DateTimeOffset Registered = new(2025, 2, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Corrected = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly Listing First = JsonSerializer.Deserialize<Listing>(Row, JsonSerializerOptions.Web)!;

    private readonly TestHost _host;
    private readonly HttpClient _client;

    public ComponentApiTests(TestHost host)
    {
        _host = host.Anew();
        _client = host.Member(StaffRole.Compliance);
        host.Component.Setup(c => c.ExecuteAsync(It.IsAny<ComponentCommand>(), It.IsAny<string>(), It.IsAny<CancellationToken>())).ReturnsAsync(new CommandResult { Position = 7 });
        SolutionFacts facts = SolutionFacts.Empty;
        facts = facts.Evolve("third-party/vendor-a", new ThirdPartyRegistered("vendor-a", "Vendor", "the SDK"), 1, Registered);
        facts = facts.Evolve("component/sdk-a", new ComponentRegistered("sdk-a", ComponentKind.MpocSoftware, "SDK", "Vendor"), 2, Registered);
        facts = facts.Evolve("component/sdk-a", new ComponentVersionAdded(new() { Version = "3.2.1", CryptoExpiresOn = new(2027, 1, 1) }), 3, Registered);
        facts = facts.Evolve("component/sdk-a", new ListingRecorded(First), 4, Registered);
        facts = facts.Evolve("component/sdk-a", new ComponentProfileSet(new() { ThirdPartyId = "vendor-a" }), 5, Registered);
        facts = facts.Evolve("component/sdk-a", new ListingCorrected(First with { ExpiresOn = new(2026, 2, 1) }, "read wrongly"), 6, Corrected);
        host.Facts.Facts = facts.Evolve("component/sdk-a", new ComponentRenamed("SDK 3", "Vendor", "new name"), 7, Corrected);
    }

    [Theory]
    [InlineData("", "expired", "SDK 3", 7)]
    [InlineData("?knownAt=2025-12-31T00:00:00Z", "inForce", "SDK", 7)]
    [InlineData("?validAt=2026-01-31", "expiring", "SDK 3", 7)]
    [InlineData("?validAt=2024-12-31T23:59:59Z", "notYetInForce", "SDK 3", 7)]
    [InlineData("?validAt=2028-01-01&knownAt=2025-12-31T00:00:00Z", "expired", "SDK", 7)]
    public async Task Get_AsOf_AnswersWhatWasSoAndWhatWasKnown(string query, string status, string name, long position)
    {
        JsonElement answer = await GetAsync("/v1/components/sdk-a" + query);
        Assert.Equal((status, status, name, position), (answer.GetProperty("status").GetString(), answer.GetProperty("listings")[0].GetProperty("status").GetString(), answer.GetProperty("name").GetString(), answer.GetProperty("position").GetInt64()));
        Assert.True(answer.GetProperty("listings")[0].GetProperty("inUse").GetBoolean());
        JsonElement row = (await GetAsync("/v1/components" + query)).GetProperty("rows")[0];
        Assert.Equal((status, "2025-00001.001"), (row.GetProperty("listingStatus").GetString(), row.GetProperty("listingReference").GetString()));
        Assert.Equal("sdk-a", (await GetAsync("/v1/third-parties/vendor-a" + query)).GetProperty("components")[0].GetProperty("componentId").GetString());
    }

    [Theory]
    [InlineData("", "k2")]
    [InlineData("?validAt=2025-12-31", "k1")]
    [InlineData("?knownAt=2025-12-31T00:00:00Z", "k1")]
    [InlineData("?validAt=2025-01-31", null)]
    public async Task Get_KeysReplaced_ShowsThoseInUseThen(string query, string? key)
    {
        SolutionFacts facts = _host.Facts.Facts.Evolve("component/am-a", new ComponentRegistered("am-a", ComponentKind.AttestationService, "A&M", "Vendor"), 8, Registered);
        facts = facts.Evolve("component/am-a", new AttestationKeyRegistered("k1", "x", "y"), 9, Registered);
        facts = facts.Evolve("component/am-a", new AttestationKeyRevoked("k1", "leaked"), 10, Corrected);
        _host.Facts.Facts = facts.Evolve("component/am-a", new AttestationKeyRegistered("k2", "x2", "y2"), 11, Corrected);
        Assert.Equal(key is null ? [] : [key], (await GetAsync("/v1/components/am-a" + query)).GetProperty("attestationKeyIds").EnumerateArray().Select(k => k.GetString()));
    }

    [Fact]
    public async Task Get_BeforeItWasKnown_IsNotFoundAndNotListed()
    {
        Assert.Equal("not-found", (await Problem.OfAsync(await _client.GetAsync("/v1/components/sdk-a?knownAt=2025-01-31T00:00:00Z"))).Code);
        Assert.Equal("not-found", (await Problem.OfAsync(await _client.GetAsync("/v1/third-parties/vendor-a?knownAt=2025-01-31T00:00:00Z"))).Code);
        Assert.Empty((await GetAsync("/v1/components?knownAt=2025-01-31T00:00:00Z")).GetProperty("rows").EnumerateArray());
        Assert.Empty((await GetAsync("/v1/third-parties?knownAt=2025-01-31T00:00:00Z")).GetProperty("rows").EnumerateArray());
    }

    [Theory]
    [InlineData("?knownAt=2099-01-01T00:00:00Z", "in-the-future", "knownAt")]
    [InlineData("?validAt=yesterday", "invalid-value", "validAt")]
    [InlineData("?validat=2026-01-01", "unknown-parameter", "validat")]
    public async Task Get_QueryThatCannotBeRead_Is400(string query, string code, string field) =>
        Assert.Equal((code, field), Assert.Single((await Problem.OfAsync(await _client.GetAsync("/v1/components/sdk-a" + query))).Errors));

    [Fact]
    public async Task ThirdParties_YearlyReviewNotHeld_IsOverdueOnTheDayAfter()
    {
        Assert.False((await GetAsync("/v1/third-parties/vendor-a?validAt=2026-02-01")).GetProperty("reviewOverdue").GetBoolean());
        Assert.True((await GetAsync("/v1/third-parties/vendor-a?validAt=2026-02-02")).GetProperty("reviewOverdue").GetBoolean());
        Assert.Equal("2026-02-01", (await GetAsync("/v1/third-parties")).GetProperty("rows")[0].GetProperty("reviewDueOn").GetString());
    }

    [Fact]
    public async Task History_OfAComponent_TellsWhoRecordedWhatInPages()
    {
        _host.Journal.Record("component/with-history", new ComponentRegistered("with-history", ComponentKind.Kernel, "Kernel", "Vendor"));
        long second = _host.Journal.Record("component/with-history", new ComponentRenamed("Kernel 2", "Vendor", "new name"));

        JsonElement first = await GetAsync("/v1/components/with-history/history?limit=1");
        JsonElement rest = await GetAsync("/v1/components/with-history/history?after=" + first.GetProperty("next").GetString());

        Assert.Equal("component.registered.v1", first.GetProperty("rows")[0].GetProperty("type").GetString());
        JsonElement row = rest.GetProperty("rows")[0];
        Assert.Equal((second, 2L, "system", "new name"), (row.GetProperty("position").GetInt64(), row.GetProperty("version").GetInt64(), row.GetProperty("actor").GetString(), row.GetProperty("data").GetProperty("reason").GetString()));
        Assert.False(rest.TryGetProperty("next", out _));
        Assert.Equal("not-found", (await Problem.OfAsync(await _client.GetAsync("/v1/components/no-such-thing/history"))).Code);
        Assert.Equal(("invalid-value", "after"), Assert.Single((await Problem.OfAsync(await _client.GetAsync("/v1/components/with-history/history?after=x"))).Errors));
    }

    [Theory]
    [InlineData("\"expiresOn\":\"2028-01-01\",", "", "missing", "expiresOn")]
    [InlineData("\"2028-01-01\"", "\"01.01.2028\"", "invalid-value", "expiresOn")]
    [InlineData("\"standardVersion\"", "\"productType\":\"toaster\",\"standardVersion\"", "invalid-value", "productType")]
    [InlineData("\"standardVersion\"", "\"colour\":\"red\",\"standardVersion\"", "unknown-member", "colour")]
    public async Task RecordListing_BodyThatIsNotTheShape_Is400WithTheField(string part, string replacement, string code, string field)
    {
        Problem problem = await Problem.OfAsync(await PostAsync("/v1/components/sdk-a/listings", Row.Replace(part, replacement, StringComparison.Ordinal)));
        Assert.Equal(HttpStatusCode.BadRequest, problem.Status);
        Assert.Equal((code, field), Assert.Single(problem.Errors));
    }

    [Fact]
    public async Task CorrectListing_AnotherReferenceThanTheAddress_Is400AndNothingIsSent()
    {
        Problem problem = await Problem.OfAsync(await PostAsync("/v1/components/sdk-a/listings/2025-00009.001/correction", $$"""{"listing":{{Row}},"reason":"wrong"}"""));
        Assert.Equal(("mismatch", "listing.reference"), Assert.Single(problem.Errors));
        _host.Component.Verify(c => c.ExecuteAsync(It.IsAny<ComponentCommand>(), It.IsAny<string>(), It.IsAny<CancellationToken>()), Times.Never);
    }

    [Fact]
    public async Task CorrectListing_WithReason_SaysThatItCorrects()
    {
        using HttpResponseMessage response = await PostAsync("/v1/components/sdk-a/listings/2025-00001.001/correction", $$"""{"listing":{{Row}},"reason":"wrong"}""");
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        _host.Component.Verify(c => c.ExecuteAsync(It.Is<RecordListing>(r => r.Corrects && r.Reason == "wrong"), It.IsAny<string>(), It.IsAny<CancellationToken>()));
    }

    [Fact]
    public async Task Command_Refused_Is422WithFieldReasonAndRemedy()
    {
        _host.Component.Setup(c => c.ExecuteAsync(It.IsAny<RecordListing>(), It.IsAny<string>(), It.IsAny<CancellationToken>()))
            .ReturnsAsync(new CommandResult { Problems = [new("already-registered", "listing.reference", "It is recorded with other facts: laboratory.", "Send it as a correction.")] });
        Problem problem = await Problem.OfAsync(await PostAsync("/v1/components/sdk-a/listings", Row));
        Assert.Equal((HttpStatusCode.UnprocessableEntity, ("already-registered", "listing.reference")), (problem.Status, Assert.Single(problem.Errors)));
        Assert.Contains("laboratory", problem.Text, StringComparison.Ordinal);
    }

    public void Dispose()
    {
        _host.Facts.Facts = SolutionFacts.Empty;
        _client.Dispose();
    }

    private async Task<JsonElement> GetAsync(string path)
    {
        using HttpResponseMessage response = await _client.GetAsync(path);
        string text = await response.Content.ReadAsStringAsync();
        Assert.True(response.IsSuccessStatusCode, text);
        return JsonElement.Parse(text);
    }

    private async Task<HttpResponseMessage> PostAsync(string path, string body)
    {
        using StringContent content = new(body, Encoding.UTF8, "application/json");
        return await _client.PostAsync(path, content);
    }
}
