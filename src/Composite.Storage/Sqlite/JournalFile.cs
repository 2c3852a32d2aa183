using Composite.Domain.Ports;
using SQLitePCL;

namespace Composite.Storage;

/// <summary>The journal's file before it is opened for writing: made whole or not at all, and examined without changing a byte.</summary>
internal static class JournalFile
{
    private static readonly string[] s_companions = ["-wal", "-shm", "-journal"];

    /// <summary>Creates the file when there is none, else examines it.</summary>
    /// <exception cref="JournalUnavailableException">Damaged, or what the store's error means.</exception>
    public static void Prepare(SqliteJournalOptions options)
    {
        try
        {
            if (File.Exists(options.Path))
            {
                Examine(options);
            }
            else if (File.Exists(options.Path + "-wal"))
            {
                throw SqliteFaults.Damaged(options.Path, "the main file is gone, but its write-ahead log is there");
            }
            else
            {
                Create(options.Path, options.BusyTimeout);
            }
        }
        catch (SqliteErrorException error)
        {
            throw SqliteFaults.ToFault(options.Path, error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw SqliteFaults.Create(JournalFault.Unavailable, options.Path, error.Message, error);
        }
    }

    /// <summary>Makes the schema in a file beside and renames it, so that a crash here leaves no half-made journal behind.</summary>
    private static void Create(string path, TimeSpan busyTimeout)
    {
        var unfinished = path + ".new";
        foreach (var suffix in s_companions.Prepend(string.Empty))
        {
            File.Delete(unfinished + suffix);
        }

        using (var database = SqliteDatabase.Open(unfinished, SqliteAccess.Create, busyTimeout))
        {
            database.Execute($"PRAGMA page_size = {JournalSchema.PageSizeBytes}; PRAGMA journal_mode = DELETE; PRAGMA synchronous = FULL;");
            SchemaMigrator.Migrate(database, JournalSchema.Migrations);
        }

        File.Move(unfinished, path);
    }

    private static void Examine(SqliteJournalOptions options)
    {
        if (new FileInfo(options.Path).Length == 0)
        {
            throw SqliteFaults.Damaged(options.Path, "the file is empty; a journal never is");
        }

        using var database = SqliteDatabase.Open(options.Path, SqliteAccess.Read, options.BusyTimeout);
        var application = database.QueryInteger("PRAGMA application_id");
        if (application != JournalSchema.ApplicationId)
        {
            throw SqliteFaults.Damaged(options.Path, $"its application id is 0x{application:X8}, a journal's is 0x{JournalSchema.ApplicationId:X8}");
        }

        var version = database.QueryInteger("PRAGMA user_version");
        if (version > JournalSchema.Version)
        {
            throw SqliteFaults.Damaged(options.Path, $"its schema is version {version}, this program knows up to {JournalSchema.Version}: use the newer program");
        }

        if (new FileInfo(options.Path).Length <= options.QuickCheckMaxBytes)
        {
            CheckPages(options.Path, database);
        }
    }

    private static void CheckPages(string path, SqliteDatabase database)
    {
        var finding = database.QueryText("PRAGMA quick_check(1)");
        if (finding != "ok")
        {
            throw SqliteFaults.Damaged(path, finding, new SqliteErrorException(raw.SQLITE_CORRUPT, finding));
        }
    }
}
