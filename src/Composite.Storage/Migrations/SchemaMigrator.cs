namespace Composite.Storage;

/// <summary>Brings a file's schema forward, each step in a transaction of its own. Run again it does nothing.</summary>
internal static class SchemaMigrator
{
    /// <param name="database">A connection that may write.</param>
    /// <param name="migrations">In the order of their versions, from 1, without a gap.</param>
    /// <returns>How many steps were taken.</returns>
    public static int Migrate(SqliteDatabase database, IReadOnlyList<Migration> migrations)
    {
        var taken = 0;
        foreach (var migration in migrations)
        {
            if (database.QueryInteger("PRAGMA user_version") < migration.Version)
            {
                Take(database, migration);
                taken++;
            }
        }

        return taken;
    }

    private static void Take(SqliteDatabase database, Migration migration)
    {
        database.Execute("BEGIN IMMEDIATE");
        try
        {
            database.Execute(migration.Sql);
            database.Execute($"PRAGMA user_version = {migration.Version}");
            database.Execute("COMMIT");
        }
        catch (SqliteErrorException)
        {
            if (database.IsInTransaction)
            {
                database.Execute("ROLLBACK");
            }

            throw;
        }
    }
}
