using System.Security.Cryptography;
using System.Text;
using Composite.Attestation.Keys;
using Composite.Host.Signatures;
using Xunit;

namespace Composite.Host.Tests.Signatures;

public sealed class RequestVerifierTests
{
    [Theory]
    [InlineData("POST", "api.composite.example", "/v1/payments?trace=1", "{\"amount\":1250}")]
    [InlineData("GET", "api.composite.example", "/v1/payments/0199a0b2", "")]
    [InlineData("GET", "localhost:5080", "/", "")]
    [InlineData("POST", "[::1]:5080", "/v1/%C3%A9?", "\u00e9")]
    public void TryVerify_RequestAsSigned_Holds(string method, string authority, string pathAndQuery, string body) =>
        Assert.Null(SignedRequest.Signed(method, authority, pathAndQuery, body).Refusal());

    [Theory]
    [InlineData("API.Composite.Example")]
    [InlineData("api.composite.example:443")]
    public void TryVerify_AuthoritySpeltOtherwise_Holds(string authority) =>
        Assert.Null((SignedRequest.Good() with { Authority = authority }).Refusal());

    [Fact]
    public void TryVerify_ComponentsInAnotherOrder_Holds()
    {
        SignedRequest request = SignedRequest.SignedAs(
            $"(\"content-digest\" \"@query\" \"@path\" \"@authority\" \"@method\");alg=\"ecdsa-p256-sha256\";keyid=\"d\";nonce=\"{SignedRequest.Nonce}\";created=1",
            SignatureComponent.ContentDigest, SignatureComponent.Query, SignatureComponent.Path, SignatureComponent.Authority, SignatureComponent.Method);

        Assert.Null(request.Refusal());
    }

    [Fact]
    public void TryParse_GoodFields_GivesWhatTheCallerDecidesOn()
    {
        SignedFields fields = SignedRequest.Good().Fields;

        Assert.True(RequestSignature.TryParse(fields.SignatureInput, fields.Signature, out ParsedSignature? parsed, out _));
        Assert.Equal((SignedRequest.Created, SignedRequest.Nonce, SignedRequest.DeviceId), (parsed.Created, parsed.Nonce, parsed.KeyId));
    }

    public static TheoryData<string, SignatureDefect> Tampered => new()
    {
        { "method", SignatureDefect.SignatureMismatch },
        { "authority", SignatureDefect.SignatureMismatch },
        { "port", SignatureDefect.SignatureMismatch },
        { "path", SignatureDefect.SignatureMismatch },
        { "path-case", SignatureDefect.SignatureMismatch },
        { "query", SignatureDefect.SignatureMismatch },
        { "query-dropped", SignatureDefect.SignatureMismatch },
        { "body", SignatureDefect.DigestMismatch },
        { "body-emptied", SignatureDefect.DigestMismatch },
        { "body-and-digest", SignatureDefect.SignatureMismatch },
        { "created", SignatureDefect.SignatureMismatch },
        { "nonce", SignatureDefect.SignatureMismatch },
        { "keyid", SignatureDefect.SignatureMismatch },
        { "parameter-order", SignatureDefect.SignatureMismatch },
        { "component-order", SignatureDefect.SignatureMismatch },
        { "alg", SignatureDefect.ParameterInvalid },
        { "component-dropped", SignatureDefect.ComponentMissing },
        { "other-key", SignatureDefect.SignatureMismatch },
        { "other-signature", SignatureDefect.SignatureMismatch },
    };

    [Theory]
    [MemberData(nameof(Tampered))]
    public void TryVerify_Tampered_IsRefused(string what, SignatureDefect expected)
    {
        SignedRequest good = SignedRequest.Good();
        SignedRequest tampered = what switch
        {
            "method" => good with { Method = "PUT" },
            "authority" => good with { Authority = "api.composite.example.evil.example" },
            "port" => good with { Authority = "api.composite.example:80" },
            "path" => good with { PathAndQuery = "/v1/payment?trace=1" },
            "path-case" => good with { PathAndQuery = "/V1/payments?trace=1" },
            "query" => good with { PathAndQuery = "/v1/payments?trace=2" },
            "query-dropped" => good with { PathAndQuery = "/v1/payments" },
            "body" => good with { Body = """{"amount":1}""" },
            "body-emptied" => good with { Body = "" },
            "body-and-digest" => good with { Body = "", Fields = good.Fields with { ContentDigest = ContentDigest.Of([]) } },
            "created" => good.WithInput("created=1767225600", "created=1767225601"),
            "nonce" => good.WithInput("AAEC", "AAED"),
            "keyid" => good.WithInput("d001", "d002"),
            "parameter-order" => good.WithInput($";created=1767225600;nonce=\"{SignedRequest.Nonce}\"", $";nonce=\"{SignedRequest.Nonce}\";created=1767225600"),
            "component-order" => good.WithInput("\"@method\" \"@authority\"", "\"@authority\" \"@method\""),
            "alg" => good.WithInput("ecdsa-p256-sha256", "hmac-sha256"),
            "component-dropped" => good.WithInput(" \"@query\"", ""),
            "other-key" => good with { Key = P256PublicKey.Of(ECDsa.Create(ECCurve.NamedCurves.nistP256)) },
            _ => good with { Fields = good.Fields with { Signature = SignedRequest.Signed("GET", "a", "/", "").Fields.Signature } },
        };

        Assert.NotEqual(good, tampered);
        Assert.Equal(expected, tampered.Refusal()?.Defect);
    }

