using System.Runtime.CompilerServices;
using Xunit;

namespace Composite.Contracts.Tests;

/// <summary>
/// Silos of two versions talk to each other during an update, so the bytes are a contract. With COMPOSITE_GOLDEN=write the files are
/// written anew, to be reviewed: an added member may lengthen a file; nothing that was there may change.
/// </summary>
public sealed class GoldenBytesTests
{
    private const int BytesALine = 32;

    public static TheoryData<string> Aliases => [.. WireTypes.Instances.Select(t => WireTypes.AliasOf(t)!)];

    public static TheoryData<string> EnumerationAliases => [.. WireTypes.Enumerations.Select(t => WireTypes.AliasOf(t)!)];

    [Theory]
    [MemberData(nameof(Aliases))]
    public void Write_Record_GivesTheGoldenBytes(string alias) => Verify(alias, Hex(Wire.Write(Sample.Of(Named(alias)))));

    [Theory]
    [MemberData(nameof(EnumerationAliases))]
    public void Write_EachValueOfAnEnumeration_GivesTheGoldenBytes(string alias) => Verify(
        alias, string.Concat(Enum.GetValues(Named(alias)).Cast<object>().Select(value => $"{value} {Hex(Wire.Write(value))}")));

    [Theory]
    [MemberData(nameof(Aliases))]
    public void Read_GoldenBytes_GivesEveryMemberBack(string alias)
    {
        object read = Wire.Read(Convert.FromHexString(string.Concat(File.ReadLines(PathOf(alias)))));
        Assert.Equal(Named(alias), read.GetType());
        Assert.Equal(Wire.Shown(Sample.Of(Named(alias))), Wire.Shown(read));
    }

    [Fact]
    public void Files_Always_AreOnePerType() => Assert.Equal(
        WireTypes.Instances.Concat(WireTypes.Enumerations).Select(WireTypes.AliasOf).Order(StringComparer.Ordinal),
        Directory.GetFiles(Path.GetDirectoryName(PathOf("any"))!, "*.hex").Select(Path.GetFileNameWithoutExtension).Order(StringComparer.Ordinal));

    private static Type Named(string alias) => WireTypes.Serialised.Single(t => WireTypes.AliasOf(t) == alias);

    private static string Hex(byte[] bytes) => string.Concat(bytes.Chunk(BytesALine).Select(line => Convert.ToHexStringLower(line) + "\n"));

    private static void Verify(string alias, string actual)
    {
        if (Environment.GetEnvironmentVariable("COMPOSITE_GOLDEN") == "write") File.WriteAllText(PathOf(alias), actual);
        Assert.True(File.Exists(PathOf(alias)), $"{PathOf(alias)} is missing; it would hold:\n{actual}");
        Assert.Equal(File.ReadAllText(PathOf(alias)), actual);
    }

    private static string PathOf(string alias, [CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, "Golden", alias + ".hex");
}
