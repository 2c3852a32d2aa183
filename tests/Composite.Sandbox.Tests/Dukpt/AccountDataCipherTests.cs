using Composite.Sandbox.Dukpt;

namespace Composite.Sandbox.Tests.Dukpt;

public sealed class AccountDataCipherTests
{
    private static readonly byte[] Key = Convert.FromHexString("A35C412EFD41FDB98B69797C02DCD08F");
    private static readonly KeySerialNumber Ksn = new(0x1234567890123456, 1);
    private static readonly AccountData Card = new("4111111111111111", "2912", "4111111111111111D29122010000000000000");

    [Theory]
    [InlineData("4111111111111111", "2912", null)]
    [InlineData("411111111111", "0101", "411111111111D0101201F")]
    [InlineData("4111111111111111111", "9912", "4111111111111111111D99122010000000000")]
    public void Encrypt_EachForm_DecryptsToItself(string pan, string expiry, string? track2)
    {
        var card = new AccountData(pan, expiry, track2);

        byte[] sealedData = AccountDataCipher.Encrypt(Key, Ksn, card);

        Assert.InRange(sealedData.Length, 0, AccountDataCipher.MaxLength);
        Assert.True(AccountDataCipher.TryDecrypt(Key, Ksn, sealedData, out AccountData? decrypted));
        Assert.Equal(card, decrypted);
    }

    [Fact]
    public void TryDecrypt_OtherKeyOrSerialNumberOrAnyByteChanged_IsRefused()
    {
        byte[] sealedData = AccountDataCipher.Encrypt(Key, Ksn, Card);

        Assert.False(AccountDataCipher.TryDecrypt(new byte[16], Ksn, sealedData, out _));
        Assert.False(AccountDataCipher.TryDecrypt(Key, Ksn with { Counter = 2 }, sealedData, out _));
        for (int i = 0; i < sealedData.Length; i++)
        {
            byte[] altered = [.. sealedData];
            altered[i] ^= 1;
            Assert.False(AccountDataCipher.TryDecrypt(Key, Ksn, altered, out _));
        }
    }

    [Fact]
    public void TryDecrypt_LengthOutOfBounds_IsRefused()
    {
        Assert.False(AccountDataCipher.TryDecrypt(Key, Ksn, [], out _));
        Assert.False(AccountDataCipher.TryDecrypt(Key, Ksn, new byte[27], out _));
        Assert.False(AccountDataCipher.TryDecrypt(Key, Ksn, new byte[AccountDataCipher.MaxLength + 1], out _));
    }

    [Fact]
    public void Encrypt_LongestCard_HasTheLongestCiphertext() =>
        Assert.Equal(AccountDataCipher.MaxLength, AccountDataCipher.Encrypt(Key, Ksn, new("4111111111111111111", "9912", new string('1', 37))).Length);

    [Theory]
    [InlineData("41111111111", "2912", null)]
    [InlineData("4111111111111111", "291", null)]
    [InlineData("4111111111111111", "29/1", null)]
    [InlineData("4111111111111111", "2912", "")]
    [InlineData("4111111111111111", "2912", "4111=29")]
    public void Encrypt_NotAccountData_IsRefused(string pan, string expiry, string? track2) =>
        Assert.Throws<ArgumentException>(() => AccountDataCipher.Encrypt(Key, Ksn, new AccountData(pan, expiry, track2)));

    [Fact]
    public void ToString_ShowsBinAndLastFourOnly()
    {
        Assert.Equal("411111******1111", Card.ToString());
        Assert.Equal("(no card number)", new AccountData("4111", "2912", null).ToString());
    }
}
