using System.Text;
using Composite.Host.Signatures;
using Microsoft.Extensions.Primitives;
using Xunit;

namespace Composite.Host.Tests.Signatures;

/// <summary>Fields that do not have the profile's form: each is refused before any cryptography, with what is wrong.</summary>
public sealed class RequestSignatureTests
{
    private const string Components = """("@method" "@authority" "@path" "@query" "content-digest")""";
    private const string Parameters = $""";created=1767225600;nonce="{SignedRequest.Nonce}";keyid="d";alg="ecdsa-p256-sha256" """;

    private static readonly string GoodInput = "sig=" + Components + Parameters.TrimEnd();
    private static readonly string GoodSignature = $"sig=:{Convert.ToBase64String(new byte[64])}:";

    public static TheoryData<string, string, SignatureDefect, string> BadInputs => new()
    {
        { "sig=", "sig2=", SignatureDefect.Malformed, "Signature-Input" },
        { "sig=", "", SignatureDefect.Malformed, "Signature-Input" },
        { "(\"@method\"", "\"@method\"", SignatureDefect.Malformed, "Signature-Input" },
        { "\"@method\" ", "", SignatureDefect.ComponentMissing, "@method" },
        { "\"@authority\" ", "", SignatureDefect.ComponentMissing, "@authority" },
        { "\"@path\" ", "", SignatureDefect.ComponentMissing, "@path" },
        { "\"@query\" ", "", SignatureDefect.ComponentMissing, "@query" },
        { " \"content-digest\"", "", SignatureDefect.ComponentMissing, "content-digest" },
        { "\"@query\"", "\"@query\" \"content-type\"", SignatureDefect.ComponentUnknown, "Signature-Input" },
        { "\"@query\"", "\"@Query\"", SignatureDefect.ComponentUnknown, "Signature-Input" },
        { "\"@query\"", "\"\"", SignatureDefect.ComponentUnknown, "Signature-Input" },
        { "\"@query\"", "\"@query\" \"@query\"", SignatureDefect.ComponentRepeated, "@query" },
        { "\"@query\"", "\"@query\";req", SignatureDefect.Malformed, "Signature-Input" },
        { "\"@query\"", "@query", SignatureDefect.Malformed, "Signature-Input" },
        { "\"@query\"", " \"@query\"", SignatureDefect.Malformed, "Signature-Input" },
        { "\")", "\"", SignatureDefect.Malformed, "Signature-Input" },
        { ";created=1767225600", "", SignatureDefect.ParameterMissing, "created" },
        { $";nonce=\"{SignedRequest.Nonce}\"", "", SignatureDefect.ParameterMissing, "nonce" },
        { ";keyid=\"d\"", "", SignatureDefect.ParameterMissing, "keyid" },
        { ";alg=\"ecdsa-p256-sha256\"", "", SignatureDefect.ParameterMissing, "alg" },
        { ";keyid=\"d\"", ";keyid=\"d\";keyid=\"e\"", SignatureDefect.ParameterRepeated, "keyid" },
        { ";created=1767225600", ";created=1767225600;created=1767225600", SignatureDefect.ParameterRepeated, "created" },
        { ";alg=", ";alg=\"ecdsa-p256-sha256\";alg=", SignatureDefect.ParameterRepeated, "alg" },
        { ";nonce=", $";nonce=\"{SignedRequest.Nonce}\";nonce=", SignatureDefect.ParameterRepeated, "nonce" },
        { ";keyid", ";expires=1767225900;keyid", SignatureDefect.ParameterUnknown, "Signature-Input" },
        { ";keyid", ";tag=\"x\";keyid", SignatureDefect.ParameterUnknown, "Signature-Input" },
        { ";keyid", ";bare;keyid", SignatureDefect.Malformed, "Signature-Input" },
        { ";keyid", "; keyid", SignatureDefect.Malformed, "Signature-Input" },
        { "1767225600", "\"1767225600\"", SignatureDefect.ParameterInvalid, "created" },
        { "1767225600", "-1", SignatureDefect.ParameterInvalid, "created" },
        { "1767225600", "01767225600", SignatureDefect.ParameterInvalid, "created" },
        { "1767225600", "253402300800", SignatureDefect.ParameterInvalid, "created" },
        { "1767225600", "1234567890123456", SignatureDefect.ParameterInvalid, "created" },
        { "1767225600", "1767225600.5", SignatureDefect.Malformed, "Signature-Input" },
        { "AAECAwQFBgcICQoLDA0ODw", "AAECAwQFBgcICQoLDA0OD", SignatureDefect.ParameterInvalid, "nonce" },
        { "AAECAwQFBgcICQoLDA0ODw", "AAECAwQFBgcICQoLDA0ODw==", SignatureDefect.ParameterInvalid, "nonce" },
        { "\"d\"", "\"\"", SignatureDefect.ParameterInvalid, "keyid" },
        { "\"d\"", "\"a\\\"b\"", SignatureDefect.ParameterInvalid, "keyid" },
        { "\"d\"", "\"a/../b\"", SignatureDefect.ParameterInvalid, "keyid" },
        { "\"d\"", "d", SignatureDefect.ParameterInvalid, "keyid" },
        { "ecdsa-p256-sha256", "ecdsa-p384-sha384", SignatureDefect.ParameterInvalid, "alg" },
        { "ecdsa-p256-sha256", "ECDSA-P256-SHA256", SignatureDefect.ParameterInvalid, "alg" },
        { "-sha256\"", "-sha256\" ", SignatureDefect.Malformed, "Signature-Input" },
        { "-sha256\"", "-sha256\", sig2=()", SignatureDefect.Malformed, "Signature-Input" },
        { "-sha256\"", "-sha256\"\nx: y", SignatureDefect.Malformed, "Signature-Input" },
    };

