using System.Security.Cryptography;
using System.Text;

namespace Composite.Exchange;

/// <summary>UUIDs made from names (RFC 9562, version 5): the same name gives the same UUID, so that the same as-of gives the same bytes.</summary>
public static class Uuid5
{
    // Of this project alone; itself made once at random and never changed.
    private static readonly Guid Namespace = new("6f0c5a52-7a8e-4b0e-9a57-1d9c35a6d1c4");

    private const int GuidLength = 16;

    /// <summary>The UUID of a name: what it is of, and which one.</summary>
    public static Guid Of(string kind, string name)
    {
        byte[] text = Encoding.UTF8.GetBytes($"{kind}\n{name}");
        byte[] input = new byte[GuidLength + text.Length];
        Namespace.TryWriteBytes(input, bigEndian: true, out _);
        text.CopyTo(input, GuidLength);
#pragma warning disable CA5350 // RFC 9562 makes version 5 with SHA-1; it is a name here, not a proof.
        Span<byte> hash = stackalloc byte[SHA1.HashSizeInBytes];
        SHA1.HashData(input, hash);
#pragma warning restore CA5350
        hash[6] = (byte)((hash[6] & 0x0F) | 0x50);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new Guid(hash[..GuidLength], bigEndian: true);
    }
}
