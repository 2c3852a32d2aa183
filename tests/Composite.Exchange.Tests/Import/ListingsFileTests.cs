using System.Text;
using Composite.Domain;
using Composite.Exchange.Import;
using Xunit;

namespace Composite.Exchange.Tests.Import;

public sealed class ListingsFileTests
{
    private static readonly UTF8Encoding WithMark = new(encoderShouldEmitUTF8Identifier: true);

    public static TheoryData<string, byte[]> OtherEncodings => new()
    {
        { "UTF-16 (little-endian)", [.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes(Files.Header)] },
        { "UTF-16 (big-endian)", [.. Encoding.BigEndianUnicode.GetPreamble(), .. Encoding.BigEndianUnicode.GetBytes(Files.Header)] },
        { "UTF-32 (little-endian)", [.. Encoding.UTF32.GetPreamble(), .. Encoding.UTF32.GetBytes(Files.Header)] },
        { "probably UTF-16", Encoding.Unicode.GetBytes(Files.Header) },
        { "Line 2 is not UTF-8: probably Windows-1252", [.. Encoding.ASCII.GetBytes(Files.Header + "\n"), .. Encoding.Latin1.GetBytes("café")] },
        { "ZIP", [0x50, 0x4B, 0x03, 0x04, 0x14] },
        { "gzip", [0x1F, 0x8B, 0x08] },
    };