    public static TheoryData<string> BadSignatures => new(
        "sig=::",
        "sig=:AAAA:",
        $"sig=:{Convert.ToBase64String(new byte[63])}:",
        $"sig=:{Convert.ToBase64String(new byte[65])}:",
        $"sig=:{Convert.ToBase64String(new byte[64]).TrimEnd('=')}:",
        $"sig=:{Convert.ToBase64String(new byte[64])}",
        $"sig={Convert.ToBase64String(new byte[64])}",
        $"sig2=:{Convert.ToBase64String(new byte[64])}:",
        $"sig=:{Convert.ToBase64String(new byte[64])}:, sig=:{Convert.ToBase64String(new byte[64])}:",
        $"sig=:{Convert.ToBase64String(new byte[64])}:;a=1",
        $"sig=:{Convert.ToBase64String(new byte[64]).Replace('A', '-')}:",
        $"sig=: {Convert.ToBase64String(new byte[64])[1..]}:");

    [Theory]
    [MemberData(nameof(BadInputs))]
    public void TryParse_InputNotOfTheProfile_SaysWhat(string before, string after, SignatureDefect defect, string field)
    {
        string input = GoodInput.Replace(before, after, StringComparison.Ordinal);

        Assert.NotEqual(GoodInput, input);
        Assert.False(RequestSignature.TryParse(input, GoodSignature, out _, out SignatureError? error));
        Assert.Equal((defect, field), (error.Defect, error.Field));
        Assert.NotEmpty(error.Reason);
        Assert.NotEmpty(error.Remedy);
    }

    [Theory]
    [MemberData(nameof(BadSignatures))]
    public void TryParse_SignatureNotOfTheProfile_IsRefused(string signature)
    {
        Assert.False(RequestSignature.TryParse(GoodInput, signature, out _, out SignatureError? error));
        Assert.Equal((SignatureDefect.Malformed, "Signature"), (error.Defect, error.Field));
    }

    [Theory]
    [InlineData(null, "x", "Signature-Input")]
    [InlineData("", "x", "Signature-Input")]
    [InlineData("x", null, "Signature")]
    [InlineData("x", "", "Signature")]
    public void TryParse_FieldAbsent_SaysWhich(string? input, string? signature, string field)
    {
        Assert.False(RequestSignature.TryParse(input, signature, out _, out SignatureError? error));
        Assert.Equal((SignatureDefect.FieldMissing, field), (error.Defect, error.Field));
    }

