using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Composite.Sandbox.Dukpt;

/// <summary>The derivations of AES DUKPT (ANSI X9.24-3-2017), for keys of 128 and 256 bits.</summary>
/// <remarks>A derived key is always as long as the key that it is derived from.</remarks>
public static class KeyDerivation
{
    private const int BlockLength = 16;

    /// <summary>The initial key of a device, from the base derivation key that only the host knows.</summary>
    public static byte[] InitialKey(ReadOnlySpan<byte> baseDerivationKey, ulong initialKeyId)
    {
        Span<byte> context = stackalloc byte[8];
        BinaryPrimitives.WriteUInt64BigEndian(context, initialKeyId);
        return Derive(baseDerivationKey, DukptKeyUsage.InitialKeyDerivation, context);
    }

    /// <summary>The host's way to a transaction's key: from the initial key in as many steps as the counter has set bits.</summary>
    /// <exception cref="ArgumentException">The counter names no key.</exception>
    public static byte[] TransactionKey(ReadOnlySpan<byte> initialKey, KeySerialNumber ksn)
    {
        if (!ksn.NamesKey)
            throw new ArgumentException($"The counter of {ksn} names no key.", nameof(ksn));

        byte[] key = initialKey.ToArray();
        uint counter = 0;
        for (uint bit = 1u << 31; bit != 0; bit >>= 1)
        {
            if ((ksn.Counter & bit) == 0)
                continue;
            counter |= bit;
            byte[] next = Derive(key, DukptKeyUsage.KeyDerivation, ksn with { Counter = counter });
            CryptographicOperations.ZeroMemory(key);
            key = next;
        }

        return key;
    }

    /// <summary>A working key, the host's way: base derivation key, initial key, transaction key, working key.</summary>
    /// <exception cref="ArgumentException">The counter names no key.</exception>
    public static byte[] WorkingKey(ReadOnlySpan<byte> baseDerivationKey, KeySerialNumber ksn, DukptKeyUsage usage)
    {
        byte[] initialKey = InitialKey(baseDerivationKey, ksn.InitialKeyId);
        byte[] transactionKey = TransactionKey(initialKey, ksn);
        byte[] workingKey = Derive(transactionKey, usage, ksn);
        CryptographicOperations.ZeroMemory(initialKey);
        CryptographicOperations.ZeroMemory(transactionKey);
        return workingKey;
    }

    /// <summary>One step: a key for a usage, bound to the lower half of the initial key's id and to the counter.</summary>
    internal static byte[] Derive(ReadOnlySpan<byte> key, DukptKeyUsage usage, KeySerialNumber ksn)
    {
        Span<byte> context = stackalloc byte[8];
        BinaryPrimitives.WriteUInt32BigEndian(context, (uint)ksn.InitialKeyId);
        BinaryPrimitives.WriteUInt32BigEndian(context[4..], ksn.Counter);
        return Derive(key, usage, context);
    }

    private static byte[] Derive(ReadOnlySpan<byte> key, DukptKeyUsage usage, ReadOnlySpan<byte> context)
    {
        // Version, block counter, usage, algorithm, length in bits, then the context.
        ushort algorithm = key.Length switch
        {
            16 => 2,
            32 => 4,
            _ => throw new ArgumentException("A key has 128 or 256 bits.", nameof(key)),
        };
        Span<byte> data = stackalloc byte[BlockLength];
        data[0] = 1;
        BinaryPrimitives.WriteUInt16BigEndian(data[2..], (ushort)usage);
        BinaryPrimitives.WriteUInt16BigEndian(data[4..], algorithm);
        BinaryPrimitives.WriteUInt16BigEndian(data[6..], (ushort)(key.Length * 8));
        context.CopyTo(data[8..]);

        using var aes = Aes.Create();
        aes.SetKey(key);
        var derived = new byte[key.Length];
        for (int block = 0; block < derived.Length / BlockLength; block++)
        {
            data[1] = (byte)(block + 1);
            aes.EncryptEcb(data, derived.AsSpan(block * BlockLength), PaddingMode.None);
        }

        return derived;
    }
}
