namespace Composite.Host.Signatures;

/// <summary>Why a request's signature was refused.</summary>
/// <param name="Defect">The stable kind.</param>
/// <param name="Field">The header field, parameter or component that shows it.</param>
/// <param name="Reason">What is wrong, in plain words. It quotes nothing of the request.</param>
/// <param name="Remedy">What the client can do.</param>
public sealed record SignatureError(SignatureDefect Defect, string Field, string Reason, string Remedy);

/// <summary>The kinds of refusal.</summary>
public enum SignatureDefect
{
    /// <summary>A header field is absent or empty.</summary>
    FieldMissing,

    /// <summary>A header field was sent more than once.</summary>
    FieldRepeated,

    /// <summary>A value is longer than its bound.</summary>
    TooLarge,

    /// <summary>Not the structured field (RFC 8941) that it must be, or not in its canonical form.</summary>
    Malformed,

    /// <summary>The request's method, authority, path or query can't be signed as sent.</summary>
    UnsignableRequest,

    /// <summary>A component that must be covered is not.</summary>
    ComponentMissing,

    /// <summary>A component is listed that the profile does not know.</summary>
    ComponentUnknown,

    /// <summary>A component is listed twice.</summary>
    ComponentRepeated,

    /// <summary>A parameter that is needed is absent.</summary>
    ParameterMissing,

    /// <summary>A parameter is given that the profile does not know.</summary>
    ParameterUnknown,

    /// <summary>A parameter is given twice.</summary>
    ParameterRepeated,

    /// <summary>A parameter's value is of another type, form or length.</summary>
    ParameterInvalid,

    /// <summary>The body is not the one that Content-Digest describes.</summary>
    DigestMismatch,

    /// <summary>The signature does not fit the request and the key.</summary>
    SignatureMismatch,
}
