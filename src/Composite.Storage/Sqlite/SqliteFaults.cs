using Composite.Domain.Ports;
using SQLitePCL;

namespace Composite.Storage;

/// <summary>What an error of SQLite means to whoever uses the journal: the fault, and a message with file, reason and remedy.</summary>
internal static class SqliteFaults
{
    public static JournalUnavailableException ToFault(string path, SqliteErrorException error) =>
        Create(FaultOf(error), path, error.Message, error);

    public static JournalUnavailableException Damaged(string path, string reason, Exception? inner = null) =>
        Create(JournalFault.Damaged, path, reason, inner);

    public static JournalUnavailableException Closed(string path) =>
        new(JournalFault.Unavailable, $"Journal {path}: it is closed. Remedy: open it again.");

    public static JournalUnavailableException Overloaded(string path, string queue, int capacity) =>
        new(JournalFault.Overloaded, $"Journal {path}: {capacity} {queue} are waiting already. Remedy: send less, or try again later.");

    public static JournalUnavailableException Create(JournalFault fault, string path, string reason, Exception? inner = null) =>
        new(fault, $"Journal {path}: {Describe(fault)} ({reason}). Remedy: {RemedyFor(fault)}", inner);

    private static JournalFault FaultOf(SqliteErrorException error) => error.PrimaryCode switch
    {
        raw.SQLITE_FULL => JournalFault.Full,

        // The shared index of the log could not grow; SQLite has no better code for a full disk there.
        raw.SQLITE_IOERR when error.Code == raw.SQLITE_IOERR_SHMSIZE => JournalFault.Full,
        raw.SQLITE_BUSY or raw.SQLITE_LOCKED => JournalFault.Locked,

        // A constraint can only fail when a row is there that this writer, the only one, did not write.
        raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB or raw.SQLITE_CONSTRAINT => JournalFault.Damaged,
        _ => JournalFault.Unavailable,
    };

    private static string Describe(JournalFault fault) => fault switch
    {
        JournalFault.Full => "the disk or the file's size limit is full",
        JournalFault.Locked => "another process or journal holds the file",
        JournalFault.Damaged => "the file is not a journal of this version, or it is damaged",
        _ => "the file cannot be read or written",
    };

    private static string RemedyFor(JournalFault fault) => fault switch
    {
        JournalFault.Full => "free space; nothing acknowledged was lost, and appends resume by themselves.",
        JournalFault.Locked => "stop the other process, or give this one another path.",
        JournalFault.Damaged => "keep the file for examination and restore a backup; it is left as it is.",
        _ => "check that the directory exists, its permissions and the disk's health.",
    };
}
