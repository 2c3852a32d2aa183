using System.Buffers;
using Composite.Iso8583.Fields;
using Composite.Iso8583.Specs;
using Xunit;

namespace Composite.Iso8583.Tests;

public sealed class BuildTests
{
    private readonly Iso8583Message _message = new Iso8583Message(Iso8583Specs.Ascii1987).Begin(Mti.FinancialRequest);

    [Fact]
    public void Set_ShortValues_ArePadded()
    {
        _message.Set(DataElement.Amount, 1234).Set(DataElement.TerminalId, "T1").Set(DataElement.Stan, "42").Set(DataElement.Pan, 4);

        Assert.Equal("000000001234"u8, _message.Get(DataElement.Amount));
        Assert.Equal("T1      "u8, _message.Get(DataElement.TerminalId));
        Assert.Equal("000042"u8, _message.Get(DataElement.Stan));
        Assert.Equal("4"u8, _message.Get(DataElement.Pan));
        Assert.Equal("T1", _message.GetText(DataElement.TerminalId));
    }

    [Theory]
    [InlineData(DataElement.Amount, 999_999_999_999, true)]
    [InlineData(DataElement.Amount, 1_000_000_000_000, false)]
    [InlineData(DataElement.Stan, 999_999, true)]
    [InlineData(DataElement.Stan, 1_000_000, false)]
    [InlineData(DataElement.Stan, -1, false)]
    [InlineData(DataElement.OriginalData, 999_999_999_999_999_999, true)]
    [InlineData(DataElement.OriginalData, 1_000_000_000_000_000_000, false)]
    [InlineData(DataElement.TerminalId, 1, false)]
    [InlineData(DataElement.PinBlock, 1, false)]
    public void Set_Number_FitsOrIsRefused(int field, long number, bool fits)
    {
        _message.Set(field, number);

        Assert.Equal(fits, _message.Refusal is null);
        Assert.Equal(fits, _message.TryGetNumber(field, out long stored));
        Assert.Equal(fits ? number : 0, stored);
    }

    [Theory]
    [InlineData(DataElement.Pan, "4111 1111", ErrorReason.BadCharacter, 4)]
    [InlineData(DataElement.Pan, "41111111111111111111", ErrorReason.TooLong, 0)]
    [InlineData(DataElement.Rrn, "12345678901é", ErrorReason.BadCharacter, 11)]
    [InlineData(DataElement.Rrn, "1234567-9012", ErrorReason.BadCharacter, 7)]
    [InlineData(DataElement.TerminalId, "TERM\n001", ErrorReason.BadCharacter, 4)]
    [InlineData(DataElement.Track2, "4111111111111111=2912X", ErrorReason.BadCharacter, 21)]
    [InlineData(28, "E00000001", ErrorReason.BadCharacter, 0)]
    [InlineData(28, "D0000A001", ErrorReason.BadCharacter, 5)]
    [InlineData(28, "D0000001", ErrorReason.TooShort, 0)]
    [InlineData(DataElement.PinBlock, "12345678", ErrorReason.BadCharacter, 0)]
    public void Set_ValueThatTheFieldForbids_IsRefusedAndNotStored(int field, string value, ErrorReason reason, int offset)
    {
        _message.Set(DataElement.Stan, 1).Set(field, value);

        Assert.False(_message.Has(field));
        Assert.True(_message.Has(DataElement.Stan));
        EncodeResult.Refused refused = Assert.IsType<EncodeResult.Refused>(_message.Encode());
        Assert.Equal((reason, $"DE{field}", offset), (refused.Error.Reason, refused.Error.Path, refused.Error.Offset));
    }

    [Fact]
    public void Refusal_SeveralBadValues_IsTheFirstAndGoesWithBegin()
    {
        _message.Set(DataElement.Stan, "x").Set(DataElement.Amount, "y").Set(DataElement.Stan, 1);

        Assert.Equal("DE11", _message.Refusal?.Path);
        Assert.Null(_message.Begin(Mti.FinancialRequest).Refusal);
    }

