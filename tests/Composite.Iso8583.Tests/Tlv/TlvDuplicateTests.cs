using Composite.Iso8583.Tlv;
using CsCheck;
using Xunit;

namespace Composite.Iso8583.Tests.Tlv;

public sealed class TlvDuplicateTests
{
    private const int MaxElements = 60;
    private static readonly uint[] Repeatable = [0x71, 0x72, 0x86];

    // Every tag of one and two bytes, and some longer ones.
    private static readonly uint[] Tags =
    [
        .. Enumerable.Range(1, 0xFFFF).Select(value => (uint)value).Where(value => new TlvTag(value).IsWellFormed),
        0x9F8101, 0x9F8102, 0xDF8101, 0xDF818203, 0xDF818204,
    ];

    [Fact]
    public void Find_EveryTagOnceAndTwice_TellsJustTheSecondTime()
    {
        foreach (uint tag in Tags.Except(Repeatable))
        {
            Assert.Null(TlvCheck.Find(Write([tag])));
            Assert.Equal(ErrorReason.DuplicateTag, TlvCheck.Find(Write([tag, tag]))?.Reason);
        }
    }

    [Fact]
    public void Find_AnyTags_IsAsASetOfThem() => Gen.Select(Gen.Int[1, MaxElements], Gen.Int).Sample((count, seed) =>
    {
        var random = new Random(seed);
        uint[] tags = [.. Enumerable.Range(0, count).Select(_ => Tags[random.Next(10) == 0 ? Tags.Length - 1 - random.Next(5) : random.Next(Tags.Length)])];
        IEnumerable<uint> counted = tags.Except(Repeatable);

        Assert.Equal(tags.Count(tag => counted.Contains(tag)) > counted.Distinct().Count(), TlvCheck.Find(Write(tags))?.Reason == ErrorReason.DuplicateTag);
    });

    private static byte[] Write(uint[] tags)
    {
        var writer = new TlvWriter(new byte[1024]);
        foreach (uint tag in tags)
            Assert.True(writer.TryWrite(tag, []));
        return writer.WrittenSpan.ToArray();
    }
}
