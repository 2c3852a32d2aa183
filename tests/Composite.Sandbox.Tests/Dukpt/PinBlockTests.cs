using Composite.Sandbox.Dukpt;

namespace Composite.Sandbox.Tests.Dukpt;

public sealed class PinBlockTests
{
    private static readonly DukptVectors Vectors = DukptVectors.Load();
    private static readonly byte[] Key = Convert.FromHexString("AF8CB133A78F8DC2D1359F18527593FB");

    public static TheoryData<string> Ksns => [.. Vectors.Transactions.Where(t => t.EncryptedPinBlock is not null).Select(t => t.Ksn)];

    [Theory]
    [MemberData(nameof(Ksns))]
    public void Encipher_OfTheVector_IsTheKnownBlockAndBack(string ksn)
    {
        TransactionVector vector = Vectors.Transactions.Single(transaction => transaction.Ksn == ksn);
        PinVector pin = Vectors.PinBlockFormat4;
        byte[] key = Convert.FromHexString(vector.PinKey!);
        byte[] fill = Convert.FromHexString(pin.PinField)[PinBlock.FillLength..];

        byte[] block = PinBlock.Encipher(key, pin.Pin, pin.Pan, fill);

        Assert.Equal(vector.EncryptedPinBlock, Convert.ToHexString(block));
        Assert.True(PinBlock.TryDecipher(key, block, pin.Pan, out string? deciphered));
        Assert.Equal(pin.Pin, deciphered);
    }

    [Theory]
    [InlineData("1234", "411111111111")]
    [InlineData("12345", "4111111111111111")]
    [InlineData("123456789012", "4111111111111111111")]
    public void Encipher_EachLength_DeciphersToItself(string pin, string pan)
    {
        Assert.True(PinBlock.TryDecipher(Key, PinBlock.Encipher(Key, pin, pan), pan, out string? deciphered));
        Assert.Equal(pin, deciphered);
    }

    [Fact]
    public void Encipher_SamePinTwice_GivesAnotherBlock() =>
        Assert.NotEqual(PinBlock.Encipher(Key, "1234", "4111111111111111"), PinBlock.Encipher(Key, "1234", "4111111111111111"));

    [Fact]
    public void TryDecipher_OtherCardKeyOrBlock_IsRefused()
    {
        // With a fixed fill, so that chance can't make a wrong block look right.
        byte[] block = PinBlock.Encipher(Key, "1234", "4111111111111111", new byte[PinBlock.FillLength]);
        byte[] altered = [.. block];
        altered[0] ^= 1;

        Assert.False(PinBlock.TryDecipher(Key, block, "4111111111111129", out _));
        Assert.False(PinBlock.TryDecipher(new byte[16], block, "4111111111111111", out _));
        Assert.False(PinBlock.TryDecipher(Key, altered, "4111111111111111", out _));
        Assert.False(PinBlock.TryDecipher(Key, block.AsSpan(1), "4111111111111111", out _));
    }

    [Theory]
    [InlineData("123", "4111111111111111")]
    [InlineData("1234567890123", "4111111111111111")]
    [InlineData("12a4", "4111111111111111")]
    [InlineData("1234", "41111111111")]
    [InlineData("1234", "41111111111111111111")]
    [InlineData("1234", "411111111111111x")]
    public void Encipher_NotAPinOrACardNumber_IsRefused(string pin, string pan) =>
        Assert.Throws<ArgumentException>(() => PinBlock.Encipher(Key, pin, pan));
}
