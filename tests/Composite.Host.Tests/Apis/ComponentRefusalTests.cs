using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Composite.Host.Tests.Support;
using Xunit;

namespace Composite.Host.Tests.Apis;

/// <summary>What staff send about listings that can't be so, and how they correct what was: through the whole host.</summary>
public sealed class ComponentRefusalTests(LiveHost host) : IClassFixture<LiveHost>, IAsyncLifetime
{
    private HttpClient _staff = null!;

    public async Task InitializeAsync() => _staff = await host.AddAsync("anna", "system");

    public Task DisposeAsync()
    {
        _staff.Dispose();
        return Task.CompletedTask;
    }

    [Fact]
    public async Task Listing_Wrong_IsRefusedWithFieldReasonAndRemedyAndCorrectedWithAReason()
    {
        await DoneAsync(HttpMethod.Put, "/v1/components/sdk-a", """{"kind":"mpocSoftware","name":"SDK","vendor":"Vendor"}""");
        await DoneAsync(HttpMethod.Put, "/v1/components/am-a", """{"kind":"attestationService","name":"A&M","vendor":"Vendor"}""");
        await DoneAsync(HttpMethod.Post, "/v1/components/sdk-a/listings", Row("2025-00001.001"));
        await DoneAsync(HttpMethod.Post, "/v1/components/am-a/listings", Row("2025-00002.001", dependsOn: "2025-00001.001"));

        await RefusedAsync(HttpStatusCode.BadRequest, Row("2025-00003.001", without: "expiresOn"), ("missing", "expiresOn"));
        await RefusedAsync(HttpStatusCode.BadRequest, Row("2025-00003.001", productType: "toaster"), ("invalid-value", "productType"));
        await RefusedAsync(HttpStatusCode.UnprocessableEntity, Row("2025-00003.001", productType: "kernel"), ("wrong-product-type", "listing.productType"));
        await RefusedAsync(HttpStatusCode.UnprocessableEntity, Row("2025-00003.001", expiresOn: "2024-12-31"), ("date-order", "listing.expiresOn"));
        await RefusedAsync(HttpStatusCode.UnprocessableEntity, Row("2025-00003.001", dependsOn: "2025-00003.001"), ("dependency-cycle", "listing.dependencies"));
        await RefusedAsync(HttpStatusCode.UnprocessableEntity, Row("2025-00002.001"), ("already-registered", "listing.reference"));
        await RefusedAsync(HttpStatusCode.UnprocessableEntity, Row("2025-00001.001", expiresOn: "2027-12-31"), ("already-registered", "listing.reference"));

        await DoneAsync(HttpMethod.Post, "/v1/components/sdk-a/listings/2025-00001.001/correction", $$"""{"listing":{{Row("2025-00001.001", expiresOn: "2027-12-31")}},"reason":"read wrongly"}""");
        Problem cycle = await Problem.OfAsync(await SendAsync(
            HttpMethod.Post, "/v1/components/sdk-a/listings/2025-00001.001/correction", $$"""{"listing":{{Row("2025-00001.001", dependsOn: "2025-00002.001")}},"reason":"read wrongly"}"""));
        Assert.Equal(("dependency-cycle", "listing.dependencies"), Assert.Single(cycle.Errors));
        Assert.Equal("2027-12-31", (await ListingAsync()).GetProperty("listing").GetProperty("expiresOn").GetString());

        JsonElement history = await GetAsync("/v1/components/sdk-a/history");
        Assert.Equal(["component.registered.v1", "listing.recorded.v1", "listing.corrected.v1"], history.GetProperty("rows").EnumerateArray().Select(r => r.GetProperty("type").GetString()));
        Assert.All(history.GetProperty("rows").EnumerateArray(), r => Assert.Equal("staff/anna", r.GetProperty("actor").GetString()));
        string knownAt = Uri.EscapeDataString(history.GetProperty("rows")[1].GetProperty("recordedAt").GetString()!);
        Assert.Equal("2028-01-01", (await ListingAsync($"?knownAt={knownAt}")).GetProperty("listing").GetProperty("expiresOn").GetString());
    }

    private static string Row(string reference, string? expiresOn = "2028-01-01", string? productType = null, string? dependsOn = null, string? without = null)
    {
        JsonObject row = new()
        {
            ["reference"] = reference,
            ["standardVersion"] = "1.1",
            ["laboratory"] = "Laboratory",
            ["listedOn"] = "2025-01-01",
            ["expiresOn"] = expiresOn,
            ["versions"] = new JsonArray("3.2.x"),
            ["retrievedAt"] = "2025-02-01T00:00:00Z",
        };
        if (productType is not null) row["productType"] = productType;
        if (dependsOn is not null) row["dependencies"] = new JsonArray(dependsOn);
        if (without is not null) row.Remove(without);
        return row.ToJsonString();
    }

    private async Task<JsonElement> ListingAsync(string query = "") => (await GetAsync("/v1/components/sdk-a" + query)).GetProperty("listings")[0];

    private async Task<JsonElement> GetAsync(string path) => JsonElement.Parse(await _staff.GetStringAsync(path));

    private async Task RefusedAsync(HttpStatusCode status, string body, (string Code, string Field) error)
    {
        Problem problem = await Problem.OfAsync(await SendAsync(HttpMethod.Post, "/v1/components/sdk-a/listings", body));
        Assert.Equal((status, error), (problem.Status, Assert.Single(problem.Errors)));
    }

    private async Task DoneAsync(HttpMethod method, string path, string body)
    {
        using HttpResponseMessage response = await SendAsync(method, path, body);
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync());
    }

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, string body)
    {
        using HttpRequestMessage request = new(method, path) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        return await _staff.SendAsync(request);
    }
}
