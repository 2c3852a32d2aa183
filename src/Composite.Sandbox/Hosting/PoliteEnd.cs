using System.Runtime.InteropServices;

namespace Composite.Sandbox.Hosting;

/// <summary>Asks a process to end by itself, as a terminal or a supervisor does. .NET by itself can only kill.</summary>
internal static class PoliteEnd
{
    private const int SigTerm = 15;

    public static bool IsSupported => !OperatingSystem.IsWindows();

    /// <summary>Sends SIGTERM; nothing happens when the process has gone.</summary>
    public static void Ask(int processId) => _ = Kill(processId, SigTerm);

    // POSIX, kill.
    [DllImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Kill(int processId, int signal);
}
