using System.Buffers.Text;
using System.Security.Cryptography;
using Composite.Attestation.Keys;
using Xunit;

namespace Composite.Attestation.Tests.Keys;

public sealed class P256PublicKeyTests : IDisposable
{
    private readonly ECDsa _ecdsa = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly byte[] _data = RandomNumberGenerator.GetBytes(300);

    public void Dispose() => _ecdsa.Dispose();

    [Fact]
    public async Task Verify_ManyThreadsAtOnce_EachGetsItsOwnAnswer()
    {
        P256PublicKey key = P256PublicKey.Of(_ecdsa);
        byte[] good = _ecdsa.SignData(_data, HashAlgorithmName.SHA256);
        byte[] bad = [.. good];
        bad[40] ^= 1;

        // More threads than idle slots, so that imports are made, shared and discarded.
        bool[][] answers = await Task.WhenAll(Enumerable.Range(0, 32).Select(thread => Task.Factory.StartNew(
            () => Enumerable.Range(0, 40).Select(i => key.Verify(_data, (thread + i) % 2 == 0 ? good : bad)).ToArray(),
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default)));

        for (int thread = 0; thread < answers.Length; thread++)
            Assert.Equal(Enumerable.Range(0, 40).Select(i => (thread + i) % 2 == 0), answers[thread]);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(63)]
    [InlineData(65)]
    public void Verify_SignatureOfAnotherLength_IsFalse(int length)
    {
        byte[] signature = new byte[length];
        _ecdsa.SignData(_data, HashAlgorithmName.SHA256).AsSpan(0, Math.Min(64, length)).CopyTo(signature);

        Assert.False(P256PublicKey.Of(_ecdsa).Verify(_data, signature));
    }

    [Theory]
    [InlineData("", "x is not")]
    [InlineData("AAAA", "x is not")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=", "x is not")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAA AAAAAAAAAAAAAAAAAAAAA", "x is not")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "not a point")]
    public void TryImport_NotACoordinate_SaysWhy(string x, string expected)
    {
        string y = Base64Url.EncodeToString(_ecdsa.ExportParameters(false).Q.Y);

        Assert.False(P256PublicKey.TryImport(x, y, out _, out string? reason));
        Assert.Contains(expected, reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_KeyOnAnotherCurve_IsRefused()
    {
        using var p384 = ECDsa.Create(ECCurve.NamedCurves.nistP384);

        Assert.Throws<ArgumentException>(() => P256PublicKey.Of(p384));
    }
}
