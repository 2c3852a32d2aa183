namespace Composite.Sandbox.Seeding;

/// <summary>Writes files that only their owner can read, whole or not at all.</summary>
internal static class PrivateFile
{
    public static void Write(string path, ReadOnlySpan<byte> content)
    {
        string unfinished = path + ".new";
        File.Delete(unfinished);
        FileStreamOptions options = new() { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (FileStream file = new(unfinished, options))
            file.Write(content);
        File.Move(unfinished, path, overwrite: true);
    }
}
