using System.Net;
using System.Security.Cryptography;
using System.Text;
using Composite.Contracts.Devices;
using Composite.Contracts.Payments;
using Composite.Domain.Devices;
using Composite.Host.Tests.Support;
using Moq;
using Xunit;

namespace Composite.Host.Tests.Access;

[Collection(SharedHost.Name)]
public sealed class DeviceRequestTests : IDisposable
{
    private readonly TestHost _host;
    private readonly TestDevice _device;
    private readonly HttpClient _client;

    public DeviceRequestTests(TestHost host)
    {
        _host = host.Anew();
        _client = _host.CreateClient();
        _device = new TestDevice(_host).Enrolled();
        _host.Device.Setup(d => d.PayAsync(It.IsAny<RequestProof>(), It.IsAny<SubmitPayment>(), It.IsAny<CancellationToken>()))
            .ReturnsAsync(new PaymentAnswer { PaymentId = Payments.Id, Outcome = PaymentOutcome.Approved, AmountMinor = 1250, Currency = "EUR" });
    }

    [Fact]
    public async Task Pay_GoodSignature_ReachesTheGrainWithProofAndBodyDigest()
    {
        string body = Payments.Good().ToJsonString();
        using HttpResponseMessage response = await _client.SendAsync(_device.Signed(HttpMethod.Post, "/v1/device/payments", body));
        string answer = await response.Content.ReadAsStringAsync();
        Assert.True(response.StatusCode == HttpStatusCode.OK, answer);
        Assert.Contains("\"outcome\":\"approved\"", answer, StringComparison.Ordinal);
        string digest = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(body)));
        _host.Device.Verify(d => d.PayAsync(
            It.Is<RequestProof>(p => p.SignedAt == TestHost.Start && p.Nonce.Length == 22),
            It.Is<SubmitPayment>(p => p.BodySha256 == digest && p.CardEvidence.Unavailable), It.IsAny<CancellationToken>()), Times.Once);
    }

    [Theory]
    [InlineData("path")]
    [InlineData("query")]
    [InlineData("method")]
    [InlineData("body")]
    [InlineData("digest")]
    [InlineData("host")]
    [InlineData("nonce")]
    [InlineData("signature")]
    public async Task Pay_TamperedRequest_Is401AndNothingReachesTheGrain(string tampered)
    {
        string body = Payments.Good().ToJsonString();
        using HttpRequestMessage request = _device.Signed(HttpMethod.Post, "/v1/device/payments", body);
        switch (tampered)
        {
            case "path": request.RequestUri = new Uri("/v1/device/attestations", UriKind.Relative); break;
            case "query": request.RequestUri = new Uri("/v1/device/payments?x=1", UriKind.Relative); break;
            case "method": request.Method = HttpMethod.Put; request.RequestUri = new Uri("/v1/device/payments", UriKind.Relative); break;
            case "body": Replace(request, body.Replace("1250", "1251", StringComparison.Ordinal), keepDigest: true); break;
            case "digest": Replace(request, body.Replace("1250", "1251", StringComparison.Ordinal), keepDigest: false); break;
            case "host": request.Headers.Host = "elsewhere"; break;
            case "nonce": Rewrite(request, "Signature-Input", "nonce=\"", "nonce=\"A"); break;
            default: Rewrite(request, "Signature", "", ""); break;
        }

        using HttpResponseMessage response = await _client.SendAsync(request);
        Problem problem = await Problem.OfAsync(response);
        Assert.Equal(tampered == "method" ? HttpStatusCode.MethodNotAllowed : HttpStatusCode.Unauthorized, problem.Status);
        _host.Device.VerifyNoOtherCalls();
    }

    [Fact]
    public async Task Pay_UnknownDeviceAndWrongKey_GetTheSameAnswer()
    {
        using TestDevice stranger = new(_host);
        string body = Payments.Good().ToJsonString();
        using HttpResponseMessage unknown = await _client.SendAsync(stranger.Signed(HttpMethod.Post, "/v1/device/payments", body));
        using HttpResponseMessage wrongKey = await _client.SendAsync(_device.Signed(HttpMethod.Post, "/v1/device/payments", body, key: stranger.Key));
        Assert.Equal(HttpStatusCode.Unauthorized, unknown.StatusCode);
        Assert.Equal(await unknown.Content.ReadAsStringAsync(), await wrongKey.Content.ReadAsStringAsync());
        Assert.True(wrongKey.Headers.WwwAuthenticate.Count > 0);
    }

    [Theory]
    [InlineData(-121, false)]
    [InlineData(-120, true)]
    [InlineData(120, true)]
    [InlineData(121, false)]
    public async Task Pay_SignedAwayFromNow_IsTakenWithinThePolicysSkew(int seconds, bool taken)
    {
        using HttpRequestMessage request = _device.Signed(HttpMethod.Post, "/v1/device/payments", Payments.Good().ToJsonString(), created: TestHost.Start.AddSeconds(seconds));
        using HttpResponseMessage response = await _client.SendAsync(request);
        Assert.Equal(taken ? HttpStatusCode.OK : HttpStatusCode.Unauthorized, response.StatusCode);
        if (!taken) Assert.Equal(("signature-clock", "created"), Assert.Single((await Problem.OfAsync(response)).Errors));
    }

    [Theory]
    [InlineData(PaymentOutcome.Replayed, HttpStatusCode.Conflict, "request-replayed")]
    [InlineData(PaymentOutcome.BodyMismatch, HttpStatusCode.UnprocessableEntity, "payment-body-mismatch")]
    [InlineData(PaymentOutcome.NotPossible, HttpStatusCode.Conflict, "not-possible")]
    [InlineData(PaymentOutcome.NotFound, HttpStatusCode.NotFound, "not-found")]
    public async Task Pay_OutcomeThatIsAProblem_IsAnsweredAsOne(PaymentOutcome outcome, HttpStatusCode status, string code)
    {
        _host.Device.Setup(d => d.PayAsync(It.IsAny<RequestProof>(), It.IsAny<SubmitPayment>(), It.IsAny<CancellationToken>()))
            .ReturnsAsync(new PaymentAnswer { PaymentId = Payments.Id, Outcome = outcome });
        using HttpResponseMessage response = await _client.SendAsync(_device.Signed(HttpMethod.Post, "/v1/device/payments", Payments.Good().ToJsonString()));
        Problem problem = await Problem.OfAsync(response);
        Assert.Equal((status, code), (problem.Status, problem.Code));
    }

    [Fact]
    public async Task Pay_BlockedDevice_IsAuthenticatedAndLeftToItsGrain()
    {
        _host.Journal.Record(_device.Stream, new DeviceBlocked("tampered"));
        _host.Facts.Changed(_device.Stream);
        using HttpResponseMessage response = await _client.SendAsync(_device.Signed(HttpMethod.Post, "/v1/device/payments", Payments.Good().ToJsonString()));
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public async Task Pay_DeviceEnrolledAnew_OnlyTheNewKeyCounts()
    {
        using HttpResponseMessage before = await _client.SendAsync(_device.Signed(HttpMethod.Post, "/v1/device/payments", Payments.Good().ToJsonString()));
        Assert.Equal(HttpStatusCode.OK, before.StatusCode);
        using TestDevice replacement = new(_host);
        _host.Journal.Record(_device.Stream, new DeviceActivated(
            new DeviceEnrolment(replacement.X, replacement.Y, "sdk", "watch", "0123456789ABCDEF", "ABCDEF"), replacement.Evidence()));
        _host.Facts.Changed(_device.Stream);
        using HttpResponseMessage old = await _client.SendAsync(_device.Signed(HttpMethod.Post, "/v1/device/payments", Payments.Good().ToJsonString()));
        using HttpResponseMessage renewed = await _client.SendAsync(_device.Signed(HttpMethod.Post, "/v1/device/payments", Payments.Good().ToJsonString(), key: replacement.Key));
        Assert.Equal((HttpStatusCode.Unauthorized, HttpStatusCode.OK), (old.StatusCode, renewed.StatusCode));
    }

    public void Dispose()
    {
        _client.Dispose();
        _device.Dispose();
    }

    private static void Replace(HttpRequestMessage request, string body, bool keepDigest)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(body);
        string digest = keepDigest ? request.Content!.Headers.GetValues("Content-Digest").Single() : Composite.Host.Signatures.ContentDigest.Of(bytes);
        request.Content = new ByteArrayContent(bytes);
        request.Content.Headers.ContentType = new("application/json");
        request.Content.Headers.TryAddWithoutValidation("Content-Digest", digest);
    }

    private static void Rewrite(HttpRequestMessage request, string field, string before, string after)
    {
        string value = request.Headers.GetValues(field).Single();
        value = field == "Signature" ? value[..5] + (value[5] == 'B' ? 'C' : 'B') + value[6..] : value.Replace(before, after, StringComparison.Ordinal);
        request.Headers.Remove(field);
        request.Headers.TryAddWithoutValidation(field, value);
    }
}
