namespace Composite.Host.Signatures;

/// <summary>A signature that has the profile's form, and has not been verified.</summary>
public sealed class ParsedSignature
{
    internal ParsedSignature(
        ReadOnlyMemory<SignatureComponent> components,
        ReadOnlyMemory<char> parameters,
        ReadOnlyMemory<byte> signature,
        DateTimeOffset created,
        string nonce,
        string keyId)
    {
        Components = components;
        Parameters = parameters;
        Signature = signature;
        Created = created;
        Nonce = nonce;
        KeyId = keyId;
    }

    /// <summary>When the client says that it signed, to the second. Whether that is within the skew is for the caller.</summary>
    public DateTimeOffset Created { get; }

    /// <summary>At least 16 random bytes as base64url. That it is used once per key is for the caller.</summary>
    public string Nonce { get; }

    /// <summary>The device's id.</summary>
    public string KeyId { get; }

    /// <summary>What is covered, in the order in which the signature lists it.</summary>
    internal ReadOnlyMemory<SignatureComponent> Components { get; }

    /// <summary>Components and parameters as received: the value of <c>@signature-params</c>.</summary>
    internal ReadOnlyMemory<char> Parameters { get; }

    /// <summary>r and s, 64 bytes.</summary>
    internal ReadOnlyMemory<byte> Signature { get; }
}
