using System.Security.Cryptography;
using System.Text;
using Composite.Attestation.Keys;
using Composite.Host.Signatures;

namespace Composite.Host.Tests.Signatures;

/// <summary>A request with a good signature, whose parts a test changes with <c>with</c> before the server sees it.</summary>
internal sealed record SignedRequest
{
    public const string Nonce = "AAECAwQFBgcICQoLDA0ODw";
    public const string DeviceId = "0199a0b2-7c00-7000-8000-00000000d001";

    public static readonly DateTimeOffset Created = DateTimeOffset.FromUnixTimeSeconds(1_767_225_600);

    private static readonly ECDsa DeviceKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    public string Method { get; init; } = "POST";

    public string Authority { get; init; } = "api.composite.example";

    public string PathAndQuery { get; init; } = "/v1/payments?trace=1";

    public string Body { get; init; } = """{"amount":1250}""";

    public required SignedFields Fields { get; init; }

    public P256PublicKey Key { get; init; } = P256PublicKey.Of(DeviceKey);

    public static SignedRequest Good() => Signed("POST", "api.composite.example", "/v1/payments?trace=1", """{"amount":1250}""");

    public static SignedRequest Signed(string method, string authority, string pathAndQuery, string body) => new()
    {
        Method = method,
        Authority = authority,
        PathAndQuery = pathAndQuery,
        Body = body,
        Fields = RequestSigner.Sign(
            DeviceKey, method, authority, pathAndQuery, Encoding.UTF8.GetBytes(body), Created, Nonce, DeviceId),
    };

    /// <summary>Signs whatever is given as the covered components and parameters.</summary>
    public static SignedRequest SignedAs(string parameters, params SignatureComponent[] components)
    {
        SignedRequest good = Good();
        byte[] buffer = new byte[SignatureBase.MaxLength];
        var message = new SignedMessage(
            good.Method, good.Authority, good.PathAndQuery, good.Fields.ContentDigest, Encoding.UTF8.GetBytes(good.Body));
        SignatureBase.Build(message, components, parameters, buffer, out int length);
        byte[] signature = DeviceKey.SignData(buffer.AsSpan(0, length), HashAlgorithmName.SHA256);
        return good with
        {
            Fields = good.Fields with { SignatureInput = "sig=" + parameters, Signature = $"sig=:{Convert.ToBase64String(signature)}:" },
        };
    }

    /// <summary>The same request with another value of Signature-Input.</summary>
    public SignedRequest WithInput(string before, string after) =>
        this with { Fields = Fields with { SignatureInput = Fields.SignatureInput.Replace(before, after, StringComparison.Ordinal) } };

    /// <summary>What the server says: null when it accepts.</summary>
    public SignatureError? Refusal()
    {
        if (!RequestSignature.TryParse(Fields.SignatureInput, Fields.Signature, out ParsedSignature? parsed, out SignatureError? error))
            return error;

        var message = new SignedMessage(Method, Authority, PathAndQuery, Fields.ContentDigest, Encoding.UTF8.GetBytes(Body));
        RequestVerifier.TryVerify(parsed, message, Key, out error);
        return error;
    }
}
