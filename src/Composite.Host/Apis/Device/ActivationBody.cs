namespace Composite.Host.Apis.Device;

/// <summary>What a device sends to enrol.</summary>
internal sealed record ActivationBody
{
    public required string DeviceId { get; init; }

    /// <summary>The code that the merchant got out of band; case, hyphens and spaces do not matter.</summary>
    public required string ActivationCode { get; init; }

    /// <summary>The key that the device made for itself; the request is signed with it.</summary>
    public required PublicKeyBody PublicKey { get; init; }

    public required string SdkComponentId { get; init; }

    public required string AttestationServiceId { get; init; }

    /// <summary>First 8 bytes of the key serial numbers: 16 hexadecimal digits in upper case.</summary>
    public required string InitialKeyId { get; init; }

    /// <summary>Check value of the initial key: 6 to 10 hexadecimal digits in upper case.</summary>
    public required string KeyCheckValue { get; init; }

    /// <summary>The A&amp;M service's token on the device, its nonce <c>{deviceId}:startup</c>.</summary>
    public required string Attestation { get; init; }
}

/// <summary>A public key on P-256, as in a JWK.</summary>
/// <param name="X">32 bytes in base64url without padding.</param>
/// <param name="Y">Likewise.</param>
internal sealed record PublicKeyBody(string X, string Y);

/// <summary>A device that was enrolled.</summary>
internal sealed record ActivationReply(string DeviceId, string Tid, string Status);
