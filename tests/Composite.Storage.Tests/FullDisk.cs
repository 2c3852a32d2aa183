using System.Diagnostics;

namespace Composite.Storage.Tests;

/// <summary>A small file system that can be filled and emptied; only where this process may mount one.</summary>
internal sealed class FullDisk : IDisposable
{
    private const int SizeBytes = 4 * 1024 * 1024;

    private readonly DirectoryInfo _directory;

    private FullDisk(DirectoryInfo directory) => _directory = directory;

    public string Path => System.IO.Path.Combine(_directory.FullName, "journal");

    private string Filler => System.IO.Path.Combine(_directory.FullName, "filler");

    public static FullDisk? TryMount()
    {
        var directory = Directory.CreateTempSubdirectory("composite-disk-");
        if (OperatingSystem.IsLinux() && Run("mount", "-t", "tmpfs", "-o", $"size={SizeBytes}", "tmpfs", directory.FullName))
        {
            return new FullDisk(directory);
        }

        directory.Delete();
        return null;
    }

    /// <summary>Writes until nothing more goes in.</summary>
    public void Fill()
    {
        using var file = new FileStream(Filler, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        try
        {
            while (true)
            {
                file.Write(new byte[4096]);
            }
        }
        catch (IOException)
        {
            // Full, as wanted.
        }
    }

    public void Free() => File.Delete(Filler);

    public void Dispose()
    {
        Run("umount", _directory.FullName);
        _directory.Delete();
    }

    private static bool Run(string program, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true, RedirectStandardOutput = true });
            process!.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
