using System.Net;
using System.Net.Http.Json;
using System.Text;
using Composite.Attestation.Verifiers.Ear;
using Composite.Domain.Devices;
using Composite.Domain.Ports;
using Composite.Sandbox.Attestation;
using Microsoft.Extensions.Time.Testing;

namespace Composite.Sandbox.Tests.Attestation;

public sealed class AttestationSimulatorTests : IAsyncLifetime, IDisposable
{
    private static readonly DateTimeOffset Now = new(2026, 7, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly AppraisalRequest Request = new(
        "01890a5d-ac96-774b-bcce-b302099a8057", "01890a5d-ac96-774b-bcce-b302099a8057:startup",
        new DevicePlatform("android", "15", new DateOnly(2026, 6, 5), "Sample Phone 1"), "3.2.1", new ApplicationIdentity("com.example.pos", new string('a', 64), "1.4.0"));

    private readonly AttestationSimulator _simulator = new(new EarSigner("key-1"), new FakeTimeProvider(Now));
    private readonly HttpClient _http = new();

    public async Task InitializeAsync()
    {
        await _simulator.StartAsync(CancellationToken.None);
        _http.BaseAddress = _simulator.Address;
    }

    public async Task DisposeAsync() => await _simulator.DisposeAsync();

    public void Dispose() => _http.Dispose();

    [Theory]
    [InlineData(AttestationMode.Affirming, AttestationStatus.Affirming)]
    [InlineData(AttestationMode.Warning, AttestationStatus.Warning)]
    [InlineData(AttestationMode.Contraindicated, AttestationStatus.Contraindicated)]
    public async Task Appraisal_InAMode_SaysSoOfTheDevice(AttestationMode mode, AttestationStatus expected)
    {
        using IDisposable behaviour = _simulator.Behave(new AttestationBehaviour(mode, TimeSpan.FromMinutes(6)));

        AttestationResult result = await AppraiseAsync();

        Assert.Equal(expected, result.Status);
        Assert.Equal(Now - TimeSpan.FromMinutes(6), result.IssuedAt);
        Assert.Equal((Request.DeviceId, Request.Nonce, Request.SdkVersion), (result.DeviceId, result.Nonce, result.SdkVersion));
        Assert.Equal((Request.Platform, Request.Application), (result.Platform, result.Application));
    }

    [Fact]
    public async Task Appraisal_Refusing_Answers503UntilTheBehaviourEnds()
    {
        using (_simulator.Behave(new AttestationBehaviour(AttestationMode.Refusing)))
        {
            using HttpResponseMessage refused = await _http.PostAsJsonAsync("/appraisals", Request);
            Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
        }

        Assert.Equal(AttestationStatus.Affirming, (await AppraiseAsync()).Status);
    }

    [Fact]
    public async Task Appraisal_Silent_NeverAnswers()
    {
        using IDisposable behaviour = _simulator.Behave(new AttestationBehaviour(AttestationMode.Silent));
        using CancellationTokenSource patience = new(TimeSpan.FromMilliseconds(200));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _http.PostAsJsonAsync("/appraisals", Request, patience.Token));
    }

    private async Task<AttestationResult> AppraiseAsync()
    {
        using HttpResponseMessage response = await _http.PostAsJsonAsync("/appraisals", Request);
        AppraisalReply reply = (await response.Content.ReadFromJsonAsync<AppraisalReply>())!;
        AttestationVerdict verdict = new EarVerifier().Verify(Encoding.ASCII.GetBytes(reply.Token), AttestationKeys.Of([_simulator.PublicKey]));
        return Assert.IsType<AttestationVerdict.Appraised>(verdict).Result;
    }
}
