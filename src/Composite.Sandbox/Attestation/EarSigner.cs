using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Composite.Attestation.Verifiers.Ear;
using Composite.Domain.Devices;
using Composite.Domain.Ports;

namespace Composite.Sandbox.Attestation;

/// <summary>The simulated attestation service's pen: writes results as EAR tokens, signed with its key.</summary>
/// <remarks>What <see cref="EarVerifier"/> reads back equals what was signed, the certificate's digest in lower case.</remarks>
public sealed class EarSigner : IDisposable
{
    private readonly ECDsa _key;
    private readonly string _keyId;

    /// <summary>Makes a signer with a fresh key.</summary>
    public EarSigner(string keyId)
        : this(keyId, ECDsa.Create(ECCurve.NamedCurves.nistP256))
    {
    }

    /// <summary>Makes a signer with a key on P-256, which it owns from then on.</summary>
    public EarSigner(string keyId, ECDsa key)
    {
        _keyId = keyId;
        _key = key;
        ECPoint q = key.ExportParameters(includePrivateParameters: false).Q;
        PublicKey = new AttestationKey(keyId, Base64Url.EncodeToString(q.X), Base64Url.EncodeToString(q.Y));
    }

    /// <summary>What to register with Composite for this service.</summary>
    public AttestationKey PublicKey { get; }

    /// <summary>Signs a result. Times are written to the second.</summary>
    /// <exception cref="ArgumentException">The result names another key.</exception>
    public byte[] Sign(AttestationResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        if (result.KeyId != _keyId)
            throw new ArgumentException($"The result names the key {result.KeyId}; this signer has {_keyId}.", nameof(result));

        string header = Encode(json =>
        {
            json.WriteString("alg", EarProfile.Algorithm);
            json.WriteString("kid", _keyId);
            json.WriteString("typ", EarProfile.TokenType);
        });
        string signed = header + "." + Encode(json => WriteClaims(json, result));
        byte[] signature = _key.SignData(
            Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
        return Encoding.ASCII.GetBytes(signed + "." + Base64Url.EncodeToString(signature));
    }

    public void Dispose() => _key.Dispose();

    private static string Encode(Action<Utf8JsonWriter> members)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            members(json);
            json.WriteEndObject();
        }

        return Base64Url.EncodeToString(buffer.WrittenSpan);
    }

    private static void WriteClaims(Utf8JsonWriter json, AttestationResult result)
    {
        json.WriteString("eat_profile", EarProfile.ProfileUri);
        json.WriteNumber("iat", result.IssuedAt.ToUnixTimeSeconds());
        if (result.ExpiresAt is { } expiresAt)
            json.WriteNumber("exp", expiresAt.ToUnixTimeSeconds());
        json.WriteString("eat_nonce", result.Nonce);
        json.WriteStartObject("ear_verifier_id");
        json.WriteString("developer", result.VerifierId);
        json.WriteString("build", result.VerifierBuild);
        json.WriteEndObject();
        json.WriteStartObject("submods");
        json.WriteStartObject(EarProfile.Submodule);
        json.WriteString("ear_status", NameOf(result.Status));
        json.WriteStartArray("ear_appraisal_policy_ids");
        json.WriteStringValue(result.PolicyId);
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
        WriteDevice(json, result);
    }

    private static void WriteDevice(Utf8JsonWriter json, AttestationResult result)
    {
        json.WriteStartObject(EarProfile.DeviceClaim);
        json.WriteString("deviceId", result.DeviceId);
        json.WriteStartObject("platform");
        json.WriteString("os", result.Platform.Os);
        json.WriteString("osVersion", result.Platform.OsVersion);
        json.WriteString("patchLevel", result.Platform.PatchLevel.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        json.WriteString("model", result.Platform.Model);
        json.WriteEndObject();
        json.WriteString("sdkVersion", result.SdkVersion);
        json.WriteStartObject("application");
        json.WriteString("packageName", result.Application.PackageName);
        json.WriteString("certificateSha256", result.Application.CertificateSha256);
        json.WriteString("version", result.Application.Version);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static string NameOf(AttestationStatus status) => status switch
    {
        AttestationStatus.Affirming => "affirming",
        AttestationStatus.Warning => "warning",
        AttestationStatus.Contraindicated => "contraindicated",
        _ => "none",
    };
}
