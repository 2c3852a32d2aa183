using System.Net;
using System.Text;
using Composite.Contracts;
using Composite.Contracts.Components;
using Composite.Domain.Staff;
using Composite.Host.Apis.Bodies;
using Composite.Host.Tests.Support;
using Moq;
using Xunit;

namespace Composite.Host.Tests.Apis;

[Collection(SharedHost.Name)]
public sealed class BodyTests : IDisposable
{
    private readonly TestHost _host;
    private readonly HttpClient _client;

    public BodyTests(TestHost host)
    {
        _host = host.Anew();
        _client = host.Member(StaffRole.Compliance);
        host.Component.Setup(c => c.ExecuteAsync(It.IsAny<ComponentCommand>(), It.IsAny<string>(), It.IsAny<CancellationToken>())).ReturnsAsync(new CommandResult { Position = 7 });
    }

    [Fact]
    public async Task Command_Accepted_IsAnsweredOnceTheFactsIncludeIt()
    {
        using HttpResponseMessage response = await PutAsync("""{"kind":"mpocSoftware","name":"SDK","vendor":"Vendor"}""");
        Assert.Equal("""{"position":7,"changed":true}""", await response.Content.ReadAsStringAsync());
        Assert.Contains(7, _host.Facts.Reached);
        _host.Component.Verify(c => c.ExecuteAsync(
            It.Is<RegisterComponent>(r => r.Kind == ComponentKind.MpocSoftware && r.Name == "SDK"), It.Is<string>(a => a.StartsWith("staff/")), It.IsAny<CancellationToken>()));
    }

    [Theory]
    [InlineData("", "invalid-json", "$")]
    [InlineData("null", "invalid-json", "$")]
    [InlineData("[]", "invalid-json", "$")]
    [InlineData("{\"kind\":", "invalid-json", "$")]
    [InlineData("""{"kind":"mpocSoftware","name":"SDK","vendor":"V","colour":"red"}""", "unknown-member", "colour")]
    [InlineData("""{"kind":"mpocSoftware","name":"SDK"}""", "missing", "vendor")]
    [InlineData("""{"kind":"mpocSoftware","name":null,"vendor":"V"}""", "invalid-value", "name")]
    [InlineData("""{"kind":"mpocSoftware","name":5,"vendor":"V"}""", "invalid-value", "name")]
    [InlineData("""{"kind":0,"name":"SDK","vendor":"V"}""", "invalid-value", "kind")]
    [InlineData("""{"kind":"toaster","name":"SDK","vendor":"V"}""", "invalid-value", "kind")]
    public async Task Command_BodyThatIsNotTheShape_Is400WithTheField(string body, string code, string field)
    {
        Problem problem = await Problem.OfAsync(await PutAsync(body));
        Assert.Equal((HttpStatusCode.BadRequest, "invalid-request"), (problem.Status, problem.Code));
        Assert.Contains((code, field), problem.Errors);
    }

    [Theory]
    [InlineData("""{"kind":"kernel","name":"\ud800","vendor":"V"}""")]
    [InlineData("""{"kind":"kernel","\ud800":"SDK","vendor":"V"}""")]
    public async Task Command_HalfASurrogatePair_Is400(string body) => Assert.Equal(("invalid-json", "$"), Assert.Single((await Problem.OfAsync(await PutAsync(body))).Errors));

    [Fact]
    public async Task Command_TenThousandUnknownMembers_NamesTheFirstOnes()
    {
        Problem problem = await Problem.OfAsync(await PutAsync($"{{{string.Join(',', Enumerable.Range(0, 10_000).Select(i => $"\"c{i}\":1"))}}}"));
        Assert.Equal(20, problem.Errors.Count(e => e.Code == "unknown-member"));
    }

    // Without an offset it would be an instant in the server's own time zone.
    [Theory]
    [InlineData("2026-01-31T12:00:00", false)]
    [InlineData("2026-01-31", false)]
    [InlineData("2026-01-31T12:00:00Z", true)]
    [InlineData("2026-01-31T12:00:00.123456789+02:00", true)]
    public async Task Command_Instant_NeedsItsOffset(string instant, bool read)
    {
        using StringContent content = new($$"""{"effectiveAt":"{{instant}}","reason":"x"}""", Encoding.UTF8, "application/json");
        using HttpResponseMessage response = await _client.PostAsync("/v1/components/sdk/listings/2026-00001.001/revocation", content);
        if (read) Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        else Assert.Equal(("invalid-value", "effectiveAt"), Assert.Single((await Problem.OfAsync(response)).Errors));
    }

    [Fact]
    public async Task Command_MemberTwice_Is400() =>
        Assert.Equal("invalid-request", (await Problem.OfAsync(await PutAsync("""{"kind":"kernel","name":"a","name":"b","vendor":"V"}"""))).Code);

    [Fact]
    public async Task Command_NestedUnknownMember_Is400WithItsPath()
    {
        using StringContent content = new("""{"rules":[{"os":"android","minVersion":"12","minPatchLevel":"2026-01-01","minLevel":3}]}""", Encoding.UTF8, "application/json");
        Problem problem = await Problem.OfAsync(await _client.PutAsync("/v1/solutions/tap/baseline", content));
        Assert.StartsWith("rules[0]", Assert.Single(problem.Errors).Field, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Command_NotJson_Is415()
    {
        using StringContent content = new("{}", Encoding.UTF8, "text/plain");
        Assert.Equal("unsupported-media-type", (await Problem.OfAsync(await _client.PutAsync("/v1/components/sdk", content))).Code);
    }

    [Theory]
    [InlineData(BodyLimit.DefaultBytes, "invalid-request")]
    [InlineData(BodyLimit.DefaultBytes + 1, "body-too-large")]
    public async Task Command_AtAndAboveTheBound_IsReadOrRefused(int bytes, string code)
    {
        const string Start = "{\"colour\":\"", End = "\"}";
        string body = Start + new string('x', bytes - Start.Length - End.Length) + End;
        Assert.Equal(code, (await Problem.OfAsync(await PutAsync(body))).Code);
    }

    [Fact]
    public async Task Payment_AboveItsSmallerBound_Is413BeforeItsSignatureIsVerified()
    {
        using TestDevice device = new TestDevice(_host).Enrolled();
        using HttpClient client = _host.CreateClient();
        using HttpResponseMessage response = await client.SendAsync(device.Signed(HttpMethod.Post, "/v1/device/payments", new string(' ', BodyLimit.PaymentBytes + 1)));
        Problem problem = await Problem.OfAsync(response);
        Assert.Equal((HttpStatusCode.RequestEntityTooLarge, "body-too-large"), (problem.Status, problem.Code));
    }

    [Fact]
    public async Task Command_IdThatIsNone_IsRefusedBeforeAnyGrainIsActivated()
    {
        using StringContent content = new("""{"kind":"kernel","name":"K","vendor":"V"}""", Encoding.UTF8, "application/json");
        Problem problem = await Problem.OfAsync(await _client.PutAsync("/v1/components/Not_An_Id", content));
        Assert.Equal(("invalid-id", "id"), Assert.Single(problem.Errors));
        _host.Grains.Verify(g => g.GetGrain<IComponentGrain>("Not_An_Id", null), Times.Never);
    }

    public void Dispose()
    {
        _client.Dispose();
    }

    private async Task<HttpResponseMessage> PutAsync(string body)
    {
        using StringContent content = new(body, Encoding.UTF8, "application/json");
        return await _client.PutAsync("/v1/components/sdk", content);
    }
}
