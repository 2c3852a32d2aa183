using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Numerics;

namespace Composite.Sandbox.Dukpt;

/// <summary>Which key of which device: the initial key's id (8 bytes) and the transaction counter (4 bytes).</summary>
/// <remarks>A counter with no set bit or with more than <see cref="MaxSetBits"/> names no key (ANSI X9.24-3-2017); devices skip the latter.</remarks>
public readonly record struct KeySerialNumber(ulong InitialKeyId, uint Counter)
{
    /// <summary>Length in bytes.</summary>
    public const int Length = 12;

    /// <summary>Most set bits of a counter, and so the most derivations that a host makes for one key.</summary>
    public const int MaxSetBits = 16;

    /// <summary>Whether the counter names a key.</summary>
    public bool NamesKey => BitOperations.PopCount(Counter) is >= 1 and <= MaxSetBits;

    /// <summary>The next one that names a key; null when the device is exhausted, behind counter FFFF0000.</summary>
    public KeySerialNumber? Next()
    {
        ulong next = (ulong)Counter + 1;
        while (BitOperations.PopCount(next) > MaxSetBits)
            next += next & (~next + 1);
        return next <= uint.MaxValue ? this with { Counter = (uint)next } : null;
    }

    /// <summary>Reads 24 hexadecimal digits.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out KeySerialNumber ksn)
    {
        ksn = default;
        if (text?.Length != 2 * Length
            || !ulong.TryParse(text.AsSpan(0, 16), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ulong id)
            || !uint.TryParse(text.AsSpan(16), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out uint counter))
        {
            return false;
        }

        ksn = new KeySerialNumber(id, counter);
        return true;
    }

    /// <summary>The 12 bytes, as they go into messages.</summary>
    public byte[] ToBytes()
    {
        var bytes = new byte[Length];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, InitialKeyId);
        BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(8), Counter);
        return bytes;
    }

    /// <summary>24 hexadecimal digits in capitals.</summary>
    public override string ToString() => Convert.ToHexString(ToBytes());
}
