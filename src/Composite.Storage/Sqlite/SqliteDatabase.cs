using SQLitePCL;

namespace Composite.Storage;

/// <summary>One connection to a SQLite file. Not thread-safe: used by one thread at a time.</summary>
/// <remarks>
/// On the native API and not on ADO.NET: a bound, stepped and reset statement costs no allocation here,
/// and the writer's thread is what bounds the journal's throughput.
/// </remarks>
internal sealed class SqliteDatabase : IDisposable
{
    private readonly sqlite3 _handle;

    static SqliteDatabase() => Batteries_V2.Init();

    private SqliteDatabase(sqlite3 handle) => _handle = handle;

    /// <summary>True between BEGIN and its end; SQLite ends a transaction by itself after some errors.</summary>
    public bool IsInTransaction => raw.sqlite3_get_autocommit(_handle) == 0;

    /// <summary>Rows that the last INSERT, UPDATE or DELETE touched.</summary>
    public int Changes => raw.sqlite3_changes(_handle);

    /// <summary>Pages that this connection wrote to the write-ahead log since the last reset of the count.</summary>
    public long PagesWritten
    {
        get
        {
            Check(raw.sqlite3_db_status(_handle, raw.SQLITE_DBSTATUS_CACHE_WRITE, out var pages, out _, 0));
            return pages;
        }
    }

    public static SqliteDatabase Open(string path, SqliteAccess access, TimeSpan busyTimeout)
    {
        var flags = raw.SQLITE_OPEN_NOMUTEX | access switch
        {
            SqliteAccess.Read => raw.SQLITE_OPEN_READONLY,
            SqliteAccess.Write => raw.SQLITE_OPEN_READWRITE,
            _ => raw.SQLITE_OPEN_READWRITE | raw.SQLITE_OPEN_CREATE,
        };
        var code = raw.sqlite3_open_v2(path, out var handle, flags, null);
        var database = new SqliteDatabase(handle);
        if (code != raw.SQLITE_OK)
        {
            var message = raw.sqlite3_errstr(code).utf8_to_string();
            database.Dispose();
            throw new SqliteErrorException(code, message);
        }

        _ = raw.sqlite3_extended_result_codes(handle, 1);
        _ = raw.sqlite3_busy_timeout(handle, (int)busyTimeout.TotalMilliseconds);
        return database;
    }

    /// <summary>Runs statements that take no parameters; rows are ignored.</summary>
    public void Execute(string sql) => Check(raw.sqlite3_exec(_handle, sql));

    public SqliteStatement Prepare(string sql)
    {
        Check(raw.sqlite3_prepare_v3(_handle, sql, raw.SQLITE_PREPARE_PERSISTENT, out var statement));
        return new SqliteStatement(this, statement);
    }

    /// <summary>The first column of the first row.</summary>
    public long QueryInteger(string sql)
    {
        using var statement = Prepare(sql);
        return statement.Step() ? statement.Integer(0) : throw new SqliteErrorException(raw.SQLITE_DONE, $"No row: {sql}");
    }

    /// <summary>The first column of the first row.</summary>
    public string QueryText(string sql)
    {
        using var statement = Prepare(sql);
        return statement.Step() ? statement.Text(0) : throw new SqliteErrorException(raw.SQLITE_DONE, $"No row: {sql}");
    }

    public void ResetPagesWritten() =>
        Check(raw.sqlite3_db_status(_handle, raw.SQLITE_DBSTATUS_CACHE_WRITE, out _, out _, 1));

    /// <summary>Copies the write-ahead log into the main file: as much as goes, or all of it and the log starts over.</summary>
    /// <remarks>What could not be copied stays in the log and is copied another time, so no result is worth an error.</remarks>
    /// <param name="waitForReaders">Waits, up to the busy timeout, for readers that are in the log.</param>
    public void Checkpoint(bool waitForReaders)
    {
        var mode = waitForReaders ? raw.SQLITE_CHECKPOINT_RESTART : raw.SQLITE_CHECKPOINT_PASSIVE;
        _ = raw.sqlite3_wal_checkpoint_v2(_handle, "main", mode, out _, out _);
    }

    /// <summary>Throws the error that <paramref name="code"/> stands for, unless it is none.</summary>
    public void Check(int code)
    {
        if (code is not (raw.SQLITE_OK or raw.SQLITE_ROW or raw.SQLITE_DONE))
        {
            throw new SqliteErrorException(raw.sqlite3_extended_errcode(_handle), raw.sqlite3_errmsg(_handle).utf8_to_string());
        }
    }

    /// <summary>Closes the connection; an open transaction is rolled back.</summary>
    public void Dispose() => _handle.Dispose();
}
