using System.Buffers;
using System.Collections.Immutable;
using System.Collections.ObjectModel;
using Orleans.Serialization.Buffers;
using Orleans.Serialization.Codecs;
using Orleans.Serialization.Session;
using Orleans.Serialization.WireProtocol;
using Xunit;

namespace Composite.Contracts.Tests;

/// <summary>What the other side may send: members of a newer version, and lists of any kind.</summary>
public sealed class CompatibilityTests
{
    // Far behind every number in use.
    private const uint UnknownMember = 100;

    public static TheoryData<string> Aliases => GoldenBytesTests.Aliases;

    public static TheoryData<string, IReadOnlyList<ProblemInfo>> Lists
    {
        get
        {
            ProblemInfo[] problems = [new("a", "b", "c", "d"), new("e", "f", "g", "h")];
            return new TheoryData<string, IReadOnlyList<ProblemInfo>>
            {
                { "none", [] },
                { "expression of one", [problems[0]] },
                { "expression of two", [problems[0], problems[1]] },
                { "spread", [.. problems.Where(p => p.Code.Length == 1)] },
                { "array", problems },
                { "list", problems.ToList() },
                { "immutable array", problems.ToImmutableArray() },
                { "immutable list", problems.ToImmutableList() },
                { "read-only collection", new ReadOnlyCollection<ProblemInfo>(problems) },
            };
        }
    }

    [Theory]
    [MemberData(nameof(Aliases))]
    public void Read_RecordOfANewerVersion_IgnoresWhatItDoesNotKnow(string alias)
    {
        object sample = Sample.Of(WireTypes.Instances.Single(t => WireTypes.AliasOf(t) == alias));
        Assert.Equal(Wire.Shown(sample), Wire.Shown(Wire.Read(WithUnknownMembers(Wire.Write(sample)))));
    }

    [Theory]
    [MemberData(nameof(Lists))]
    public void Read_ListOfAnyKind_HasTheSameItems(string kind, IReadOnlyList<ProblemInfo> problems)
    {
        CommandResult read = (CommandResult)Wire.Read(Wire.Write(new CommandResult { Problems = problems }));
        Assert.True(problems.SequenceEqual(read.Problems), kind);
    }

    // A record ends with one byte that says so; what stands before it are its members.
    private static byte[] WithUnknownMembers(byte[] bytes)
    {
        using SerializerSession session = Wire.Sessions.GetSession();
        ArrayBufferWriter<byte> unknown = new();
        Writer<ArrayBufferWriter<byte>> writer = Writer.Create(unknown, session);
        writer.WriteFieldHeaderExpected(UnknownMember, WireType.VarInt);
        writer.WriteVarUInt32(42);
        StringCodec.WriteField(ref writer, 1, "of a newer version");
        ObjectCodec.WriteField(ref writer, 1, new ProblemInfo("a", "b", "c", "d"));
        writer.Commit();
        return [.. bytes[..^1], .. unknown.WrittenSpan, bytes[^1]];
    }
}