    [Fact]
    public void TryVerify_AnyBitOfTheSignatureFlipped_IsRefused()
    {
        SignedRequest good = SignedRequest.Good();
        byte[] signature = Convert.FromBase64String(good.Fields.Signature[5..^1]);
        for (int bit = 0; bit < signature.Length * 8; bit++)
        {
            byte[] flipped = [.. signature];
            flipped[bit / 8] ^= (byte)(1 << (bit % 8));
            SignedRequest tampered = good with { Fields = good.Fields with { Signature = $"sig=:{Convert.ToBase64String(flipped)}:" } };
            Assert.Equal(SignatureDefect.SignatureMismatch, tampered.Refusal()?.Defect);
        }
    }

    [Theory]
    [InlineData("POST\n\"@authority\": evil.example", "a", "/", "@method")]
    [InlineData("post", "a", "/", "@method")]
    [InlineData("", "a", "/", "@method")]
    [InlineData("POST", "a\n\"@path\": /x", "/", "@authority")]
    [InlineData("POST", "", "/", "@authority")]
    [InlineData("POST", "b\u00fccher.example", "/", "@authority")]
    [InlineData("POST", "a", "/x\n\"@query\": ?", "@path")]
    [InlineData("POST", "a", "/\u00e9", "@path")]
    [InlineData("POST", "a", "http://a/x", "@path")]
    [InlineData("POST", "a", "*", "@path")]
    [InlineData("POST", "a", "", "@path")]
    [InlineData("POST", "a", "/x?a b", "@query")]
    public void TryVerify_PartThatCouldPoseAsAnother_IsRefused(string method, string authority, string pathAndQuery, string component)
    {
        SignedRequest request = SignedRequest.Good() with { Method = method, Authority = authority, PathAndQuery = pathAndQuery };

        SignatureError? error = request.Refusal();
        Assert.Equal((SignatureDefect.UnsignableRequest, component), (error?.Defect, error?.Field));
        Assert.Throws<ArgumentException>(() => SignedRequest.Signed(method, authority, pathAndQuery, ""));
    }

    [Theory]
    [InlineData("method", SignatureProfile.MaxMethodLength)]
    [InlineData("authority", SignatureProfile.MaxAuthorityLength)]
    [InlineData("path", SignatureProfile.MaxPathAndQueryLength)]
    public void Sign_AtTheBound_HoldsAndOneMoreIsRefused(string part, int bound)
    {
        SignedRequest At(int length) => part switch
        {
            "method" => SignedRequest.Signed(new string('M', length), "a", "/", ""),
            "authority" => SignedRequest.Signed("GET", new string('a', length), "/", ""),
            // The question mark that stands for "no query" counts.
            _ => SignedRequest.Signed("GET", "a", "/" + new string('p', length - 2), ""),
        };

        Assert.Null(At(bound).Refusal());
        Assert.Throws<ArgumentException>(() => At(bound + 1));
    }

    [Fact]
    public void Build_EveryPartAtItsBound_Fits()
    {
        var message = new SignedMessage(
            new string('M', SignatureProfile.MaxMethodLength),
            new string('a', SignatureProfile.MaxAuthorityLength),
            "/" + new string('p', SignatureProfile.MaxPathAndQueryLength - 2),
            new string('d', SignatureProfile.MaxContentDigestLength),
            default);

        Assert.Null(SignatureBase.Build(
            message, SignatureProfile.Components, new string('i', SignatureProfile.MaxSignatureInputLength), new byte[SignatureBase.MaxLength], out _));
    }

    [Fact]
    public void TryVerify_GoodRequest_AllocatesNoMoreThanTheCryptographyItself()
    {
        SignedRequest good = SignedRequest.Good();
        byte[] body = Encoding.UTF8.GetBytes(good.Body);
        byte[] signature = Convert.FromBase64String(good.Fields.Signature[5..^1]);
        Assert.True(RequestSignature.TryParse(good.Fields.SignatureInput, good.Fields.Signature, out ParsedSignature? parsed, out _));

        long cryptography = AllocatedPerCall(() => good.Key.Verify(body, signature));
        long whole = AllocatedPerCall(() => RequestVerifier.TryVerify(
            parsed, new SignedMessage(good.Method, good.Authority, good.PathAndQuery, good.Fields.ContentDigest, body), good.Key, out _));
        Assert.InRange(whole, 0, cryptography + 64);
    }

    private static long AllocatedPerCall(Func<bool> call)
    {
        const int rounds = 50;
        call();
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < rounds; i++)
            call();
        return (GC.GetAllocatedBytesForCurrentThread() - before) / rounds;
    }
}
