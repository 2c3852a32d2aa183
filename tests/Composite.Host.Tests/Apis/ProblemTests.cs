using System.Net;
using System.Text;
using Composite.Contracts;
using Composite.Contracts.Components;
using Composite.Contracts.Devices;
using Composite.Contracts.Payments;
using Composite.Domain.Ports;
using Composite.Domain.Staff;
using Composite.Host.Tests.Support;
using Moq;
using Xunit;

namespace Composite.Host.Tests.Apis;

[Collection(SharedHost.Name)]
public sealed class ProblemTests : IDisposable
{
    private readonly TestHost _host;
    private readonly HttpClient _staff;

    public ProblemTests(TestHost host)
    {
        _host = host.Anew();
        _staff = _host.Member(StaffRole.Compliance);
    }

    [Theory]
    [InlineData("GET", "/nowhere", HttpStatusCode.NotFound, "not-found")]
    [InlineData("DELETE", "/v1/components", HttpStatusCode.MethodNotAllowed, "method-not-allowed")]
    [InlineData("GET", "/v1/components?limit=0", HttpStatusCode.BadRequest, "invalid-request")]
    [InlineData("GET", "/v1/components?limit=501", HttpStatusCode.BadRequest, "invalid-request")]
    [InlineData("GET", "/v1/components?kind=toaster", HttpStatusCode.BadRequest, "invalid-request")]
    [InlineData("GET", "/v1/payments?from=yesterday", HttpStatusCode.BadRequest, "invalid-request")]
    [InlineData("GET", "/v1/payments/not-a-uuid", HttpStatusCode.BadRequest, "invalid-request")]
    [InlineData("GET", "/v1/components/unknown", HttpStatusCode.NotFound, "not-found")]
    public async Task Request_ThatFitsNothing_IsAProblem(string method, string path, HttpStatusCode status, string code)
    {
        using HttpRequestMessage request = new(new HttpMethod(method), path);
        Problem problem = await Problem.OfAsync(await _staff.SendAsync(request));
        Assert.Equal((status, code), (problem.Status, problem.Code));
    }

    [Fact]
    public async Task Command_Refused_Is422WithEveryReason()
    {
        Answer(new CommandResult { Problems = [new("date-order", "expiresOn", "Too early.", "Later."), new("count", "versions", "None.", "Some.")] });
        Problem problem = await Problem.OfAsync(await PutAsync());
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "command-refused"), (problem.Status, problem.Code));
        Assert.Equal([("date-order", "expiresOn"), ("count", "versions")], problem.Errors);
    }

    [Fact]
    public async Task Command_AboutNothing_Is404()
    {
        Answer(new CommandResult { NotFound = true });
        Assert.Equal(HttpStatusCode.NotFound, (await Problem.OfAsync(await PutAsync())).Status);
    }

    [Fact]
    public async Task Handler_Throws_Is500WithoutDetails()
    {
        _host.Component.Setup(c => c.ExecuteAsync(It.IsAny<ComponentCommand>(), It.IsAny<string>(), It.IsAny<CancellationToken>())).ThrowsAsync(new InvalidOperationException("the inside"));
        Problem problem = await Problem.OfAsync(await PutAsync());
        Assert.Equal((HttpStatusCode.InternalServerError, "unexpected"), (problem.Status, problem.Code));
        Assert.DoesNotContain("inside", problem.Text, StringComparison.Ordinal);
    }

    public static TheoryData<Exception> Outages =>
    [
        new JournalUnavailableException(JournalFault.Full, "/data/journal.db: the disk is full"),
        new TimeoutException("no answer"),
        new AggregateException(new TimeoutException("no answer")),
    ];

    [Theory]
    [MemberData(nameof(Outages))]
    public async Task Command_WhileTheStoreOrSiloIsDown_Is503(Exception outage)
    {
        _host.Component.Setup(c => c.ExecuteAsync(It.IsAny<ComponentCommand>(), It.IsAny<string>(), It.IsAny<CancellationToken>())).ThrowsAsync(outage);
        using HttpResponseMessage response = await PutAsync();
        Problem problem = await Problem.OfAsync(response);
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "unavailable"), (problem.Status, problem.Code));
        Assert.NotNull(response.Headers.RetryAfter);
    }

    [Theory]
    [MemberData(nameof(Outages))]
    public async Task Payment_ThatFailsAnyHow_IsUnknownAndNeverFailed(Exception outage)
    {
        using TestDevice device = new TestDevice(_host).Enrolled();
        using HttpClient client = _host.CreateClient();
        foreach (Exception exception in (Exception[])[outage, new InvalidOperationException("a bug")])
        {
            _host.Device.Setup(d => d.PayAsync(It.IsAny<RequestProof>(), It.IsAny<SubmitPayment>(), It.IsAny<CancellationToken>())).ThrowsAsync(exception);
            Problem problem = await Problem.OfAsync(await client.SendAsync(device.Signed(HttpMethod.Post, "/v1/device/payments", Payments.Good().ToJsonString())));
            Assert.Equal((HttpStatusCode.ServiceUnavailable, "outcome-unknown"), (problem.Status, problem.Code));
        }
    }

    [Fact]
    public async Task Ready_JournalDownOrFactsStale_Is503()
    {
        using HttpClient anyone = _host.CreateClient();
        Assert.Equal(HttpStatusCode.OK, (await anyone.GetAsync("/health/ready")).StatusCode);
        _host.Facts.Age = TimeSpan.FromSeconds(2.1);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await anyone.GetAsync("/health/ready")).StatusCode);
        _host.Facts.Age = TimeSpan.FromSeconds(2);
        Assert.Equal(HttpStatusCode.OK, (await anyone.GetAsync("/health/ready")).StatusCode);
        _host.Journal.Fault = new JournalUnavailableException(JournalFault.Full, "full");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await anyone.GetAsync("/health/ready")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await anyone.GetAsync("/health/live")).StatusCode);
    }

    [Fact]
    public async Task Verification_OfTheJournal_StreamsLinesAndEndsWithTheFinding()
    {
        using HttpResponseMessage response = await _staff.PostAsync("/v1/journal/verification", null);
        string[] lines = (await response.Content.ReadAsStringAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal("application/x-ndjson", response.Content.Headers.ContentType?.MediaType);
        Assert.StartsWith("{\"checked\":", lines[0], StringComparison.Ordinal);
        Assert.StartsWith("{\"eventsChecked\":", lines[^1], StringComparison.Ordinal);
    }

    public void Dispose()
    {
        _host.Anew();
        _staff.Dispose();
    }

    private void Answer(CommandResult result) =>
        _host.Component.Setup(c => c.ExecuteAsync(It.IsAny<ComponentCommand>(), It.IsAny<string>(), It.IsAny<CancellationToken>())).ReturnsAsync(result);

    private Task<HttpResponseMessage> PutAsync() => _staff.PutAsync(
        "/v1/components/sdk", new StringContent("""{"kind":"kernel","name":"K","vendor":"V"}""", Encoding.UTF8, "application/json"));
}
