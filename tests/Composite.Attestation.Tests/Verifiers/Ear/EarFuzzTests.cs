using System.Text;
using Composite.Attestation.Verifiers.Ear;
using Composite.Domain.Ports;
using Xunit;

namespace Composite.Attestation.Tests.Verifiers.Ear;

/// <summary>Whatever comes, the verifier answers: it never throws, and what was altered is never appraised.</summary>
public sealed class EarFuzzTests : IDisposable
{
    private readonly Token _token = new();
    private readonly EarVerifier _verifier = new();

    public void Dispose() => _token.Dispose();

    [Fact]
    public void Verify_AnyOneByteOfTheTokenChanged_IsNotAppraised()
    {
        byte[] good = _token.Good();
        for (int i = 0; i < good.Length; i++)
        {
            foreach (byte flip in (ReadOnlySpan<byte>)[0x01, 0x20, 0x80])
            {
                byte[] altered = [.. good];
                altered[i] ^= flip;
                Assert.IsType<AttestationVerdict.NotAppraised>(_verifier.Verify(altered, _token.Keys));
            }
        }
    }

    [Fact]
    public void Verify_TokenCutAnywhere_IsNotAppraised()
    {
        byte[] good = _token.Good();
        for (int length = 0; length < good.Length; length++)
            Assert.IsType<AttestationVerdict.NotAppraised>(_verifier.Verify(good.AsSpan(0, length), _token.Keys));
    }

    [Fact]
    public void Verify_SignedButMutatedClaims_NeverThrows()
    {
        var random = new Random(9711);
        byte[] header = Encoding.UTF8.GetBytes(Token.Header().ToJsonString());
        byte[] claims = Encoding.UTF8.GetBytes(Token.Claims().ToJsonString());
        for (int round = 0; round < 2_000; round++)
        {
            byte[] mutated = Mutate(claims, random);
            Assert.NotNull(_verifier.Verify(_token.Sign(header, mutated), _token.Keys));
        }
    }

    [Fact]
    public void Verify_SignedButMutatedHeader_NeverThrows()
    {
        var random = new Random(7515);
        byte[] header = Encoding.UTF8.GetBytes(Token.Header().ToJsonString());
        byte[] claims = Encoding.UTF8.GetBytes(Token.Claims().ToJsonString());
        for (int round = 0; round < 1_000; round++)
            Assert.NotNull(_verifier.Verify(_token.Sign(Mutate(header, random), claims), _token.Keys));
    }

    [Fact]
    public void Verify_Noise_NeverThrows()
    {
        var random = new Random(9334);
        const string alphabet = "ABCeyJ0019-_.=+/ {}\"\0\u00ff";
        for (int round = 0; round < 5_000; round++)
        {
            byte[] noise = Encoding.Latin1.GetBytes(random.GetItems(alphabet.AsSpan(), random.Next(200)));
            Assert.IsType<AttestationVerdict.NotAppraised>(_verifier.Verify(noise, _token.Keys));
        }
    }

    private static byte[] Mutate(byte[] original, Random random)
    {
        List<byte> bytes = [.. original];
        for (int change = random.Next(1, 4); change > 0 && bytes.Count > 0; change--)
        {
            int at = random.Next(bytes.Count);
            switch (random.Next(4))
            {
                case 0: bytes[at] = (byte)random.Next(256); break;
                case 1: bytes.RemoveAt(at); break;
                case 2: bytes.Insert(at, "{}[]\",:0\\u"u8[random.Next(10)]); break;
                default: bytes.InsertRange(at, bytes.GetRange(at, Math.Min(random.Next(1, 40), bytes.Count - at))); break;
            }
        }

        return [.. bytes];
    }
}
