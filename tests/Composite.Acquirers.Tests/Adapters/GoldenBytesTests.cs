using Composite.Acquirers.Adapters;
using Composite.Acquirers.Dialects;
using Composite.Domain.Payments;
using Composite.Domain.Ports;
using Composite.Iso8583;

namespace Composite.Acquirers.Tests.Adapters;

/// <summary>The bytes on the line, written out field by field from ISO 8583:1987's layout: a change here is a change for every host.</summary>
public sealed class GoldenBytesTests
{
    // The fields of the two dialects' purchase as one reads them; each encodes them in its own way.
    private const string Emv = "9F02060000000012345F3401019F360200015F2A020978";
    private const string Protected =
        "DF010C" + "0123456789ABCDEF00000001" + "DF0210" + "A1A2A3A4A5A6A7A8B1B2B3B4B5B6B7B8" + "DF0310" + "C1C2C3C4C5C6C7C8D1D2D3D4D5D6D7D8";
    private const string Location = "Cafe Zurich              Koln         DE";
    private const string Original = "0200" + "000001" + "0314092653" + "00000123456" + "00000000000";

    [Fact]
    public void Purchase_Ascii_HasTheseBytes() => Assert.Equal(
        "0200" + "3238468108E18200" + "000000" + "000000001234" + "0314092653" + "000001" + "092653" + "0314" + "5812" + "071" + "001" + "00"
        + "06123456" + "607309000001" + "TERM0001" + "MERCHANT0000001" + Location + "106" + Protected + "978" + "046" + Emv,
        Ascii(Iso87Dialects.Ascii, Purchase(Iso87Dialects.Ascii)));

    [Fact]
    public void Purchase_Binary_HasTheseBytes() => Assert.Equal(
        "0200" + "3238468108E08204" + "000000" + "000000001234" + "0314092653" + "000001" + "092653" + "0314" + "5812" + "0071" + "0001" + "00"
        + "06" + "123456" + Hex("607309000001") + Hex("TERM0001") + Hex("MERCHANT0000001") + Hex(Location) + "0978" + "0023" + Emv + "0053" + Protected,
        Packed(Iso87Dialects.Binary, Purchase(Iso87Dialects.Binary)));

    [Theory]
    [InlineData(0, "0400")]
    [InlineData(3, "0401")]
    public void Reversal_Ascii_HasTheseBytes(int attempt, string type) => Assert.Equal(
        type + "B23804810AC08000" + "0000004000000000" + "000000" + "000000001234" + "0314092704" + "000002" + "092653" + "0314" + "071" + "00"
        + "06123456" + "607309000001" + "68" + "TERM0001" + "MERCHANT0000001" + "978" + Original,
        Ascii(Iso87Dialects.Ascii, Reversal(Iso87Dialects.Ascii, attempt)));

    [Theory]
    [InlineData(0, "0400")]
    [InlineData(3, "0401")]
    public void Reversal_Binary_HasTheseBytes(int attempt, string type) => Assert.Equal(
        type + "B23804810AC08000" + "0000004000000000" + "000000" + "000000001234" + "0314092704" + "000002" + "092653" + "0314" + "0071" + "00"
        + "06" + "123456" + Hex("607309000001") + Hex("68") + Hex("TERM0001") + Hex("MERCHANT0000001") + "0978" + Original,
        Packed(Iso87Dialects.Binary, Reversal(Iso87Dialects.Binary, attempt)));

    [Fact]
    public void SignOn_Ascii_HasTheseBytes() =>
        Assert.Equal("0800" + "8220000000000000" + "0400000000000000" + "0314092653" + "000007" + "001", Ascii(Iso87Dialects.Ascii, SignOn(Iso87Dialects.Ascii)));

    [Fact]
    public void SignOn_Binary_HasTheseBytes() =>
        Assert.Equal("0800" + "8220000000000000" + "0400000000000000" + "0314092653" + "000007" + "0001", Packed(Iso87Dialects.Binary, SignOn(Iso87Dialects.Binary)));

    [Fact]
    public void Purchase_EveryDialect_CarriesNoClearAccountField()
    {
        foreach (string name in DialectRegistry.Standard.Names)
        {
            Assert.True(DialectRegistry.Standard.TryGet(name, out Dialect? dialect));
            Iso8583Message message = Purchase(dialect);
            Assert.All(new[] { 2, 14, 34, 35, 36, 45, 52 }, field => Assert.False(message.Has(field)));
        }
    }

    [Fact]
    public void Purchase_CiphertextBeyondTheBound_IsRefused()
    {
        PurchaseMessage sample = Samples.Purchase(Samples.Profile(1));
        Iso8583Message message = new(Iso87Dialects.Ascii.Spec);

        Assert.Null(RequestWriter.WritePurchase(Iso87Dialects.Ascii, message, WithCiphertext(sample, ProtectedData.MaxCiphertextBytes)));
        Assert.NotNull(RequestWriter.WritePurchase(Iso87Dialects.Ascii, message, WithCiphertext(sample, ProtectedData.MaxCiphertextBytes + 1)));
    }

    private static PurchaseMessage WithCiphertext(PurchaseMessage sample, int bytes) => sample with { Request = sample.Request with { AccountData = new byte[bytes] } };

    private static Iso8583Message Purchase(Dialect dialect)
    {
        Iso8583Message message = new(dialect.Spec);
        Assert.Null(RequestWriter.WritePurchase(dialect, message, Samples.Purchase(Samples.Profile(1, dialect.Name), withPin: true)));
        return message;
    }

    private static Iso8583Message Reversal(Dialect dialect, int attempt)
    {
        Iso8583Message message = new(dialect.Spec);
        ReversalMessage reversal = Samples.Reversal(Samples.Purchase(Samples.Profile(1, dialect.Name), withPin: true), stan: 2, attempt, ReversalReason.Timeout);
        Assert.Null(RequestWriter.WriteReversal(dialect, message, reversal));
        return message;
    }

    private static Iso8583Message SignOn(Dialect dialect)
    {
        Iso8583Message message = new(dialect.Spec);
        Assert.Null(RequestWriter.WriteNetworkManagement(dialect, message, dialect.SignOnCode, 7, Samples.Now));
        return message;
    }

    private static string Ascii(Dialect dialect, Iso8583Message message) => System.Text.Encoding.ASCII.GetString(Bytes(dialect, message));

    private static string Packed(Dialect dialect, Iso8583Message message) => Convert.ToHexString(Bytes(dialect, message));

    private static byte[] Bytes(Dialect dialect, Iso8583Message message)
    {
        Assert.Equal(dialect.Spec, message.Spec);
        return Assert.IsType<EncodeResult.Encoded>(message.Encode()).Bytes.ToArray();
    }

    private static string Hex(string text) => Convert.ToHexString(System.Text.Encoding.ASCII.GetBytes(text));
}
