namespace Composite.Sandbox.Dukpt;

/// <summary>What a derived key is for, with the codes of ANSI X9.24-3-2017.</summary>
public enum DukptKeyUsage
{
    /// <summary>Enciphers a PIN block.</summary>
    PinEncryption = 0x1000,

    /// <summary>Generates a message's authentication code.</summary>
    MacGeneration = 0x2000,

    /// <summary>Enciphers data on its way to the host.</summary>
    DataEncryption = 0x3000,

    /// <summary>Derives further keys; no data is ever processed with it.</summary>
    KeyDerivation = 0x8000,

    /// <summary>Derives a device's initial key from the base derivation key.</summary>
    InitialKeyDerivation = 0x8001,
}
