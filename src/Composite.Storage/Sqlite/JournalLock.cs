using Composite.Domain.Ports;

namespace Composite.Storage;

/// <summary>Ownership of a journal's file: one holder per file among all processes, given up by the system when the process dies.</summary>
/// <remarks>
/// A file of its own beside the journal, because a lock on the journal's own file would shut out this process's readers too.
/// The file stays when the lock is given up: removing it would let two processes lock two files of the same name.
/// </remarks>
internal sealed class JournalLock : IDisposable
{
    private readonly FileStream _file;

    private JournalLock(FileStream file) => _file = file;

    /// <exception cref="JournalUnavailableException">Locked: another holder; Unavailable: the lock file cannot be opened.</exception>
    public static JournalLock Acquire(string path)
    {
        var lockPath = path + ".lock";
        try
        {
            return new JournalLock(new FileStream(lockPath, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException error) when (IsHeldByAnother(error))
        {
            throw SqliteFaults.Create(JournalFault.Locked, path, error.Message, error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw SqliteFaults.Create(JournalFault.Unavailable, path, error.Message, error);
        }
    }

    /// <summary>EWOULDBLOCK of Linux and of macOS, ERROR_SHARING_VIOLATION of Windows: the only sign that .NET gives.</summary>
    private static bool IsHeldByAnother(IOException error) => error.HResult is 11 or 35 or unchecked((int)0x80070020);

    public void Dispose() => _file.Dispose();
}
