using Composite.Iso8583.Specs;
using CsCheck;
using Xunit;

namespace Composite.Iso8583.Tests;

public sealed class RoundTripTests
{
    public static TheoryData<string> SpecNames { get; } = [.. Vectors.Specs.Select(spec => spec.Name)];

    [Theory]
    [MemberData(nameof(SpecNames))]
    public void WriteThenParse_AnyMessage_KeepsEveryField(string name)
    {
        Iso8583Spec spec = Vectors.Specs.Single(one => one.Name == name);
        Gen.Int.Sample(
            seed =>
            {
                (Iso8583Message message, Dictionary<int, byte[]> values) = RandomMessages.Create(spec, seed);
                byte[] wire = Vectors.Encode(message);
                Iso8583Message parsed = Vectors.Parse(spec, wire);

                Assert.Equal(wire.Length, message.EncodedLength());
                Assert.Equal(values.Keys.Order(), Numbers(parsed));
                foreach ((int field, byte[] value) in values)
                    Assert.Equal(value, parsed.Get(field).ToArray());
                Assert.Equal(wire, Vectors.Encode(parsed));
            },
            iter: 1_000);
    }

    [Theory]
    [MemberData(nameof(SpecNames))]
    public void TryParse_EveryPrefixOfAMessage_IsTruncated(string name)
    {
        Iso8583Spec spec = Vectors.Specs.Single(one => one.Name == name);
        byte[] wire = Vectors.Encode(RandomMessages.Create(spec, 8583).Message);
        var message = new Iso8583Message(spec);
        for (int length = 0; length < wire.Length; length++)
        {
            Assert.False(message.TryParse(wire.AsSpan(0, length), out Iso8583Error? error));
            Assert.Equal(ErrorReason.Truncated, error.Reason);
            Assert.True(message.Present.IsEmpty);
        }
    }

    [Fact]
    public void Set_SameFieldsInAnyOrder_GivesTheSameBytes()
    {
        Gen.Int.Sample(
            seed =>
            {
                (Iso8583Message message, Dictionary<int, byte[]> values) = RandomMessages.Create(Iso8583Specs.Packed1987, seed);
                Iso8583Message shuffled = new Iso8583Message(Iso8583Specs.Packed1987).Begin(message.Mti);
                var random = new Random(seed);
                foreach (int field in values.Keys.OrderBy(_ => random.Next()))
                    shuffled.Set(field, values[field]);

                Assert.Equal(Vectors.Encode(message), Vectors.Encode(shuffled));
            },
            iter: 200);
    }

    private static List<int> Numbers(Iso8583Message message)
    {
        var numbers = new List<int>();
        foreach (int field in message.Present)
            numbers.Add(field);
        return numbers;
    }
}
