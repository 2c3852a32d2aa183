using System.Security.Cryptography;

namespace Composite.Sandbox.Keys;

/// <summary>The check value of an AES key: the first bytes of the CMAC of a block of zeros (ANSI X9.24-1-2017, annex A).</summary>
public static class KeyCheckValue
{
    /// <summary>Length in bytes.</summary>
    public const int Length = 5;

    private const int BlockLength = 16;

    /// <summary>Ten hexadecimal digits in capitals.</summary>
    public static string Of(ReadOnlySpan<byte> key)
    {
        using var aes = Aes.Create();
        aes.SetKey(key);

        // NIST SP 800-38B, 6.1: the subkey K1 is the enciphered zero block doubled in GF(2^128). The one block is whole, and zero.
        Span<byte> subkey = stackalloc byte[BlockLength];
        aes.EncryptEcb(subkey, subkey, PaddingMode.None);
        int carry = 0;
        for (int i = BlockLength - 1; i >= 0; i--)
        {
            int doubled = (subkey[i] << 1) | carry;
            subkey[i] = (byte)doubled;
            carry = doubled >> 8;
        }

        if (carry != 0)
            subkey[^1] ^= 0x87;
        aes.EncryptEcb(subkey, subkey, PaddingMode.None);
        return Convert.ToHexString(subkey[..Length]);
    }
}
