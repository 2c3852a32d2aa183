using CsCheck;
using Xunit;

namespace Composite.Storage.Tests;

public sealed class PositionRunTests
{
    [Fact]
    public void Decode_AnyRun_GivesWhatWasEncoded() =>
        Gen.Long[1, long.MaxValue].Array[1, PositionRun.MaxCount].Select(positions => positions.Distinct().Order().ToArray()).Sample(positions =>
        {
            var buffer = new byte[PositionRun.MaxBytes];
            var length = PositionRun.Encode([.. positions.Select(position => new TailEntry("s", 1, null, position))], buffer);
            var decoded = new List<long>();

            PositionRun.Decode(buffer.AsSpan(0, length), decoded);

            Assert.Equal(positions, decoded);
            Assert.Equal(positions.Length, PositionRun.Count(buffer.AsSpan(0, length)));
        });
}
