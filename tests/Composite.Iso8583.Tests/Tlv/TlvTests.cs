using Composite.Iso8583.Tlv;
using CsCheck;
using Xunit;

namespace Composite.Iso8583.Tests.Tlv;

public sealed class TlvTests
{
    [Fact]
    public void Read_WhatWasWritten_IsTheSame() => Gen.Int.Sample(
        seed =>
        {
            byte[] bytes = RandomMessages.Tlv(new Random(seed), 0);

            Assert.Null(TlvCheck.Find(bytes));
            Assert.Equal(bytes, Copy(bytes));
        },
        iter: 2_000);

    [Fact]
    public void Find_RandomBytes_NeverThrows() => Gen.Byte.Array[0, 200].Sample(
        bytes =>
        {
            TlvFault? fault = TlvCheck.Find(bytes);
            if (fault is not null)
                Assert.InRange(fault.Offset, 0, bytes.Length);
            Assert.Equal(fault is null, EmvData.Inspect(bytes) is not EmvInspection.Malformed);
        },
        iter: 20_000);

    [Theory]
    [InlineData(0x9F02u, "9F02", false)]
    [InlineData(0x95u, "95", false)]
    [InlineData(0x70u, "70", true)]
    [InlineData(0xBF0Cu, "BF0C", true)]
    [InlineData(0xDF8101u, "DF8101", false)]
    [InlineData(0xFF818203u, "FF818203", true)]
    public void Tag_ByItsBytes_KnowsItself(uint value, string text, bool constructed)
    {
        TlvTag tag = value;

        Assert.Equal(text, tag.ToString());
        Assert.Equal(text.Length / 2, tag.Length);
        Assert.Equal(constructed, tag.IsConstructed);
        Assert.True(tag.IsWellFormed);
    }

    [Theory]
    [InlineData(0u)]
    [InlineData(0x9Fu)]
    [InlineData(0x9F82u)]
    [InlineData(0x9502u)]
    [InlineData(0xDF0182u)]
    [InlineData(0xDF0102u)]
    public void TryWrite_NotAWholeTag_Throws(uint tag) => Assert.Throws<ArgumentException>(() => new TlvWriter(new byte[10]).TryWrite(tag, default));

    [Theory]
    [InlineData(0, "9A00")]
    [InlineData(127, "9A7F")]
    [InlineData(128, "9A8180")]
    [InlineData(255, "9A81FF")]
    [InlineData(256, "9A820100")]
    [InlineData(65536, "9A8400010000")]
    public void TryWrite_Length_IsTheShortestForm(int length, string start)
    {
        byte[] expected = [.. Convert.FromHexString(start), .. new byte[length]];
        byte[] destination = new byte[expected.Length];
        var writer = new TlvWriter(destination);

        Assert.True(writer.TryWrite(0x9A, new byte[length]));
        Assert.Equal(expected, writer.WrittenSpan.ToArray());
        Assert.False(new TlvWriter(destination.AsSpan(1)).TryWrite(0x9A, new byte[length]));
        Assert.True(TlvReader.TryFind(expected, 0x9A, out ReadOnlySpan<byte> value));
        Assert.Equal(length, value.Length);
    }

    [Theory]
    [InlineData(10)]
    [InlineData(200)]
    [InlineData(300)]
    public void TryEnd_Template_HasTheLengthOfWhatItHolds(int length)
    {
        var writer = new TlvWriter(new byte[400]);
        Assert.True(writer.TryBegin(0x70, out int outer));
        Assert.True(writer.TryBegin(0xBF0C, out int inner));
        Assert.True(writer.TryWrite(0x9F10, new byte[length]));
        Assert.True(writer.TryEnd(inner));
        Assert.True(writer.TryEnd(outer));

        Assert.Null(TlvCheck.Find(writer.WrittenSpan));
        Assert.True(TlvReader.TryFind(writer.WrittenSpan, 0x70, out ReadOnlySpan<byte> template));
        Assert.True(TlvReader.TryFind(template, 0xBF0C, out ReadOnlySpan<byte> innerTemplate));
        Assert.True(TlvReader.TryFind(innerTemplate, 0x9F10, out ReadOnlySpan<byte> value));
        Assert.Equal(length, value.Length);
    }