    [Theory]
    [MemberData(nameof(OtherEncodings))]
    public void Read_NotUtf8_IsRefusedWithItsName(string name, byte[] file)
    {
        Problem problem = Assert.Single(Files.Read(file).Problems);
        Assert.Equal("encoding", problem.Code);
        Assert.Contains(name, problem.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_ByteOrderMarkOfUtf8_IsAllowed()
    {
        ListingsFile file = Files.Read([.. WithMark.GetPreamble(), .. Files.Csv(Files.Known)]);
        Assert.Empty(file.Problems);
        Assert.Equal("2025-00001.001", Assert.Single(file.Rows).Listing.Reference);
    }

    [Fact]
    public void Read_Header_NamesEveryUnknownRepeatedAndMissingColumn()
    {
        ListingsFile file = Files.Read(Encoding.UTF8.GetBytes("componentId,reference,reference,colour,standardVersion,laboratory,listedOn,versions,retrievedAt\nx,y,z,a,b,c,d,e,f\n"));
        Assert.Empty(file.Rows);
        Assert.Equal([("repeated-column", "reference"), ("unknown-column", "colour"), ("missing-column", "expiresOn")], file.Problems.Select(p => (p.Code, p.Field)));
    }

    // A remedy for each of a million columns is gigabytes.
    [Fact]
    public void Read_MillionColumns_IsRefusedOnce() => Assert.Equal(
        ("column-count", "header"), Only(Files.Read(Encoding.UTF8.GetBytes(string.Join(',', Enumerable.Range(0, 1_000_000).Select(i => $"c{i}"))))));

    [Fact]
    public void Read_JsonWithAMillionMembers_NamesTheFirstOnes()
    {
        ListingsFile file = Files.Read(Encoding.UTF8.GetBytes($"[{{{string.Join(',', Enumerable.Range(0, 500_000).Select(i => $"\"c{i}\":1"))}}}]"), ImportFormat.Json);
        Assert.Equal(ImportLimits.MaxUnknownMembers, Assert.Single(file.Rows).Errors.Count(e => e.Code == "unknown-column"));
    }

    [Fact]
    public void Read_JsonWithAMemberManyTimes_NamesItOnce() => Assert.Single(
        Assert.Single(Files.Read(Encoding.UTF8.GetBytes($"[{{{string.Join(',', Enumerable.Repeat("\"notes\":\"x\"", 100_000))}}}]"), ImportFormat.Json).Rows).Errors, e => e.Code == "repeated-column");

    [Theory]
    [InlineData("""[{"componentId":"\ud800"}]""")]
    [InlineData("""[{"versions":["\udc00"]}]""")]
    [InlineData("""[{"\ud800":"sdk"}]""")]
    public void Read_JsonWithHalfASurrogatePair_IsRefused(string json)
    {
        ListingsFile file = Files.Read(Encoding.UTF8.GetBytes(json), ImportFormat.Json);
        Assert.Equal(("invalid-json", "file"), Only(file));
        Assert.Contains("surrogate", file.Problems[0].Reason, StringComparison.Ordinal);
    }

    private static (string Code, string Field) Only(ListingsFile file)
    {
        Assert.Empty(file.Rows);
        Problem problem = Assert.Single(file.Problems);
        return (problem.Code, problem.Field);
    }

    [Fact]
    public void Read_Semicolons_SaysThatCommasAreMissing() =>
        Assert.Equal("separator", Assert.Single(Files.Read(Encoding.UTF8.GetBytes(Files.Header.Replace(',', ';') + "\n")).Problems).Code);

    [Theory]
    [InlineData("")]
    [InlineData("\n\n")]
    public void Read_Nothing_IsRefused(string text) => Assert.Equal("empty", Assert.Single(Files.Read(Encoding.UTF8.GetBytes(text)).Problems).Code);

    [Fact]
    public void Read_HeaderOnly_IsRefused() => Assert.Equal("empty", Assert.Single(Files.Read(Files.Csv()).Problems).Code);

    [Theory]
    [InlineData(ImportLimits.MaxRows, 0)]
    [InlineData(ImportLimits.MaxRows + 1, 1)]
    public void Read_AtAndAboveTheBoundOfRows_IsReadOrRefused(int rows, int problems) =>
        Assert.Equal(problems, Files.Read(Files.Csv([.. Enumerable.Repeat(Files.Known, rows)])).Problems.Count);

    [Theory]
    [InlineData(ImportLimits.MaxFieldLength, false)]
    [InlineData(ImportLimits.MaxFieldLength + 1, true)]
    public void Read_AtAndAboveTheBoundOfAField_SaysSo(int length, bool refused)
    {
        ListingsFile file = Files.Read(Files.Csv(Files.Known.Replace("A Laboratory", new string('é', length), StringComparison.Ordinal)));
        Assert.Equal(refused, Assert.Single(file.Rows).Errors.Any(e => e is { Code: "size", Field: "laboratory" }));
    }

    [Theory]
    [InlineData("\"A \"Laboratory\"", "quoting")]
    [InlineData("A \"Laboratory", "quoting")]
    [InlineData("A, Laboratory", "field-count")]
    public void Read_ABadRow_SaysSoAndReadsTheNext(string laboratory, string code)
    {
        ListingsFile file = Files.Read(Files.Csv(Files.Known.Replace("A Laboratory", laboratory, StringComparison.Ordinal), Files.New));
        Assert.Contains(file.Rows[0].Errors, e => e.Code == code && e.Row == 1);
        Assert.Empty(file.Rows[1].Errors);
    }

    [Theory]
    [InlineData("=cmd|' /C calc'!A0")]
    [InlineData("+1")]
    [InlineData("-1")]
    [InlineData("@SUM(A1)")]
    [InlineData("\t=1")]
    [InlineData("\"\r=1\"")]
    [InlineData("'=1")]
    [InlineData("  =1")]
    public void Read_Formula_IsRefusedWithRowAndField(string text)
    {
        ListingsFile file = Files.Read(Files.Csv(Files.New, Files.Known.Replace("A Laboratory", text, StringComparison.Ordinal)));
        RowError error = Assert.Single(file.Rows[1].Errors, e => e.Code == "formula");
        Assert.Equal((2, "laboratory"), (error.Row, error.Field));
    }

    [Theory]
    [InlineData("2025-1-1")]
    [InlineData("01.02.2025")]
    [InlineData("2025-02-30")]
    [InlineData("45000")]
    public void Read_NotADay_NamesTheField(string day) => Assert.Contains(
        Assert.Single(Files.Read(Files.Csv(Files.Known.Replace("2025-01-01", day, StringComparison.Ordinal))).Rows).Errors, e => e is { Field: "listedOn", Code: "invalid-value" });

    [Theory]
    [InlineData("2026-02-01")]
    [InlineData("2026-02-01T08:00:00")]
    [InlineData("yesterday")]
    public void Read_NotAnInstant_NamesTheField(string instant) => Assert.Contains(
        Assert.Single(Files.Read(Files.Csv(Files.Known.Replace("2026-02-01T08:00:00Z", instant, StringComparison.Ordinal))).Rows).Errors, e => e is { Field: "retrievedAt", Code: "invalid-value" });

    [Fact]
    public void Read_UnknownWords_AreNamedWithTheKnownOnes()
    {
        RowError error = Assert.Single(Assert.Single(Files.Read(Files.Csv(Files.Known.Replace("contactless", "telepathy", StringComparison.Ordinal))).Rows).Errors);
        Assert.Equal(("entryModes", "unknown-value"), (error.Field, error.Code));
        Assert.Contains("contactless, contact, magneticStripe, manualEntry", error.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_CardNumber_IsRefusedWithoutRepeatingIt()
    {
        RowError error = Assert.Single(Assert.Single(Files.Read(Files.Csv(Files.Known.Replace("A Laboratory", "4111111111111111", StringComparison.Ordinal))).Rows).Errors);
        Assert.Equal("clear-account-data", error.Code);
        Assert.DoesNotContain("4111", error.Reason + error.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_CsvAndJson_SayTheSame()
    {
        byte[] json = """
            [{"componentId":"sdk-tap","reference":"2025-00001.001","standardVersion":"1.1","laboratory":"A Laboratory","listedOn":"2025-01-01","expiresOn":"2028-01-01",
              "checkpointDueOn":"2026-06-01","versions":["3.2.x","3.1.0"],"entryModes":["contactless"],"cvms":["none","onlinePin"],"sdkType":"isolating",
              "dependencies":["2025-00002.001"],"retrievedAt":"2026-02-01T09:00:00+01:00"}]
            """u8.ToArray();
        ReadListing fromJson = Assert.Single(Files.Read(json, ImportFormat.Json).Rows);
        ReadListing fromCsv = Assert.Single(Files.Read(Files.Csv(Files.Known)).Rows);
        Assert.Empty(fromJson.Errors);
        Assert.True(fromCsv.Listing.SaysTheSameAs(fromJson.Listing));
        Assert.Equal(fromCsv.Listing.RetrievedAt, fromJson.Listing.RetrievedAt);
    }

    [Theory]
    [InlineData("""{"listings":[]}""", "invalid-json")]
    [InlineData("[", "invalid-json")]
    [InlineData("[] x", "invalid-json")]
    [InlineData("""[{"versions":[[["a"]]]}]""", "invalid-json")]
    [InlineData("[]", "empty")]
    public void Read_JsonThatIsNoArray_IsRefused(string json, string code) =>
        Assert.Equal(code, Assert.Single(Files.Read(Encoding.UTF8.GetBytes(json), ImportFormat.Json).Problems).Code);

    [Theory]
    [InlineData("""{"colour":"red"}""", "unknown-column", "colour")]
    [InlineData("""{"reference":"a","reference":"b"}""", "repeated-column", "reference")]
    [InlineData("""{"reference":5}""", "invalid-value", "reference")]
    [InlineData("""{"versions":"3.2.x"}""", "invalid-value", "versions")]
    [InlineData("""{"versions":[1]}""", "invalid-value", "versions")]
    [InlineData("\"a\"", "invalid-value", "row")]
    public void Read_JsonRowThatIsNotTheShape_NamesTheMember(string row, string code, string field) =>
        Assert.Contains(Assert.Single(Files.Read(Encoding.UTF8.GetBytes($"[{row}]"), ImportFormat.Json).Rows).Errors, e => e.Code == code && e.Field == field);
}
