using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using System.Security.Cryptography;

namespace Composite.Sandbox.Dukpt;

/// <summary>The device's side of AES DUKPT: a key for each transaction, used once and forgotten.</summary>
/// <remarks>
/// As ANSI X9.24-3-2017 demands, the device keeps no initial key. It holds intermediate keys in 32 registers, one for each bit
/// of the counter, from which every later key can be derived and no earlier one. Not for use by two threads at once.
/// </remarks>
public sealed class DukptDevice : IDisposable
{
    private const int RegisterCount = 32;

    private readonly byte[]?[] _registers = new byte[]?[RegisterCount];
    private KeySerialNumber? _next;

    /// <summary>Loads an initial key, which the device copies nothing of but what it derives.</summary>
    /// <param name="initialKey">128 or 256 bits.</param>
    /// <param name="next">The first key to give out: counter 1 for a new device, a later one to resume.</param>
    /// <exception cref="ArgumentException">The counter names no key, or the key's length is another.</exception>
    public DukptDevice(ReadOnlySpan<byte> initialKey, KeySerialNumber next)
    {
        if (!next.NamesKey)
            throw new ArgumentException($"The counter of {next} names no key.", nameof(next));
        _next = next;
        Load(initialKey, next);
    }

    /// <summary>The serial number of the next key; null when the device is exhausted.</summary>
    public KeySerialNumber? Next => _next;

    /// <summary>Gives out the next transaction's key and moves on. False when the device is exhausted and needs a new initial key.</summary>
    public bool TryAdvance([NotNullWhen(true)] out DukptTransaction? transaction)
    {
        transaction = null;
        if (_next is not { } ksn)
            return false;

        int register = BitOperations.TrailingZeroCount(ksn.Counter);
        byte[] key = _registers[register]!;
        _registers[register] = null;
        if (BitOperations.PopCount(ksn.Counter) < KeySerialNumber.MaxSetBits)
            Fill(key, ksn, register);
        transaction = new DukptTransaction(ksn, key);
        _next = ksn.Next();
        return true;
    }

    public void Dispose()
    {
        foreach (byte[]? register in _registers)
            CryptographicOperations.ZeroMemory(register);
        _next = null;
    }

    /// <summary>Derives the keys of the bits below <paramref name="register"/>: those of the counters that follow on this one.</summary>
    private void Fill(byte[] key, KeySerialNumber ksn, int register)
    {
        for (int bit = register - 1; bit >= 0; bit--)
            _registers[bit] = KeyDerivation.Derive(key, DukptKeyUsage.KeyDerivation, ksn with { Counter = ksn.Counter | (1u << bit) });
    }

    /// <summary>Brings the registers to where a device is that has used every key before <paramref name="next"/>.</summary>
    private void Load(ReadOnlySpan<byte> initialKey, KeySerialNumber next)
    {
        byte[] key = initialKey.ToArray();
        uint prefix = 0;
        int lowest = BitOperations.TrailingZeroCount(next.Counter);
        for (int bit = RegisterCount - 1; bit >= lowest; bit--)
        {
            byte[] child = KeyDerivation.Derive(key, DukptKeyUsage.KeyDerivation, next with { Counter = prefix | (1u << bit) });
            if ((next.Counter & (1u << bit)) == 0 || bit == lowest)
            {
                _registers[bit] = child;
                continue;
            }

            // This bit is set, and lower ones too: the key of the bit itself was used and forgotten.
            CryptographicOperations.ZeroMemory(key);
            key = child;
            prefix |= 1u << bit;
        }

        CryptographicOperations.ZeroMemory(key);
    }
}

/// <summary>One transaction's key, from which its working keys come. Dispose it with the transaction.</summary>
public sealed class DukptTransaction : IDisposable
{
    private readonly byte[] _key;

    internal DukptTransaction(KeySerialNumber ksn, byte[] key)
    {
        Ksn = ksn;
        _key = key;
    }

    public KeySerialNumber Ksn { get; }

    /// <summary>The transaction's working key for a usage.</summary>
    public byte[] WorkingKey(DukptKeyUsage usage) => KeyDerivation.Derive(_key, usage, Ksn);

    public void Dispose() => CryptographicOperations.ZeroMemory(_key);
}
