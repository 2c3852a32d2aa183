using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Composite.Host.Hosting;

namespace Composite.Host.Webhooks;

/// <summary>
/// The webhooks' signing secrets, derived by HKDF-SHA256 (RFC 5869) from one key file in the data folder. No secret is in the journal: who reads
/// a backup of it can't sign. The file is made when it is first needed; without it, every secret must be rotated.
/// </summary>
internal sealed class WebhookKeys(DataFolder folder)
{
    private const int KeyBytes = 32;
    private const int KeyIdBytes = 4;
    private const string SecretPrefix = "whsec_";

    private readonly Lock _sync = new();
    private byte[]? _master;

    /// <summary>Tells this key file from another. It is derived, and says nothing of the key.</summary>
    /// <exception cref="CryptographicException">The file is not a key file.</exception>
    public string KeyId => Convert.ToHexStringLower(HKDF.DeriveKey(HashAlgorithmName.SHA256, Master(), KeyIdBytes, info: "composite webhook key id"u8.ToArray()));

    /// <summary>The secret of a webhook and generation, 32 bytes.</summary>
    /// <exception cref="CryptographicException">The file is not a key file.</exception>
    public byte[] SecretOf(string webhookId, int generation)
    {
        // The id has no zero byte, so no two pairs are written alike.
        byte[] info = [.. "composite webhook secret\0"u8, .. Encoding.UTF8.GetBytes(webhookId), 0, 0, 0, 0, 0];
        BinaryPrimitives.WriteInt32BigEndian(info.AsSpan(^4), generation);
        return HKDF.DeriveKey(HashAlgorithmName.SHA256, Master(), KeyBytes, info: info);
    }

    /// <summary>The secret as its receiver gets it: <c>whsec_</c> and base64.</summary>
    public string TextOf(string webhookId, int generation) => SecretPrefix + Convert.ToBase64String(SecretOf(webhookId, generation));

    private byte[] Master()
    {
        lock (_sync)
        {
            if (_master is not null) return _master;
            if (!File.Exists(folder.WebhookKey)) DataFolder.WritePrivate(folder.WebhookKey, RandomNumberGenerator.GetBytes(KeyBytes));
            byte[] read = File.ReadAllBytes(folder.WebhookKey);
            if (read.Length != KeyBytes) throw new CryptographicException($"{folder.WebhookKey} is not a key file of {KeyBytes} bytes. Restore it from the backup; without one, delete it and rotate every webhook's secret.");
            return _master = read;
        }
    }
}
