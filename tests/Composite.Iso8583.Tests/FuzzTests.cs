using Composite.Iso8583.Specs;
using CsCheck;
using Xunit;

namespace Composite.Iso8583.Tests;

public sealed class FuzzTests
{
    private const int MutatedMessages = 6_000;
    private const int RandomInputs = 20_000;

    [Fact]
    public void TryParse_CheckedInSeeds_AreAllRefusedOrWrittenAgain()
    {
        Assert.True(Vectors.FuzzSeeds.Count >= 20);
        foreach (byte[] seed in Vectors.FuzzSeeds)
            AssertHandled(seed);
    }

    [Fact]
    public void TryParse_MutatedMessages_NeverThrows() => Gen.Int.Sample(
        seed =>
        {
            var random = new Random(seed);
            Iso8583Spec spec = Vectors.Specs[random.Next(Vectors.Specs.Count)];
            byte[] wire = random.Next(4) == 0
                ? Vectors.All[random.Next(Vectors.All.Count)]
                : Vectors.Encode(RandomMessages.Create(spec, seed).Message);
            AssertHandled(Mutate(wire, random));
        },
        iter: MutatedMessages);

    [Fact]
    public void TryParse_RandomBytes_NeverThrows() =>
        Gen.Byte.Array[0, 600].Sample(AssertHandled, iter: RandomInputs);

    [Fact]
    public void TryParse_RandomBytesBehindARealBeginning_NeverThrows() => Gen.Byte.Array[0, 300].Sample(
        bytes =>
        {
            AssertHandled([.. "0200"u8, .. bytes]);
            AssertHandled([0x02, 0x00, .. bytes]);
        },
        iter: RandomInputs / 2);

    private static void AssertHandled(byte[] wire)
    {
        foreach (Iso8583Spec spec in Vectors.Specs)
        {
            var message = new Iso8583Message(spec);
            if (message.TryParse(wire, out Iso8583Error? error))
            {
                // What is accepted is valid, and so can be written; reading that again gives the same.
                Iso8583Message again = new Iso8583Message(spec).Begin(message.Mti);
                foreach (int field in message.Present)
                    again.Set(field, message.Get(field));
                Assert.Null(again.Refusal);
                byte[] written = Vectors.Encode(message);
                Assert.Equal(written, Vectors.Encode(again));
                Assert.Equal(written, Vectors.Encode(Vectors.Parse(spec, written)));
                Assert.NotEmpty(message.ToString());
            }
            else
            {
                Assert.InRange(error.Offset, 0, wire.Length);
                Assert.True(message.Present.IsEmpty);
                Assert.True(error.ToString().Length < 1_000);
            }
        }
    }

    private static byte[] Mutate(byte[] wire, Random random)
    {
        var bytes = new List<byte>(wire);
        for (int i = random.Next(1, 6); i > 0 && bytes.Count > 0; i--)
        {
            int at = random.Next(bytes.Count);
            switch (random.Next(5))
            {
                case 0:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 1:
                    bytes[at] ^= (byte)(1 << random.Next(8));
                    break;
                case 2:
                    bytes.RemoveRange(at, Math.Min(random.Next(1, 8), bytes.Count - at));
                    break;
                case 3:
                    bytes.Insert(at, (byte)random.Next(256));
                    break;
                default:
                    bytes.RemoveRange(at, bytes.Count - at);
                    break;
            }
        }

        return [.. bytes];
    }
}
