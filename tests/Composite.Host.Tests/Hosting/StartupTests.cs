using System.Reflection;
using Xunit;

namespace Composite.Host.Tests.Hosting;

public sealed class StartupTests : IDisposable
{
    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("composite-start-");

    [Fact]
    public async Task Main_WrongOptions_EndsWithTheirCode() => Assert.Equal(78, await MainAsync("--port", "70000", "--address", "here"));

    [Fact]
    public async Task Main_AskedForHelp_StartsNothing()
    {
        Assert.Equal(0, await MainAsync("--help"));
        Assert.Empty(_data.EnumerateFileSystemInfos());
    }

    [Fact]
    public async Task Main_DamagedJournal_EndsWithItsCodeAndLeavesTheFileAlone()
    {
        string journal = Path.Combine(_data.FullName, "journal.db");
        byte[] damaged = [.. Enumerable.Repeat((byte)0x5A, 8192)];
        await File.WriteAllBytesAsync(journal, damaged);
        Assert.Equal(65, await MainAsync());
        Assert.Equal(damaged, await File.ReadAllBytesAsync(journal));
    }

    [Fact]
    public async Task Main_DataFolderThatIsAFile_EndsWithTheStoragesCode()
    {
        string file = Path.Combine(_data.FullName, "file");
        await File.WriteAllTextAsync(file, "x");
        Assert.Equal(74, await MainAsync("--data", file));
    }

    public void Dispose() => _data.Delete(recursive: true);

    private Task<int> MainAsync(params string[] args)
    {
        MethodInfo main = typeof(Program).Assembly.EntryPoint!;
        return Task.Run(() => (int)main.Invoke(null, [(string[])["--data", _data.FullName, .. args]])!);
    }
}
