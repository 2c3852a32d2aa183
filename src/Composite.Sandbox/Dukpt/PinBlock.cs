using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace Composite.Sandbox.Dukpt;

/// <summary>PIN block format 4 (ISO 9564-1:2017): 16 bytes of AES, bound to the card number.</summary>
public static class PinBlock
{
    /// <summary>Length in bytes.</summary>
    public const int Length = 16;

    public const int MinPinLength = 4;
    public const int MaxPinLength = 12;

    /// <summary>Shortest card number, in digits, that the format binds without padding; ours are never shorter.</summary>
    public const int MinPanLength = 12;
    public const int MaxPanLength = 19;

    /// <summary>Random bytes at the end of the PIN field.</summary>
    public const int FillLength = 8;

    private const int PinDigits = 14;

    /// <summary>Enciphers a PIN with fresh random fill.</summary>
    /// <exception cref="ArgumentException">PIN or card number of another length or form.</exception>
    public static byte[] Encipher(ReadOnlySpan<byte> pinKey, string pin, string pan) =>
        Encipher(pinKey, pin, pan, RandomNumberGenerator.GetBytes(FillLength));

    /// <summary>Enciphers a PIN with the fill given, which must be random but for test vectors.</summary>
    /// <exception cref="ArgumentException">PIN, card number or fill of another length or form.</exception>
    public static byte[] Encipher(ReadOnlySpan<byte> pinKey, string pin, string pan, ReadOnlySpan<byte> fill)
    {
        if (!IsDigits(pin, MinPinLength, MaxPinLength))
            throw new ArgumentException($"A PIN has {MinPinLength} to {MaxPinLength} digits.", nameof(pin));
        if (fill.Length != FillLength)
            throw new ArgumentException($"The fill has {FillLength} bytes.", nameof(fill));

        // Format code, length, digits, A up to eight bytes; then the fill.
        Span<byte> block = stackalloc byte[Length];
        Convert.FromHexString($"4{pin.Length:X}{pin.PadRight(PinDigits, 'A')}").CopyTo(block);
        fill.CopyTo(block[(Length - FillLength)..]);

        using var aes = Aes.Create();
        aes.SetKey(pinKey);
        aes.EncryptEcb(block, block, PaddingMode.None);
        Xor(block, PanField(pan));
        return aes.EncryptEcb(block, PaddingMode.None);
    }

    /// <summary>Deciphers a block; false when it is not a PIN block of this key and card number.</summary>
    /// <exception cref="ArgumentException">A card number of another length or form.</exception>
    public static bool TryDecipher(ReadOnlySpan<byte> pinKey, ReadOnlySpan<byte> block, string pan, [NotNullWhen(true)] out string? pin)
    {
        pin = null;
        if (block.Length != Length)
            return false;

        using var aes = Aes.Create();
        aes.SetKey(pinKey);
        Span<byte> field = stackalloc byte[Length];
        aes.DecryptEcb(block, field, PaddingMode.None);
        Xor(field, PanField(pan));
        aes.DecryptEcb(field, field, PaddingMode.None);

        string digits = Convert.ToHexString(field[1..(Length - FillLength)]);
        int length = field[0] & 0xF;
        if (field[0] >> 4 != 4
            || length is < MinPinLength or > MaxPinLength
            || !IsDigits(digits[..length], length, length)
            || digits.AsSpan(length).ContainsAnyExcept('A'))
        {
            return false;
        }

        pin = digits[..length];
        return true;
    }

    private static byte[] PanField(string pan)
    {
        if (!IsDigits(pan, MinPanLength, MaxPanLength))
            throw new ArgumentException($"A card number has {MinPanLength} to {MaxPanLength} digits.", nameof(pan));

        // The first digit says how many there are beyond twelve; zeros follow.
        return Convert.FromHexString($"{pan.Length - MinPanLength}{pan}".PadRight(2 * Length, '0'));
    }

    private static void Xor(Span<byte> target, ReadOnlySpan<byte> other)
    {
        for (int i = 0; i < target.Length; i++)
            target[i] ^= other[i];
    }

    private static bool IsDigits(string text, int min, int max) =>
        text.Length >= min && text.Length <= max && text.All(char.IsAsciiDigit);
}