    [Fact]
    public void Find_NestingAtAndBeyondTheBound_IsTakenAndRefused()
    {
        Assert.Null(TlvCheck.Find(Nested(TlvLimits.MaxDepth - 1)));

        TlvFault? fault = TlvCheck.Find(Nested(TlvLimits.MaxDepth));
        Assert.Equal(ErrorReason.NestedTooDeep, fault?.Reason);
        Assert.Equal(string.Join('/', Enumerable.Repeat("70", TlvLimits.MaxDepth)), fault?.Path);
    }

    [Fact]
    public void Find_ElementsAtAndBeyondTheBound_AreTakenAndRefused()
    {
        byte[] most = [.. Enumerable.Range(0, TlvLimits.MaxElements).SelectMany(_ => new byte[] { 0x86, 0 })];

        Assert.Null(TlvCheck.Find(most));
        Assert.Equal(ErrorReason.TooManyElements, TlvCheck.Find([.. most, 0x86, 0])?.Reason);
    }

    [Theory]
    [InlineData("9A0126" + "9A0126", "9A", 3)]
    [InlineData("9A0126" + "7006" + "9F0200" + "9F0200", "70/9F02", 8)]
    [InlineData("9A0126" + "7004" + "82008400" + "9A0126", "9A", 9)]
    public void Find_SameTagTwiceInATemplate_IsADuplicate(string hex, string path, int offset)
    {
        TlvFault? fault = TlvCheck.Find(Convert.FromHexString(hex));

        Assert.Equal((ErrorReason.DuplicateTag, path, offset), (fault!.Reason, fault.Path, fault.Offset));
    }

    [Theory]
    [InlineData("9A0126" + "70039A0126")]
    [InlineData("70039A0126" + "77039A0126")]
    [InlineData("7204" + "86008600" + "7202" + "8600")]
    [InlineData("00009A0126000000")]
    [InlineData("")]
    public void Find_SameTagInDifferentTemplatesOrScripts_IsWellFormed(string hex) =>
        Assert.Null(TlvCheck.Find(Convert.FromHexString(hex)));

    [Theory]
    [InlineData("5A084111111111111111", "5A")]
    [InlineData("9A0126" + "570A4111111111111111D291", "57")]
    [InlineData("70" + "0A" + "5A084111111111111111" + "9F200112", "70/5A,9F20")]
    [InlineData("770B" + "BF0C08" + "5F2402291200" + "5000", "77/BF0C/5F24")]
    [InlineData("5F200441424344" + "9F6B0141" + "560142", "5F20,9F6B,56")]
    public void Inspect_AccountDataAtAnyLevel_IsForbidden(string hex, string paths)
    {
        EmvInspection.Forbidden found = Assert.IsType<EmvInspection.Forbidden>(EmvData.Inspect(Convert.FromHexString(hex)));

        Assert.Equal(paths, string.Join(',', found.Paths));
        Assert.DoesNotContain("4111", found.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Inspect_NoAccountData_IsClean() =>
        Assert.IsType<EmvInspection.Clean>(EmvData.Inspect(Convert.FromHexString("9F0206000000000100" + "70039A0126")));

    [Fact]
    public void Inspect_AccountDataBehindBrokenBytes_IsMalformedAndNotClean() =>
        Assert.IsType<EmvInspection.Malformed>(EmvData.Inspect(Convert.FromHexString("9A0126" + "5A094111111111111111")));

    private static byte[] Nested(int templates)
    {
        byte[] bytes = [0x9A, 1, 0x26];
        for (int i = 0; i < templates; i++)
            bytes = [0x70, (byte)bytes.Length, .. bytes];
        return bytes;
    }

    private static byte[] Copy(byte[] bytes)
    {
        var reader = new TlvReader(bytes);
        var writer = new TlvWriter(new byte[bytes.Length]);
        while (reader.TryRead(out TlvElement element))
        {
            if (element.Tag.IsConstructed)
            {
                Assert.True(writer.TryBegin(element.Tag, out int mark));
                byte[] inner = Copy(element.Value.ToArray());
                var innerReader = new TlvReader(inner);
                while (innerReader.TryRead(out TlvElement innerElement))
                    Assert.True(writer.TryWrite(innerElement.Tag, innerElement.Value));
                Assert.True(writer.TryEnd(mark));
            }
            else
            {
                Assert.True(writer.TryWrite(element.Tag, element.Value));
            }
        }

        Assert.Null(reader.Fault);
        return writer.WrittenSpan.ToArray();
    }
}
