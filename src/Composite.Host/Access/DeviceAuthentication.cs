using System.Security.Cryptography;
using System.Text.Encodings.Web;
using Composite.Attestation.Keys;
using Composite.Contracts;
using Composite.Contracts.Devices;
using Composite.Domain.Devices;
using Composite.Domain.Ports;
using Composite.Host.Apis.Bodies;
using Composite.Host.Apis.Device;
using Composite.Host.Apis.Problems;
using Composite.Host.Signatures;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;

namespace Composite.Host.Access;

/// <summary>A device, by its request's signature (RFC 9421). Cheap checks come first: form, clock, size; then the key.</summary>
internal abstract class SignatureAuthentication(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory loggers, UrlEncoder encoder, IFacts facts, TimeProvider time)
    : ProblemAuthentication(options, loggers, encoder)
{
    protected override string Challenge => "Signature realm=\"composite\"";

    protected override string Invitation => "Sign the request with the device's key, as docs/api.md describes.";

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (!Request.Headers.ContainsKey(SignatureProfile.SignatureInputField)) return AuthenticateResult.NoResult();
        (SignatureFields? fields, ProblemInfo? error) = SignatureFields.Of(Request.Headers);
        if (fields is null) return Refuse(ApiProblem.InvalidSignature(error!));
        if (!Ids.IsUuid7(fields.Parsed.KeyId)) return Refuse(ApiProblem.InvalidSignature(new("signature-key-id", "keyid", "It is not a device's id.", "Give the device's id, a UUIDv7 in lower case.")));
        if (!IsTimely(fields.Parsed.Created)) return Refuse(ApiProblem.InvalidSignature(new("signature-clock", "created", "It lies too far from this server's time.", "Set the device's clock by the response's Date header, and sign again.")));

        (ReadOnlyMemory<byte> body, ApiProblem? problem) = await BodyReader.ReadAsync(Context);
        if (problem is not null) return Refuse(problem);
        (P256PublicKey? key, DeviceEnrolment? enrolment, problem) = await FindKeyAsync(fields.Parsed.KeyId, body);
        if (problem is not null) return Refuse(problem);

        // An unknown device costs the same verification and gets the same words as a wrong signature: neither tells who is enrolled.
        if (!Verifies(fields, key ?? Decoy.Key, body) || key is null)
            return Refuse(ApiProblem.Unauthenticated("The signature does not fit the request and the key of an enrolled device."));
        Context.Features.Set(new SignedRequest(
            fields.Parsed.KeyId, new RequestProof(fields.Parsed.Nonce, fields.Parsed.Created), body, Convert.ToHexStringLower(SHA256.HashData(body.Span)), enrolment));
        return Accept(fields.Parsed.KeyId);
    }

    /// <summary>The key that must have signed, null when there is none, or what is wrong with the body that should hold it.</summary>
    protected abstract ValueTask<(P256PublicKey? Key, DeviceEnrolment? Enrolment, ApiProblem? Problem)> FindKeyAsync(string deviceId, ReadOnlyMemory<byte> body);

    private bool IsTimely(DateTimeOffset created)
    {
        DateTimeOffset now = time.GetUtcNow();
        return (now - created).Duration() <= facts.Read().Facts.Policies.At(now).Values.ClockSkew;
    }

    private bool Verifies(SignatureFields fields, P256PublicKey key, ReadOnlyMemory<byte> body)
    {
        string target = Context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        var message = new SignedMessage(Request.Method, Request.Host.Value, target, fields.ContentDigest, body.Span);
        return RequestVerifier.TryVerify(fields.Parsed, message, key, out _);
    }

    private static class Decoy
    {
        public static readonly P256PublicKey Key = Make();

        private static P256PublicKey Make()
        {
            using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
            return P256PublicKey.Of(key);
        }
    }
}

/// <summary>An enrolled device: it signs with the key that it enrolled.</summary>
internal sealed class DeviceAuthentication(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory loggers, UrlEncoder encoder, IFacts facts, TimeProvider time, DeviceKeys devices)
    : SignatureAuthentication(options, loggers, encoder, facts, time)
{
    protected override async ValueTask<(P256PublicKey? Key, DeviceEnrolment? Enrolment, ApiProblem? Problem)> FindKeyAsync(string deviceId, ReadOnlyMemory<byte> body) =>
        await devices.FindAsync(deviceId, Context.RequestAborted) is { } device ? (device.Key, device.Enrolment, null) : default;
}

/// <summary>A device that enrols: it signs with the very key that it brings, and so proves to hold it.</summary>
internal sealed class EnrolmentAuthentication(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory loggers, UrlEncoder encoder, IFacts facts, TimeProvider time)
    : SignatureAuthentication(options, loggers, encoder, facts, time)
{
    protected override ValueTask<(P256PublicKey? Key, DeviceEnrolment? Enrolment, ApiProblem? Problem)> FindKeyAsync(string deviceId, ReadOnlyMemory<byte> body)
    {
        if (!Request.HasJsonContentType()) return new((null, null, ApiProblem.UnsupportedMediaType()));
        (ActivationBody? activation, ApiProblem? problem) = StrictJson.Read<ActivationBody>(body.Span);
        if (activation is null) return new((null, null, problem));
        if (activation.DeviceId != deviceId)
            return new((null, null, ApiProblem.InvalidRequest([new("key-id-mismatch", "deviceId", "It is not the signature's keyid.", "Sign with the device's own id as keyid.")])));
        return P256PublicKey.TryImport(activation.PublicKey.X, activation.PublicKey.Y, out P256PublicKey? key, out string? reason)
            ? new((key, null, null))
            : new((null, null, ApiProblem.InvalidRequest([new("invalid-key", "publicKey", reason, "Give the coordinates of a P-256 point, 32 bytes each in base64url.")])));
    }
}
