using Composite.Domain.Devices;

namespace Composite.Sandbox.Attestation;

/// <summary>What a device asks its A&amp;M service: to appraise it for a purpose.</summary>
/// <param name="DeviceId">The device.</param>
/// <param name="Nonce">The purpose; see <see cref="AttestationNonce"/>.</param>
/// <param name="Platform">What runs on it.</param>
/// <param name="SdkVersion">The MPoC software's version.</param>
/// <param name="Application">The merchant's app.</param>
public sealed record AppraisalRequest(string DeviceId, string Nonce, DevicePlatform Platform, string SdkVersion, ApplicationIdentity Application);

/// <summary>The service's signed result.</summary>
/// <param name="Token">A compact JWS.</param>
public sealed record AppraisalReply(string Token);
