using System.Globalization;
using Composite.Sandbox.Dukpt;

namespace Composite.Sandbox.Tests.Dukpt;

public sealed class KeyDerivationTests
{
    private static readonly DukptVectors Vectors = DukptVectors.Load();
    private static readonly byte[] Bdk = Convert.FromHexString(Vectors.Bdk);
    private static readonly ulong InitialKeyId = ulong.Parse(Vectors.InitialKeyId, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
    private static readonly byte[] InitialKey = Convert.FromHexString(Vectors.InitialKey);

    public static TheoryData<string> Ksns => [.. Vectors.Transactions.Select(transaction => transaction.Ksn)];

    [Fact]
    public void InitialKey_OfTheVector_IsDerived() =>
        Assert.Equal(InitialKey, KeyDerivation.InitialKey(Bdk, InitialKeyId));

    [Theory]
    [MemberData(nameof(Ksns))]
    public void TransactionKey_OfTheVector_IsDerivedByHostAndDevice(string ksn)
    {
        TransactionVector vector = Vectors.Transactions.Single(transaction => transaction.Ksn == ksn);

        Assert.Equal(vector.DerivationKey, Convert.ToHexString(KeyDerivation.TransactionKey(InitialKey, Ksn(ksn))));
        using var device = new DukptDevice(InitialKey, Ksn(ksn));
        Assert.True(device.TryAdvance(out DukptTransaction? transaction));
        using (transaction)
        {
            Assert.Equal(ksn, transaction.Ksn.ToString());
            AssertWorkingKey(vector.PinKey, transaction, DukptKeyUsage.PinEncryption);
            AssertWorkingKey(vector.MacGenerationKey, transaction, DukptKeyUsage.MacGeneration);
            AssertWorkingKey(vector.DataEncryptionKey, transaction, DukptKeyUsage.DataEncryption);
        }
    }

    // ANSI X9.24-3-2017, supplement, base derivation key of 256 bits (as openemv/dukpt, test/dukpt_aes256_test.c).
    [Theory]
    [InlineData("123456789012345600000001", "54AC2B32B145EA4A554CB8BC44B17467063A799856B1CCC2A138D36E8DBF78B3")]
    [InlineData("123456789012345600000007", "88D0ACA287B3066F5DE0C93396337D4C2DA8D92C1F720A576D62CEB4C979E01E")]
    [InlineData("12345678901234560001FFFE", "A289508CBF1228452CD86AB77B15CB35577AC828C18BB66681E5A16D6C9CCED3")]
    [InlineData("123456789012345600020000", "D62DDA94A47D7DA5D763443B4ECB15EA8DD62E0E4F915958BA459591F8312E37")]
    [InlineData("1234567890123456FFFF0000", "6D6DB7AAAE8B3EA90E57A39E4BBA71E173B21B446B30A78D64BFC6A8806C55EE")]
    public void TransactionKey_Of256Bits_IsDerived(string ksn, string expected)
    {
        byte[] initialKey = KeyDerivation.InitialKey([.. Bdk, .. Bdk], InitialKeyId);

        Assert.Equal("CE9CE0C101D1138F97FB6CAD4DF045A7083D4EAE2D35A31789D01CCF0949550F", Convert.ToHexString(initialKey));
        Assert.Equal(expected, Convert.ToHexString(KeyDerivation.TransactionKey(initialKey, Ksn(ksn))));
    }

    [Theory]
    [InlineData(0u)]
    [InlineData(0x1FFFFu)]
    [InlineData(0xFFFFFFFFu)]
    public void TransactionKey_CounterThatNamesNoKey_IsRefused(uint counter)
    {
        var ksn = new KeySerialNumber(InitialKeyId, counter);

        Assert.False(ksn.NamesKey);
        Assert.Throws<ArgumentException>(() => KeyDerivation.TransactionKey(InitialKey, ksn));
        Assert.Throws<ArgumentException>(() => new DukptDevice(InitialKey, ksn));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(15)]
    [InlineData(24)]
    public void InitialKey_KeyOfAnotherLength_IsRefused(int length) =>
        Assert.Throws<ArgumentException>(() => KeyDerivation.InitialKey(new byte[length], InitialKeyId));

    // 0x1FFFE has 16 set bits, so the keys around it are reached over a skip; 0x20000 follows it.
    [Theory]
    [InlineData(1u, 300)]
    [InlineData(0x1FFF0u, 40)]
    [InlineData(0x2FFF0u, 40)]
    [InlineData(0xFFFE8000u, 2)]
    public void TryAdvance_ManyTimes_AgreesWithTheHostAndNeverRepeats(uint first, int count)
    {
        using var device = new DukptDevice(InitialKey, new KeySerialNumber(InitialKeyId, first));
        uint last = 0;
        for (int i = 0; i < count; i++)
        {
            Assert.True(device.TryAdvance(out DukptTransaction? transaction));
            Assert.True(transaction.Ksn.Counter > last && transaction.Ksn.NamesKey);
            Assert.Equal(
                KeyDerivation.WorkingKey(Bdk, transaction.Ksn, DukptKeyUsage.DataEncryption),
                transaction.WorkingKey(DukptKeyUsage.DataEncryption));
            last = transaction.Ksn.Counter;
            transaction.Dispose();
        }
    }

    [Fact]
    public void TryAdvance_BehindTheLastCounter_IsExhausted()
    {
        using var device = new DukptDevice(InitialKey, new KeySerialNumber(InitialKeyId, 0xFFFF0000));

        Assert.True(device.TryAdvance(out _));
        Assert.Null(device.Next);
        Assert.False(device.TryAdvance(out _));
    }

    [Theory]
    [InlineData(1u, 2u)]
    [InlineData(0x1FFFEu, 0x20000u)]
    [InlineData(0x3FFFCu, 0x40000u)]
    [InlineData(0x17FFFu, 0x18000u)]
    [InlineData(0xFFFE8000u, 0xFFFF0000u)]
    public void Next_SkipsCountersWithMoreThan16SetBits(uint counter, uint expected) =>
        Assert.Equal(expected, new KeySerialNumber(InitialKeyId, counter).Next()?.Counter);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("12345678901234560000001")]
    [InlineData("1234567890123456000000011")]
    [InlineData("12345678901234560000000G")]
    [InlineData("+23456789012345600000001")]
    public void TryParse_Not24HexadecimalDigits_IsFalse(string? text) => Assert.False(KeySerialNumber.TryParse(text, out _));

    internal static KeySerialNumber Ksn(string text)
    {
        Assert.True(KeySerialNumber.TryParse(text, out KeySerialNumber ksn));
        return ksn;
    }

    private static void AssertWorkingKey(string? expected, DukptTransaction transaction, DukptKeyUsage usage)
    {
        if (expected is null)
            return;
        Assert.Equal(expected, Convert.ToHexString(transaction.WorkingKey(usage)));
        Assert.Equal(expected, Convert.ToHexString(KeyDerivation.WorkingKey(Bdk, transaction.Ksn, usage)));
    }
}
