using System.Text;
using CsCheck;
using Xunit;

namespace Composite.Storage.Tests;

public sealed class EventDigestTests
{
    /// <summary>The stored hashes depend on these bytes: computed apart from this code, with Python's hashlib over the documented encoding.</summary>
    [Theory]
    [InlineData("payment/1", "e9f7032da5139980dd9742d554bd6b6a1b4113ba126f1c86397ffd45568a8513")]
    [InlineData(null, "7d6d9969dc080e1f086824b7455fcb6642ec7b81759135761febb9c4fdd74f3a")]
    public void Finish_KnownEvent_IsTheGoldenHash(string? subject, string expected)
    {
        var previous = Enumerable.Range(0, 32).Select(i => (byte)i).ToArray();
        using var digest = new EventDigest();
        digest.Start(previous, position: 258, version: 3, recordedAtTicks: 638_000_000_000_000_001);
        _ = digest.Add("device/ü");
        _ = digest.Add("payment.submitted.v1");
        if (subject is null)
        {
            digest.AddAbsent();
        }
        else
        {
            _ = digest.Add(subject);
        }

        _ = digest.Add("system");
        _ = digest.Add([0, 1, 254]);
        var hash = new byte[EventDigest.HashBytes];
        digest.Finish(hash);

        Assert.Equal(expected, Convert.ToHexStringLower(hash));
    }

    [Fact]
    public void Add_AnyParts_StandWhereItSays() => Gen.String.Array[1, 20].Sample(parts =>
    {
        using var digest = new EventDigest();
        digest.Start(new byte[EventDigest.HashBytes], 1, 1, 1);
        var ranges = parts.Select(digest.Add).ToArray();
        for (var i = 0; i < parts.Length; i++)
        {
            Assert.Equal(Encoding.UTF8.GetBytes(parts[i]), digest[ranges[i]].ToArray());
        }
    }, iter: 200);
}
