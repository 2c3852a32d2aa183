using System.Globalization;
using Composite.Domain.Components;
using Composite.Domain.Devices;
using Composite.Domain.Merchants;
using Composite.Domain.Payments;
using Composite.Domain.Ports;

namespace Composite.Storage.Projections;

/// <summary>
/// The read model in an SQLite file of its own, fed by following the journal. It may be deleted at any time: it is then built anew.
/// </summary>
public sealed partial class SqliteReadModel : IReadModel, IFleet, IDisposable
{
    /// <summary>Longest wait between two looks at the journal.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    /// <summary>Longest that a transaction gathers pages while there are more: behind a long journal the lists move on at least this often.</summary>
    public static readonly TimeSpan MaxTransactionTime = TimeSpan.FromSeconds(2);

    /// <summary>Events after which a transaction is committed, while there are more.</summary>
    public const int MaxTransactionEvents = 256 * Page;

    // Small: a page that is gone before the collector comes costs it nothing, and the transaction does not depend on it.
    internal const int Page = 256;
    private readonly IJournal _journal;
    private readonly TimeProvider _time;
    private readonly ReadModelFile _file;
    private ReadModelWriter? _writer;
    private long _position;

    /// <param name="path">The file; made when missing, dropped and made anew when it has another schema.</param>
    /// <param name="journal">The journal to follow.</param>
    /// <param name="time">The clock of the waits.</param>
    public SqliteReadModel(string path, IJournal journal, TimeProvider time)
    {
        (_journal, _time) = (journal, time);
        _file = new ReadModelFile(path);
        _position = _file.Writer.QueryInteger("SELECT position FROM progress");
    }

