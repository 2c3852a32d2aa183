using System.Net;
using System.Text;
using System.Text.Json;
using Composite.Contracts;
using Composite.Contracts.Webhooks;
using Composite.Domain.Staff;
using Composite.Domain.Webhooks;
using Composite.Host.Tests.Support;
using Moq;
using Xunit;

namespace Composite.Host.Tests.Webhooks;

[Collection(SharedHost.Name)]
public sealed class WebhookApiTests : IDisposable
{
    private const string Body = """{"webhookId":"desk","url":"https://hooks.example/in","types":["caseOpened"]}""";
    private readonly TestHost _host;
    private readonly HttpClient _administrator;
    private readonly Mock<IWebhookGrain> _grain = new();

    public WebhookApiTests(TestHost host)
    {
        _host = host.Anew();
        _host.Facts.Facts = SolutionWorld.Facts;
        _host.Grains.Setup(g => g.GetGrain<IWebhookGrain>(It.IsAny<string>(), null)).Returns(_grain.Object);
        _administrator = host.Member(StaffRole.Administrator);
    }

    [Fact]
    public async Task Add_Webhook_ShowsItsSecretOnceAndTellsTheGrainNone()
    {
        SubscribeWebhook? sent = null;
        _grain.Setup(g => g.ExecuteAsync(It.IsAny<WebhookCommand>(), It.IsAny<string>(), It.IsAny<CancellationToken>()))
            .Callback((WebhookCommand c, string _, CancellationToken _) => sent = (SubscribeWebhook)c).ReturnsAsync(new CommandResult { Position = 7 });

        using HttpResponseMessage response = await _administrator.PostAsync("/v1/webhooks", Json(Body));

        string text = await response.Content.ReadAsStringAsync();
        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        string secret = JsonElement.Parse(text).GetProperty("secret").GetString()!;
        Assert.StartsWith("whsec_", secret, StringComparison.Ordinal);
        Assert.Equal(8, sent!.KeyId.Length);
        Assert.DoesNotContain(secret, JsonSerializer.Serialize(sent), StringComparison.Ordinal);
        Assert.DoesNotContain("secret\":\"whsec", await _administrator.GetStringAsync("/v1/webhooks/own"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rotate_Webhook_ShowsTheNextSecretAndUntilWhenTheFormerWorks()
    {
        _grain.Setup(g => g.ExecuteAsync(It.IsAny<RotateWebhookSecret>(), It.IsAny<string>(), It.IsAny<CancellationToken>()))
            .Callback(() => _host.Facts.Facts = SolutionWorld.Facts.With("webhook/own", new WebhookSecretRotated(new SigningSecret(2, "00000000")))).ReturnsAsync(new CommandResult { Position = 7 });
        using HttpResponseMessage response = await _administrator.PostAsync("/v1/webhooks/own/secret-rotation", null);
        JsonElement reply = JsonElement.Parse(await response.Content.ReadAsStringAsync());
        Assert.Equal((HttpStatusCode.Created, TestHost.Start.AddHours(24)), (response.StatusCode, reply.GetProperty("formerValidUntil").GetDateTimeOffset()));
    }

    [Theory]
    [InlineData("""{"webhookId":"desk","url":"https://hooks.example/in","types":["everything"]}""", "types[0]")]
    [InlineData("""{"webhookId":"Desk!","url":"https://hooks.example/in","types":["caseOpened"]}""", "webhookId")]
    [InlineData("""{"webhookId":"desk","types":["caseOpened"]}""", "url")]
    [InlineData("""{"webhookId":"desk","url":"https://hooks.example/in","types":["caseOpened"],"secret":"mine"}""", "secret")]
    public async Task Add_WrongBody_IsRefusedByName(string body, string field)
    {
        using HttpResponseMessage response = await _administrator.PostAsync("/v1/webhooks", Json(body));
        Problem problem = await Problem.OfAsync(response);
        Assert.Equal((HttpStatusCode.BadRequest, field), (problem.Status, Assert.Single(problem.Errors).Field));
    }

    [Fact]
    public async Task Refusal_OfTheGrain_IsPassedOnWithFieldReasonAndRemedy()
    {
        _grain.Setup(g => g.ExecuteAsync(It.IsAny<WebhookCommand>(), It.IsAny<string>(), It.IsAny<CancellationToken>()))
            .ReturnsAsync(new CommandResult { Problems = [new ProblemInfo("invalid-url", "url", "It is not an address.", "Give an https address.")] });
        using HttpResponseMessage response = await _administrator.PostAsync("/v1/webhooks", Json(Body));
        Problem problem = await Problem.OfAsync(response);
        Assert.Equal((HttpStatusCode.UnprocessableEntity, ("invalid-url", "url")), (problem.Status, problem.Errors[0]));
    }

    [Fact]
    public async Task Deliveries_OfAWebhook_AreListedNewestFirst()
    {
        _host.Facts.Facts = SolutionWorld.Facts
            .With("notices/main", Domain.Notices.NoticePlanner.Test("own", TestHost.Start))
            .With("webhook/own", new DeliveryFailed("ntc_older", 2, "HTTP 500", TestHost.Start.AddMinutes(5)))
            .With("webhook/own", new DeliveryParked("ntc_parked", 10, "HTTP 500"));
        JsonElement all = JsonElement.Parse(await _administrator.GetStringAsync("/v1/webhooks/own/deliveries"));
        Assert.Equal(3, all.GetProperty("rows").GetArrayLength());
        JsonElement parked = JsonElement.Parse(await _administrator.GetStringAsync("/v1/webhooks/own/deliveries?status=parked"));
        Assert.Equal("ntc_parked", Assert.Single(parked.GetProperty("rows").EnumerateArray()).GetProperty("noticeId").GetString());
        JsonElement row = JsonElement.Parse(await _administrator.GetStringAsync("/v1/webhooks/own")).GetProperty("webhook");
        Assert.Equal((2, 1), (row.GetProperty("waiting").GetInt32(), row.GetProperty("parked").GetInt32()));
        using HttpResponseMessage missing = await _administrator.GetAsync("/v1/webhooks/none/deliveries");
        Assert.Equal(HttpStatusCode.NotFound, (await Problem.OfAsync(missing)).Status);
    }

    public void Dispose()
    {
        _administrator.Dispose();
        _host.Facts.Facts = Domain.Solutions.SolutionFacts.Empty;
    }

    private static StringContent Json(string body) => new(body, Encoding.UTF8, "application/json");
}
