using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Composite.Domain.Components;
using Composite.Host.Tests.Support;
using Xunit;
using Streams = Composite.Domain.Streams;

namespace Composite.Host.Tests.Access;

/// <summary>Whatever one person sends, how often and from how many sessions: it takes another to approve. Through the whole host.</summary>
public sealed class TwoPersonTests(LiveHost host) : IClassFixture<LiveHost>, IAsyncLifetime
{
    private const string Far = "2099-01-01T00:00:00Z";
    private static readonly string Policy = Streams.Of(Streams.Policy, Streams.Only);
    private static readonly string Waivers = Streams.Of(Streams.Waivers, Streams.Only);
    private static readonly string Controls = Streams.Of(Streams.Controls, Streams.Only);
    private static int s_scenes;

    private readonly string _scene = $"s{Interlocked.Increment(ref s_scenes)}";
    private HttpClient _anna = null!, _bert = null!, _carl = null!, _puppet = null!, _root = null!;

    public async Task InitializeAsync()
    {
        _root = await host.AddAsync($"{_scene}-root", "system");
        _anna = await host.AddAsync($"{_scene}-anna", $"staff/{_scene}-root");
        _bert = await host.AddAsync($"{_scene}-bert", $"staff/{_scene}-root");
        _carl = await host.AddAsync($"{_scene}-carl", $"staff/{_scene}-root");
        _puppet = await host.AddAsync($"{_scene}-puppet", $"staff/{_scene}-anna");
        await host.WriteAsync(Streams.Of(Streams.Component, $"{_scene}-sdk"), $"staff/{_scene}-anna", new ComponentRegistered($"{_scene}-sdk", ComponentKind.MpocSoftware, "SDK", "Vendor"), new ListingRecorded(new()
        {
            Reference = "2025-00002.001",
            StandardVersion = "1.1",
            Laboratory = "Laboratory",
            ListedOn = new(2025, 1, 1),
            ExpiresOn = new(2090, 1, 1),
            Versions = ["1.x"],
            RetrievedAt = new(2025, 1, 2, 0, 0, 0, TimeSpan.Zero),
        }));
    }

    public Task DisposeAsync()
    {
        foreach (HttpClient client in (HttpClient[])[_anna, _bert, _carl, _puppet, _root]) client.Dispose();
        return Task.CompletedTask;
    }

    [Theory]
    [InlineData("/v1/policies/proposals", "policy.change-approved.v1")]
    [InlineData("/v1/waivers", "waiver.approved.v1")]
    public async Task Approval_ByOnePersonInManySessionsAtOnceThenByTwoOthersAtOnce_IsRecordedOnce(string path, string type)
    {
        string id = $"{_scene}-change";
        Assert.Equal(HttpStatusCode.OK, (await PostAsync(_anna, path, Proposal(path, id))).StatusCode);

        HttpClient[] alone = [.. Enumerable.Range(0, 12).Select(i => i % 3 == 0 ? host.Again(_puppet) : host.Again(_anna)), _root];
        HttpResponseMessage[] refused = await Task.WhenAll(alone.Select(session => PostAsync(session, $"{path}/{id}/approval", [])));
        Assert.All(refused, r => Assert.Equal(HttpStatusCode.UnprocessableEntity, r.StatusCode));
        Assert.Equal(["credential-from-the-other", "same-person"], (await Task.WhenAll(refused.Select(r => Problem.OfAsync(r)))).Select(p => p.Errors.Single().Code).Distinct().Order());
        Assert.Equal(0, await host.CountAsync(path.Contains("waivers", StringComparison.Ordinal) ? Waivers : Policy, type, id));

        HttpResponseMessage[] approved = await Task.WhenAll(PostAsync(_bert, $"{path}/{id}/approval", []), PostAsync(_carl, $"{path}/{id}/approval", []));
        Assert.All(approved, r => Assert.Equal(HttpStatusCode.OK, r.StatusCode));
        Assert.Single(await Task.WhenAll(approved.Select(ChangedAsync)), changed => changed);
        Assert.Equal(1, await host.CountAsync(path.Contains("waivers", StringComparison.Ordinal) ? Waivers : Policy, type, id));
    }