    /// <summary>Follows the journal until cancelled.</summary>
    /// <exception cref="JournalUnavailableException">The journal can't be read now; call again.</exception>
    /// <exception cref="System.Data.Common.DbException">The lists can't be written now; call again.</exception>
    public async Task FollowAsync(CancellationToken cancellationToken)
    {
        using PeriodicTimer timer = new(Interval, _time);
        do
        {
            await CatchUpAsync(cancellationToken);
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
        return ListAsync(query.OrderBy("merchant_id", page.Limit), page.Limit, r => new MerchantRow(
            r.Text(0), r.Text(1), r.Text(2), r.Text(3), Enum.Parse<MerchantStatus>(r.Text(4)), (int)r.Integer(5)), row => row.MerchantId);
    }

    public ValueTask<Page<DeviceRow>> DevicesAsync(DeviceFilter filter, PageRequest page, CancellationToken cancellationToken)
    {
        // CROSS JOIN keeps the order of the tables: the first gives the rows in the list's order.
        string from = filter.MerchantId is null ? "device CROSS JOIN merchant_number m ON m.no = merchant" : "merchant_number m CROSS JOIN device ON merchant = m.no";
        ListQuery query = new ListQuery(
            $"""
            SELECT device_id, merchant_id, solution_id, tid, status, sdk_version, os, os_version, sdk_id, service_id, package, application_version, patch_level, acquirer_id
            FROM {from} CROSS JOIN slice USING (slice)
            """)
            .Equal("merchant_id", filter.MerchantId).Equal("solution_id", filter.SolutionId).Equal("status", filter.Status?.ToString())
            .After("device_id", ">", page.After);
        return ListAsync(query.OrderBy("device_id", page.Limit), page.Limit, ReadDevice, row => row.DeviceId);
    }

    public async ValueTask<Page<PaymentRow>> PaymentsAsync(PaymentFilter filter, PageRequest page, CancellationToken cancellationToken)
    {
        long? after = page.After is null ? null : long.TryParse(page.After, NumberStyles.None, CultureInfo.InvariantCulture, out long position)
            ? position
            : throw new ArgumentException("It is not a cursor of this list.", nameof(page));
        ListQuery query = PaymentQuery().Equal("device_id", filter.DeviceId).Equal("merchant_id", filter.MerchantId).Equal("acquirer_id", filter.AcquirerId)
            .Equal("status", filter.Status?.ToString()).After("at", ">=", filter.From?.UtcTicks).After("at", "<", filter.To?.UtcTicks).After("position", "<", after);
        Page<(PaymentRow Row, long Position)> found = await ListAsync(
            query.OrderBy("position DESC", page.Limit), page.Limit, r => (Row: ReadPayment(r), Position: r.Integer(14)), row => row.Position.ToString(CultureInfo.InvariantCulture));
        return new Page<PaymentRow>([.. found.Rows.Select(r => r.Row)], found.Next, found.Position);
    }

    public async ValueTask<PaymentRow?> PaymentAsync(string paymentId, CancellationToken cancellationToken)
    {
        ListQuery query = PaymentQuery().Equal("payment_id", paymentId);
        return (await ListAsync(query.OrderBy("position", 1), 1, ReadPayment, row => row.PaymentId)).Rows is [var row] ? row : null;
    }

    /// <summary>Closes the file. May be called again: a container does, once for each port that it gave out.</summary>
    public void Dispose()
    {
        Interlocked.Exchange(ref _writer, null)?.Dispose();
        _file.Dispose();
    }

    private static ListQuery PaymentQuery() => new(
        """
        SELECT payment_id, device_id, merchant_id, acquirer_id, status, reversal_reason, amount_minor, currency, entry_mode, cvm, scheme, masked_pan, stan, rrn, position, at, slice
        FROM payment
        """);

    private static PaymentRow ReadPayment(SqliteStatement r) => new(
        r.Text(0), r.Text(1), r.TextOrNull(2), r.TextOrNull(3), Enum.Parse<PaymentStatus>(r.Text(4)), r.TextOrNull(5) is { } reason ? Enum.Parse<ReversalReason>(reason) : null,
        new PaymentSummary(r.Integer(6), r.Text(7), Enum.Parse<EntryMode>(r.Text(8)), Enum.Parse<Cvm>(r.Text(9)), r.Text(10), r.Text(11)),
        r.IsNull(12) ? null : (int)r.Integer(12), r.TextOrNull(13), new DateTimeOffset(r.Integer(15), TimeSpan.Zero));

    private static DeviceRow ReadDevice(SqliteStatement r) =>
        new(r.Text(0), r.Text(1), r.Text(2), r.Text(3), Enum.Parse<DeviceStatus>(r.Text(4)), Known(r, 5), r.TextOrNull(6), r.TextOrNull(7))
        {
            SdkComponentId = Known(r, 8),
            AttestationServiceId = Known(r, 9),
            PackageName = Known(r, 10),
            ApplicationVersion = Known(r, 11),
            PatchLevel = r.TextOrNull(12) is { } day ? DateOnly.ParseExact(day, "O", CultureInfo.InvariantCulture) : null,
            AcquirerId = r.Text(13),
        };

    // A slice's absent text is ''.
    private static string? Known(SqliteStatement row, int column) => row.Text(column) is { Length: > 0 } text ? text : null;

    /// <summary>
    /// Reads everything that the journal has now. While a page is written the next is read and decoded. As long as there are more, pages share a
    /// transaction: what several of them change is written once.
    /// </summary>
    internal async Task CatchUpAsync(CancellationToken cancellationToken)
    {
        try
        {
            long begun = _time.GetTimestamp();
            Task<ReadModelPage>? next = LoadAsync(_position, cancellationToken);
            while (next is not null)
            {
                ReadModelPage page = await next;
                next = page.Count == Page ? LoadAsync(page.Position, cancellationToken) : null;
                if (page.Count > 0) (_writer ??= new ReadModelWriter(_file.Writer)).Apply(page);
                if (_writer is not { Uncommitted: > 0 } writer) continue;
                if (next is not null && writer.Uncommitted < MaxTransactionEvents && _time.GetElapsedTime(begun) < MaxTransactionTime) continue;
                writer.Commit(page.Position);
                Interlocked.Exchange(ref _position, page.Position);
                begun = _time.GetTimestamp();
            }
        }
        catch
        {
            // The next call begins where the last commit ended.
            Interlocked.Exchange(ref _writer, null)?.Dispose();
            throw;
        }
    }

    private Task<ReadModelPage> LoadAsync(long after, CancellationToken cancellationToken) => Task.Run(
        async () => ReadModelPage.Of(await _journal.ReadAllAsync(after, Page, cancellationToken), after), cancellationToken);

    // One row more than asked for tells whether there is a next page.
    private ValueTask<Page<T>> ListAsync<T>(ListQuery query, int limit, Func<SqliteStatement, T> read, Func<T, string> cursor)
    {
        (List<T> rows, long position) = _file.Read(database =>
        {
            List<T> found = [];
            using SqliteStatement statement = query.Prepare(database);
            while (statement.Step()) found.Add(read(statement));
            return found;
        });
        return ValueTask.FromResult(Cut(rows, limit, cursor, position));
    }

    private static Page<T> Cut<T>(List<T> rows, int limit, Func<T, string> cursor, long position)
    {
        if (rows.Count <= limit) return new Page<T>(rows, null, position);
        rows.RemoveRange(limit, rows.Count - limit);
        return new Page<T>(rows, cursor(rows[^1]), position);
    }
}
