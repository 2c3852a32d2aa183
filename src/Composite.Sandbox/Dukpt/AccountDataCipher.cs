using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace Composite.Sandbox.Dukpt;

/// <summary>Enciphers account data from the device to the acquirer: AES-GCM under the transaction's data-encryption key.</summary>
/// <remarks>
/// The form is ours: a random nonce of 12 bytes, the ciphertext, a tag of 16. The key serial number is authenticated with
/// it, so that a ciphertext can't be passed off under another.
/// </remarks>
public static class AccountDataCipher
{
    /// <summary>Longest ciphertext in bytes, nonce and tag included.</summary>
    public const int MaxLength = NonceLength + AccountData.MaxEncodedLength + TagLength;

    private const int NonceLength = 12;
    private const int TagLength = 16;

    /// <exception cref="ArgumentException">Account data of another form, or a key that is no AES key.</exception>
    public static byte[] Encrypt(ReadOnlySpan<byte> dataKey, KeySerialNumber ksn, AccountData data)
    {
        ArgumentNullException.ThrowIfNull(data);
        byte[] plain = data.Encode();
        var sealedData = new byte[NonceLength + plain.Length + TagLength];
        Span<byte> nonce = sealedData.AsSpan(0, NonceLength);
        RandomNumberGenerator.Fill(nonce);
        using var gcm = new AesGcm(dataKey, TagLength);
        gcm.Encrypt(nonce, plain, sealedData.AsSpan(NonceLength, plain.Length), sealedData.AsSpan(NonceLength + plain.Length), ksn.ToBytes());
        CryptographicOperations.ZeroMemory(plain);
        return sealedData;
    }

    /// <summary>False when the data was altered, belongs to another key or serial number, or is not account data.</summary>
    public static bool TryDecrypt(
        ReadOnlySpan<byte> dataKey, KeySerialNumber ksn, ReadOnlySpan<byte> sealedData, [NotNullWhen(true)] out AccountData? data)
    {
        data = null;
        if (sealedData.Length is < NonceLength + TagLength or > MaxLength)
            return false;

        Span<byte> plain = stackalloc byte[sealedData.Length - NonceLength - TagLength];
        using var gcm = new AesGcm(dataKey, TagLength);
        try
        {
            gcm.Decrypt(sealedData[..NonceLength], sealedData[NonceLength..^TagLength], sealedData[^TagLength..], plain, ksn.ToBytes());
        }
        catch (AuthenticationTagMismatchException)
        {
            return false;
        }

        bool decoded = AccountData.TryDecode(plain, out data);
        CryptographicOperations.ZeroMemory(plain);
        return decoded;
    }
}
