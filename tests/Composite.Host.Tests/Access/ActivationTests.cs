using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Composite.Contracts;
using Composite.Contracts.Devices;
using Composite.Domain.Components;
using Composite.Domain.Ports;
using Composite.Domain.Solutions;
using Composite.Host.Apis.Bodies;
using Composite.Host.Tests.Support;
using Moq;
using Xunit;

namespace Composite.Host.Tests.Access;

[Collection(SharedHost.Name)]
public sealed class ActivationTests : IDisposable
{
    private readonly TestHost _host;
    private readonly HttpClient _client;
    private readonly TestDevice _device;

    public ActivationTests(TestHost host)
    {
        _host = host.Anew();
        _client = host.CreateClient();
        _device = new TestDevice(host);
        _host.Verifier.Verdict = new AttestationVerdict.Appraised(_device.Evidence());
        _host.Device.Setup(d => d.ActivateAsync(It.IsAny<ActivateDevice>(), It.IsAny<CancellationToken>())).ReturnsAsync(new CommandResult { Position = 41 });
        _host.Device.Setup(d => d.GetAsync(It.IsAny<CancellationToken>())).ReturnsAsync(new DeviceView
        {
            DeviceId = _device.Id,
            MerchantId = "shop",
            SolutionId = "tap",
            Tid = "T0000001",
            AcquirerId = "bank",
            Status = "Active",
            Trust = "Affirming",
            AsOf = TestHost.Start,
        });
    }

    [Fact]
    public async Task Activate_WithItsOwnKeyAndCode_Is201AndOnlyTheCodesDigestGoesOn()
    {
        using HttpResponseMessage response = await SendAsync(Body());
        string answer = await response.Content.ReadAsStringAsync();
        Assert.True(response.StatusCode == HttpStatusCode.Created, answer);
        Assert.Equal("T0000001", JsonElement.Parse(answer).GetProperty("tid").GetString());
        Assert.Contains(41, _host.Facts.Reached);
        Assert.Equal("the.token", _host.Verifier.LastToken);
        _host.Device.Verify(d => d.ActivateAsync(
            It.Is<ActivateDevice>(a => a.CodeSha256 == Ids.Sha256("ABCDEFGHJKMNPQRS") && a.KeyX == _device.X && a.Attestation.SdkVersion == "3.2.1"), It.IsAny<CancellationToken>()), Times.Once);
    }

    [Fact]
    public async Task Activate_TokenOfARegisteredService_IsVerifiedWithThatServicesKeys()
    {
        ComponentState service = new() { Id = "watch", Kind = ComponentKind.AttestationService, Name = "Watch", Vendor = "V", AttestationKeys = [new("k1", "x", "y")] };
        _host.Facts.Facts = SolutionFacts.Empty with { Components = SolutionFacts.Empty.Components.Add("watch", service) };
        (await SendAsync(Body())).Dispose();
        AttestationKeys first = _host.Verifier.LastKeys!;
        (await SendAsync(Body())).Dispose();
        Assert.Equal("k1", Assert.Single(first.Keys).KeyId);
        Assert.Same(first, _host.Verifier.LastKeys);
    }

    [Fact]
    public async Task Activate_SignedWithAnotherKeyThanItBrings_Is401()
    {
        using TestDevice thief = new(_host);
        using HttpResponseMessage response = await _client.SendAsync(_device.Signed(HttpMethod.Post, "/v1/device/activations", Body().ToJsonString(), key: thief.Key));
        Assert.Equal("not-authenticated", (await Problem.OfAsync(response)).Code);
        _host.Device.VerifyNoOtherCalls();
    }

    [Fact]
    public async Task Activate_KeyIdOfAnotherDevice_Is400()
    {
        JsonObject body = Body();
        body["deviceId"] = Payments.Id;
        Assert.Equal(("key-id-mismatch", "deviceId"), Assert.Single((await Problem.OfAsync(await SendAsync(body))).Errors));
    }

    [Fact]
    public async Task Activate_KeyThatIsNoPoint_Is400()
    {
        JsonObject body = Body();
        body["publicKey"]!["x"] = body["publicKey"]!["y"]!.GetValue<string>();
        Assert.Equal(("invalid-key", "publicKey"), Assert.Single((await Problem.OfAsync(await SendAsync(body))).Errors));
    }

    [Fact]
    public async Task Activate_UnknownDeviceOrWrongCode_GetTheSameAnswer()
    {
        _host.Device.Setup(d => d.ActivateAsync(It.IsAny<ActivateDevice>(), It.IsAny<CancellationToken>())).ReturnsAsync(new CommandResult { NotFound = true });
        using HttpResponseMessage unknown = await SendAsync(Body());
        _host.Device.Setup(d => d.ActivateAsync(It.IsAny<ActivateDevice>(), It.IsAny<CancellationToken>())).ReturnsAsync(new CommandResult
        {
            Problems = [new("activation-refused", "activationCode", "No activation with this device id and code is open.", "Ask the provider for a new activation code.")],
        });
        using HttpResponseMessage wrong = await SendAsync(Body());
        Assert.Equal(HttpStatusCode.Forbidden, wrong.StatusCode);
        Assert.Equal(await unknown.Content.ReadAsStringAsync(), await wrong.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Activate_AttestationThatIsNotAppraised_Is422AndReachesNoGrain()
    {
        _host.Verifier.Verdict = null;
        Problem problem = await Problem.OfAsync(await SendAsync(Body()));
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "attestation-not-appraised"), (problem.Status, problem.Code));
        Assert.Equal(("attestation-bad-signature", "attestation.signature"), Assert.Single(problem.Errors));
        _host.Device.VerifyNoOtherCalls();
    }

    [Fact]
    public async Task Activate_NotAdmitted_Is422WithEveryObstacle()
    {
        _host.Device.Setup(d => d.ActivateAsync(It.IsAny<ActivateDevice>(), It.IsAny<CancellationToken>()))
            .ReturnsAsync(new CommandResult { Problems = [new("listing", "sdk", "Expired.", "Renew."), new("platform", "os", "Old.", "Update.")] });
        Assert.Equal(2, (await Problem.OfAsync(await SendAsync(Body()))).Errors.Count);
    }

    public void Dispose()
    {
        _host.Facts.Facts = SolutionFacts.Empty;
        _client.Dispose();
        _device.Dispose();
    }

    private JsonObject Body() => new()
    {
        ["deviceId"] = _device.Id,
        ["activationCode"] = "abcd-efgh-jkmn-pqrs",
        ["publicKey"] = new JsonObject { ["x"] = _device.X, ["y"] = _device.Y },
        ["sdkComponentId"] = "sdk",
        ["attestationServiceId"] = "watch",
        ["initialKeyId"] = "0123456789ABCDEF",
        ["keyCheckValue"] = "ABCDEF",
        ["attestation"] = "the.token",
    };

    private Task<HttpResponseMessage> SendAsync(JsonObject body) => _client.SendAsync(_device.Signed(HttpMethod.Post, "/v1/device/activations", body.ToJsonString()));
}