    [Fact]
    public void Set_FieldThatTheSpecLacks_Throws()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => _message.Set(65, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => _message.Set(0, "1"));
        Assert.Throws<ArgumentOutOfRangeException>(() => _message.Set(129, "1"));
        Assert.Throws<ArgumentOutOfRangeException>(() => _message.Set(-1, "1"u8));
    }

    [Fact]
    public void Encode_RequiredFieldIsAbsent_NamesAllMissing()
    {
        Iso8583Spec spec = Iso8583Spec.Create(Iso8583Specs.Ascii1987.Definition.Require(Mti.FinancialRequest, 3, 4, 11));
        EncodeResult result = new Iso8583Message(spec).Begin(Mti.FinancialRequest).Set(3, 0).Encode();

        Iso8583Error error = Assert.IsType<EncodeResult.Refused>(result).Error;
        Assert.Equal(ErrorReason.MissingField, error.Reason);
        Assert.Equal("DE4", error.Path);
        Assert.Contains("4,11", error.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void Encode_NoType_IsRefused()
    {
        _message.Clear();

        Assert.Equal(ErrorReason.BadMti, Assert.IsType<EncodeResult.Refused>(_message.Encode()).Error.Reason);
    }

    [Fact]
    public void TryWrite_DestinationOneByteShort_IsRefused()
    {
        _message.Set(DataElement.Stan, 1);
        byte[] destination = new byte[_message.EncodedLength()];

        Assert.True(_message.TryWrite(destination, out int written, out _));
        Assert.Equal(destination.Length, written);
        for (int room = 0; room < destination.Length; room++)
        {
            Assert.False(_message.TryWrite(destination.AsSpan(0, room), out written, out Iso8583Error? error));
            Assert.Equal(ErrorReason.DestinationTooSmall, error.Reason);
            Assert.Equal(0, written);
        }
    }

    [Fact]
    public void TryWrite_Refused_LeavesTheBufferWriterAlone()
    {
        var output = new ArrayBufferWriter<byte>();

        Assert.False(_message.Set(DataElement.Stan, "x").TryWrite(output, out _));
        Assert.Equal(0, output.WrittenCount);
        Assert.True(_message.Begin(Mti.FinancialRequest).Set(DataElement.Stan, 7).TryWrite(output, out _));
        Assert.Equal("02000020000000000000000007"u8, output.WrittenSpan);
    }

    [Fact]
    public void Encode_MessageAboveTheBound_IsRefused()
    {
        Iso8583Spec spec = Iso8583Spec.Create(Iso8583Specs.Ascii1987.Definition with { MaxMessageBytes = 64 });
        var message = new Iso8583Message(spec);

        Assert.IsType<EncodeResult.Encoded>(message.Begin(Mti.FinancialRequest).Set(48, new string('A', 41)).Encode());
        EncodeResult.Refused refused = Assert.IsType<EncodeResult.Refused>(message.Begin(Mti.FinancialRequest).Set(48, new string('A', 42)).Encode());
        Assert.Equal(ErrorReason.MessageTooLong, refused.Error.Reason);
    }

    [Fact]
    public void Set_MoreThanTheBoundInContent_IsRefusedAndNotGrownInto()
    {
        for (int field = 105; field <= 127; field++)
            _message.Set(field, new string('A', 999));

        Assert.Equal(ErrorReason.MessageTooLong, _message.Refusal?.Reason);
    }

    [Fact]
    public void Set_SameFieldManyTimes_KeepsTheLast()
    {
        for (int i = 0; i < 5_000; i++)
            _message.Set(48, new string('A', i % 999)).Set(DataElement.Stan, i);

        Assert.Null(_message.Refusal);
        Assert.Equal(4_999, _message.GetStan());
        Assert.Equal(new string('A', 4_999 % 999), _message.GetText(48));
    }

    [Fact]
    public void Set_FromTheMessagesOwnContent_TakesItAsItWas()
    {
        _message.Set(DataElement.TerminalId, "ABCDEFGH");
        _message.Set(DataElement.TerminalId, _message.Get(DataElement.TerminalId)[4..]);
        _message.Set(48, _message.Get(DataElement.TerminalId));
        for (int field = 105; field <= 112; field++)
            _message.Set(field, new string('x', 900));
        _message.Set(120, _message.Get(48));

        Assert.Equal("EFGH", _message.GetText(DataElement.TerminalId));
        Assert.Equal("EFGH    ", _message.GetText(120));
    }

    [Fact]
    public void Set_TrackWithTheLetterD_IsPackedAsTheSeparator()
    {
        Iso8583Message packed = new Iso8583Message(Iso8583Specs.Packed1987).Begin(Mti.FinancialRequest);

        Assert.Equal("411111=2912"u8, packed.Set(DataElement.Track2, "411111D2912").Get(DataElement.Track2));
        Assert.Equal("02000000000020000000" + "11411111D2912F", Convert.ToHexString(Vectors.Encode(packed)));
        Assert.Equal("411111D2912"u8, _message.Set(DataElement.Track2, "411111D2912").Get(DataElement.Track2));
    }

    [Fact]
    public void Remove_Field_IsGoneAndTheRestStays()
    {
        _message.Set(DataElement.Stan, 5).Set(DataElement.NetworkCode, 301).Remove(DataElement.NetworkCode).Remove(DataElement.Amount);

        Assert.Equal("11", _message.Present.ToString());
        Assert.Null(_message.GetText(DataElement.NetworkCode));
        Assert.False(_message.TryGet(DataElement.NetworkCode, out _));
    }

    [Fact]
    public void SetTransmissionTime_AnyOffset_IsUtcAndLocalTimeIsAsGiven()
    {
        var time = new DateTimeOffset(2026, 11, 23, 1, 2, 3, TimeSpan.FromHours(2));

        _message.SetTransmissionTime(time).SetLocalTime(time);

        Assert.Equal("1122230203", _message.GetText(DataElement.TransmissionTime));
        Assert.Equal("010203", _message.GetText(DataElement.LocalTime));
        Assert.Equal("1123", _message.GetText(DataElement.LocalDate));
    }
}