    [Fact]
    public void TryParse_NonceAndKeyIdAtTheirBounds_AreReadAndOneMoreIsRefused()
    {
        bool Parses(int nonce, int keyId) => RequestSignature.TryParse(
            GoodInput.Replace(SignedRequest.Nonce, new string('n', nonce), StringComparison.Ordinal)
                .Replace("\"d\"", $"\"{new string('d', keyId)}\"", StringComparison.Ordinal),
            GoodSignature,
            out _,
            out _);

        Assert.True(Parses(SignatureProfile.MinNonceLength, 1));
        Assert.True(Parses(SignatureProfile.MaxNonceLength, SignatureProfile.MaxKeyIdLength));
        Assert.False(Parses(SignatureProfile.MinNonceLength - 1, 1));
        Assert.False(Parses(SignatureProfile.MaxNonceLength + 1, 1));
        Assert.False(Parses(SignatureProfile.MinNonceLength, SignatureProfile.MaxKeyIdLength + 1));
    }

    [Fact]
    public void TryParse_FieldLongerThanItsBound_IsRefusedUnread()
    {
        Assert.False(RequestSignature.TryParse(new string('x', SignatureProfile.MaxSignatureInputLength + 1), GoodSignature, out _, out SignatureError? error));
        Assert.Equal((SignatureDefect.TooLarge, "Signature-Input"), (error.Defect, error.Field));
        Assert.False(RequestSignature.TryParse(GoodInput, new string('x', SignatureProfile.MaxSignatureLength + 1), out _, out error));
        Assert.Equal((SignatureDefect.TooLarge, "Signature"), (error.Defect, error.Field));
        Assert.Equal(SignatureDefect.TooLarge, ContentDigest.Check(new string('x', SignatureProfile.MaxContentDigestLength + 1), [])?.Defect);
    }

    [Theory]
    [InlineData("", SignatureDefect.FieldMissing)]
    [InlineData("sha-256=:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=", SignatureDefect.Malformed)]
    [InlineData("sha-256=47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=", SignatureDefect.Malformed)]
    [InlineData("SHA-256=:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=:", SignatureDefect.Malformed)]
    [InlineData("sha-256=:AAAA:", SignatureDefect.Malformed)]
    [InlineData("sha-256=:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=:, md5=:AAAA:", SignatureDefect.Malformed)]
    [InlineData("sha-256=:RK/0qy18MlBSVnWgjwz6lZEWjP/lF5HF9bvEF8FabDg=:", SignatureDefect.DigestMismatch)]
    public void ContentDigest_NotThatOfAnEmptyBody_IsRefused(string field, SignatureDefect expected) =>
        Assert.Equal(expected, ContentDigest.Check(field, [])?.Defect);

    [Fact]
    public void TrySingle_FieldSentTwice_IsRefusedEvenWhenBothAreEqual()
    {
        Assert.False(HeaderLines.TrySingle(new StringValues(["a", "a"]), "Signature", out _, out SignatureError? error));
        Assert.Equal(SignatureDefect.FieldRepeated, error.Defect);
        Assert.False(HeaderLines.TrySingle(StringValues.Empty, "Signature", out _, out error));
        Assert.Equal(SignatureDefect.FieldMissing, error.Defect);
        Assert.True(HeaderLines.TrySingle("a", "Signature", out string? value, out _));
        Assert.Equal("a", value);
    }

    [Fact]
    public void TryParse_MutatedFields_NeverThrows()
    {
        const string insertions = "\";=()@, \\:09az\n\u00e9";
        var random = new Random(9421);
        for (int round = 0; round < 20_000; round++)
        {
            var input = new StringBuilder(GoodInput);
            for (int change = random.Next(1, 4); change > 0; change--)
            {
                int at = random.Next(input.Length);
                if (random.Next(2) == 0)
                    input.Remove(at, Math.Min(random.Next(1, 4), input.Length - at));
                else
                    input.Insert(at, insertions[random.Next(insertions.Length)]);
            }

            RequestSignature.TryParse(input.ToString(), GoodSignature, out ParsedSignature? parsed, out SignatureError? error);
            Assert.True(parsed is null != error is null);
        }
    }
}
