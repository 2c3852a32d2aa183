using Composite.Contracts;
using Composite.Contracts.Devices;
using Composite.Domain.Devices;
using Composite.Host.Signatures;

namespace Composite.Host.Access;

/// <summary>What was proved about a device's request; a feature of its <see cref="HttpContext"/>.</summary>
/// <param name="DeviceId">Who signed it.</param>
/// <param name="Proof">What the device's grain must still check.</param>
/// <param name="Body">The body, covered by the signature.</param>
/// <param name="BodySha256">Its digest, 64 hexadecimal digits in lower case.</param>
/// <param name="Enrolment">What the device enrolled with; null while it enrols.</param>
internal sealed record SignedRequest(string DeviceId, RequestProof Proof, ReadOnlyMemory<byte> Body, string BodySha256, DeviceEnrolment? Enrolment);

/// <summary>The three fields of a signed request, read and not yet verified.</summary>
internal sealed record SignatureFields(ParsedSignature Parsed, string ContentDigest)
{
    /// <summary>Takes the fields; exactly one of the answers is null.</summary>
    public static (SignatureFields? Fields, ProblemInfo? Error) Of(IHeaderDictionary headers)
    {
        if (HeaderLines.TrySingle(headers[SignatureProfile.SignatureInputField], SignatureProfile.SignatureInputField, out string? input, out SignatureError? error)
            && HeaderLines.TrySingle(headers[SignatureProfile.SignatureField], SignatureProfile.SignatureField, out string? signature, out error)
            && HeaderLines.TrySingle(headers[SignatureProfile.ContentDigestField], SignatureProfile.ContentDigestField, out string? digest, out error)
            && RequestSignature.TryParse(input, signature, out ParsedSignature? parsed, out error))
        {
            return (new(parsed, digest), null);
        }

        return (null, new ProblemInfo($"signature-{System.Text.Json.JsonNamingPolicy.KebabCaseLower.ConvertName(error.Defect.ToString())}", error.Field, error.Reason, error.Remedy));
    }
}
