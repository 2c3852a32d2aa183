using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Composite.Domain.Ports;

namespace Composite.Attestation.Tests.Verifiers.Ear;

/// <summary>An attestation service of the tests' own: makes good tokens, and any bad one that a test asks for.</summary>
internal sealed class Token : IDisposable
{
    public const string KeyId = "am-2026-1";
    public const string PaymentId = "0199a0b2-7c00-7000-8000-0123456789ab";
    public const string CertificateSha256 = "4bf5122f344554c53bde2ebb8cd2b7e3d1600ad631c385a5d7cce23c7785459a";

    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    public Token()
    {
        ECPoint q = _key.ExportParameters(false).Q;
        Key = new AttestationKey(KeyId, Base64Url.EncodeToString(q.X), Base64Url.EncodeToString(q.Y));
        Keys = AttestationKeys.Of(Key);
    }

    public AttestationKey Key { get; }

    public AttestationKeys Keys { get; }

    public static JsonObject Header() => new() { ["alg"] = "ES256", ["kid"] = KeyId, ["typ"] = "eat+jwt" };

    public static JsonObject Claims() => JsonNode.Parse($$"""
        {
          "eat_profile": "tag:ietf.org,2026:rats/ear#04",
          "iat": 1767225600,
          "ear_verifier_id": { "developer": "https://am.example", "build": "am 4.2.0" },
          "eat_nonce": "{{PaymentId}}:card",
          "submods": {
            "cots": {
              "ear_status": "affirming",
              "ear_trustworthiness_vector": { "instance-identity": 2, "executables": 3, "hardware": 2 },
              "ear_appraisal_policy_ids": [ "https://am.example/policy/mpoc/7" ]
            }
          },
          "composite.device": {
            "deviceId": "device-1",
            "platform": { "os": "android", "osVersion": "15", "patchLevel": "2025-12-05", "model": "Pixel 9" },
            "sdkVersion": "3.4.1",
            "application": { "packageName": "com.example.pos", "certificateSha256": "{{CertificateSha256}}", "version": "8.0.2" }
          }
        }
        """)!.AsObject();

    /// <summary>A good token, after the claims were changed.</summary>
    public byte[] With(Action<JsonObject> change)
    {
        JsonObject claims = Claims();
        change(claims);
        return Sign(Header().ToJsonString(), claims.ToJsonString());
    }

    /// <summary>A good token, after the header was changed.</summary>
    public byte[] WithHeader(Action<JsonObject> change)
    {
        JsonObject header = Header();
        change(header);
        return Sign(header.ToJsonString(), Claims().ToJsonString());
    }

    public byte[] Good() => With(_ => { });

    public byte[] Sign(string header, string claims) => Sign(Encoding.UTF8.GetBytes(header), Encoding.UTF8.GetBytes(claims));

    public byte[] Sign(byte[] header, byte[] claims)
    {
        string signed = Base64Url.EncodeToString(header) + "." + Base64Url.EncodeToString(claims);
        byte[] signature = _key.SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256);
        return Encoding.ASCII.GetBytes(signed + "." + Base64Url.EncodeToString(signature));
    }

    public void Dispose() => _key.Dispose();
}
