using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Composite.Attestation.Verifiers.Ear;
using Composite.Domain.Devices;
using Composite.Domain.Ports;
using Xunit;

namespace Composite.Attestation.Tests.Verifiers.Ear;

public sealed class EarVerifierTests : IDisposable
{
    private readonly Token _token = new();
    private readonly EarVerifier _verifier = new();

    public void Dispose() => _token.Dispose();

    [Fact]
    public void Verify_GoodToken_ReadsEveryClaim()
    {
        var expected = new AttestationResult
        {
            VerifierId = "https://am.example",
            VerifierBuild = "am 4.2.0",
            KeyId = Token.KeyId,
            IssuedAt = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero),
            Status = AttestationStatus.Affirming,
            Nonce = AttestationNonce.Card(Token.PaymentId),
            PolicyId = "https://am.example/policy/mpoc/7",
            DeviceId = "device-1",
            Platform = new DevicePlatform("android", "15", new DateOnly(2025, 12, 5), "Pixel 9"),
            SdkVersion = "3.4.1",
            Application = new ApplicationIdentity("com.example.pos", Token.CertificateSha256, "8.0.2"),
        };

        Assert.Equal(new AttestationVerdict.Appraised(expected), _verifier.Verify(_token.Good(), _token.Keys));
    }

    [Theory]
    [InlineData("affirming", AttestationStatus.Affirming)]
    [InlineData("warning", AttestationStatus.Warning)]
    [InlineData("contraindicated", AttestationStatus.Contraindicated)]
    [InlineData("none", AttestationStatus.None)]
    public void Verify_EachTier_IsReadAsItself(string status, AttestationStatus expected)
    {
        byte[] token = _token.With(claims => claims["submods"]!["cots"]!["ear_status"] = status);

        var appraised = Assert.IsType<AttestationVerdict.Appraised>(_verifier.Verify(token, _token.Keys));
        Assert.Equal(expected, appraised.Result.Status);
    }

    [Fact]
    public void Verify_ExpiryGiven_IsReadAndNotJudged()
    {
        byte[] token = _token.With(claims => claims["exp"] = 1767225601);

        var appraised = Assert.IsType<AttestationVerdict.Appraised>(_verifier.Verify(token, _token.Keys));
        Assert.Equal(appraised.Result.IssuedAt.AddSeconds(1), appraised.Result.ExpiresAt);
    }

    [Fact]
    public void Verify_UnknownClaims_AreIgnored()
    {
        byte[] token = _token.With(claims =>
        {
            claims["jti"] = "x";
            claims["com.example.extra"] = Token.Claims();
            claims["submods"]!["cots"]!["ear_verifier_claims"] = Token.Header();
        });

        Assert.IsType<AttestationVerdict.Appraised>(_verifier.Verify(token, _token.Keys));
    }

    [Fact]
    public void Verify_CertificateDigestInUpperCase_IsReadInLowerCase()
    {
        byte[] token = _token.With(claims =>
            claims["composite.device"]!["application"]!["certificateSha256"] = Token.CertificateSha256.ToUpperInvariant());

        var appraised = Assert.IsType<AttestationVerdict.Appraised>(_verifier.Verify(token, _token.Keys));
        Assert.Equal(Token.CertificateSha256, appraised.Result.Application.CertificateSha256);
    }

    [Fact]
    public void Verify_AlgorithmNone_IsRefused()
    {
        string header = """{"alg":"none","kid":"am-2026-1","typ":"eat+jwt"}""";
        string unsigned = Base64Url.EncodeToString(Encoding.UTF8.GetBytes(header)) + "."
            + Base64Url.EncodeToString(Encoding.UTF8.GetBytes(Token.Claims().ToJsonString())) + ".";

        Refused(AttestationDefect.WrongAlgorithm, "alg", Encoding.ASCII.GetBytes(unsigned));
    }

    [Fact]
    public void Verify_PublicKeyUsedAsHmacSecret_IsRefused()
    {
        string header = """{"alg":"HS256","kid":"am-2026-1","typ":"eat+jwt"}""";
        string signed = Base64Url.EncodeToString(Encoding.UTF8.GetBytes(header)) + "."
            + Base64Url.EncodeToString(Encoding.UTF8.GetBytes(Token.Claims().ToJsonString()));
        byte[] mac = HMACSHA256.HashData(Encoding.UTF8.GetBytes(_token.Key.X + _token.Key.Y), Encoding.ASCII.GetBytes(signed));

        Refused(AttestationDefect.WrongAlgorithm, "alg", Encoding.ASCII.GetBytes(signed + "." + Base64Url.EncodeToString(mac)));
    }

    [Theory]
    [InlineData("alg", "ES384", AttestationDefect.WrongAlgorithm)]
    [InlineData("alg", "es256", AttestationDefect.WrongAlgorithm)]
    [InlineData("alg", null, AttestationDefect.WrongAlgorithm)]
    [InlineData("typ", "JWT", AttestationDefect.WrongType)]
    [InlineData("typ", null, AttestationDefect.WrongType)]
    [InlineData("kid", "another", AttestationDefect.UnknownKey)]
    [InlineData("kid", null, AttestationDefect.UnknownKey)]
    [InlineData("crit", "exp", AttestationDefect.MalformedHeader)]
    public void Verify_HeaderNotOfTheProfile_IsRefused(string member, string? value, AttestationDefect expected) =>
        Refused(expected, member, _token.WithHeader(header =>
        {
            header.Remove(member);
            if (value is not null)
                header[member] = value;
        }));

    [Fact]
    public void Verify_KeyBroughtByTheHeader_IsNotUsed()
    {
        using var stranger = new Token();
        byte[] token = stranger.WithHeader(header => header["jwk"] =
            new System.Text.Json.Nodes.JsonObject { ["kty"] = "EC", ["crv"] = "P-256", ["x"] = stranger.Key.X, ["y"] = stranger.Key.Y });

        Refused(AttestationDefect.BadSignature, "signature", token);
    }

    [Fact]
    public void Verify_RegisteredKeyNotOnTheCurve_SaysThatTheRegistrationIsWrong()
    {
        AttestationKey broken = _token.Key with { Y = _token.Key.X };

        Assert.NotNull(_verifier.Inspect(broken));
        Assert.Null(_verifier.Inspect(_token.Key));
        var refused = Assert.IsType<AttestationVerdict.NotAppraised>(_verifier.Verify(_token.Good(), AttestationKeys.Of(broken)));
        Assert.Equal(AttestationDefect.UnusableKey, refused.Defect);
    }

    [Fact]
    public void Verify_SecondOfTwoKeys_IsFoundByItsId()
    {
        using var other = new Token();
        AttestationKeys keys = AttestationKeys.Of(other.Key with { KeyId = "am-2025-9" }, _token.Key);

        Assert.IsType<AttestationVerdict.Appraised>(_verifier.Verify(_token.Good(), keys));
    }

    [Fact]
    public void Verify_AtTheSizeBound_IsReadAndOneByteMoreIsRefused()
    {
        int fill = (EarProfile.MaxTokenLength - _token.Good().Length) * 3 / 4;
        byte[] atBound = [];
        // Base64url grows in steps; approach the bound from above.
        for (int i = fill; atBound.Length is 0 or > EarProfile.MaxTokenLength; i--)
            atBound = _token.With(claims => claims["pad"] = new string('x', i));

        Assert.InRange(atBound.Length, EarProfile.MaxTokenLength - 1, EarProfile.MaxTokenLength);
        Assert.IsType<AttestationVerdict.Appraised>(_verifier.Verify(atBound, _token.Keys));
        Refused(AttestationDefect.TooLarge, "token", new byte[EarProfile.MaxTokenLength + 1]);
    }

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("..")]
    [InlineData("a.b")]
    [InlineData("a.b.c.d")]
    [InlineData("e30=.e30.AA")]
    public void Verify_NotThreePartsOfBase64Url_IsRefused(string token)
    {
        var refused = Assert.IsType<AttestationVerdict.NotAppraised>(_verifier.Verify(Encoding.ASCII.GetBytes(token), _token.Keys));
        Assert.Contains(refused.Defect, new[] { AttestationDefect.MalformedToken, AttestationDefect.MalformedHeader });
        Assert.NotEmpty(refused.Remedy);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(1)]
    public void Verify_SignatureOfAnotherLength_IsRefused(int change)
    {
        byte[] good = _token.Good();
        byte[] token = change < 0 ? good[..^4] : [.. good, .. "AAAA"u8];

        var refused = Assert.IsType<AttestationVerdict.NotAppraised>(_verifier.Verify(token, _token.Keys));
        Assert.Equal("signature", refused.Field);
    }

    private void Refused(AttestationDefect defect, string field, byte[] token)
    {
        var refused = Assert.IsType<AttestationVerdict.NotAppraised>(_verifier.Verify(token, _token.Keys));
        Assert.Equal((defect, field), (refused.Defect, refused.Field));
        Assert.NotEmpty(refused.Reason);
        Assert.NotEmpty(refused.Remedy);
    }
}
