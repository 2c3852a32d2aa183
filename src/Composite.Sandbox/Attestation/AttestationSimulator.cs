using System.Net;
using System.Text;
using Composite.Domain.Devices;
using Composite.Domain.Ports;
using Composite.Sandbox.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Composite.Sandbox.Attestation;

/// <summary>An A&amp;M service as a party of its own: its own HTTP server on the loopback address, its own signing key, and a behaviour that can be scripted.</summary>
/// <remarks>It believes what a device says of itself: how a real service finds out is not what the sandbox is about.</remarks>
public sealed class AttestationSimulator : IAsyncDisposable
{
    private const string VerifierId = "sandbox-attestation";
    private const string VerifierBuild = "1.0";
    private const string PolicyId = "sandbox-policy-1";

    private readonly EarSigner _signer;
    private readonly TimeProvider _time;
    private readonly Lock _signing = new();
    private readonly WebApplication _server;
    private volatile AttestationBehaviour _behaviour = AttestationBehaviour.Normal;

    /// <param name="signer">Owned from here on.</param>
    /// <param name="time">The service's clock.</param>
    public AttestationSimulator(EarSigner signer, TimeProvider time)
    {
        _signer = signer;
        _time = time;
        _server = LoopbackServer.Create(port: 0);
        _server.MapPost("/appraisals", AppraiseAsync);
    }

    /// <summary>Where devices ask; known once started.</summary>
    public Uri Address => new(_server.Urls.First());

    /// <summary>What to register with Composite.</summary>
    public AttestationKey PublicKey => _signer.PublicKey;

    public Task StartAsync(CancellationToken cancellationToken) => _server.StartAsync(cancellationToken);

    /// <summary>Behaves so until the answer is disposed of; then normally again.</summary>
    public IDisposable Behave(AttestationBehaviour behaviour)
    {
        _behaviour = behaviour;
        return new Ending(() => _behaviour = AttestationBehaviour.Normal);
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _signer.Dispose();
    }

    private async Task<IResult> AppraiseAsync(AppraisalRequest request, CancellationToken cancellationToken)
    {
        AttestationBehaviour behaviour = _behaviour;
        switch (behaviour.Mode)
        {
            case AttestationMode.Refusing:
                return TypedResults.StatusCode((int)HttpStatusCode.ServiceUnavailable);
            case AttestationMode.Silent:
                await Task.Delay(Timeout.InfiniteTimeSpan, _time, cancellationToken);
                break;
        }

        AttestationResult result = Appraise(request, behaviour);
        lock (_signing)
            return TypedResults.Ok(new AppraisalReply(Encoding.ASCII.GetString(_signer.Sign(result))));
    }

    private AttestationResult Appraise(AppraisalRequest request, AttestationBehaviour behaviour) => new()
    {
        VerifierId = VerifierId,
        VerifierBuild = VerifierBuild,
        KeyId = _signer.PublicKey.KeyId,
        IssuedAt = _time.GetUtcNow() - behaviour.IssuedAgo,
        Status = behaviour.Mode switch
        {
            AttestationMode.Contraindicated => AttestationStatus.Contraindicated,
            AttestationMode.Warning => AttestationStatus.Warning,
            _ => AttestationStatus.Affirming,
        },
        Nonce = request.Nonce,
        PolicyId = PolicyId,
        DeviceId = request.DeviceId,
        Platform = request.Platform,
        SdkVersion = request.SdkVersion,
        Application = request.Application,
    };

    private sealed class Ending(Action end) : IDisposable
    {
        public void Dispose() => end();
    }
}
