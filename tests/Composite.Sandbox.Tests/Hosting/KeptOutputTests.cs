using System.Text;
using Composite.Sandbox.Hosting;

namespace Composite.Sandbox.Tests.Hosting;

public sealed class KeptOutputTests
{
    [Fact]
    public void ResponseArchive_FullToTheByte_IsCompleteAndOneByteMoreIsNot()
    {
        ResponseArchive archive = new(capacity: 10);
        archive.Take("12345", "67890"u8);
        Assert.True(archive.IsComplete);

        archive.Take("1", default);

        Assert.False(archive.IsComplete);
        Assert.Equal("1234567890", Encoding.UTF8.GetString(archive.ToBytes()));
    }

    [Fact]
    public void HostOutput_BeyondItsBound_KeepsTheLogInTheFileAndSaysThatItIsNotComplete()
    {
        string path = Path.GetTempFileName();
        using (HostOutput output = new(path, capacity: 20))
        {
            output.TakeAnnouncement("secret");
            output.TakeLog("first");
            Assert.True(output.IsComplete);

            output.TakeLog("second and too long");

            Assert.False(output.IsComplete);
            Assert.Contains("secret", output.Tail, StringComparison.Ordinal);
        }

        Assert.Equal(["first", "second and too long"], File.ReadAllLines(path));
        File.Delete(path);
    }
}
