using System.Buffers.Text;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using Composite.Domain.Devices;
using Composite.Host.Signatures;

namespace Composite.Host.Tests.Support;

/// <summary>A device with its key, that signs what it sends.</summary>
internal sealed class TestDevice : IDisposable
{
    private readonly TestHost _host;

    public TestDevice(TestHost host)
    {
        _host = host;
        Id = Guid.CreateVersion7(TestHost.Start).ToString();
        ECParameters parameters = Key.ExportParameters(includePrivateParameters: false);
        (X, Y) = (Base64Url.EncodeToString(parameters.Q.X), Base64Url.EncodeToString(parameters.Q.Y));
    }

    public string Id { get; }

    public ECDsa Key { get; } = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    public string X { get; }

    public string Y { get; }

    public string Stream => $"device/{Id}";

    /// <summary>Puts the device into the journal as enrolled.</summary>
    public TestDevice Enrolled()
    {
        _host.Journal.Record(Stream, new DeviceCreated(Id, "shop", "tap", "T0000001", "bank"));
        _host.Journal.Record(Stream, new DeviceActivated(new DeviceEnrolment(X, Y, "sdk", "watch", "0123456789ABCDEF", "ABCDEF"), Evidence()));
        _host.Facts.Changed(Stream);
        return this;
    }

    /// <summary>A request as the device signs it now.</summary>
    public HttpRequestMessage Signed(HttpMethod method, string pathAndQuery, string body = "", ECDsa? key = null, DateTimeOffset? created = null, string? keyId = null)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(body);
        SignedFields fields = RequestSigner.Sign(
            key ?? Key, method.Method, "localhost", pathAndQuery, bytes, created ?? _host.Time.GetUtcNow(), RequestSigner.NewNonce(), keyId ?? Id);
        HttpRequestMessage request = new(method, pathAndQuery) { Content = new ByteArrayContent(bytes) };
        if (body.Length > 0) request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Content.Headers.TryAddWithoutValidation("Content-Digest", fields.ContentDigest);
        request.Headers.TryAddWithoutValidation("Signature-Input", fields.SignatureInput);
        request.Headers.TryAddWithoutValidation("Signature", fields.Signature);
        return request;
    }

    public void Dispose() => Key.Dispose();

    public AttestationResult Evidence() => new()
    {
        VerifierId = "watch",
        VerifierBuild = "1",
        KeyId = "k1",
        IssuedAt = TestHost.Start,
        Status = AttestationStatus.Affirming,
        Nonce = AttestationNonce.StartUp(Id),
        PolicyId = "p",
        DeviceId = Id,
        Platform = new("android", "15", new(2026, 2, 1), "Pixel"),
        SdkVersion = "3.2.1",
        Application = new("com.example.pos", new string('a', 64), "1.0"),
    };
}
