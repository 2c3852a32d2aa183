using System.Collections.Concurrent;
using System.Globalization;
using System.Text;

namespace Composite.Storage.Projections;

/// <summary>The read model's file: one connection that writes, and a few that read, each read in a transaction of its own.</summary>
internal sealed class ReadModelFile : IDisposable
{
    private const int KeptReaders = 4;
    private static readonly TimeSpan BusyTimeout = TimeSpan.FromSeconds(1);
    private readonly string _path;
    private readonly ConcurrentBag<SqliteDatabase> _readers = [];
    private volatile bool _isClosed;

    public ReadModelFile(string path)
    {
        _path = path;
        Writer = SqliteDatabase.Open(path, SqliteAccess.Create, BusyTimeout);

        // The lists may be lost with the power, never be wrong: NORMAL. The log is copied every 64 MiB: a rebuild writes hundreds.
        Writer.Execute("PRAGMA page_size = 8192; PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA wal_autocheckpoint = 8192; PRAGMA cache_size = -65536;");
        Migrate();
    }

    public SqliteDatabase Writer { get; }

    /// <summary>Reads rows and the position that they include, from one state of the file.</summary>
    public (T Answer, long Position) Read<T>(Func<SqliteDatabase, T> read)
    {
        ObjectDisposedException.ThrowIf(_isClosed, this);
        if (!_readers.TryTake(out SqliteDatabase? reader)) reader = SqliteDatabase.Open(_path, SqliteAccess.Read, BusyTimeout);
        try
        {
            reader.Execute("BEGIN");
            long position = reader.QueryInteger("SELECT position FROM progress");
            T answer = read(reader);
            reader.Execute("COMMIT");
            if (!_isClosed && _readers.Count < KeptReaders)
            {
                _readers.Add(reader);
                reader = null;
            }

            return (answer, position);
        }
        finally
        {
            reader?.Dispose();
        }
    }

    public void Dispose()
    {
        _isClosed = true;
        while (_readers.TryTake(out SqliteDatabase? reader)) reader.Dispose();
        Writer.Dispose();
    }

    private void Migrate()
    {
        if (Writer.QueryInteger("PRAGMA user_version") == ReadModelSchema.Version) return;
        StringBuilder script = new("BEGIN;");
        using (SqliteStatement tables = Writer.Prepare("SELECT name FROM sqlite_schema WHERE type = 'table'"))
        {
            while (tables.Step()) script.Append(CultureInfo.InvariantCulture, $"DROP TABLE \"{tables.Text(0)}\";");
        }

        script.Append(ReadModelSchema.Create).Append(CultureInfo.InvariantCulture, $"PRAGMA user_version = {ReadModelSchema.Version}; COMMIT;");
        Writer.Execute(script.ToString());
    }
}
