using System.Security.Cryptography;
using Composite.Sandbox.Acquirer;
using Composite.Sandbox.Dukpt;
using Composite.Sandbox.Sweep;

namespace Composite.Sandbox.Keys;

/// <summary>The acquirers' decryption zone: the one party that has the base derivation key. It injects devices' initial keys and decrypts what they send.</summary>
public sealed class DecryptionZone
{
    private const int KeyLength = 16;

    private readonly byte[] _baseDerivationKey;
    private readonly CanaryRegister _canaries;

    /// <param name="baseDerivationKey">AES-128.</param>
    /// <param name="canaries">Told of every key, so that the sweep can look for it.</param>
    public DecryptionZone(byte[] baseDerivationKey, CanaryRegister canaries)
    {
        ArgumentNullException.ThrowIfNull(canaries);
        _baseDerivationKey = baseDerivationKey;
        _canaries = canaries;
        canaries.AddKey("base derivation key", baseDerivationKey);
    }

    public static byte[] NewKey() => RandomNumberGenerator.GetBytes(KeyLength);

    /// <summary>The initial key to inject into a device.</summary>
    public byte[] InitialKey(ulong initialKeyId)
    {
        byte[] key = KeyDerivation.InitialKey(_baseDerivationKey, initialKeyId);
        _canaries.AddKey($"initial key {initialKeyId:X16}", [.. key]);
        return key;
    }

    /// <inheritdoc cref="Composite.Sandbox.Acquirer.DecryptAccount"/>
    public ClearAccount? DecryptAccount(string ksn, ReadOnlyMemory<byte> ciphertext)
    {
        if (!KeySerialNumber.TryParse(ksn, out KeySerialNumber serial) || !serial.NamesKey)
            return null;
        byte[] key = WorkingKey(serial, DukptKeyUsage.DataEncryption);
        return AccountDataCipher.TryDecrypt(key, serial, ciphertext.Span, out AccountData? data) ? new ClearAccount(data.Pan) : null;
    }

    /// <inheritdoc cref="Composite.Sandbox.Acquirer.DecryptPin"/>
    public string? DecryptPin(string ksn, ReadOnlyMemory<byte> pinBlock, string pan)
    {
        if (!KeySerialNumber.TryParse(ksn, out KeySerialNumber serial) || !serial.NamesKey)
            return null;
        byte[] key = WorkingKey(serial, DukptKeyUsage.PinEncryption);
        return PinBlock.TryDecipher(key, pinBlock.Span, pan, out string? pin) ? pin : null;
    }

    private byte[] WorkingKey(KeySerialNumber serial, DukptKeyUsage usage) => KeyDerivation.WorkingKey(_baseDerivationKey, serial, usage);
}
