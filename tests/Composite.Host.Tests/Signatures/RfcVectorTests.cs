using System.Security.Cryptography;
using System.Text;
using Composite.Attestation.Keys;
using Composite.Host.Signatures;
using Xunit;

namespace Composite.Host.Tests.Signatures;

/// <summary>The examples of RFC 9421 and RFC 9530 that use our algorithms.</summary>
public sealed class RfcVectorTests
{
    // RFC 9421, B.1.3: test-key-ecc-p256.
    private const string TestKey = """
        -----BEGIN PUBLIC KEY-----
        MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEqIVYZVLCrPZHGHjP17CTW0/+D9Lf
        w0EkjqF7xB4FivAxzic30tMM4GF+hR6Dxh71Z50VGGdldkkDXZCnTNnoXQ==
        -----END PUBLIC KEY-----
        """;

    // RFC 9421, B.3: the client's certificate as the proxy passes it on.
    private const string ClientCert =
        ":MIIBqDCCAU6gAwIBAgIBBzAKBggqhkjOPQQDAjA6MRswGQYDVQQKDBJMZXQncyBBdXRoZW50aWNhdGUxGzAZBgNVBAMMEkxBIEludGVybWVkaWF0ZSBD" +
        "QTAeFw0yMDAxMTQyMjU1MzNaFw0yMTAxMjMyMjU1MzNaMA0xCzAJBgNVBAMMAkJDMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE8YnXXfaUgmnMtOXU" +
        "/IncWalRhebrXmckC8vdgJ1p5Be5F/3YC8OthxM4+k1M6aEAEFcGzkJiNy6J84y7uzo9M6NyMHAwCQYDVR0TBAIwADAfBgNVHSMEGDAWgBRm3WjLa38l" +
        "bEYCuiCPct0ZaSED2DAOBgNVHQ8BAf8EBAMCBsAwEwYDVR0lBAwwCgYIKwYBBQUHAwIwHQYDVR0RAQH/BBMwEYEPYmRjQGV4YW1wbGUuY29tMAoGCCqG" +
        "SM49BAMCA0gAMEUCIBHda/r1vaL6G3VliL4/Di6YK0Q6bMjeSkC3dFCOOB8TAiEAx/kHSB4urmiZ0NX5r5XarmPk0wmuydBVoU4hBVZ1yhk=:";

    [Fact]
    public void Verify_ResponseOfAppendixB24_Holds()
    {
        var writer = new SignatureBaseWriter(new byte[SignatureBase.MaxLength]);
        writer.Component("@status", "200");
        writer.Component("content-type", "application/json");
        writer.Component("content-digest", "sha-512=:mEWXIS7MaLRuGgxOBdODa3xqM1XdEvxoYhvlCFJ41QJgJc4GTsPp29l5oGX69wWdXymyU0rjJuahq4l5aGgfLQ==:");
        writer.Component("content-length", "23");
        writer.Parameters("""("@status" "content-type" "content-digest" "content-length");created=1618884473;keyid="test-key-ecc-p256" """.TrimEnd());

        Holds(writer, "wNmSUAhwb5LxtOtOpNa6W5xj067m5hFrj0XQ4fvpaCLx0NKocgPquLgyahnzDnDAUy5eCdlYUEkLIj+32oiasw==");
    }

    [Fact]
    public void Verify_RequestOfAppendixB3_HoldsForPathQueryMethodAndAuthority()
    {
        // The request's own parts go through the code that takes them from a request.
        var message = new SignedMessage("POST", "Service.Internal.Example:443", "/foo?param=Value&Pet=dog", "", default);
        var writer = new SignatureBaseWriter(new byte[SignatureBase.MaxLength]);
        writer.Component("@path", message.Path);
        writer.Component("@query", message.Query);
        writer.Component("@method", message.Method);
        writer.ComponentInLowerCase("@authority", message.Authority);
        writer.Component("client-cert", ClientCert);
        writer.Parameters("""("@path" "@query" "@method" "@authority" "client-cert");created=1618884473;keyid="test-key-ecc-p256" """.TrimEnd());

        Holds(writer, "xVMHVpawaAC/0SbHrKRs9i8I3eOs5RtTMGCWXm/9nvZzoHsIg6Mce9315T6xoklyy0yzhD9ah4JHRwMLOgmizw==");
    }

    [Theory]
    // RFC 9530's examples: {"hello": "world"} with its line feed.
    [InlineData("{\"hello\": \"world\"}\n", "sha-256=:RK/0qy18MlBSVnWgjwz6lZEWjP/lF5HF9bvEF8FabDg=:")]
    // The same without a line feed: the body of RFC 9421's test-request, B.2.
    [InlineData("{\"hello\": \"world\"}", "sha-256=:X48E9qOokqqrvdts8nOJRJN3OWDUoyWxBf7kbu9DBPE=:")]
    // FIPS 180-4: SHA-256 of nothing.
    [InlineData("", "sha-256=:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=:")]
    public void ContentDigest_KnownBody_IsTheKnownDigest(string body, string expected)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(body);

        Assert.Equal(expected, ContentDigest.Of(bytes));
        Assert.Null(ContentDigest.Check(expected, bytes));
    }

    private static void Holds(SignatureBaseWriter writer, string signature)
    {
        using var ecdsa = ECDsa.Create();
        ecdsa.ImportFromPem(TestKey);
        P256PublicKey key = P256PublicKey.Of(ecdsa);
        byte[] written = writer.ToArray();

        Assert.True(key.Verify(written, Convert.FromBase64String(signature)));
        written[0] ^= 1;
        Assert.False(key.Verify(written, Convert.FromBase64String(signature)));
    }
}
