using System.Net;
using System.Security.Cryptography;
using Composite.Attestation.Keys;
using Composite.Host.Signatures;
using Composite.Sandbox.Devices;
using Composite.Sandbox.Tests.Clocks;

namespace Composite.Sandbox.Tests.Devices;

public sealed class SignedChannelTests : IDisposable
{
    private const string DeviceId = "01890a5d-ac96-774b-bcce-b302099a8057";
    private const string Path = "/v1/device/payments";
    private const string Approved = """{"paymentId":"p","outcome":"approved","amountMinor":1,"failures":[]}""";
    private static readonly byte[] Body = "{\"amountMinor\":1}"u8.ToArray();

    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly ImpatientTime _time = new();

    public void Dispose() => _key.Dispose();

    [Fact]
    public async Task SendAsync_AnyRequest_CarriesASignatureThatFits()
    {
        (DeviceReply reply, StubServer server) = await SendAsync((_, _) => StubServer.Json(HttpStatusCode.OK, Approved));

        Assert.Equal("approved", reply.Outcome);
        Assert.True(Verifies(server.Requests[0].Request));
    }

    [Fact]
    public async Task SendOnceAsync_SpoiledSignature_IsWellFormedAndDoesNotFit()
    {
        StubServer server = new((_, _) => StubServer.Json(HttpStatusCode.Unauthorized, """{"type":"urn:composite:problem:not-authenticated","title":"t","status":401}"""));
        using SignedChannel channel = new(server.Client, _key, DeviceId, _time);

        DeviceReply reply = await channel.SendOnceAsync(HttpMethod.Post, Path, Body, spoilSignature: true, CancellationToken.None);

        Assert.Equal("401 not-authenticated", reply.Outcome);
        Assert.False(Verifies(server.Requests[0].Request));
    }

    [Fact]
    public async Task SendAsync_UnavailableThenBrokenThenAnswered_RepeatsTheSameBodyWithFreshNonces()
    {
        (DeviceReply reply, StubServer server) = await SendAsync((attempt, _) => attempt switch
        {
            1 => StubServer.Json(HttpStatusCode.ServiceUnavailable, """{"type":"urn:composite:problem:outcome-unknown","title":"t","status":503}"""),
            2 => throw new HttpRequestException("refused"),
            _ => StubServer.Json(HttpStatusCode.OK, Approved),
        });

        Assert.Equal("approved", reply.Outcome);
        Assert.Equal(3, server.Requests.Count);
        Assert.All(server.Requests, request => Assert.Equal(Body, request.Body));
        Assert.Equal(3, server.Requests.Select(request => request.Request.Headers.GetValues(SignatureProfile.SignatureInputField).Single()).Distinct().Count());
    }

    [Fact]
    public async Task SendAsync_AlwaysUnavailable_GivesUpAtTheBound()
    {
        (DeviceReply reply, StubServer server) = await SendAsync((_, _) => StubServer.Json(HttpStatusCode.ServiceUnavailable, string.Empty));

        Assert.Equal("503", reply.Outcome);
        Assert.Equal(SignedChannel.MaxAttempts, server.Requests.Count);
        Assert.All(_time.Waits, wait => Assert.InRange(wait, TimeSpan.FromMilliseconds(50), TimeSpan.FromSeconds(1)));
    }

    [Fact]
    public async Task SendAsync_NeverReached_ThrowsAtTheBound()
    {
        int attempts = 0;

        await Assert.ThrowsAsync<HttpRequestException>(() => SendAsync((attempt, _) =>
        {
            attempts = attempt;
            throw new HttpRequestException("refused");
        }));

        Assert.Equal(SignedChannel.MaxAttempts, attempts);
    }

    private async Task<(DeviceReply Reply, StubServer Server)> SendAsync(Func<int, string, HttpResponseMessage> answer)
    {
        StubServer server = new(answer);
        using SignedChannel channel = new(server.Client, ECDsa.Create(_key.ExportParameters(includePrivateParameters: true)), DeviceId, _time);
        return (await channel.SendAsync(HttpMethod.Post, Path, Body, CancellationToken.None), server);
    }

    private bool Verifies(HttpRequestMessage request)
    {
        string Field(string name) => request.Headers.GetValues(name).Single();
        if (!RequestSignature.TryParse(Field(SignatureProfile.SignatureInputField), Field(SignatureProfile.SignatureField), out ParsedSignature? parsed, out _))
            return false;
        SignedMessage message = new("POST", "composite.test:7443", Path, Field(SignatureProfile.ContentDigestField), Body);
        return parsed.KeyId == DeviceId && RequestVerifier.TryVerify(parsed, message, P256PublicKey.Of(_key), out _);
    }
}