    [Fact]
    public async Task Approval_AfterTheProposerLeft_IsRefused()
    {
        string id = $"{_scene}-orphan";
        await PostAsync(_anna, "/v1/policies/proposals", Proposal("/v1/policies/proposals", id));
        Assert.Equal(HttpStatusCode.OK, (await PostAsync(_root, $"/v1/staff/members/{_scene}-anna/removal", new() { ["reason"] = "left" })).StatusCode);
        Assert.Equal("proposer-removed", (await Problem.OfAsync(await PostAsync(_bert, $"/v1/policies/proposals/{id}/approval", []))).Errors.Single().Code);
        Assert.Equal(HttpStatusCode.Unauthorized, (await PostAsync(_anna, $"/v1/policies/proposals/{id}/approval", [])).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await PostAsync(_bert, $"/v1/policies/proposals/{id}/withdrawal", new() { ["reason"] = "nobody stands for it" })).StatusCode);
        Assert.Equal("withdrawn", (await Problem.OfAsync(await PostAsync(_bert, $"/v1/policies/proposals/{id}/approval", []))).Errors.Single().Code);
    }

    [Fact]
    public async Task Approval_WithAnActorInTheBody_IsNotRead()
    {
        string id = $"{_scene}-forged";
        JsonObject proposal = Proposal("/v1/waivers", id);
        proposal["proposedBy"] = "staff/other";
        Assert.Equal(HttpStatusCode.BadRequest, (await PostAsync(_anna, "/v1/waivers", proposal)).StatusCode);
        await PostAsync(_anna, "/v1/waivers", Proposal("/v1/waivers", id));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await PostAsync(_anna, $"/v1/waivers/{id}/approval", new() { ["approvedBy"] = $"staff/{_scene}-bert" })).StatusCode);
    }

    // A control has one proposal at a time and no name for it: whoever approves says which one they saw.
    [Fact]
    public async Task Exemption_ProposedAnewBetweenLookAndApproval_IsNotApproved()
    {
        const string control = "SOL-OFF-01";
        await PostAsync(_anna, $"/v1/controls/{control}/exemption", Exemption("no offline payments"));
        string seen = await ProposedAtAsync(control);
        await PostAsync(_anna, $"/v1/controls/{control}/exemption/end", new() { ["reason"] = "typing error" });
        await PostAsync(_anna, $"/v1/controls/{control}/exemption", Exemption("because I say so"));
        Assert.Equal("another-proposal", await RefusedAsync(_bert, control, seen));
        Assert.Equal("another-proposal", await RefusedAsync(_bert, control, null));
        Assert.Equal("same-person", await RefusedAsync(_anna, control, await ProposedAtAsync(control)));
        Assert.Equal("credential-from-the-other", await RefusedAsync(_puppet, control, await ProposedAtAsync(control)));

        // The second person may not turn approver of their own edit either.
        await PostAsync(_bert, $"/v1/controls/{control}/exemption/end", new() { ["reason"] = "worded better" });
        await PostAsync(_bert, $"/v1/controls/{control}/exemption", Exemption("no offline payments, says the contract"));
        Assert.Equal("same-person", await RefusedAsync(_bert, control, await ProposedAtAsync(control)));
        Assert.Equal(0, await host.CountAsync(Controls, "control.exemption-approved.v1", control));

        HttpClient[] others = [_anna, _carl, host.Again(_anna), host.Again(_carl)];
        JsonObject body = new() { ["proposedAt"] = await ProposedAtAsync(control) };
        HttpResponseMessage[] approved = await Task.WhenAll(others.Select(o => PostAsync(o, $"/v1/controls/{control}/exemption/approval", body.DeepClone().AsObject())));
        Assert.All(approved, r => Assert.Equal(HttpStatusCode.OK, r.StatusCode));
        Assert.Equal(1, await host.CountAsync(Controls, "control.exemption-approved.v1", control));
    }

    // Who was removed and came back is somebody new, whoever let them in, and whoever let them in counts as them.
    [Fact]
    public async Task Approval_AfterTheProposerWasAddedAnew_IsRefused()
    {
        string id = $"{_scene}-again";
        await PostAsync(_anna, "/v1/waivers", Proposal("/v1/waivers", id));
        await PostAsync(_root, $"/v1/staff/members/{_scene}-anna/removal", new() { ["reason"] = "renamed" });
        using HttpClient again = await host.AddAsync($"{_scene}-anna", $"staff/{_scene}-bert");
        Assert.Equal("proposer-removed", await CodeAsync(await PostAsync(_carl, $"/v1/waivers/{id}/approval", [])));
        string other = $"{_scene}-again-2";
        await PostAsync(again, "/v1/waivers", Proposal("/v1/waivers", other));
        Assert.Equal("credential-from-the-other", await CodeAsync(await PostAsync(_bert, $"/v1/waivers/{other}/approval", [])));
        Assert.Equal(HttpStatusCode.OK, (await PostAsync(_carl, $"/v1/waivers/{other}/approval", [])).StatusCode);
    }

    // What was approved once, or seen once, can't be changed under its id.
    [Theory]
    [InlineData("/v1/policies/proposals", "withdrawal")]
    [InlineData("/v1/waivers", "end")]
    public async Task Proposal_ChangedUnderItsId_IsRefusedBeforeAndAfterItsEnd(string path, string end)
    {
        string id = $"{_scene}-edit";
        JsonObject edited = Proposal(path, id);
        if (path == "/v1/waivers") edited["coversAdmission"] = true;
        else edited["values"] = new JsonObject { ["expiryGraceDays"] = 90 };
        await PostAsync(_anna, path, Proposal(path, id));
        foreach (HttpClient who in (HttpClient[])[_anna, _bert]) Assert.Equal("already-registered", await CodeAsync(await PostAsync(who, path, edited)));
        await PostAsync(_anna, $"{path}/{id}/{end}", new() { ["reason"] = "typing error" });
        Assert.Equal("already-registered", await CodeAsync(await PostAsync(_anna, path, edited)));
        Assert.Equal(path == "/v1/waivers" ? "ended" : "withdrawn", await CodeAsync(await PostAsync(_bert, $"{path}/{id}/approval", [])));
    }

    [Fact]
    public async Task Answers_AsOfAnInstant_NameItAndSayWhatWasKnownThen()
    {
        string id = $"{_scene}-asof";
        string before = TimeProvider.System.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'", System.Globalization.CultureInfo.InvariantCulture);
        await PostAsync(_anna, "/v1/waivers", Proposal("/v1/waivers", id));
        await PostAsync(_bert, $"/v1/waivers/{id}/approval", []);
        JsonNode now = (await GetAsync($"/v1/waivers/{id}"))!;
        Assert.Equal(("active", $"staff/{_scene}-anna", $"staff/{_scene}-bert"), ((string?)now["waiver"]!["status"], (string?)now["waiver"]!["proposedBy"], (string?)now["waiver"]!["approvedBy"]));
        Assert.All((string[])["validAt", "knownAt", "position"], name => Assert.NotNull(now[name]));
        Assert.Equal(HttpStatusCode.NotFound, (await _anna.GetAsync($"/v1/waivers/{id}?knownAt={before}")).StatusCode);
        Assert.DoesNotContain(id, (await GetAsync($"/v1/waivers?knownAt={before}&limit=500"))!.ToJsonString(), StringComparison.Ordinal);

        JsonNode policies = (await GetAsync("/v1/policies?validAt=2026-01-31"))!;
        Assert.Equal("2026-01-31T23:59:59.9999999+00:00", (string?)policies["validAt"]);
        Assert.Equal(9, policies["values"]!["certificationEffects"]!.AsArray().Count);
        foreach (string query in (string[])["/v1/waivers?knownAt=2999-01-01T00:00:00Z", "/v1/waivers?validAt=soon", "/v1/waivers?knownAt=2999-01-31", "/v1/policies?validat=2026-01-31", "/v1/remediations?limit=3"])
            Assert.Equal(HttpStatusCode.BadRequest, (await _anna.GetAsync(query)).StatusCode);
    }

    private static JsonObject Exemption(string reason) =>
        new() { ["reason"] = reason, ["reviewOn"] = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime).AddDays(30).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture) };

    private async Task<string> ProposedAtAsync(string control) => (string)(await GetAsync($"/v1/controls/{control}"))!["exemption"]!["proposedAt"]!;

    private static async Task<string> RefusedAsync(HttpClient who, string control, string? proposedAt) =>
        await CodeAsync(await PostAsync(who, $"/v1/controls/{control}/exemption/approval", proposedAt is null ? [] : new() { ["proposedAt"] = proposedAt }));

    private static async Task<string> CodeAsync(HttpResponseMessage response) => (await Problem.OfAsync(response)).Errors.Single().Code;

    private async Task<JsonNode?> GetAsync(string path)
    {
        using HttpResponseMessage response = await _anna.GetAsync(path);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return JsonNode.Parse(await response.Content.ReadAsStringAsync());
    }

    private JsonObject Proposal(string path, string id) => path == "/v1/waivers"
        ? new()
        {
            ["waiverId"] = id,
            ["subjectId"] = $"{_scene}-sdk",
            ["reference"] = "2025-00002.001",
            ["statuses"] = new JsonArray("expired"),
            ["validUntil"] = TimeProvider.System.GetUtcNow().AddDays(30),
            ["reason"] = "renewal",
            ["compensatingControl"] = "review",
        }
        : new() { ["proposalId"] = id, ["effectiveFrom"] = Far, ["values"] = new JsonObject { ["expiryGraceDays"] = 3 }, ["reason"] = "late vendors" };

    private static async Task<bool> ChangedAsync(HttpResponseMessage response) => (bool)JsonNode.Parse(await response.Content.ReadAsStringAsync())!["changed"]!;

    private static Task<HttpResponseMessage> PostAsync(HttpClient client, string path, JsonObject body) => client.PostAsync(path, new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json"));
}
