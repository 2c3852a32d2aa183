using System.Globalization;
using System.Text;
using Composite.Domain.Components;
using Composite.Domain.Devices;
using Composite.Domain.Merchants;
using Composite.Domain.Payments;
using Composite.Domain.Ports;
using Microsoft.Data.Sqlite;

namespace Composite.Storage.Projections;

/// <summary>
/// The read model in an SQLite file of its own, fed by following the journal. It may be deleted at any time: it is then built anew.
/// </summary>
public sealed class SqliteReadModel : IReadModel, IDisposable
{
    /// <summary>Longest wait between two looks at the journal.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    private const int Page = 1000;
    private readonly IJournal _journal;
    private readonly TimeProvider _time;
    private readonly string _readConnection;
    private readonly SqliteConnection _writeConnection;
    private readonly ReadModelWriter _writer;
    private long _position;

    /// <param name="path">The file; made when missing, dropped and made anew when it has another schema.</param>
    /// <param name="journal">The journal to follow.</param>
    /// <param name="time">The clock of the waits.</param>
    public SqliteReadModel(string path, IJournal journal, TimeProvider time)
    {
        (_journal, _time) = (journal, time);
        _writeConnection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString());
        _readConnection = new SqliteConnectionStringBuilder { DataSource = path, Mode = SqliteOpenMode.ReadOnly }.ToString();
        _writeConnection.Open();
        Execute("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;");
        Migrate();
        _position = Scalar<long>(_writeConnection, "SELECT position FROM progress");
        _writer = new ReadModelWriter(_writeConnection);
    }

    /// <summary>Follows the journal until cancelled.</summary>
    /// <exception cref="JournalUnavailableException">The journal can't be read now; call again.</exception>
    public async Task FollowAsync(CancellationToken cancellationToken)
    {
        using PeriodicTimer timer = new(Interval, _time);
        do
        {
            while (await StepAsync(cancellationToken)) { }
        }
        while (await timer.WaitForNextTickAsync(cancellationToken));
    }

    public async ValueTask<bool> ReachAsync(long position, TimeSpan atMost, CancellationToken cancellationToken)
    {
        long until = _time.GetTimestamp();
        using PeriodicTimer timer = new(TimeSpan.FromMilliseconds(20), _time);
        while (Interlocked.Read(ref _position) < position)
        {
            if (_time.GetElapsedTime(until) > atMost) return false;
            await timer.WaitForNextTickAsync(cancellationToken);
        }

        return true;
    }

    public ValueTask<long> ReadPositionAsync(CancellationToken cancellationToken) => ValueTask.FromResult(Interlocked.Read(ref _position));

    public ValueTask<Page<MerchantRow>> MerchantsAsync(MerchantFilter filter, PageRequest page, CancellationToken cancellationToken)
    {
        ListQuery query = new ListQuery("SELECT merchant_id, solution_id, trading_name, mcc, status, terminals FROM merchant")
            .Equal("solution_id", filter.SolutionId).Equal("status", filter.Status?.ToString()).After("merchant_id", ">", page.After);
        return ReadAsync(query.OrderBy("merchant_id", page.Limit), page.Limit, r => new MerchantRow(
            r.GetString(0), r.GetString(1), r.GetString(2), r.GetString(3), Enum.Parse<MerchantStatus>(r.GetString(4)), r.GetInt32(5)), row => row.MerchantId);
    }

    public ValueTask<Page<DeviceRow>> DevicesAsync(DeviceFilter filter, PageRequest page, CancellationToken cancellationToken)
    {
        ListQuery query = new ListQuery("SELECT device_id, merchant_id, solution_id, tid, status, sdk_version, os, os_version FROM device")
            .Equal("merchant_id", filter.MerchantId).Equal("solution_id", filter.SolutionId).Equal("status", filter.Status?.ToString())
            .After("device_id", ">", page.After);
        return ReadAsync(query.OrderBy("device_id", page.Limit), page.Limit, r => new DeviceRow(
            r.GetString(0), r.GetString(1), r.GetString(2), r.GetString(3), Enum.Parse<DeviceStatus>(r.GetString(4)), Text(r, 5), Text(r, 6), Text(r, 7)), row => row.DeviceId);
    }

    public async ValueTask<Page<PaymentRow>> PaymentsAsync(PaymentFilter filter, PageRequest page, CancellationToken cancellationToken)
    {
        long? after = page.After is null ? null : long.TryParse(page.After, NumberStyles.None, CultureInfo.InvariantCulture, out long position)
            ? position
            : throw new ArgumentException("It is not a cursor of this list.", nameof(page));
        ListQuery query = PaymentQuery().Equal("device_id", filter.DeviceId).Equal("merchant_id", filter.MerchantId).Equal("acquirer_id", filter.AcquirerId)
            .Equal("status", filter.Status?.ToString()).After("at", ">=", filter.From?.UtcTicks).After("at", "<", filter.To?.UtcTicks).After("position", "<", after);
        Page<(PaymentRow Row, long Position)> found = await ReadAsync(
            query.OrderBy("position DESC", page.Limit), page.Limit, r => (Row: ReadPayment(r), Position: r.GetInt64(14)), row => row.Position.ToString(CultureInfo.InvariantCulture));
        return new Page<PaymentRow>([.. found.Rows.Select(r => r.Row)], found.Next, found.Position);
    }

    public async ValueTask<PaymentRow?> PaymentAsync(string paymentId, CancellationToken cancellationToken)
    {
        ListQuery query = PaymentQuery().Equal("payment_id", paymentId);
        return (await ReadAsync(query.OrderBy("position", 1), 1, ReadPayment, row => row.PaymentId)).Rows is [var row] ? row : null;
    }

    public void Dispose() => _writeConnection.Dispose();

    private static ListQuery PaymentQuery() => new(
        """
        SELECT payment_id, device_id, merchant_id, acquirer_id, status, reversal_reason, amount_minor, currency, entry_mode, cvm, scheme, masked_pan, stan, rrn, position, at
        FROM payment
        """);

    private static PaymentRow ReadPayment(SqliteDataReader r) => new(
        r.GetString(0), r.GetString(1), Text(r, 2), Text(r, 3), Enum.Parse<PaymentStatus>(r.GetString(4)),
        Text(r, 5) is { } reason ? Enum.Parse<ReversalReason>(reason) : null,
        new PaymentSummary(r.GetInt64(6), r.GetString(7), Enum.Parse<EntryMode>(r.GetString(8)), Enum.Parse<Cvm>(r.GetString(9)), r.GetString(10), r.GetString(11)),
        r.IsDBNull(12) ? null : r.GetInt32(12), Text(r, 13), new DateTimeOffset(r.GetInt64(15), TimeSpan.Zero));

    private static string? Text(SqliteDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetString(column);

    private async Task<bool> StepAsync(CancellationToken cancellationToken)
    {
        IReadOnlyList<RecordedEvent> page = await _journal.ReadAllAsync(_position, Page, cancellationToken);
        if (page.Count == 0) return false;
        _writer.Apply(page);
        Interlocked.Exchange(ref _position, page[^1].Position);
        return page.Count == Page;
    }

    // One row more than asked for tells whether there is a next page. The rows and their position are of one read transaction.
    private async ValueTask<Page<T>> ReadAsync<T>(ListQuery query, int limit, Func<SqliteDataReader, T> read, Func<T, string> cursor)
    {
        await using SqliteConnection connection = new(_readConnection);
        connection.Open();
        using SqliteTransaction transaction = connection.BeginTransaction(deferred: true);
        long position = Scalar<long>(connection, "SELECT position FROM progress");
        List<T> rows = [];
        using SqliteCommand command = query.Command(connection);
        using SqliteDataReader reader = command.ExecuteReader();
        while (reader.Read()) rows.Add(read(reader));
        if (rows.Count <= limit) return new Page<T>(rows, null, position);
        rows.RemoveAt(rows.Count - 1);
        return new Page<T>(rows, cursor(rows[^1]), position);
    }

    private void Migrate()
    {
        if (Scalar<long>(_writeConnection, "PRAGMA user_version") == ReadModelSchema.Version) return;
        List<string> tables = [];
        using (SqliteCommand list = _writeConnection.CreateCommand())
        {
            list.CommandText = "SELECT name FROM sqlite_schema WHERE type = 'table'";
            using SqliteDataReader reader = list.ExecuteReader();
            while (reader.Read()) tables.Add(reader.GetString(0));
        }

        StringBuilder script = new();
        foreach (string table in tables) script.Append(CultureInfo.InvariantCulture, $"DROP TABLE \"{table}\";");
        script.Append(ReadModelSchema.Create).Append(CultureInfo.InvariantCulture, $"PRAGMA user_version = {ReadModelSchema.Version};");
        Execute("BEGIN; " + script + " COMMIT;");
    }

    private void Execute(string sql)
    {
        using SqliteCommand command = _writeConnection.CreateCommand();
#pragma warning disable CA2100 // Literals of this class and of the schema, and the names of the file's own tables.
        command.CommandText = sql;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }

    private static T Scalar<T>(SqliteConnection connection, string sql)
    {
        using SqliteCommand command = connection.CreateCommand();
#pragma warning disable CA2100 // Literals of this class.
        command.CommandText = sql;
#pragma warning restore CA2100
        return (T)command.ExecuteScalar()!;
    }
}
