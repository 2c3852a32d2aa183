using System.Buffers.Text;
using System.Text;
using Composite.Sandbox.Devices;
using Composite.Sandbox.Sweep;

namespace Composite.Sandbox.Tests.Sweep;

public sealed class CardDataSweepTests
{
    private const string Pan = "4761739001010119";
    private const string Track2 = "4761739001010119D31122017493850126";
    private static readonly byte[] Key = Convert.FromHexString("FEDCBA9876543210F1F1F1F1F1F1F1F1");

    public static TheoryData<string, byte[]> Planted => new()
    {
        { "text", Encoding.ASCII.GetBytes($"{{\"pan\":\"{Pan}\"}}") },
        { "groups with spaces", "4761 7390 0101 0119"u8.ToArray() },
        { "groups with hyphens", "4761-7390-0101-0119"u8.ToArray() },
        { "packed", Convert.FromHexString(Pan) },
        { "packed behind a half byte", Convert.FromHexString("0" + Pan + "F") },
        { "hexadecimal of the text", Encoding.ASCII.GetBytes(Convert.ToHexString(Encoding.ASCII.GetBytes(Pan))) },
        { "base64 of the text", Encoding.ASCII.GetBytes(Convert.ToBase64String(Encoding.ASCII.GetBytes(Pan))) },
        { "base64, one byte before", Encoding.ASCII.GetBytes(Convert.ToBase64String(Encoding.ASCII.GetBytes("x" + Pan + "yz"))) },
        { "base64, two bytes before", Encoding.ASCII.GetBytes(Convert.ToBase64String(Encoding.ASCII.GetBytes("xy" + Pan))) },
        { "base64 of packed", Encoding.ASCII.GetBytes(Convert.ToBase64String([0x5A, 0x08, .. Convert.FromHexString(Pan)])) },
        { "track 2", Encoding.ASCII.GetBytes(Track2) },
        { "track 2 without its card number", "3112201749385012"u8.ToArray().Concat("6"u8.ToArray()).ToArray() },
        { "track 2 packed", Convert.FromHexString(Track2) },
        { "PIN", Encoding.ASCII.GetBytes($"pin={TestCard.Pin};") },
        { "PIN packed", Convert.FromHexString(TestCard.Pin) },
        { "clear PIN block", Convert.FromHexString($"4C{TestCard.Pin}AA0123456789ABCDEF") },
        { "key", Key },
        { "key in capitals", "FEDCBA9876543210F1F1F1F1F1F1F1F1"u8.ToArray() },
        { "key in lower case", "fedcba9876543210f1f1f1f1f1f1f1f1"u8.ToArray() },
        { "key in base64", Encoding.ASCII.GetBytes(Convert.ToBase64String(Key)) },
        { "key in base64url, in something longer", Encoding.ASCII.GetBytes(Base64Url.EncodeToString([1, .. Key, 2, 3])) },
    };

    [Theory]
    [MemberData(nameof(Planted))]
    public void Look_PlantedInNoise_IsFoundAndNotQuoted(string form, byte[] planted)
    {
        byte[] noise = Noise(5000);
        planted.CopyTo(noise, 1234);

        SweepReport report = Look(noise);

        Assert.True(report.Leaks.Count > 0, form);
        Assert.All(report.Leaks, leak => Assert.DoesNotContain(Pan, leak.ToString(), StringComparison.Ordinal));
        Assert.All(report.Leaks, leak => Assert.DoesNotContain(TestCard.Pin, leak.ToString(), StringComparison.Ordinal));
    }

    [Fact]
    public void Look_NothingPlanted_FindsNothing()
    {
        byte[] noise = Noise(3_000_000);
        Encoding.ASCII.GetBytes("476173******0119 4761739001010118 1234").CopyTo(noise, 100);

        SweepReport report = Look(noise);

        Assert.Empty(report.Leaks);
        Assert.Equal(noise.Length, report.Bytes);
    }

    [Theory]
    [InlineData((1 << 20) - 15)]
    [InlineData((1 << 20) - 1)]
    [InlineData(1 << 20)]
    [InlineData((2 << 20) - 40)]
    [InlineData(3_000_000 - 16)]
    public void Look_AcrossItsChunks_FindsOnceAtItsPlace(int offset)
    {
        byte[] noise = Noise(3_000_000);
        Encoding.ASCII.GetBytes(Pan).CopyTo(noise, offset);

        Assert.Equal(offset, Assert.Single(Look(noise).Leaks).Offset);
    }

    [Fact]
    public void LookInFolder_FileInASubfolder_IsNamed()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("composite-sweep-");
        try
        {
            string path = Path.Combine(folder.CreateSubdirectory("deep").FullName, "journal.db-wal");
            File.WriteAllBytes(path, [.. Noise(100), .. Convert.FromHexString(Pan)]);

            CardDataSweep sweep = new(Canaries().All());
            sweep.LookInFolder(folder.FullName);

            Assert.Equal(Path.Combine("deep", "journal.db-wal"), Assert.Single(sweep.Report.Leaks).Source);
            Assert.Equal(1, sweep.Report.Files);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void Look_MoreLeaksThanAreListed_ListsTheFirst()
    {
        string everywhere = string.Concat(Enumerable.Repeat(Pan + ";", CardDataSweep.MaxLeaks + 1));

        Assert.Equal(CardDataSweep.MaxLeaks, Look(Encoding.ASCII.GetBytes(everywhere)).Leaks.Count);
    }

    [Fact]
    public void Register_MoreSecretsThanItKeeps_SaysThatItIsNotComplete()
    {
        CanaryRegister register = new(capacity: 2);
        register.AddPan(Pan);
        register.AddPan(Pan);
        register.AddKey("key 1", Key);
        Assert.True(register.IsComplete);

        register.AddKey("key 2", Key);

        Assert.False(register.IsComplete);
        Assert.Equal(2, register.Count);
    }

    [Fact]
    public void Register_ShortPin_IsLookedForInABlockOnly()
    {
        CanaryRegister register = new();
        register.AddPin("1234");

        Assert.All(register.All(), canary => Assert.Contains("PIN block", canary.Name, StringComparison.Ordinal));
        Assert.All(register.All(), canary => Assert.True(canary.Bytes.Length >= Canary.MinLength));
    }

    private static SweepReport Look(byte[] bytes)
    {
        CardDataSweep sweep = new(Canaries().All());
        using MemoryStream stream = new(bytes);
        sweep.Look("noise", stream);
        return sweep.Report;
    }

    private static CanaryRegister Canaries()
    {
        CanaryRegister canaries = new();
        TestCard.Register(canaries);
        canaries.AddKey("key", Key);
        return canaries;
    }

    private static byte[] Noise(int length)
    {
        byte[] noise = new byte[length];
        new Random(20260701).NextBytes(noise);
        return noise;
    }
}
