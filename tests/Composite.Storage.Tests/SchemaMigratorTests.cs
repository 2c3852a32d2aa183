using Xunit;

namespace Composite.Storage.Tests;

public sealed class SchemaMigratorTests : IDisposable
{
    private readonly JournalDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void Migrate_Twice_TakesEachStepOnce()
    {
        using var database = Open();

        Assert.Equal(JournalSchema.Migrations.Count, SchemaMigrator.Migrate(database, JournalSchema.Migrations));
        Assert.Equal(0, SchemaMigrator.Migrate(database, JournalSchema.Migrations));
        Assert.Equal(JournalSchema.Version, database.QueryInteger("PRAGMA user_version"));
        Assert.Equal(JournalSchema.ApplicationId, database.QueryInteger("PRAGMA application_id"));
    }

    [Fact]
    public void Migrate_OlderFile_TakesOnlyTheNewStepsAndKeepsTheRows()
    {
        using var database = Open();
        SchemaMigrator.Migrate(database, JournalSchema.Migrations);
        database.Execute("INSERT INTO snapshot VALUES ('s', 1, 't', x'00')");
        Migration[] newer = [.. JournalSchema.Migrations, new(JournalSchema.Version + 1, "ALTER TABLE snapshot ADD COLUMN note TEXT")];

        Assert.Equal(1, SchemaMigrator.Migrate(database, newer));

        Assert.Equal(1, database.QueryInteger("SELECT count(*) FROM snapshot WHERE note IS NULL"));
    }

    [Fact]
    public void Migrate_StepFails_LeavesTheVersionBeforeIt()
    {
        using var database = Open();
        Migration[] broken = [.. JournalSchema.Migrations, new(JournalSchema.Version + 1, "CREATE TABLE half (a); SELECT nonsense FROM nowhere")];

        Assert.Throws<SqliteErrorException>(() => SchemaMigrator.Migrate(database, broken));

        Assert.Equal(JournalSchema.Version, database.QueryInteger("PRAGMA user_version"));
        Assert.Equal(0, database.QueryInteger("SELECT count(*) FROM sqlite_schema WHERE name = 'half'"));
        Assert.False(database.IsInTransaction);
    }

    private SqliteDatabase Open() => SqliteDatabase.Open(_directory.Path, SqliteAccess.Create, TimeSpan.Zero);
}
