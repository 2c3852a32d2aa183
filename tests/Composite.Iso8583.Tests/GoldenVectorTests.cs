using Composite.Iso8583.Fields;
using Composite.Iso8583.Specs;
using Xunit;

namespace Composite.Iso8583.Tests;

public sealed class GoldenVectorTests
{
    [Theory]
    [InlineData("financial_transaction_message", "0200", "3,4,7,11,12,13,15,18,32,37,42,48,49,60")]
    [InlineData("financial_transaction_message_response", "0210", "3,4,7,11,12,13,15,18,32,37,39,42,48,49,60")]
    [InlineData("iso_reversal_message", "0400", "2,3,4,7,11,12,13,15,18,32,37,42,48,49,55,63,90")]
    [InlineData("iso_reversal_message_response", "0410", "2,3,4,7,11,12,13,15,18,32,37,39,42,48,49,55,63,90")]
    [InlineData("network_management_message", "0800", "7,11,12,13,15,70")]
    public void Parse_VectorOfAnotherImplementation_HasItsFields(string name, string mti, string fields)
    {
        Iso8583Message message = Vectors.Parse(Iso8583Specs.Ascii1987, Vectors.Read(name));

        Assert.Equal(mti, message.Mti.ToString());
        Assert.Equal(fields, message.Present.ToString());
    }

    [Theory]
    [InlineData("financial_transaction_message")]
    [InlineData("financial_transaction_message_response")]
    [InlineData("iso_reversal_message")]
    [InlineData("iso_reversal_message_response")]
    [InlineData("network_management_message")]
    public void Set_FieldsOfAVector_GivesItsBytes(string name)
    {
        byte[] wire = Vectors.Read(name);
        Iso8583Message parsed = Vectors.Parse(Iso8583Specs.Ascii1987, wire);
        var built = new Iso8583Message(Iso8583Specs.Ascii1987);
        built.Begin(parsed.Mti);
        foreach (int field in parsed.Present)
            built.Set(field, parsed.Get(field));

        Assert.Equal(wire, Vectors.Encode(built));
        Assert.Equal(wire, Vectors.Encode(parsed));
    }

    [Fact]
    public void Get_FinancialRequest_HasTheVectorsValues()
    {
        Iso8583Message message = Vectors.Parse(Iso8583Specs.Ascii1987, Vectors.Read("financial_transaction_message"));

        Assert.Equal("380000", message.GetText(DataElement.ProcessingCode));
        Assert.Equal(0, message.GetAmountMinor());
        Assert.Equal(11392, message.GetStan());
        Assert.Equal("2000001", message.GetText(DataElement.AcquirerId));
        Assert.Equal("000000115604", message.GetText(DataElement.Rrn));
        Assert.Equal("0800411", message.GetText(DataElement.MerchantId));
        Assert.Equal("511463331563", message.GetText(DataElement.AdditionalPrivate));
        Assert.Equal("360", message.GetText(DataElement.Currency));
        Assert.Equal("99", message.GetText(60));
    }
}
