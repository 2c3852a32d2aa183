namespace Composite.Host.Signatures;

/// <summary>Builds the octets that a signature is made over, for signer and verifier alike.</summary>
public static class SignatureBase
{
    /// <summary>Room enough for any base within the bounds of <see cref="SignatureProfile"/>, in bytes: about 3.6 KiB at most.</summary>
    public const int MaxLength = 4096;

    /// <summary>Builds the base of a message.</summary>
    /// <param name="message">The request.</param>
    /// <param name="components">What is covered, in the order in which the signature lists it.</param>
    /// <param name="parameters">The covered components and parameters as Signature-Input has them, behind the label.</param>
    /// <param name="destination">At least <see cref="MaxLength"/> bytes.</param>
    /// <param name="written">The base's length.</param>
    /// <returns>Null, or why the request can't be signed as it is.</returns>
    public static SignatureError? Build(
        in SignedMessage message,
        ReadOnlySpan<SignatureComponent> components,
        ReadOnlySpan<char> parameters,
        Span<byte> destination,
        out int written)
    {
        written = 0;
        if (FirstUnsignable(message) is { } error)
            return error;

        var writer = new SignatureBaseWriter(destination);
        foreach (SignatureComponent component in components)
        {
            string name = SignatureProfile.NameOf(component);
            switch (component)
            {
                case SignatureComponent.Method: writer.Component(name, message.Method); break;
                case SignatureComponent.Authority: writer.ComponentInLowerCase(name, message.Authority); break;
                case SignatureComponent.Path: writer.Component(name, message.Path); break;
                case SignatureComponent.Query: writer.Component(name, message.Query); break;
                default: writer.Component(name, message.ContentDigest); break;
            }
        }

        writer.Parameters(parameters);
        written = writer.Written;
        return null;
    }

    // A line feed in a value would let one component pose as two.
    private static SignatureError? FirstUnsignable(in SignedMessage message)
    {
        if (!SignatureProfile.IsMethod(message.Method))
            return Unsignable("@method", $"the method is not 1 to {SignatureProfile.MaxMethodLength} capital letters");
        if (message.Authority.Length is 0 or > SignatureProfile.MaxAuthorityLength || !SignatureProfile.IsVisibleAscii(message.Authority))
            return Unsignable("@authority", $"the authority is not 1 to {SignatureProfile.MaxAuthorityLength} visible ASCII characters");
        if (message.Path.Length + message.Query.Length > SignatureProfile.MaxPathAndQueryLength)
            return Unsignable("@path", $"path and query have more than {SignatureProfile.MaxPathAndQueryLength} characters");
        if (message.Path.IsEmpty || message.Path[0] != '/' || !SignatureProfile.IsVisibleAscii(message.Path))
            return Unsignable("@path", "the path does not begin with a slash, or is not percent-encoded ASCII");
        return SignatureProfile.IsVisibleAscii(message.Query) ? null : Unsignable("@query", "the query is not percent-encoded ASCII");
    }

    private static SignatureError Unsignable(string component, string reason) =>
        new(SignatureDefect.UnsignableRequest, component, reason, "Send the request in origin form, encoded as RFC 3986 describes.");
}
