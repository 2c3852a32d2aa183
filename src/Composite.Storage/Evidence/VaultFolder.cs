using System.ComponentModel;
using System.Runtime.InteropServices;

namespace Composite.Storage.Evidence;

/// <summary>The vault's dealings with the file system: private, durable, never overwriting.</summary>
internal static class VaultFolder
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private const int ReadOnly = 0;

    // One process owns a vault; within it, one at a time looks whether a name is free and takes it. A move that must not overwrite is two
    // steps on Unix: both of two may find the name free.
    private static readonly Lock Placing = new();

    /// <summary>Makes a folder that only its owner can enter, durably; nothing when it is there.</summary>
    public static void Create(string path)
    {
        if (Directory.Exists(path)) return;
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(path);
        else Directory.CreateDirectory(path, OwnerOnly);
        FlushFolder(Path.GetDirectoryName(path)!);
    }

    /// <summary>A new file to write and then read.</summary>
    public static FileStream CreateFile(string path)
    {
        FileStreamOptions options = new() { Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, BufferSize = 0, Share = FileShare.Read | FileShare.Delete };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return new FileStream(path, options);
    }

    /// <summary>Gives a finished file its final name, durably; false when that name is taken.</summary>
    public static bool Place(string path, string final)
    {
        string folder = Path.GetDirectoryName(final)!;
        Create(folder);
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(path, UnixFileMode.UserRead);
        bool placed;
        lock (Placing)
        {
            placed = !File.Exists(final);
            if (placed) File.Move(path, final, overwrite: false);
        }

        // Also where the name was taken: whoever took it may not have come to this yet.
        FlushFolder(folder);
        return placed;
    }

    // A name is durable once its folder is; .NET flushes files only.
    private static void FlushFolder(string path)
    {
        if (OperatingSystem.IsWindows()) return;
        int folder = Open(path, ReadOnly);
        if (folder < 0) throw Failed(path);
        int flushed = Flush(folder);
        IOException? failed = flushed < 0 ? Failed(path) : null;
        _ = Close(folder);
        if (failed is not null) throw failed;
    }

    private static IOException Failed(string path) => new($"The folder {path} can't be flushed: {new Win32Exception(Marshal.GetLastPInvokeError()).Message}.");

    [DllImport("libc", EntryPoint = "open", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Open([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags);

    [DllImport("libc", EntryPoint = "fsync", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Flush(int file);

    [DllImport("libc", EntryPoint = "close", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Close(int file);
}
