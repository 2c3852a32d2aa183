using Composite.Domain.Ports;
using Microsoft.Data.Sqlite;
using Xunit;

namespace Composite.Storage.Tests;

/// <summary>A directory of its own for one test's journal, and the ways to get at the file behind the journal's back.</summary>
public sealed class JournalDirectory : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("composite-journal-");

    public string Path => System.IO.Path.Combine(_directory.FullName, "journal");

    internal SqliteJournalOptions Options => new() { Path = Path, BusyTimeout = TimeSpan.FromMilliseconds(50) };

    internal ValueTask<SqliteJournal> OpenAsync(SqliteJournalOptions? options = null) =>
        SqliteJournal.OpenAsync(options ?? Options, TimeProvider.System);

    /// <summary>A closed journal with some events in two streams, all of them in the main file.</summary>
    internal async Task FillAsync(int events = 20)
    {
        await using var journal = await OpenAsync();
        var results = await Task.WhenAll(Enumerable.Range(0, events).Select(i =>
            journal.AppendAsync(Appends.One($"s{i % 2}", i / 2, $"payload {i}"), CancellationToken.None).AsTask()));
        Assert.All(results, result => Assert.IsType<AppendResult.Appended>(result));
    }

    /// <summary>Runs SQL with a client of its own, as an intruder or an administrator would.</summary>
    public void Execute(string sql)
    {
        using var connection = Connect();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    public SqliteConnection Connect()
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = Path, Pooling = false }.ToString());
        connection.Open();
        return connection;
    }

    public void Dispose() => _directory.Delete(recursive: true);
}
